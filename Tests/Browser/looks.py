"""What a page looks like, at each width, in light and dark."""

from itertools import combinations
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browser import SCHEMES, WIDTHS, Chromium, case, unfold

# Contrast of texts, and of things that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, THING = 4.5, 3.0
# Two tones side by side, in shades of grey.
APART = 1.2
TONES = ("good", "fair", "neutral", "weak", "bad", "worst", "absent")

# Each visible text of a chart with its colour and that of the topmost shape behind its middle, and
# the colours of shapes by their class.
CHART_COLOURS = """() => {
    const texts = [], shapes = {};
    const paper = getComputedStyle(document.body).backgroundColor;
    for (const chart of document.querySelectorAll('.chart')) {
        const rects = [...chart.querySelectorAll('rect')];
        for (const rect of rects) shapes[rect.classList[0]] = getComputedStyle(rect).fill;
        for (const text of chart.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            if (box.width === 0) continue;
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const behind = rects.filter((rect) => {
                const r = rect.getBoundingClientRect();
                return r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
            }).at(-1);
            texts.push([text.textContent, getComputedStyle(text).fill,
                behind ? getComputedStyle(behind).fill : paper]);
        }
    }
    return { texts, shapes, paper };
}"""

# What is wider than the page, and not in a box that scrolls.
OVERFLOW = """() => [...document.querySelectorAll('body *')].filter((e) =>
    !e.closest('.scroll, pre, .unseen, caption, svg') && e.getBoundingClientRect().right
        > document.documentElement.clientWidth + 1).map((e) => e.outerHTML.slice(0, 90))"""


def check(chromium: Chromium, name: str, file: Path, pictures: Path | None) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            check_one(chromium, name, file, width, scheme, pictures)


def check_one(chromium, name, file, width, scheme, pictures) -> None:
    where = f"{name}, {width} pixels, {scheme}"
    with chromium.page(file, width, scheme) as page:
        if pictures:
            page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
        unfold(page)
        case(f"{where}: nothing is wider than the page", [], page.evaluate(OVERFLOW)[:3])
        violations = Axe().run(page).response["violations"]
        case(f"{where}: axe finds nothing", [],
             [(found["id"], len(found["nodes"]), found["nodes"][0]["html"][:120])
              for found in violations])
        colours = page.evaluate(CHART_COLOURS)
        case(f"{where}: texts of charts can be read", [],
             [text for text, front, back in colours["texts"] if contrast(front, back) < TEXT][:3])
        dark = luminance(colours["paper"]) < 0.1
        case(f"{where}: the page is {scheme}", scheme == "dark", dark)
        case(f"{where}: no complaint, no request", [], page.noise)


def check_tones(chromium: Chromium, gallery: Path) -> None:
    """Tones are told apart by lightness too, from each other and from the track."""
    for scheme in SCHEMES:
        with chromium.page(gallery, scheme=scheme) as page:
            shapes = page.evaluate(CHART_COLOURS)["shapes"]
        near = [pair for pair in combinations(TONES, 2)
                if contrast(*(shapes[tone] for tone in pair)) < APART]
        case(f"gallery, {scheme}: tones differ in lightness", [], near)
        case(f"gallery, {scheme}: a bar stands out from its track", True,
             contrast(shapes["good"], shapes["track"]) >= THING)


def luminance(colour: str) -> float:
    """Of `rgb(1, 2, 3)`, as WCAG has it."""
    channels = [int(value) / 255 for value in colour[colour.index("(") + 1:-1].split(",")[:3]]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
                        for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
