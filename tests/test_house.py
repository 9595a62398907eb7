"""Tests of the code base itself: the ways of the house that a machine can check (docs/structure.md)."""

import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from hall_ops.celery import app as celery_app
from hall_ops.lib.screens import screen_of
from tests.house import (
    APPS,
    HERE,
    LIMITS,
    ROOT,
    layer,
    lines_of,
    nothing,
    product,
    relative,
    sources,
    templates,
    text_of,
    tree,
)

MAY_BE_READ = {"models", "enums", "queries", "actions"}
# How the profile of a contract is read is contracts' gift to the upper apps, who fill in their own part of it.
# How long work tells how far it is and is cancelled is records' gift to the apps that do such work.
ALSO_GIVEN = {("contracts", "profile_schema"), ("records", "runner")}
# Exceptions to the rules below, each with its reason.
SETS_A_STATE = {
    "records/schedule.py",  # the scheduler is the one action on its own rows
    "windows/seeding/lives.py",  # made-up rows for measuring, never a real case
}
# What fails is written down and must not stop the others: a scheduled run, a message, a job.
CATCHES_ALL = {"records/schedule.py", "records/postman.py", "records/runner.py"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "monotonic", "time"}


def url_patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from url_patterns(entry, entry.namespace or space)
        else:
            yield f"{space}:{entry.name}" if space else str(entry.name), entry


# -- the start ------------------------------------------------------------------------------------------------------
# Each takes a tenth of a second or more; the one function that needs it imports it.
LOADED_WHEN_NEEDED = (
    "PIL",
    "chinese_calendar",
    "highspy",
    "ninja",
    "numpy",
    "openpyxl",
    "pypinyin",
    "python_calamine",
    "tablib",
    "weasyprint",
)


def test_the_url_table_loads_nothing_heavy() -> None:
    program = (
        "import sys, django; django.setup(); import hall_ops.urls\n"
        f"print(*sorted(set({LOADED_WHEN_NEEDED!r}) & set(sys.modules)))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    nothing(done.stdout.split())


# -- screens --------------------------------------------------------------------------------------------------------
def test_every_address_has_a_door() -> None:
    shut = [name for name, pattern in url_patterns() if screen_of(pattern.callback) is None]

    nothing(shut)


def test_every_address_has_a_name_used_once() -> None:
    names = [name for name, _ in url_patterns()]

    nothing([name for name in names if name.endswith("None")])
    assert sorted(names) == sorted(set(names))


def test_what_asks_in_intervals_asks_a_polled_address() -> None:
    """An unattended page must not renew its session. docs/decisions/0028-polling-is-no-use.md"""
    polled = {
        name for name, pattern in url_patterns() if getattr(screen_of(pattern.callback), "polled", False)
    }
    asking = [
        (relative(path), tag_around(text, found.start()))
        for path in templates()
        for text in [text_of(path)]
        for found in re.finditer(r'hx-trigger="every ', text)
    ]
    assert asking

    nothing([f"{path}: {tag[:80]}" for path, tag in asking if not any(f"'{name}'" in tag for name in polled)])


def tag_around(text: str, place: int) -> str:
    """The HTML tag that a place stands in; a template's own tags may stand inside it."""
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", lambda found: found[0].replace("<", " ").replace(">", " "), text)
    return text[plain.rindex("<", 0, place) : plain.index(">", place) + 1]


def app_screens() -> list[tuple[str, str, str]]:
    """Shape: (app, stem of the address's name, stem of the view's module) for every address of an app."""
    found = []
    for name, pattern in url_patterns():
        space, _, short = name.rpartition(":")
        if space in HERE:
            module = pattern.callback.__module__.removeprefix(f"{space}.views").lstrip(".")
            found.append((space, short.replace("-", "_"), module))
    return found


def test_address_and_view_share_a_stem() -> None:
    # "contract-members" is the screen "members" seen from inside a contract
    screens = [(app, name.removeprefix("contract_"), module) for app, name, module in app_screens()]
    astray = [entry for entry in screens if not entry[2] or not entry[1].startswith(entry[2])]

    nothing(astray)


def test_template_and_view_share_a_stem() -> None:
    astray = []
    for app in HERE:
        stems = [path.stem for path in sources(f"{app}/views") if path.stem != "__init__"]
        own = (ROOT / "templates" / app).glob("*.html")
        astray += [relative(path) for path in own if not path.stem.startswith(("_", *stems))]

    nothing(astray)


def test_every_view_has_its_test_file() -> None:
    """A screen's parts may be tested with the screen: test_scorecard.py covers scorecard_pulse as well."""
    untested = []
    for app, _, module in app_screens():
        tested = [
            path.stem.removeprefix("test_") for path in (ROOT / "tests" / app / "views").glob("test_*.py")
        ]
        if not module.startswith(tuple(tested)):
            untested.append(f"tests/{app}/views/test_{module}.py")

    nothing(sorted(set(untested)))


def calls_on_manager(module: ast.Module) -> Iterator[tuple[int, set[str]]]:
    """For each `<Model>.objects`: its line and the names of what is called on it in the same chain."""
    above = {child: parent for parent in ast.walk(module) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            names, link = set(), above[node]
            while isinstance(link, ast.Attribute) or (isinstance(link, ast.Call) and above[link] is not None):
                if isinstance(link, ast.Attribute):
                    names.add(link.attr)
                elif not isinstance(above[link], ast.Attribute):
                    break
                link = above[link]
            yield node.lineno, names


def test_views_fetch_through_allowed() -> None:
    views = [path for app in HERE for path in sources(f"{app}/views")]

    found = [
        f"{relative(path)}:{line}"
        for path in views
        for line, called in calls_on_manager(tree(path))
        if not called & {"allowed", "none"}
    ]

    nothing(found)


def test_a_fetch_past_allowed_is_noticed() -> None:
    program = "a = Card.objects.filter(pk=1).first()\nb = Card.objects.select_related('x').allowed(u, p).get(pk=2)\n"

    assert [line for line, called in calls_on_manager(ast.parse(program)) if "allowed" not in called] == [1]


# -- rules and layers -----------------------------------------------------------------------------------------------
def rule_files() -> list[Path]:
    return [path for path in sources(*HERE) if layer(path) == "rules"]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_there_are_rules_to_check() -> None:
    assert rule_files()


def test_rules_know_no_django_but_its_translations() -> None:
    found = [
        f"{relative(path)}: {name}"
        for path in rule_files()
        for name in imports(path)
        if name.split(".")[0] in {"django", "celery"} and not name.startswith("django.utils.translation.")
    ]

    nothing(found)


def test_rules_know_no_float() -> None:
    found = []
    for path in rule_files():
        for node in ast.walk(tree(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            # bool and float in isinstance() refuse a float: naming it is not using it
            called = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            )
            if literal or called:
                found.append(f"{relative(path)}:{node.lineno}")  # type: ignore[attr-defined]

    nothing(found)


def test_rules_read_no_clock() -> None:
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in rule_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]

    nothing(found)


def test_apps_read_only_what_a_lower_app_gives() -> None:
    found = []
    for path in sources(*HERE):
        own = path.relative_to(ROOT).parts[0]
        for name in imports(path):
            parts = name.split(".")
            if parts[0] in HERE and parts[0] != own:
                given = parts[1] if len(parts) > 1 else ""
                if given not in MAY_BE_READ and (parts[0], given) not in ALSO_GIVEN:
                    found.append(f"{relative(path)}: {name}")

    nothing(found)


def test_lib_reads_no_app() -> None:
    found = [
        f"{relative(path)}: {name}"
        for path in sources("hall_ops/lib")
        for name in imports(path)
        if name.split(".")[0] in APPS
    ]

    nothing(found)


def state_changes(path: Path) -> Iterator[int]:
    """Lines where `<something>.state = …` is assigned or a queryset's `update(state=…)` is called."""
    for node in ast.walk(tree(path)):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
            yield node.lineno  # type: ignore[attr-defined]
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "bulk_update"}
            and any(keyword.arg == "state" for keyword in node.keywords)
        ):
            yield node.lineno


