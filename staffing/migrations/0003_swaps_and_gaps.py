"""A swap keeps its two people and its words; a gap may be of a place, not only of a window."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0004_department_names"),
        ("staffing", "0002_no_overlaps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rostergap",
            name="gap_once",
        ),
        migrations.RemoveConstraint(
            model_name="swap",
            name="swap_of_two",
        ),
        migrations.AddField(
            model_name="rostergap",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staffing.postplace",
            ),
        ),
        migrations.AddField(
            model_name="swap",
            name="asker",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staffing.person",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="swap",
            name="asker_gives",
            field=models.CharField(default="", max_length=120, verbose_name="提出人的班次"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="swap",
            name="partner",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staffing.person",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="swap",
            name="partner_gives",
            field=models.CharField(default="", max_length=120, verbose_name="对方的班次"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="rostergap",
            name="window",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contracts.window",
            ),
        ),
        migrations.AlterField(
            model_name="swap",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="staffing.shift",
            ),
        ),
        migrations.AlterField(
            model_name="swap",
            name="shift",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="staffing.shift",
            ),
        ),
        migrations.AddConstraint(
            model_name="rostergap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("window__isnull", False)),
                fields=("window", "day", "session"),
                name="gap_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rostergap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", False)),
                fields=("place", "day", "session"),
                name="gap_of_place_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rostergap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", None), ("window__isnull", False)),
                    models.Q(("place__isnull", False), ("window", None)),
                    _connector="OR",
                ),
                name="gap_of_window_or_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="swap",
            constraint=models.CheckConstraint(
                condition=models.Q(("asker", models.F("partner")), _negated=True), name="swap_of_two"
            ),
        ),
    ]
