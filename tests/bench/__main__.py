"""script/bench: run the quick benchmarks, or those whose name holds the word given, in a database made for it.

Those that take many minutes run when they are named: `settle_oracle`, and the windows' (`script/bench windows`), which
make databases of their own on PostgreSQL.
"""

import importlib
import os
import sys
from pathlib import Path

from tests.bench import Measure

HERE = Path(__file__).parent
OWN_DATABASES = "windows_"
BY_NAME_ONLY = ("settle_oracle", OWN_DATABASES)


def module_names(wanted: str) -> list[str]:
    names = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if not wanted:
        return [name for name in names if not name.startswith(BY_NAME_ONLY)]
    return [name for name in names if wanted in name]


def measured(names: list[str]) -> list[Measure]:
    return [Measure(*line) for name in names for line in importlib.import_module(f"tests.bench.{name}").run()]


def with_database(names: list[str]) -> list[Measure]:
    """Run the modules with Django set up and an empty database that is thrown away afterwards."""
    import django
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    django.setup()
    from django.conf import settings

    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    # The windows' make databases of their own, in processes of their own.
    databases = [] if all(name.startswith("windows_") for name in names) else runner.setup_databases()
    try:
        return measured(names)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


def table(measures: list[Measure]) -> str:
    head = ("name", "figure", "baseline", "ratio", "limit", "", "")
    rows = [
        (
            m.name,
            f"{m.figure:.6g}",
            f"{m.baseline:.6g}",
            f"{m.ratio:.2f}",
            f"{m.limit_ratio:g}",
            m.note,
            "" if m.kept else "OVER",
        )
        for m in measures
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = []
    for row in [head, *rows]:
        numbers = [text.rjust(width) for text, width in zip(row[1:5], widths[1:5], strict=True)]
        lines.append("  ".join([row[0].ljust(widths[0]), *numbers, row[5].ljust(widths[5]), row[6]]).rstrip())
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    wanted = arguments[0] if arguments else ""
    names = module_names(wanted)
    if len(arguments) > 1 or not names:
        known = ", ".join(
            [*module_names(""), *(name for each in BY_NAME_ONLY for name in module_names(each))]
        )
        print(f"script/bench [NAME]: no benchmark is called {wanted!r}; there are: {known}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    alone = all(name.startswith(OWN_DATABASES) for name in names)
    measures = measured(names) if alone else with_database(names)
    print(table(measures))
    return 0 if all(measure.kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
