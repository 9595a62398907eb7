"""Rankings of staff, and the interview of who comes last."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_notices_read"),
        ("staffing", "0006_leave_shifts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "span",
                    models.CharField(
                        choices=[("month", "月度"), ("quarter", "季度")], max_length=8, verbose_name="周期"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="起始月份")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                ("weights", models.JSONField(verbose_name="权重")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="contracts.contract",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "span", "starts_on", "revision"), name="ranking_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__day", 1)), name="ranking_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("span", "month"), ("starts_on__month__in", [1, 4, 7, 10]), _connector="OR"
                        ),
                        name="ranking_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revision", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="ranking_revision_has_reason",
                    ),
                ],
                "verbose_name": "考评排名",
                "ordering": ["-starts_on", "span", "-revision"],
            },
        ),
        migrations.CreateModel(
            name="RankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True, verbose_name="名次")),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="得分"),
                ),
                ("figures", models.JSONField(verbose_name="依据")),
                ("last", models.BooleanField(default=False, verbose_name="末位")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rank_lines",
                        to="staffing.person",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="staffing.ranking",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ranking", "person"), name="rank_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last", False), ("place", None), ("points", None)),
                            models.Q(("place__isnull", False), ("points__isnull", False)),
                            _connector="OR",
                        ),
                        name="rank_line_whole",
                    ),
                ],
                "verbose_name": "考评名次",
                "ordering": ["ranking", "place", "person__number"],
            },
        ),
        migrations.CreateModel(
            name="RankInterview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="约谈日期")),
                ("summary", models.CharField(max_length=500, verbose_name="约谈内容")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("stays", "留岗改进"),
                            ("trained", "培训后再评"),
                            ("moved", "调整岗位"),
                            ("replaced", "更换人员"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="staffing.staffchange",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="staffing.rankline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True), name="interview_says_something"
                    )
                ],
                "verbose_name": "末位约谈",
                "ordering": ["line", "pk"],
            },
        ),
    ]
