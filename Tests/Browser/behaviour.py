"""What a page does: sorting, filtering, unfolding, by mouse and by keyboard."""

from pathlib import Path

from browser import Chromium, case
from looks import luminance
from playwright.sync_api import expect

ROWS = "[...document.querySelector('#groups tbody').rows]"
LABELS = f"{ROWS}.map((row) => row.cells[0].querySelector('bdi').textContent)"
SEEN = f"{ROWS}.filter((row) => row.checkVisibility()).length"
VALUES = f"{ROWS}.map((row) => row.cells[1].dataset.value).map(Number)"
MARKS = "[...document.querySelectorAll('#groups thead th')].map((h) => h.ariaSort)"
PAPER = "getComputedStyle(document.body).backgroundColor"


def check(chromium: Chromium, gallery: Path) -> None:
    with chromium.page(gallery) as page:
        check_sorting(page)
        check_filter(page)
        check_scheme(page)
        case("no complaint, no request", [], page.noise)
    check_profiles(chromium, gallery)
    check_keyboard(chromium, gallery)
    check_without_script(chromium, gallery)


def check_sorting(page) -> None:
    original = page.evaluate(LABELS)
    button = page.locator("#groups thead button", has_text="Domains")
    button.click()
    values = page.evaluate(VALUES)
    case("numbers begin with the largest", sorted(values, reverse=True), values)
    case("the heading says so", "descending", page.evaluate(MARKS)[1])
    button.click()
    values = page.evaluate(VALUES)
    case("then with the smallest", sorted(values), values)
    case("and says so", ["ascending"], [mark for mark in page.evaluate(MARKS) if mark])
    button.click()
    case("the third time leads back", original, page.evaluate(LABELS))
    page.locator("#groups thead button", has_text="Group").click()
    labels = page.evaluate(LABELS)
    case("texts are sorted with their numbers", [f"Provider {n}" for n in range(1, 51)], labels)
    page.locator("#groups thead button", has_text="MTA-STS").click()
    case("what was not measured stays at the end", "Provider 7", page.evaluate(LABELS)[-1])
    page.locator("#stacked thead button", has_text="Share").click()
    case("so does what is in no denominator", "DNS failed", page.evaluate(
        "[...document.querySelectorAll('#stacked tbody bdi')].filter((_, i) => i % 3 == 0).at(-1)"
        ".textContent"))


def check_filter(page) -> None:
    groups = page.locator("#groups")
    case("a long table shows its first rows", 12, page.evaluate(SEEN))
    groups.get_by_role("button", name="Show all 50 rows").click()
    case("and all on request", 50, page.evaluate(SEEN))
    groups.get_by_role("button", name="Show the first 12 rows").click()
    box = groups.get_by_role("searchbox")
    box.fill("PROVIDER 4")
    case("a filter does not mind the case", 11, page.evaluate(SEEN))
    case("and counts", "11 of 50 rows", groups.get_by_role("status").text_content())
    box.fill("nowhere")
    case("it may leave none", 0, page.evaluate(SEEN))
    box.fill("")
    case("without it all is as before", 12, page.evaluate(SEEN))
    count = groups.locator("td .count").first
    case("counts are folded away", False, count.is_visible())
    groups.get_by_role("checkbox").check()
    case("and shown on request", True, count.is_visible())
    case("with their denominators", True, " of " in count.text_content())


def check_scheme(page) -> None:
    page.get_by_role("button", name="Dark").click()
    case("dark on request", True, luminance(page.evaluate(PAPER)) < 0.1)
    page.emulate_media(media="print")
    case("paper is light all the same", True, luminance(page.evaluate(PAPER)) > 0.8)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Light").click()
    case("light on request", True, luminance(page.evaluate(PAPER)) > 0.8)


def check_profiles(chromium: Chromium, gallery: Path) -> None:
    with chromium.page(gallery, fragment="#profile-30") as page:
        profile = page.locator("#profile-30")
        case("a link unfolds the profile it leads to", True, profile.get_attribute("open") == "")
        top = profile.bounding_box()["y"]
        case("and shows it", True, 0 <= top < 900)
        page.locator("#groups a", has_text="Provider 3").first.click()
        expect(page.locator("#profile-3")).to_have_attribute("open", "")
        case("so does a row of the table", True, page.url.endswith("#profile-3"))
        page.get_by_role("searchbox", name="a closer look").fill("Provider 17")
        case("profiles can be filtered", ["profile-17"], page.evaluate(
            "[...document.querySelectorAll('.profile')].filter((e) => e.checkVisibility())"
            ".map((e) => e.id)"))
        case("profiles: no complaint, no request", [], page.noise)


def check_keyboard(chromium: Chromium, gallery: Path) -> None:
    with chromium.page(gallery) as page:
        page.locator("#groups thead button").nth(1).focus()
        page.keyboard.press("Enter")
        case("Enter sorts", "descending", page.evaluate(MARKS)[1])
        page.keyboard.press("Tab")
        case("Tab leads to the next heading", "MTA-STS record",
             page.evaluate("document.activeElement.textContent"))
        case("which is seen", "solid",
             page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        page.keyboard.press("Space")
        case("Space sorts too", "descending", page.evaluate(MARKS)[2])
        page.locator("#groups details.sql summary").focus()
        page.keyboard.press("Enter")
        case("Enter unfolds the SQL", True, page.locator("#groups pre").is_visible())
        case("a wide table can be focused and scrolled", "0",
             page.locator("#groups .scroll").get_attribute("tabindex"))


def check_without_script(chromium: Chromium, gallery: Path) -> None:
    with chromium.page(gallery, script=False) as page:
        rows = page.locator("#groups tbody tr")
        case("without JavaScript all rows are shown", (50, True),
             (rows.count(), rows.nth(49).is_visible()))
        case("and there is no button that does nothing", 0, page.locator("button").count())
        page.locator("#profile-2 > summary").click()
        case("and profiles unfold", True, page.locator("#profile-2 table").is_visible())