def test_state_is_set_in_actions_only() -> None:
    outside = [
        path for path in sources(*HERE) if layer(path) != "actions" and relative(path) not in SETS_A_STATE
    ]

    nothing([f"{relative(path)}:{line}" for path in outside for line in state_changes(path)])


def test_state_changes_are_noticed(tmp_path: Path) -> None:
    program = tmp_path / "view.py"
    program.write_text("card.state = 'signed'\nCard.objects.filter(pk=1).update(state='signed')\n")

    assert list(state_changes(program)) == [1, 2]


def test_models_override_no_save() -> None:
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in sources(*HERE)
        if layer(path) == "models"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]

    nothing(found)


# -- database and schedule ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_every_beat_entry_names_a_task() -> None:
    celery_app.loader.import_default_modules()
    named = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}

    assert named
    assert named <= set(celery_app.tasks)


def test_every_setting_is_explained() -> None:
    read = re.compile(r"""env\.\w+\(\s*["'](\w+)["']""")
    names = set(read.findall((ROOT / "hall_ops" / "settings.py").read_text(encoding="utf-8")))
    explained = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert names
    nothing(sorted(name for name in names if not re.search(rf"^#?{name}=", explained, re.M)))


def test_every_profile_installer_can_be_called() -> None:
    for dotted in settings.PROFILE_INSTALLERS:
        module, _, name = dotted.rpartition(".")
        assert callable(getattr(import_module(module), name))


# -- sizes and plain faults -----------------------------------------------------------------------------------------
def test_modules_fit_a_reader() -> None:
    found = [(relative(path), lines_of(path)) for path in [*product(), *sources("script")]]

    nothing([entry for entry in found if entry[1] > LIMITS["module"]])


def test_functions_fit_a_reader() -> None:
    found = []
    for path in [*product(), *sources("tests", "script")]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LIMITS["function"]:
                    found.append((relative(path), node.name, length))

    nothing(found)


def test_test_files_fit_a_reader() -> None:
    nothing([relative(path) for path in sources("tests") if lines_of(path) > LIMITS["test"]])


def test_nothing_is_put_off_or_swallowed() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX)\b|except Exception\b|except:|pytest\.(?:mark\.)?(?:skip|xfail)")
    here = {relative(Path(__file__))} | CATCHES_ALL
    found = [
        f"{relative(path)}: {match[0]}"
        for path in [*product(), *sources("tests")]
        if relative(path) not in here
        for match in marks.finditer(path.read_text(encoding="utf-8"))
    ]

    nothing(found)


def test_every_module_says_what_it_is() -> None:
    silent = [
        relative(path)
        for path in product()
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(tree(path))
    ]

    nothing(silent)
