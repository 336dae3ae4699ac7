"""A page on paper: printed to PDF."""

import subprocess
from pathlib import Path

from browser import Chromium, case

# Of A4 between margins of 15 mm, in CSS pixels.
WIDTH, HEIGHT = int((210 - 30) / 25.4 * 96), int((297 - 30) / 25.4 * 96)
CHARTS = """[...document.querySelectorAll('.chart')].map((chart) => [chart.ariaLabel || chart.id,
    getComputedStyle(chart).breakInside, chart.getBoundingClientRect().height])"""

WIDER = """[...document.querySelectorAll('main *')].filter((e) => e.checkVisibility()
    && !e.closest('.unseen, caption, svg') && e.getBoundingClientRect().right
        > document.documentElement.clientWidth + 1).map((e) => e.outerHTML.slice(0, 90))"""


def check(chromium: Chromium, gallery: Path, many: Path, folder: Path) -> None:
    words = printed(chromium, gallery, folder / "gallery.pdf")
    case("on paper every row of a long table is there", True, "Provider 50" in words)
    case("and what is folded behind a chart", True, "1,300" in words and "Shares as bars" in words)
    case("but no SQL, no filter, no button", [],
         [word for word in ("SELECT", "Filter", "Show all", "Dark") if word in words])
    for name, file in [("gallery", gallery), ("many", many)]:
        with chromium.page(file) as page:
            page.emulate_media(media="print")
            page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
            charts = page.evaluate(CHARTS)
            case(f"{name}: no chart is cut by the end of a page", [],
                 [chart for chart in charts if chart[1] != "avoid" or chart[2] > HEIGHT])
            case(f"{name}: nothing is wider than the paper", [], page.evaluate(WIDER))
    printed(chromium, many, folder / "many.pdf")
    pages = int(next(line.split()[1] for line in run("pdfinfo", folder / "many.pdf").splitlines()
                     if line.startswith("Pages:")))
    case("a large run is a readable number of pages", True, 3 <= pages <= 80)


def printed(chromium: Chromium, file: Path, output: Path) -> str:
    margin = {side: "15mm" for side in ("top", "right", "bottom", "left")}
    with chromium.page(file, scheme="dark") as page:
        page.pdf(path=output, format="A4", margin=margin)
    return run("pdftotext", "-layout", output, "-")


def run(*command) -> str:
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
