"""What a visit weighs on the wire, compressed as the server sends it. Units: bytes, against one.

A first visit loads the heaviest page with every script, style, picture and font it names; a later one the page alone.
"""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.bench import Measure
from tests.bench._card import address, browser

FIRST_VISIT, LATER_PAGE = 200 * 1024, 40 * 1024
PAGES = ("scorecard", "scorecard-files")
LINKS = re.compile(r'(?:href|src)="/static/([^"?]+)"')
INNER = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")?#]+)|import\s[^;]*?from\s*['\"](\.[^'\"]+)")
ALREADY_PACKED = (".woff2", ".woff", ".png", ".jpg")


def on_the_wire(path: str) -> tuple[str, int]:
    """A page as the server answers a browser that takes gzip. Shape: its text, its bytes."""
    answer = browser().get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, path
    body = answer.content
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if packed else body).decode(), len(body)


def assets(html: str) -> set[Path]:
    """Every static file the page needs, with what those files name themselves; charts are loaded by other pages."""
    found: set[Path] = set()
    wanted = [finders.find(name) for name in LINKS.findall(html)]
    while wanted:
        path = Path(wanted.pop() or "")
        if path in found or not path.is_file():
            continue
        found.add(path)
        if path.suffix in {".css", ".js"}:
            names = [one or other for one, other in INNER.findall(path.read_text(encoding="utf-8"))]
            wanted += [str((path.parent / name).resolve()) for name in names]
    return found


def weight(path: Path) -> int:
    body = path.read_bytes()
    return len(body) if path.suffix in ALREADY_PACKED else len(gzip.compress(body, 9))


def run() -> list[Measure]:
    pages = [on_the_wire(address(name)) for name in PAGES]
    heaviest = max(size + sum(map(weight, assets(html))) for html, size in pages)
    return [
        Measure("page_weight first visit (bytes)", heaviest, 1, FIRST_VISIT),
        Measure("page_weight later page (bytes)", max(size for _html, size in pages), 1, LATER_PAGE),
    ]
