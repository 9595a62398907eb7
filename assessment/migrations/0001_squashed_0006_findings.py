"""All migrations up to this one in one step, for new databases."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from hall_ops.lib.folded import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("assessment", "0001_initial"),
        ("assessment", "0002_notices_and_deliveries"),
        ("assessment", "0003_settlement_states"),
        ("assessment", "0004_imports_once"),
        ("assessment", "0005_payment_notices"),
        ("assessment", "0006_findings"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contracts", "0002_money"),
        ("records", "0001_initial"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="DailySeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="日期")),
                        ("event_number", models.BigIntegerField(verbose_name="末条序号")),
                        ("event_hash", models.CharField(max_length=64, verbose_name="链值")),
                        ("card_count", models.PositiveIntegerField(verbose_name="封存考核表数")),
                        ("cards_hash", models.CharField(max_length=64)),
                        ("sealed_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "每日封存",
                        "ordering": ["-day"],
                    },
                ),
                migrations.CreateModel(
                    name="Rubric",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="版本")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("document", models.JSONField()),
                        (
                            "source",
                            models.CharField(
                                choices=[("profile", "合同模板"), ("imported", "采购人考核表")],
                                max_length=10,
                                verbose_name="来源",
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="自何月起用")),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rubrics",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "计分规则",
                        "ordering": ["contract", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="rubric_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effective_from__day", 1)), name="rubric_from_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0)), name="rubric_number_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("code", models.CharField(max_length=20, verbose_name="条款")),
                        ("name", models.CharField(max_length=120, verbose_name="考核细则")),
                        ("group_code", models.CharField(max_length=20)),
                        (
                            "effect",
                            models.CharField(
                                choices=[("deduction", "扣分"), ("bonus", "加分"), ("demerit", "减分")],
                                max_length=10,
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="assessment.rubric",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["rubric", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rubric", "code"), name="criterion_once"),
                            models.CheckConstraint(
                                condition=models.Q(("effect__in", ["deduction", "bonus", "demerit"])),
                                name="criterion_effect_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scorecard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="考核月份")),
                        ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "录入中"),
                                    ("assessed", "待审核"),
                                    ("reviewed", "待批准"),
                                    ("approved", "已批准"),
                                    ("closed", "已归档"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="考核日期")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("next_number", models.PositiveIntegerField(default=1)),
                        ("opened_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("objection_until", models.DateField(null=True, verbose_name="申辩截止")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="归档时间")),
                        ("choices", models.JSONField(default=dict, verbose_name="采用的约定")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scorecards",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="assessment.scorecard",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scorecards",
                                to="assessment.rubric",
                            ),
                        ),
                        (
                            "service_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scorecards",
                                to="contracts.serviceyear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "月度考核表",
                        "ordering": ["contract", "month", "revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "month", "revision"), name="card_once_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects", None), ("revision", 1)),
                                    models.Q(("corrects__isnull", False), ("revision__gt", 1)),
                                    _connector="OR",
                                ),
                                name="card_revision_corrects_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("objection_until__isnull", False),
                                        ("state__in", ("approved", "closed")),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("approved", "closed")), _negated=True),
                                        ("approved_at", None),
                                        ("objection_until", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="card_approved_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True), ("closed_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="card_closed_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="card_month_is_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "assessed", "reviewed", "approved", "closed"])
                                ),
                                name="card_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="编号")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        ("level", models.CharField(blank=True, max_length=40, verbose_name="级别")),
                        (
                            "points",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="评定分值"
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="测量值"
                            ),
                        ),
                        (
                            "numerator",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="分子"),
                        ),
                        (
                            "denominator",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="分母"),
                        ),
                        ("excluded", models.PositiveIntegerField(default=0, verbose_name="剔除数")),
                        ("exemption", models.CharField(blank=True, max_length=120, verbose_name="免扣依据")),
                        ("occurred_on", models.DateField(blank=True, null=True, verbose_name="日期")),
                        ("subject", models.CharField(blank=True, max_length=80, verbose_name="地点或人员")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        (
                            "overlap_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="重复计分理由"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("typed", "录入"), ("imported", "导入"), ("found", "系统线索")],
                                default="typed",
                                max_length=10,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="撤回原因"),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="assessment.rubriccriterion",
                            ),
                        ),
                        (
                            "scorecard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="assessment.scorecard",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(
                                related_name="entries",
                                through="assessment.EntryEvidence",
                                to="records.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核记录",
                        "ordering": ["scorecard", "number"],
                        "indexes": [
                            models.Index(fields=["scorecard", "withdrawn_at"], name="entry_in_force")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("scorecard", "number"), name="entry_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)), name="entry_count_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("excluded", 0),
                                    ("denominator__gte", models.F("excluded")),
                                    _connector="OR",
                                ),
                                name="entry_excluded_fits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_at", None),
                                        ("withdrawn_by", None),
                                        ("withdrawn_reason", ""),
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_withdrawn_says_who_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("attached_at", models.DateTimeField()),
                        ("detached_at", models.DateTimeField(null=True)),
                        (
                            "attached_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="assessment.entry",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "file"), name="evidence_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("data", models.BinaryField()),
                        ("mends", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField()),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rubric_drafts",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("grounds", models.TextField(max_length=1000, verbose_name="申辩理由")),
                        ("filed_at", models.DateTimeField(verbose_name="申辩时间")),
                        (
                            "ruling",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "成立，撤销扣分"),
                                    ("partly", "部分成立，改次数"),
                                    ("rejected", "不成立，维持"),
                                ],
                                max_length=10,
                                verbose_name="裁定",
                            ),
                        ),
                        ("ruled_count", models.PositiveIntegerField(null=True, verbose_name="裁定次数")),
                        (
                            "ruling_reason",
                            models.CharField(blank=True, max_length=1000, verbose_name="裁定理由"),
                        ),
                        ("ruled_at", models.DateTimeField(null=True, verbose_name="裁定时间")),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="assessment.entry",
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("files", models.ManyToManyField(related_name="+", to="records.storedfile")),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scorecard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="assessment.scorecard",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申辩",
                        "ordering": ["filed_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry",), name="objection_once_an_entry"),
                            models.CheckConstraint(
                                condition=models.Q(("grounds", ""), _negated=True),
                                name="objection_has_grounds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ruled_at", None),
                                        ("ruled_by", None),
                                        ("ruling", ""),
                                        ("ruling_reason", ""),
                                    ),
                                    models.Q(
                                        ("ruled_at__isnull", False),
                                        ("ruled_by__isnull", False),
                                        ("ruling__in", ["upheld", "partly", "rejected"]),
                                        models.Q(("ruling_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_ruled_says_who_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ruled_count__isnull", False), ("ruling", "partly")),
                                    models.Q(
                                        models.Q(("ruling", "partly"), _negated=True), ("ruled_count", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_partly_has_count",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ruled_by", None),
                                    models.Q(("ruled_by", models.F("filed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="objection_two_sides",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("rows_seen", models.PositiveIntegerField()),
                        ("added", models.PositiveIntegerField()),
                        ("changed", models.PositiveIntegerField()),
                        ("unchanged", models.PositiveIntegerField()),
                        ("imported_at", models.DateTimeField()),
                        (
                            "imported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scorecard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="assessment.scorecard",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-imported_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rows_seen",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("added"), "+", models.F("changed")
                                            ),
                                            "+",
                                            models.F("unchanged"),
                                        ),
                                    )
                                ),
                                name="import_totals_agree",
                            ),
                            models.UniqueConstraint(fields=("scorecard", "sha256"), name="import_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("data", models.BinaryField()),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scorecard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entry_drafts",
                                to="assessment.scorecard",
                            ),
                        ),
                        ("card_version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scorecard", "created_by"), name="entry_draft_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[("assess", "考核人"), ("review", "审核"), ("approve", "批准")],
                                max_length=10,
                                verbose_name="签署",
                            ),
                        ),
                        ("signer_name", models.CharField(max_length=80)),
                        ("signed_at", models.DateTimeField(verbose_name="签署时间")),
                        ("address", models.CharField(blank=True, max_length=45)),
                        ("document_hash", models.CharField(max_length=64)),
                        ("cleared_at", models.DateTimeField(null=True)),
                        (
                            "cleared_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="退回原因"),
                        ),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scorecard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="assessment.scorecard",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "签署",
                        "ordering": ["signed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("cleared_at", None)),
                                fields=("scorecard", "step"),
                                name="signature_once_a_step",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cleared_at", None)),
                                fields=("scorecard", "signer"),
                                name="signature_by_three_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__in", ["assess", "review", "approve"])),
                                name="signature_step_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cleared_at", None), ("cleared_by", None), ("cleared_reason", "")
                                    ),
                                    models.Q(
                                        ("cleared_at__isnull", False),
                                        ("cleared_by__isnull", False),
                                        models.Q(("cleared_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="signature_cleared_says_who_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardSeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=14, unique=True, verbose_name="核验码")),
                        ("content", models.TextField()),
                        ("content_hash", models.CharField(max_length=64)),
                        ("pdf", models.BinaryField()),
                        ("pdf_hash", models.CharField(max_length=64)),
                        ("event_number", models.BigIntegerField()),
                        ("event_hash", models.CharField(max_length=64)),
                        ("sealed_at", models.DateTimeField(verbose_name="封存时间")),
                        (
                            "scorecard",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seal",
                                to="assessment.scorecard",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "封存",
                        "ordering": ["sealed_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                        ("provisional", models.BooleanField(default=False, verbose_name="预结算")),
                        ("uncertified", models.PositiveIntegerField(default=0, verbose_name="未取证人数")),
                        ("basis", models.CharField(max_length=20, verbose_name="口径")),
                        (
                            "net_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="应付绩效金额"),
                        ),
                        ("content", models.TextField()),
                        ("content_hash", models.CharField(max_length=64)),
                        ("code", models.CharField(max_length=14, unique=True, verbose_name="核验码")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "待考核人签署"),
                                    ("assessed", "待审核"),
                                    ("reviewed", "待批准"),
                                    ("signed", "已签署"),
                                    ("replaced", "已被替换"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
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
                        (
                            "service_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="contracts.serviceyear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度结算",
                        "ordering": ["contract", "service_year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("service_year", "number"), name="settlement_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("state", "replaced"), _negated=True), ("provisional", False)
                                ),
                                fields=("service_year",),
                                name="settlement_one_final",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("net_yuan__gte", 0)), name="settlement_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "assessed", "reviewed", "signed", "replaced"])
                                ),
                                name="settlement_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SettlementSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[("assess", "考核人"), ("review", "审核"), ("approve", "批准")],
                                max_length=10,
                            ),
                        ),
                        ("signer_name", models.CharField(max_length=80)),
                        ("signed_at", models.DateTimeField()),
                        ("document_hash", models.CharField(max_length=64)),
                        (
                            "settlement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="assessment.settlement",
                            ),
                        ),
                        (
                            "signer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("settlement", "step"), name="settlement_signed_once_a_step"
                            ),
                            models.UniqueConstraint(
                                fields=("settlement", "signer"), name="settlement_by_three_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__in", ["assess", "review", "approve"])),
                                name="settlement_step_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("director", "director"),
                                    ("supervisor", "supervisor"),
                                    ("team_leader", "team_leader"),
                                    ("clerk", "clerk"),
                                    ("assessor", "assessor"),
                                    ("reviewer", "reviewer"),
                                    ("approver", "approver"),
                                    ("liaison", "liaison"),
                                    ("system_admin", "system_admin"),
                                    ("security_admin", "security_admin"),
                                    ("auditor", "auditor"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("unopened", "月份未建表"),
                                    ("unsigned", "待签署"),
                                    ("window", "申辩将截止"),
                                    ("objection", "申辩待裁定"),
                                    ("payment", "付款"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        ("key", models.CharField(max_length=80, unique=True)),
                        ("text", models.CharField(max_length=200, verbose_name="提醒")),
                        ("url", models.CharField(max_length=200)),
                        ("made_at", models.DateTimeField(verbose_name="提醒时间")),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提醒",
                        "ordering": ["made_at", "key"],
                        "indexes": [
                            models.Index(fields=["contract", "role", "done_at"], name="notice_by_role")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("key", ""), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("url", ""), _negated=True),
                                ),
                                name="notice_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "director",
                                            "supervisor",
                                            "team_leader",
                                            "clerk",
                                            "assessor",
                                            "reviewer",
                                            "approver",
                                            "liaison",
                                            "system_admin",
                                            "security_admin",
                                            "auditor",
                                        ],
                                    )
                                ),
                                name="notice_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["unopened", "unsigned", "window", "objection", "payment"])
                                ),
                                name="notice_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealDelivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("file", "文件"), ("mail", "邮件")],
                                max_length=4,
                                verbose_name="去向",
                            ),
                        ),
                        ("tries", models.PositiveIntegerField(default=0)),
                        ("tried_at", models.DateTimeField(null=True)),
                        ("done_at", models.DateTimeField(null=True, verbose_name="送达时间")),
                        ("problem", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                        (
                            "seal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="assessment.dailyseal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "封存送达",
                        "ordering": ["seal", "channel"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seal", "channel"), name="delivery_once_a_channel"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["file", "mail"])),
                                name="delivery_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done_at", None), ("problem", ""), _connector="OR"),
                                name="delivery_done_has_no_problem",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("detector", models.CharField(max_length=40, verbose_name="来源")),
                        ("key", models.CharField(max_length=120)),
                        ("criterion", models.CharField(max_length=20, verbose_name="条款")),
                        ("occurred_on", models.DateField(verbose_name="日期")),
                        ("subject", models.CharField(max_length=80, verbose_name="地点或人员")),
                        ("note", models.CharField(max_length=300, verbose_name="事实")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        ("sources", models.JSONField(default=list)),
                        ("late", models.CharField(blank=True, max_length=200, verbose_name="补录")),
                        ("found_at", models.DateTimeField(verbose_name="发现时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待处理"),
                                    ("accepted", "已计入"),
                                    ("set_aside", "不计入"),
                                    ("withdrawn", "来源已更正"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        ("corrected", models.CharField(blank=True, max_length=200, verbose_name="来源更正")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding",
                                to="assessment.entry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核线索",
                        "ordering": ["month", "criterion", "occurred_on", "pk"],
                        "indexes": [
                            models.Index(fields=["contract", "month", "state"], name="finding_by_month")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "detector", "key"), name="finding_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)), name="finding_count_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "accepted", "set_aside", "withdrawn"])
                                ),
                                name="finding_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("entry", None), ("state", "proposed")),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("entry__isnull", False),
                                        ("state", "accepted"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("entry", None),
                                        ("state", "set_aside"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("entry", None),
                                        ("state", "withdrawn"),
                                        models.Q(("corrected", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_state_says_who_when_why",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
