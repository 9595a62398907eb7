"""Tests of the code base itself: templates and what pages load."""

import re

import pytest

from tests.house import LIMITS, ROOT, lines_of, nothing, product, relative, templates, text_of

TEMPLATE_NAME = re.compile(r"""["']([\w/-]+\.html)(?:#[\w-]+)?["']""")
INLINE = {
    "script without src": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.I),
    "javascript address": re.compile(r"""=\s*["']?\s*javascript:""", re.I),
}


def test_no_template_is_unused() -> None:
    speaking = [*product(), *templates()]
    named = {name for path in speaking for name in TEMPLATE_NAME.findall(text_of(path))}

    unused = [
        relative(path) for path in templates() if path.relative_to(ROOT / "templates").as_posix() not in named
    ]

    nothing(unused)


def test_every_template_named_exists() -> None:
    own = {path.relative_to(ROOT / "templates").as_posix() for path in templates()}
    folders = {name.split("/")[0] for name in own if "/" in name}
    named = {
        (relative(path), name)
        for path in [*product(), *templates()]
        for name in TEMPLATE_NAME.findall(text_of(path))
        if name.split("/")[0] in folders and "/" in name
    }

    nothing(sorted(entry for entry in named if entry[1] not in own))


def test_no_inline_script_or_style() -> None:
    found = []
    for path in templates():
        if "pdf" in path.relative_to(ROOT / "templates").parts:
            continue
        text = re.sub(
            r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S
        )
        found += [f"{relative(path)}: {what}" for what, pattern in INLINE.items() if pattern.search(text)]

    nothing(found)


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<p class="a" style="color:red">',
        '<button onclick="x()">',
        '<a href="javascript:x()">',
        "<style>p{}</style>",
        '<i hx-on:click="x()">',
    ],
)
def test_inline_patterns_find_what_they_should(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in INLINE.values())


def test_templates_fit_a_reader() -> None:
    nothing([relative(path) for path in templates() if lines_of(path) > LIMITS["template"]])


def test_vendored_files_name_version_and_licence() -> None:
    vendor = ROOT / "static" / "vendor"
    said = (vendor / "README.md").read_text(encoding="utf-8")
    folders = [path.name for path in vendor.iterdir() if path.is_dir()]

    for name in folders:
        assert re.search(r"-\d+(\.\d+)+$", name), f"{name}: no version in the folder's name"
        line = next((line for line in said.splitlines() if name in line), "")
        assert re.search(r"MIT|Apache|BSD|ISC|OFL|MPL", line), f"{name}: no licence in vendor/README.md"
    loose = [path.name for path in vendor.iterdir() if path.is_file() and path.name != "README.md"]
    nothing(loose)
