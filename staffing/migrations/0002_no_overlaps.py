"""Nobody in two places, nobody on two posts: on PostgreSQL two transactions at once do not see each other's rows."""

from django.db import migrations

ADD = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "ALTER TABLE staffing_shift ADD CONSTRAINT shift_in_one_place EXCLUDE USING gist "
    "(person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)",
    "ALTER TABLE staffing_engagement ADD CONSTRAINT engagement_on_one_post EXCLUDE USING gist "
    "(person_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (voided_at IS NULL)",
)
DROP = (
    "ALTER TABLE staffing_shift DROP CONSTRAINT IF EXISTS shift_in_one_place",
    "ALTER TABLE staffing_engagement DROP CONSTRAINT IF EXISTS engagement_on_one_post",
)


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("staffing", "0001_initial")]
    operations = [migrations.RunPython(run(ADD), run(DROP))]
