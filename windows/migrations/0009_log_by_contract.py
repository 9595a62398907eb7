"""A line of the log bears the contract of its case, so that its ledgers are read and counted without the cases.

The log is append-only: its guard steps aside for the filling and is made again after the migration, as all guards are.
"""

import django.db.models.deletion
from django.db import migrations, models

GUARD = "windows_caseevent_refuse_update"
FILL = """
    UPDATE windows_caseevent
    SET contract_id = (SELECT c.contract_id FROM windows_case c WHERE c.id = windows_caseevent.case_id)
    WHERE contract_id IS NULL
"""


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD} ON windows_caseevent")
        schema_editor.execute(FILL)
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD}")
    schema_editor.execute(FILL)


def log_index(name, action):
    return models.Index(fields=["contract", "-at", "-id"], name=name, condition=models.Q(action=action))


def contract(**given):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="contracts.contract",
        **given,
    )


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("windows", "0008_platform_figures")]

    operations = [
        migrations.RemoveIndex(model_name="caseevent", name="case_event_told"),
        migrations.RemoveIndex(model_name="caseevent", name="case_event_gap"),
        migrations.AddField(model_name="caseevent", name="contract", field=contract(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(model_name="caseevent", name="contract", field=contract()),
        migrations.AddIndex(model_name="caseevent", index=log_index("case_event_told", "tell_once")),
        migrations.AddIndex(model_name="caseevent", index=log_index("case_event_gap", "accept_gap")),
        migrations.RemoveIndex(model_name="rating", name="rating_by_day"),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                fields=[
                    "contract",
                    "visited_on",
                    "recorded_at",
                    "window",
                    "department",
                    "clerk",
                    "level",
                    "source",
                    "state",
                    "case",
                ],
                name="rating_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                fields=[
                    "contract",
                    "visited_on",
                    "recorded_at",
                    "window",
                    "department",
                    "clerk",
                    "state",
                    "is_real_name",
                    "id",
                ],
                name="rating_bad_by_day",
                condition=models.Q(level__lte=2),
            ),
        ),
    ]
