"""Folded migrations: new databases take them alone, older ones never, and both end the same."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from hall_ops.lib.folded import CreateModels

Key = tuple[str, str]
# Where databases may stand: these migrations applied, with all they depend on.
STATES = {
    "windows 0013": [
        ("windows", "0013_fees_by_day"),
        ("staffing", "0007_ranking"),
        ("assessment", "0006_findings"),
    ],
    "staffing 0002, no windows": [("staffing", "0002_no_overlaps")],
    "records 0003, nothing above": [("records", "0003_counter")],
    "all half-way": [
        ("windows", "0005_fees_and_complaints"),
        ("staffing", "0004_wage_tax_and_dues"),
        ("assessment", "0003_settlement_states"),
    ],
    "no assessment": [("windows", "0017_widen_late_and_issued"), ("staffing", "0007_ranking")],
}


class OldFiles(MigrationLoader):
    """What there is without the folded files."""

    def load_disk(self) -> None:
        super().load_disk()
        self.disk_migrations = {key: each for key, each in self.disk_migrations.items() if not each.replaces}


@pytest.fixture(autouse=True)
def _with_migrations(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}


def planned(monkeypatch: pytest.MonkeyPatch, applied: set[Key]) -> list[Key]:
    """What a database that has these migrations would be given."""
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: dict.fromkeys(applied))
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def folded() -> dict[Key, set[Key]]:
    """Shape: folded migration → those it replaces."""
    found = MigrationLoader(None).disk_migrations.items()
    return {key: set(each.replaces) for key, each in found if each.replaces}


def test_folded_files_say_what_the_old_ones_say() -> None:
    old, new = OldFiles(None).project_state().models, MigrationLoader(None).project_state().models

    assert old.keys() == new.keys()
    assert [
        key for key in old if old[key] != new[key] or list(old[key].fields) != list(new[key].fields)
    ] == []


def test_what_postgresql_alone_is_told_is_told_again() -> None:
    old = import_module("staffing.migrations.0002_no_overlaps")
    new = import_module("staffing.migrations.0001_squashed_0007_ranking")

    assert (new.ADD, new.DROP) == (old.ADD, old.DROP)
    assert [type(each).__name__ for each in new.Migration.operations] == ["CreateModels", "RunPython"]


def test_a_new_database_takes_the_folded_files_alone(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(monkeypatch, set())

    assert {app for app, _ in folded()} == {"records", "contracts", "staffing", "windows", "assessment"}
    assert folded().keys() <= set(plan)
    assert not set(plan) & set().union(*folded().values())


@pytest.mark.parametrize("state", STATES)
def test_an_older_database_goes_on_by_the_old_files(
    db: None, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    graph = OldFiles(None).graph
    applied = {key for leaf in STATES[state] for key in graph.forwards_plan(leaf)}

    plan = planned(monkeypatch, applied)

    replaced = folded()
    begun = {key for key in replaced if replaced[key] & applied}
    assert not begun & set(plan)
    made = [old for key in plan for old in sorted(replaced.get(key, {key}))]
    assert len(made) == len(set(made))
    assert applied.isdisjoint(made)
    assert applied | set(made) == set(graph.nodes)


def test_a_database_that_has_them_all_is_given_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert planned(monkeypatch, set(OldFiles(None).graph.nodes)) == []


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_together_whichever_way_their_keys_point(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = ModelState.render

    def counted(self: ModelState, apps: object) -> type[models.Model]:
        rendered.append(self.name)
        return render(self, apps)

    monkeypatch.setattr(ModelState, "render", counted)
    number = ("id", models.BigAutoField(primary_key=True))
    after = ("after", models.ForeignKey("toys.Second", models.PROTECT))
    before = ("before", models.ForeignKey("toys.First", models.PROTECT, null=True))
    step = CreateModels([CreateModel("First", [number, after]), CreateModel("Second", [number, before])])
    empty, full = ProjectState(), ProjectState()
    assert not full.apps.get_models()  # asked for, so that every further model would be rendered at once

    step.state_forwards("toys", full)
    with connection.schema_editor() as editor:
        step.database_forwards("toys", editor, empty, full)
    there = set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        step.database_backwards("toys", editor, full, empty)

    assert {"toys_first", "toys_second"} <= there
    assert there - set(connection.introspection.table_names()) == {"toys_first", "toys_second"}
    assert sorted(rendered) == ["First", "Second"]
