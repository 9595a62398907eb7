"""Rows that a ledger shows bear the item and the department themselves, so that a rare one is found by an index.

Fees and the log are append-only: their guards step aside for the filling and are made again after the migration, as all
guards are.
"""

import django.db.models.deletion
from django.db import migrations, models

GUARDED = ("windows_fee", "windows_caseevent")
FILL = (
    """
    UPDATE windows_fee SET item_id = (SELECT c.item_id FROM windows_case c WHERE c.id = windows_fee.case_id)
    """,
    """
    UPDATE windows_issuance SET (item_id, department_id) = (
        SELECT c.item_id, c.department_id FROM windows_case c WHERE c.id = windows_issuance.case_id
    )
    """,
    """
    UPDATE windows_handoverline SET
        (contract_id, department_id, made_at) = (
            SELECT b.contract_id, b.department_id, b.made_at
            FROM windows_handover b WHERE b.id = windows_handoverline.batch_id
        ),
        item_id = (SELECT c.item_id FROM windows_case c WHERE c.id = windows_handoverline.case_id)
    """,
    """
    UPDATE windows_caseevent SET (item_id, department_id) = (
        SELECT c.item_id, c.department_id FROM windows_case c WHERE c.id = windows_caseevent.case_id
    )
    WHERE action IN ('tell_once', 'accept_gap')
    """,
)


def fill(apps, schema_editor):
    of_postgresql = schema_editor.connection.vendor == "postgresql"
    if of_postgresql:
        schema_editor.execute("SET LOCAL statement_timeout = 0")
    for table in GUARDED:
        on = f" ON {table}" if of_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_update{on}")
    for statement in FILL:
        schema_editor.execute(statement)


def key(to, **given):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **given
    )


FIELDS = (
    ("fee", "item", "windows.serviceitem"),
    ("issuance", "item", "windows.serviceitem"),
    ("issuance", "department", "contracts.organisation"),
    ("handoverline", "contract", "contracts.contract"),
    ("handoverline", "department", "contracts.organisation"),
    ("handoverline", "item", "windows.serviceitem"),
)
MADE_AT = "建单时间"


class Migration(migrations.Migration):
    dependencies = [("contracts", "0005_notices_read"), ("windows", "0013_fees_by_day")]

    operations = [
        migrations.AddField("caseevent", "item", key("windows.serviceitem", null=True)),
        migrations.AddField("caseevent", "department", key("contracts.organisation", null=True)),
        *(migrations.AddField(model, name, key(to, null=True)) for model, name, to in FIELDS),
        migrations.AddField("handoverline", "made_at", models.DateTimeField(MADE_AT, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(model, name, key(to)) for model, name, to in FIELDS),
        migrations.AlterField("handoverline", "made_at", models.DateTimeField(MADE_AT)),
    ]
