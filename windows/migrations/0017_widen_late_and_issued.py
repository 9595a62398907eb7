from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_notices_read"),
        ("records", "0007_pulse"),
        ("windows", "0016_index_names_and_tickets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_late",
        ),
        migrations.RemoveIndex(
            model_name="issuance",
            name="issuance_by_day",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("late_days__gt", 0)),
                fields=[
                    "contract",
                    "-registered_at",
                    "-id",
                    "department",
                    "item",
                    "window",
                    "clerk",
                    "zone",
                    "state",
                    "kind",
                    "cross_region",
                ],
                name="case_late",
            ),
        ),
        migrations.AddIndex(
            model_name="issuance",
            index=models.Index(fields=["contract", "-day", "-at", "-id"], name="issuance_by_day"),
        ),
    ]
