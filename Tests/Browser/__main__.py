"""The report in a real browser: what it looks like, what it does, what it refuses.

Runs inside the test internet (scripts/test-browser), so that there is no network to ask. The debug
build and its tests have to be there."""

import argparse
import sys
import tempfile
from pathlib import Path

import behaviour
import browser
import hostility
import looks
import pages
import paper

LARGEST = 3_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/test-browser")
    parser.add_argument("--keep", metavar="FOLDER", type=Path,
                        help="where pages and pictures of them stay")
    keep = parser.parse_args().keep
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, browser.chromium() as chromium:
        folder = keep or Path(temporary)
        files = pages.make(folder)
        for name, file in files.items():
            browser.case(f"{name}: a page of at most 3 MB", True, file.stat().st_size < LARGEST)
            looks.check(chromium, name, file, keep)
        looks.check_tones(chromium, files["gallery"])
        behaviour.check(chromium, files["gallery"])
        hostility.check(chromium, files["hostile"])
        paper.check(chromium, files["gallery"], files["many"], folder)
    print(f"{browser.passed} passed, {browser.failed} failed")
    return 1 if browser.failed else 0


if __name__ == "__main__":
    sys.exit(main())
