from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_notices_read"),
        ("records", "0007_pulse"),
        ("windows", "0014_own_columns_of_ledger_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("action__in", ("tell_once", "accept_gap"))),
                fields=["contract", "action", "item", "-at", "-id"],
                name="case_event_by_item",
            ),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("action__in", ("tell_once", "accept_gap"))),
                fields=["contract", "action", "department", "-at", "-id"],
                name="case_event_by_department",
            ),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(fields=["contract", "item", "-recorded_at", "-id"], name="consult_by_item"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                fields=["contract", "department", "-recorded_at", "-id"], name="consult_by_department"
            ),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                fields=["contract", "window", "-recorded_at", "-id"], name="consult_by_window"
            ),
        ),
        migrations.AddIndex(
            model_name="fee",
            index=models.Index(fields=["contract", "item", "-taken_at", "-id"], name="fee_by_item"),
        ),
        migrations.AddIndex(
            model_name="fee",
            index=models.Index(
                fields=["contract", "department", "-taken_at", "-id"], name="fee_by_department"
            ),
        ),
        migrations.AddIndex(
            model_name="fee",
            index=models.Index(fields=["contract", "window", "-taken_at", "-id"], name="fee_by_window"),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(fields=["contract", "-made_at", "-id"], name="line_newest"),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(fields=["contract", "item", "-made_at", "-id"], name="line_by_item"),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(
                fields=["contract", "department", "-made_at", "-id"], name="line_by_department"
            ),
        ),
        migrations.AddIndex(
            model_name="issuance",
            index=models.Index(fields=["contract", "item", "-day", "-at", "-id"], name="issuance_by_item"),
        ),
        migrations.AddIndex(
            model_name="issuance",
            index=models.Index(
                fields=["contract", "department", "-day", "-at", "-id"], name="issuance_by_department"
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                fields=["contract", "department", "-recorded_at", "-id"], name="rating_by_department"
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["contract", "window", "-recorded_at", "-id"], name="rating_by_window"),
        ),
    ]
