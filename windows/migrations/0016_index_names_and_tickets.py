from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_notices_read"),
        ("records", "0007_pulse"),
        ("windows", "0015_index_own_columns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assistorder",
            index=models.Index(
                fields=["contract", "person_name"],
                name="assist_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="benefitclaim",
            index=models.Index(
                fields=["contract", "person_name"],
                name="claim_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["contract", "person_name"],
                name="complaint_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                fields=["contract", "person_name"],
                name="consult_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="crossregioncase",
            index=models.Index(
                fields=["contract", "person_name"],
                name="cross_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="queueticket",
            index=models.Index(fields=["contract", "-day", "-number", "-id"], name="ticket_newest"),
        ),
        migrations.AddIndex(
            model_name="specialservice",
            index=models.Index(
                fields=["contract", "person_name"],
                name="special_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="unresolvedmatter",
            index=models.Index(
                fields=["contract", "person_name"],
                name="matter_by_name",
                opclasses=["", "varchar_pattern_ops"],
            ),
        ),
    ]
