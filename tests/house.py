"""What the tests of the code base share: its files, read once."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["records", "accounts", "contracts", "staffing", "windows", "training", "operations", "assessment"]
HERE = [name for name in APPS if (ROOT / name).is_dir()]
LIMITS = {"module": 400, "function": 60, "template": 150, "test": 500}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nothing(found: Iterable[object]) -> None:
    """Fail with one finding a line."""
    lines = [str(entry) for entry in found]
    assert not lines, "\n" + "\n".join(lines)


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """Python files below the folders, migrations left out: they are made by a command."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def text_of(path: Path) -> str:
    """A file's text; a template's without its comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.S)
    return text


def product() -> tuple[Path, ...]:
    return sources("hall_ops", *HERE)


def layer(path: Path) -> str:
    """The name of the file, or of the folder, directly below the app: rules, actions, views …"""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
