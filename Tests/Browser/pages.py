"""The reports that are looked at: of 0, 1, 50 and many domains, of every kind of table, and of
hostile texts."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.append(str(HERE.parent / "ScriptedInternet"))
import corpus  # noqa: E402

def make(folder: Path) -> dict[str, Path]:
    """Each page by its name."""
    census = f"{built()}/sts-census"
    pages = gallery(folder)
    one, fifty = folder / "one.sqlite", folder / "fifty.sqlite"
    scan(census, one, 1)
    scan(census, fifty, 50)
    none = changed(one, folder / "none.sqlite", "empty.sql")
    many = changed(fifty, folder / "many.sqlite", "multiply.sql")
    return pages | {file.stem: report(census, file) for file in (none, one, fifty, many)}


def built() -> str:
    command = ["swift", "build", "--show-bin-path"]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE,
                          env={**os.environ, "STS_CENSUS_STRICT": "1"}).stdout.strip()


def scan(census: str, database: Path, limit: int) -> None:
    database.unlink(missing_ok=True)
    subprocess.run([census, "scan", *os.environ["TI_SCAN_OPTIONS"].split(), "--database",
                    str(database), "--retry-after", "none", "--limit", str(limit),
                    os.environ["TI_LIST"]], check=True, stderr=subprocess.DEVNULL)


def changed(database: Path, copy: Path, script: str) -> Path:
    """A copy of a database after the SQL of this folder."""
    copy.write_bytes(database.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.executescript((HERE / script).read_text())
    return copy


def report(census: str, database: Path) -> Path:
    output = database.with_suffix("")
    subprocess.run([census, "report", "--database", str(database), "--output", str(output)],
                   check=True, stdout=subprocess.DEVNULL)
    return output / "index.html"


def gallery(folder: Path) -> dict[str, Path]:
    """A page with every kind of table, and the same with hostile texts in every place for one."""
    texts = [text.decode(errors="replace") for _, text in corpus.texts()]
    (folder / "texts.json").write_text(json.dumps(texts))
    subprocess.run(["swift", "test", "--skip-build", "--filter", "GalleryPages"], cwd=ROOT,
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "STS_CENSUS_STRICT": "1",
                        "STS_CENSUS_GALLERY": str(folder)})
    return {name: folder / name / "index.html" for name in ("gallery", "hostile")}
