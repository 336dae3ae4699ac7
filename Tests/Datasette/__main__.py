"""Within the test internet: every canned query and every view of a census, by HTTP from Datasette."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import metadata

ROOT = metadata.DOCS.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

import census  # noqa: E402

LIMIT = 60
# Datasette 0.65 has no page for a view with a blob in it, only its rows as JSON and queries of it.
WITHOUT_PAGE = {"certificates"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=LIMIT) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(url: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + LIMIT
    while server.poll() is None and time.monotonic() < until:
        try:
            get(url)
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    sys.exit("test-datasette: Datasette did not come up")


def failures(base: str) -> list[str]:
    """What cannot be opened, or has nothing to show."""
    found = []
    for name in metadata.queries():
        status, _ = get(f"{base}/{name}")
        rows = json.loads(get(f"{base}/{name}.json?_shape=array")[1]) if status == 200 else []
        if status != 200 or not isinstance(rows, list) or not rows:
            found.append(f"{name}: status {status}, {len(rows)} rows")
    for name, view in metadata.views().items():
        page_of = f"{name}.json" if name in WITHOUT_PAGE else name
        status, page = get(f"{base}/{page_of}?_size=1")
        if status != 200:
            found.append(f"{name}: status {status}")
        # Up to where Datasette would have to escape something.
        elif page_of == name and re.match("[A-Za-z ,]*", view["description"])[0] not in page:
            found.append(f"{name}: its description is not shown")
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/census.sqlite"
        census.make(os.environ["CENSUS_SCANNER"], path, runs=2, domains=3000)
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "datasette", "serve", path, "--port", str(port),
             "--metadata", str(metadata.DOCS / "metadata.yaml")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            base = f"http://127.0.0.1:{port}/census"
            wait_for(base, server)
            found = failures(base)
        finally:
            server.terminate()
            server.wait(LIMIT)
    for failure in found:
        print(f"FAILED {failure}")
    if found:
        sys.exit(1)
    print(f"test-datasette: {len(metadata.queries())} canned queries, {len(metadata.views())} views")


if __name__ == "__main__":
    main()
