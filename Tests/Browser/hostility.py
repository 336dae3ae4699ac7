"""Texts from outside stay texts, and the page's policy stops what would not."""

from pathlib import Path

from browser import Chromium, case, unfold

HANDLERS = """[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes])
    .filter((a) => a.name.startsWith('on') || a.name === 'style' || a.name === 'src'
        || a.name === 'href' && !a.value.startsWith('#')).map((a) => a.name)"""


def check(chromium: Chromium, hostile: Path) -> None:
    with chromium.page(hostile) as page:
        unfold(page)
        case("hostile texts: one script, ours", 1, page.locator("script").count())
        case("they make no handler, style, source or link", [], page.evaluate(HANDLERS))
        case("they run nothing and ask for nothing", [], page.noise)
        page.locator("#groups thead button").first.click()
        page.locator("#groups").get_by_role("searchbox").fill("<script>")
        case("they are sorted and filtered as texts", "14 of 14 rows",
             page.locator("#groups").get_by_role("status").text_content())
        case("and still run nothing", [], page.noise)
    with chromium.page(hostile) as page:
        page.evaluate("""() => {
            const add = (name, properties) =>
                document.body.append(Object.assign(document.createElement(name), properties));
            add('script', { textContent: 'window.ran = true' });
            add('div', { innerHTML: '<b onclick="window.ran = true" style="color: red">x</b>' });
            document.querySelector('b').click();
        }""")
        case("even planted code does not run", None, page.evaluate("window.ran"))
        case("nor is a planted style applied", False, page.evaluate(
            "getComputedStyle(document.querySelector('b')).color") == "rgb(255, 0, 0)")
        case("since the page's policy refuses it", 3,
             len([text for text in page.noise if "Content Security Policy" in text]))
        page.noise.clear()
        with page.expect_console_message():
            page.evaluate("""document.body.append(Object.assign(document.createElement('img'),
                { src: 'http://example.org/x.png' }))""")
        case("and it loads no picture", True, "Content Security Policy" in page.noise[0])
