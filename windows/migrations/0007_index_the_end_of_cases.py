"""The nightly erasure finds the cases whose time is over by the end of each, not by reading all of them.

PostgreSQL uses an index of an expression once it has looked at its values, and looks by itself only after many changes.
"""

from django.db import migrations, models
from django.db.models.functions import Coalesce


def look_at_values(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ANALYZE windows_case")


class Migration(migrations.Migration):
    dependencies = [("windows", "0006_queue_draft")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(Coalesce("archived_at", "closed_at", "issued_at"), name="case_by_end"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                Coalesce("archived_at", "closed_at", "issued_at"),
                condition=models.Q(address_sealed__isnull=False),
                name="case_address_by_end",
            ),
        ),
        migrations.RunPython(look_at_values, migrations.RunPython.noop),
    ]
