"""What Datasette shows beside a census database, made of Docs/Database.md."""

import json
import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "Docs"
HEAD = """\
# For Datasette (https://datasette.io), made of Database.md by scripts/test-datasette --write:
#     datasette census.sqlite --metadata Docs/metadata.yaml
"""


def sections(part: str) -> list[tuple[str, str]]:
    """The headings of the third level below one of the second, each with its text."""
    text = (DOCS / "Database.md").read_text()
    below = re.search(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.M | re.S).group(1)
    return [(heading, body.strip()) for heading, body in
            re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", below, re.M | re.S)]


def queries() -> dict[str, dict]:
    """The canned queries, by the name that is in their address."""
    found = {}
    for title, body in sections("Queries"):
        said, sql = re.fullmatch(r"(.*?)```sql\n(.*?)\n```", body, re.S).groups()
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
        found[name] = {"title": title, "description": " ".join(said.split()), "sql": sql}
    return found


def views() -> dict[str, dict]:
    """Descriptions of views and columns."""
    found = {}
    for heading, body in sections("Views"):
        columns = {}
        for row in re.findall(r"^\| `(\w+)` \| \w+ \| (.*?) \|$", body, re.M):
            columns[row[0]] = row[1].strip(" |").replace("\\|", "|")
        for name in re.findall(r"`(\w+)`", heading):
            found[name] = {"description": " ".join(body.split("\n\n")[0].split()),
                           "columns": {name: text for name, text in columns.items() if text}}
    return found


def yaml() -> str:
    """The whole file; texts are in JSON's form, which is YAML's too."""
    def line(depth: int, key: str, text: str | None = None) -> str:
        value = "" if text is None else " " + json.dumps(text, ensure_ascii=False)
        return f"{'  ' * depth}{key}:{value}"

    lines = ["databases:", line(1, "census"), line(2, "queries")]
    for name, query in queries().items():
        lines += [line(3, name), line(4, "title", query["title"])]
        if query["description"]:
            lines.append(line(4, "description", query["description"]))
        lines.append("        sql: |-")
        lines += ["          " + text for text in query["sql"].split("\n")]
    lines.append(line(2, "tables"))
    for name, view in views().items():
        lines += [line(3, name), line(4, "description", view["description"])]
        if view["columns"]:
            lines.append(line(4, "columns"))
            lines += [line(5, column, text) for column, text in view["columns"].items()]
    return HEAD + "\n".join(lines) + "\n"
