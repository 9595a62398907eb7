"""All migrations up to this one in one step, for new databases."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hall_ops.lib.folded import CreateModels

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
    replaces = [
        ("staffing", "0001_initial"),
        ("staffing", "0002_no_overlaps"),
        ("staffing", "0003_swaps_and_gaps"),
        ("staffing", "0004_wage_tax_and_dues"),
        ("staffing", "0005_former_pay_parts"),
        ("staffing", "0006_leave_shifts"),
        ("staffing", "0007_ranking"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contracts", "0005_notices_read"),
        ("records", "0005_job"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, verbose_name="代号")),
                        ("name", models.CharField(max_length=40, verbose_name="岗位")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("management", "管理"),
                                    ("support", "管理保障"),
                                    ("window", "窗口"),
                                    ("issuing", "出件制证"),
                                    ("guide", "咨询引导"),
                                    ("assist", "帮办代办"),
                                    ("reception", "讲解接待"),
                                    ("operations", "系统运维"),
                                    ("township", "乡镇窗口"),
                                    ("float", "机动"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("director", "项目负责人"),
                                    ("supervisor", "大厅主管"),
                                    ("team_leader", "班组长"),
                                    ("clerk", "工作人员"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        ("headcount", models.PositiveIntegerField(verbose_name="应配人数")),
                        ("at_least", models.BooleanField(default=False, verbose_name="不少于")),
                        ("counted", models.BooleanField(default=True, verbose_name="计入编制")),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("duties", models.TextField(blank=True, verbose_name="岗位职责")),
                        ("manual", models.CharField(blank=True, max_length=120, verbose_name="岗位手册")),
                        (
                            "manual_reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="手册审定日期"),
                        ),
                        ("clause", models.CharField(blank=True, max_length=120, verbose_name="条款")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("retired_on", models.DateField(blank=True, null=True, verbose_name="停设日期")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "岗位",
                        "ordering": ["contract", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "code"), name="post_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "management",
                                            "support",
                                            "window",
                                            "issuing",
                                            "guide",
                                            "assist",
                                            "reception",
                                            "operations",
                                            "township",
                                            "float",
                                        ],
                                    )
                                ),
                                name="post_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["director", "supervisor", "team_leader", "clerk"])
                                ),
                                name="post_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Need",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=30, verbose_name="编号")),
                        ("headcount", models.PositiveIntegerField(verbose_name="需求人数")),
                        ("reason", models.CharField(max_length=300, verbose_name="需求说明")),
                        ("wanted_on", models.DateField(verbose_name="希望到岗日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "招聘中"), ("filled", "已招满"), ("closed", "已关闭")],
                                default="open",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="提出时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="关闭时间")),
                        (
                            "close_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="关闭原因"),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs",
                                to="contracts.contract",
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs",
                                to="staffing.post",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "招聘需求",
                        "ordering": ["-opened_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="need_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("headcount__gt", 0)), name="need_wants_somebody"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("closed_by", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("closed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="need_closed_whole",
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
                        ("title", models.CharField(max_length=120, verbose_name="公告标题")),
                        ("published_on", models.DateField(verbose_name="发布日期")),
                        ("closes_on", models.DateField(verbose_name="报名截止")),
                        ("channels", models.CharField(max_length=200, verbose_name="发布渠道")),
                        ("text", models.TextField(verbose_name="公告内容")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="staffing.need",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "招聘公告",
                        "ordering": ["need", "-published_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("published_on"))),
                                name="notice_forward",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=20, verbose_name="工号")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "男"), ("female", "女")], max_length=6, verbose_name="性别"
                            ),
                        ),
                        ("born_on", models.DateField(verbose_name="出生日期")),
                        ("id_sealed", models.BinaryField(null=True)),
                        ("id_index", models.BinaryField(max_length=16, null=True)),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("address_sealed", models.BinaryField(null=True)),
                        ("incumbent", models.BooleanField(default=False, verbose_name="原服务人员")),
                        (
                            "former_pay_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="原月薪酬",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="离开时间")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staff_files",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "former_basic_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="原基本工资",
                            ),
                        ),
                        (
                            "former_allowance_yuan",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="原补贴"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "人员",
                        "ordering": ["contract", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="person_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("id_index__isnull", False)),
                                fields=("contract", "id_index"),
                                name="person_id_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("user__isnull", False)),
                                fields=("contract", "user"),
                                name="person_user_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sex__in", ["male", "female"])), name="person_sex_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("male", "男"), ("female", "女")], max_length=6, verbose_name="性别"
                            ),
                        ),
                        ("born_on", models.DateField(verbose_name="出生日期")),
                        ("id_sealed", models.BinaryField(null=True)),
                        ("id_index", models.BinaryField(max_length=16, null=True)),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        (
                            "schooling",
                            models.CharField(
                                choices=[
                                    ("secondary", "高中或中专"),
                                    ("college", "大学专科"),
                                    ("bachelor", "大学本科"),
                                    ("master", "硕士研究生"),
                                    ("doctor", "博士研究生"),
                                ],
                                max_length=10,
                                verbose_name="学历",
                            ),
                        ),
                        ("full_time", models.BooleanField(default=True, verbose_name="全日制")),
                        ("school", models.CharField(blank=True, max_length=80, verbose_name="毕业院校")),
                        ("major", models.CharField(blank=True, max_length=80, verbose_name="专业")),
                        (
                            "experience_years",
                            models.DecimalField(
                                decimal_places=1, default=0, max_digits=4, verbose_name="相关工作年限"
                            ),
                        ),
                        (
                            "experience_note",
                            models.CharField(blank=True, max_length=300, verbose_name="工作经历"),
                        ),
                        ("preferences", models.JSONField(default=list, verbose_name="优先条件")),
                        ("checks", models.JSONField(default=dict, verbose_name="条件核查")),
                        ("incumbent", models.BooleanField(default=False, verbose_name="原服务人员")),
                        (
                            "former_pay_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="原月薪酬",
                            ),
                        ),
                        (
                            "offered_pay_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="拟定月薪酬",
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[("A", "A 档"), ("B", "B 档"), ("C", "C 档")],
                                max_length=1,
                                verbose_name="初试档次",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("applied", "报名登记"),
                                    ("screening", "初试"),
                                    ("written", "笔试"),
                                    ("interview", "面试"),
                                    ("medical", "体检"),
                                    ("background", "政审"),
                                    ("confirmation", "采购人确认"),
                                    ("training", "岗前培训与考试"),
                                    ("trial", "试岗轮训"),
                                    ("on_post", "上岗"),
                                ],
                                default="applied",
                                max_length=12,
                                verbose_name="环节",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("active", "进行中"),
                                    ("rejected", "未通过"),
                                    ("withdrawn", "本人放弃"),
                                    ("hired", "已上岗"),
                                ],
                                default="active",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("stage_since", models.DateTimeField(verbose_name="进入本环节时间")),
                        ("recorded_at", models.DateTimeField(verbose_name="报名时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="staffing.need",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="staffing.notice",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "应聘人",
                        "ordering": ["need", "-incumbent", "recorded_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state", "active")),
                                    models.Q(
                                        models.Q(("state", "active"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="candidate_end_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("id_index__isnull", False)),
                                fields=("need", "id_index"),
                                name="applies_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "hired"), _negated=True),
                                    ("person__isnull", False),
                                    _connector="OR",
                                ),
                                name="hired_is_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CandidateStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("applied", "报名登记"),
                                    ("screening", "初试"),
                                    ("written", "笔试"),
                                    ("interview", "面试"),
                                    ("medical", "体检"),
                                    ("background", "政审"),
                                    ("confirmation", "采购人确认"),
                                    ("training", "岗前培训与考试"),
                                    ("trial", "试岗轮训"),
                                    ("on_post", "上岗"),
                                ],
                                max_length=12,
                                verbose_name="环节",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("passed", "通过"),
                                    ("failed", "未通过"),
                                    ("waived", "免予（写明理由）"),
                                    ("withdrew", "本人放弃"),
                                    ("reopened", "重新考虑"),
                                ],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="日期")),
                        (
                            "score",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="成绩"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[("A", "A 档"), ("B", "B 档"), ("C", "C 档")],
                                max_length=1,
                                verbose_name="档次",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("eligibility", models.JSONField(default=list, verbose_name="当时的条件核对")),
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
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="staffing.candidate",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "招聘环节",
                        "ordering": ["candidate", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ExamOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="等级",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="考试日期")),
                        ("places", models.PositiveIntegerField(blank=True, null=True, verbose_name="名额")),
                        ("held", models.BooleanField(default=True, verbose_name="如期举行")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exam_offers",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "鉴定考试安排",
                        "ordering": ["contract", "held_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Medical",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        ("checked_on", models.DateField(verbose_name="体检日期")),
                        ("fit", models.BooleanField(verbose_name="合格")),
                        ("next_due_on", models.DateField(blank=True, null=True, verbose_name="下次体检")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "体检",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LeaveGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("annual", "年休假"),
                                    ("sick", "病假"),
                                    ("personal", "事假"),
                                    ("marriage", "婚假"),
                                    ("maternity", "产假"),
                                    ("paternity", "护理假"),
                                    ("bereavement", "丧假"),
                                    ("injury", "工伤假"),
                                    ("compensatory", "调休"),
                                    ("off_site", "公出"),
                                    ("training", "培训"),
                                ],
                                max_length=14,
                                verbose_name="假别",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("half_days", models.IntegerField(verbose_name="半天数")),
                        ("reason", models.CharField(max_length=200, verbose_name="依据")),
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
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leave_grants",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leave_grants",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "假期额度",
                        "ordering": ["person", "year", "kind", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Leave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("annual", "年休假"),
                                    ("sick", "病假"),
                                    ("personal", "事假"),
                                    ("marriage", "婚假"),
                                    ("maternity", "产假"),
                                    ("paternity", "护理假"),
                                    ("bereavement", "丧假"),
                                    ("injury", "工伤假"),
                                    ("compensatory", "调休"),
                                    ("off_site", "公出"),
                                    ("training", "培训"),
                                ],
                                max_length=14,
                                verbose_name="假别",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="开始日期")),
                        ("from_half", models.PositiveSmallIntegerField(default=1, verbose_name="开始半天")),
                        ("to_on", models.DateField(verbose_name="结束日期")),
                        ("to_half", models.PositiveSmallIntegerField(default=2, verbose_name="结束半天")),
                        ("half_days", models.PositiveIntegerField(verbose_name="半天数")),
                        ("reason", models.CharField(max_length=200, verbose_name="事由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待批"),
                                    ("approved", "已批准"),
                                    ("refused", "未批准"),
                                    ("withdrawn", "已撤回"),
                                    ("cancelled", "已销假"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批复时间")),
                        (
                            "decision_note",
                            models.CharField(blank=True, max_length=200, verbose_name="批复意见"),
                        ),
                        ("late", models.BooleanField(default=False, verbose_name="报备后补录")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
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
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substituted_leaves",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "请假",
                        "ordering": ["-from_on", "-pk"],
                        "indexes": [models.Index(fields=["contract", "from_on", "to_on"], name="leave_days")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__gt", models.F("from_on")),
                                    models.Q(
                                        ("to_half__gte", models.F("from_half")),
                                        ("to_on", models.F("from_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="leave_forward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_half__in", [1, 2]), ("to_half__in", [1, 2])),
                                name="leave_halves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("substitute", None),
                                    models.Q(("substitute", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="leave_covered_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="leave_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "refused"]), _negated=True),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="leave_decided_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LabourContract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fixed", "固定期限"),
                                    ("open", "无固定期限"),
                                    ("task", "以完成任务为期限"),
                                ],
                                max_length=6,
                                verbose_name="合同类型",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="合同编号")),
                        ("signed_on", models.DateField(verbose_name="签订日期")),
                        ("starts_on", models.DateField(verbose_name="开始")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "劳动合同",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="labour_forward",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Insurance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pension", "养老保险"),
                                    ("medical", "医疗保险"),
                                    ("unemployment", "失业保险"),
                                    ("injury", "工伤保险"),
                                    ("maternity", "生育保险"),
                                    ("housing_fund", "住房公积金"),
                                ],
                                max_length=12,
                                verbose_name="险种",
                            ),
                        ),
                        ("from_month", models.DateField(verbose_name="参保起始月")),
                        ("to_month", models.DateField(blank=True, null=True, verbose_name="停保月")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "社保与公积金",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ExamResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pre_post_training", "岗前培训"),
                                    ("pre_post_exam", "岗前考试"),
                                    ("on_post", "岗中考核"),
                                    ("trial", "试岗轮训"),
                                ],
                                max_length=20,
                                verbose_name="类别",
                            ),
                        ),
                        ("subject", models.CharField(max_length=80, verbose_name="科目")),
                        ("held_on", models.DateField(verbose_name="日期")),
                        (
                            "score",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="成绩"
                            ),
                        ),
                        ("passed", models.BooleanField(verbose_name="合格")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "培训与考试结果",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="证书名称")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="等级",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="证书编号")),
                        ("issued_on", models.DateField(verbose_name="发证日期")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "职业证书",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("voided_at", None)),
                                fields=("person", "number"),
                                name="certificate_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                                name="certificate_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on", None),
                                    ("expires_on__gt", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="certificate_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Badge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        ("number", models.CharField(max_length=30, verbose_name="工牌号")),
                        ("issued_on", models.DateField(verbose_name="发放日期")),
                        ("lost_on", models.DateField(blank=True, null=True, verbose_name="挂失日期")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="交回日期")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工牌",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("lost_on", None), ("returned_on", None), ("voided_at", None)
                                ),
                                fields=("person",),
                                name="one_badge_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lost_on", None), ("returned_on", None), _connector="OR"),
                                name="badge_lost_or_returned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Away",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("left_at", models.DateTimeField(verbose_name="离开时间")),
                        ("back_at", models.DateTimeField(blank=True, null=True, verbose_name="返回时间")),
                        ("reason", models.CharField(blank=True, max_length=100, verbose_name="事由")),
                        ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="报备时间")),
                        ("sign_shown", models.BooleanField(default=False, verbose_name="摆出暂停服务牌")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("late", models.BooleanField(default=False, verbose_name="报备后补录")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aways",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "told",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.window",
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aways",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "离岗",
                        "ordering": ["-left_at", "-pk"],
                        "indexes": [models.Index(fields=["contract", "left_at"], name="away_time")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("back_at", None), ("voided_at", None)),
                                fields=("person",),
                                name="away_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("back_at", None), ("back_at__gte", models.F("left_at")), _connector="OR"
                                ),
                                name="away_back_later",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Engagement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("leader", models.BooleanField(default=False, verbose_name="班组长")),
                        ("starts_on", models.DateField(verbose_name="到岗日期")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="最后在岗日")),
                        (
                            "end_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resigned", "本人离职"),
                                    ("moved", "调整岗位"),
                                    ("replaced", "供应商更换"),
                                    ("sent_back", "采购人退回"),
                                    ("expired", "合同到期"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="离岗原因",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="登记离岗时间"),
                        ),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="contracts.team",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.venue",
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.window",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="staffing.post",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任职",
                        "ordering": ["contract", "starts_on", "pk"],
                        "indexes": [
                            models.Index(fields=["contract", "starts_on"], name="engagement_start"),
                            models.Index(fields=["person", "starts_on"], name="engagement_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on", None), ("voided_at", None)),
                                fields=("person",),
                                name="one_post_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("end_kind", ""),
                                        ("ended_at", None),
                                        ("ended_by", None),
                                        ("ends_on", None),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        ("ends_on__gte", models.F("starts_on")),
                                        models.Q(("end_kind", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="engagement_end_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                                    models.Q(
                                        ("voided_at__isnull", False),
                                        ("voided_by__isnull", False),
                                        models.Q(("void_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="engagement_void_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sessions", models.JSONField(default=list, verbose_name="须有人的时段")),
                        ("minimum", models.JSONField(default=dict, verbose_name="最少在岗人数")),
                        ("effective_on", models.DateField(verbose_name="起用日期")),
                        ("effective_until", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="staffing.post",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.venue",
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.window",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "岗位设置",
                        "ordering": ["post", "venue", "window"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("effective_until", None), ("window__isnull", False)),
                                fields=("window",),
                                name="window_has_one_post",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_until", None), ("window", None)),
                                fields=("post", "venue"),
                                name="post_place_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_until", None),
                                    ("effective_until__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="post_place_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrepaidWage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=10, verbose_name="已付工资"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prepaid_wages",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "采购人已付工资",
                        "ordering": ["contract", "month", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("voided_at", None)),
                                fields=("contract", "month"),
                                name="prepaid_month_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="prepaid_month_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gt", 0)), name="prepaid_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PunchFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=120, verbose_name="文件")),
                        ("digest", models.CharField(max_length=64)),
                        ("layout", models.CharField(max_length=40, verbose_name="格式")),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                        ("added", models.PositiveIntegerField(verbose_name="新增")),
                        ("known", models.PositiveIntegerField(verbose_name="已有")),
                        ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punch_files",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "imported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "打卡文件",
                        "ordering": ["-imported_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Punch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="打卡时间")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("machine", "考勤机文件"),
                                    ("api", "考勤机接口"),
                                    ("browser", "网页打卡"),
                                    ("made_up", "补卡"),
                                ],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=40, verbose_name="设备")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("late", models.BooleanField(default=False, verbose_name="报备后补录")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punches",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punches",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punches",
                                to="staffing.punchfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "打卡",
                        "ordering": ["at", "pk"],
                        "indexes": [models.Index(fields=["contract", "at"], name="punch_time")],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "at"), name="punch_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                                    models.Q(
                                        ("voided_at__isnull", False),
                                        ("voided_by__isnull", False),
                                        models.Q(("void_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="punch_void_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequirementCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("requirement", models.CharField(max_length=60)),
                        ("meets", models.BooleanField(verbose_name="符合要求")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("declaration", "本人签署的声明"),
                                    ("document", "查验证件或证明"),
                                    ("measured", "现场查验，只记是否符合"),
                                    ("purchaser", "采购人认定"),
                                ],
                                max_length=12,
                                verbose_name="依据",
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="核查日期")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任职条件核查",
                        "ordering": ["person", "requirement", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RosterWeek",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="周一")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "草稿"), ("published", "已发布")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="建立时间")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="发布时间"),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("unmet", models.JSONField(default=list, verbose_name="排班建议未能满足的要求")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_weeks",
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
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "周排班",
                        "ordering": ["contract", "-starts_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "starts_on"), name="roster_week_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__week_day", 2)), name="roster_week_from_monday"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_at", None), ("published_by", None), ("state", "draft")
                                    ),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("published_by__isnull", False),
                                        ("state", "published"),
                                    ),
                                    _connector="OR",
                                ),
                                name="roster_week_published_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("added", "增加"),
                                    ("removed", "取消"),
                                    ("moved", "调整"),
                                    ("swapped", "换班"),
                                    ("covered", "顶岗"),
                                ],
                                max_length=8,
                                verbose_name="变动",
                            ),
                        ),
                        ("before", models.CharField(blank=True, max_length=120, verbose_name="原安排")),
                        ("after", models.CharField(blank=True, max_length=120, verbose_name="新安排")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_changes",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_changes",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "week",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="staffing.rosterweek",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "排班变动",
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Schooling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("secondary", "高中或中专"),
                                    ("college", "大学专科"),
                                    ("bachelor", "大学本科"),
                                    ("master", "硕士研究生"),
                                    ("doctor", "博士研究生"),
                                ],
                                max_length=10,
                                verbose_name="学历",
                            ),
                        ),
                        ("full_time", models.BooleanField(default=True, verbose_name="全日制")),
                        ("school", models.CharField(max_length=80, verbose_name="毕业院校")),
                        ("major", models.CharField(blank=True, max_length=80, verbose_name="专业")),
                        ("graduated_on", models.DateField(verbose_name="毕业日期")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schooling",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "学历",
                        "ordering": ["person", "-graduated_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SecrecyAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        ("signed_on", models.DateField(verbose_name="签订日期")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保密协议",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServiceSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=20)),
                        ("name", models.CharField(max_length=20, verbose_name="时段")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("regular", "正常时段"), ("extended", "延时时段")],
                                default="regular",
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("starts_at", models.TimeField(verbose_name="开始")),
                        ("ends_at", models.TimeField(verbose_name="结束")),
                        ("weekdays", models.JSONField(default=list, verbose_name="星期")),
                        ("effective_on", models.DateField(verbose_name="起用日期")),
                        ("effective_until", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                        ("clause", models.CharField(blank=True, max_length=120, verbose_name="条款")),
                        ("silent", models.BooleanField(default=False, verbose_name="招标文件未写明")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_sessions",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "服务时段",
                        "ordering": ["contract", "starts_at", "effective_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("effective_until", None)),
                                fields=("contract", "key"),
                                name="session_key_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_until", None),
                                    ("effective_until__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="session_used_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterGap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
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
                            "responsible",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.window",
                            ),
                        ),
                        (
                            "week",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaps",
                                to="staffing.rosterweek",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.servicesession",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.postplace",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "空窗说明",
                        "ordering": ["day", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="gap_has_reason"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("window__isnull", False)),
                                fields=("window", "day", "session"),
                                name="gap_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("place__isnull", False)),
                                fields=("place", "day", "session"),
                                name="gap_of_place_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("place", None), ("window__isnull", False)),
                                    models.Q(("place__isnull", False), ("window", None)),
                                    _connector="OR",
                                ),
                                name="gap_of_window_or_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MakeUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("in", "上班"), ("out", "下班")],
                                max_length=3,
                                verbose_name="补上班或下班",
                            ),
                        ),
                        ("claimed_at", models.DateTimeField(verbose_name="实际时间")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待批"),
                                    ("approved", "已批准"),
                                    ("refused", "未批准"),
                                    ("withdrawn", "已撤回"),
                                    ("cancelled", "已销假"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批复时间")),
                        (
                            "decision_note",
                            models.CharField(blank=True, max_length=200, verbose_name="批复意见"),
                        ),
                        ("late", models.BooleanField(default=False, verbose_name="报备后补录")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="make_ups",
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
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="make_ups",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "punch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.punch",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.servicesession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "补卡申请",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "approved"])),
                                fields=("person", "day", "session", "kind"),
                                name="make_up_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="make_up_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_at__isnull", False), ("punch__isnull", False)),
                                    _connector="OR",
                                ),
                                name="make_up_approved_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceRuling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("present", "正常"),
                                    ("unprepared", "未提前到岗"),
                                    ("late", "迟到"),
                                    ("early", "早退"),
                                    ("late_and_early", "迟到并早退"),
                                    ("absent", "旷工"),
                                    ("leave", "请假"),
                                    ("off_site", "公出或培训"),
                                    ("to_decide", "待认定"),
                                    ("missing_punch", "缺卡待补"),
                                    ("excused", "有正当理由"),
                                    ("pending", "未到时间"),
                                ],
                                max_length=14,
                                verbose_name="认定",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("at", models.DateTimeField(verbose_name="认定时间")),
                        ("late", models.BooleanField(default=False, verbose_name="报备后补录")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_rulings",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_rulings",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.servicesession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考勤认定",
                        "ordering": ["day", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="ruling_has_reason"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("starts_at", models.DateTimeField(verbose_name="开始")),
                        ("ends_at", models.DateTimeField(verbose_name="结束")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regular", "正常班"),
                                    ("float", "机动"),
                                    ("substitute", "顶岗"),
                                    ("extended", "延时"),
                                    ("training", "培训"),
                                    ("leave", "请假"),
                                ],
                                default="regular",
                                max_length=10,
                                verbose_name="班别",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="安排时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "covers",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covered_shifts",
                                to="staffing.person",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.post",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.servicesession",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.venue",
                            ),
                        ),
                        (
                            "week",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="staffing.rosterweek",
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="contracts.window",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "班次",
                        "ordering": ["day", "starts_at", "pk"],
                        "indexes": [models.Index(fields=["contract", "day"], name="shift_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "day", "session"), name="one_place_a_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="shift_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("covers", None),
                                    models.Q(("covers", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_covers_oneself",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("window__isnull", False), models.Q(("kind", "leave"), _negated=True)
                                ),
                                fields=("window", "day", "session"),
                                name="one_person_a_window",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShiftPattern",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="班型")),
                        ("grid", models.JSONField(default=dict, verbose_name="一周安排")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shift_patterns",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "班型",
                        "ordering": ["contract", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "name"), name="pattern_name_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StaffChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=30, verbose_name="编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("join", "新进"),
                                    ("move", "调岗"),
                                    ("promote", "任班组长"),
                                    ("step_down", "免班组长"),
                                    ("leave", "离职"),
                                    ("replace", "供应商更换"),
                                    ("sent_back", "采购人退回"),
                                ],
                                max_length=10,
                                verbose_name="变更",
                            ),
                        ),
                        ("key_staff", models.BooleanField(default=False, verbose_name="组长以上岗位")),
                        (
                            "proposed_by",
                            models.CharField(
                                choices=[
                                    ("contractor", "供应商"),
                                    ("purchaser", "采购人"),
                                    ("person", "本人"),
                                ],
                                max_length=10,
                                verbose_name="提出方",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="事由")),
                        (
                            "announced_on",
                            models.DateField(blank=True, null=True, verbose_name="告知采购人日期"),
                        ),
                        ("effective_on", models.DateField(verbose_name="生效日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("filed", "待采购人答复"),
                                    ("consented", "采购人已同意"),
                                    ("refused", "采购人不同意"),
                                    ("done", "已生效"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        (
                            "decision_note",
                            models.CharField(blank=True, max_length=300, verbose_name="答复意见"),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                        (
                            "without_consent",
                            models.BooleanField(default=False, verbose_name="未经同意即办理"),
                        ),
                        (
                            "platform_done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="平台人员信息更新时间"),
                        ),
                        (
                            "begun",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="starting_changes",
                                to="staffing.engagement",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="staffing.candidate",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staff_changes",
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
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ending_changes",
                                to="staffing.engagement",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "platform_done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successors",
                                to="staffing.staffchange",
                            ),
                        ),
                        (
                            "to_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.post",
                            ),
                        ),
                        (
                            "to_team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.team",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "人员变更",
                        "ordering": ["-effective_on", "-pk"],
                        "indexes": [models.Index(fields=["contract", "effective_on"], name="change_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="change_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("candidate__isnull", False), _connector="OR"
                                ),
                                name="change_of_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["consented", "refused"]), _negated=True),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="change_answer_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="change_done_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("decision_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_refused_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_answered_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("action", models.CharField(max_length=20, verbose_name="动作")),
                        ("from_state", models.CharField(blank=True, max_length=10)),
                        ("to_state", models.CharField(max_length=10)),
                        ("text", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("at", models.DateTimeField(verbose_name="时间")),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="staffing.staffchange",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "变更过程",
                        "ordering": ["change", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SubstitutePair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="顺序")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitute_pairs",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutes",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in_for",
                                to="staffing.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "AB 角",
                        "ordering": ["contract", "first", "rank"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("first", "second"),
                                name="substitute_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first", models.F("second")), _negated=True),
                                name="substitute_of_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Swap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待对方同意"),
                                    ("agreed", "待班组长批准"),
                                    ("approved", "已批准"),
                                    ("refused", "未同意"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="对方答复时间"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批准时间")),
                        ("decision_note", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="swaps",
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
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staffing.shift",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staffing.shift",
                            ),
                        ),
                        (
                            "asker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.person",
                            ),
                        ),
                        ("asker_gives", models.CharField(max_length=120, verbose_name="提出人的班次")),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staffing.person",
                            ),
                        ),
                        ("partner_gives", models.CharField(max_length=120, verbose_name="对方的班次")),
                    ],
                    options={
                        "verbose_name": "换班",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("agreed_at__isnull", False), ("decided_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="swap_approved_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asker", models.F("partner")), _negated=True),
                                name="swap_of_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trait",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("language", "语言"),
                                    ("skill", "特长"),
                                    ("membership", "本人申报的党团身份"),
                                    ("service", "退役军人等经历"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("text", models.CharField(max_length=60, verbose_name="内容")),
                        ("level", models.CharField(blank=True, max_length=30, verbose_name="程度")),
                        ("declared_on", models.DateField(verbose_name="申报日期")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="traits",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "语言与特长",
                        "ordering": ["person", "kind", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="UniformLot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="服装")),
                        ("people", models.PositiveIntegerField(verbose_name="套数（人数）")),
                        ("summer", models.PositiveSmallIntegerField(verbose_name="夏装（套/人）")),
                        ("winter", models.PositiveSmallIntegerField(verbose_name="冬装（套/人）")),
                        (
                            "waistcoat",
                            models.PositiveSmallIntegerField(default=0, verbose_name="马甲（件/人）"),
                        ),
                        (
                            "jacket",
                            models.PositiveSmallIntegerField(default=0, verbose_name="西装外套（件/人）"),
                        ),
                        ("accepted_on", models.DateField(blank=True, null=True, verbose_name="验收日期")),
                        ("warranty_until", models.DateField(blank=True, null=True, verbose_name="质保到期")),
                        ("clause", models.CharField(blank=True, max_length=120, verbose_name="条款")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uniform_lots",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "服装批次",
                        "ordering": ["contract", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "name"), name="uniform_lot_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UniformIssue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        ("size", models.CharField(blank=True, max_length=20, verbose_name="尺码")),
                        ("summer", models.PositiveSmallIntegerField(default=0, verbose_name="夏装")),
                        ("winter", models.PositiveSmallIntegerField(default=0, verbose_name="冬装")),
                        ("waistcoat", models.PositiveSmallIntegerField(default=0, verbose_name="马甲")),
                        ("jacket", models.PositiveSmallIntegerField(default=0, verbose_name="西装外套")),
                        ("issued_on", models.DateField(verbose_name="发放日期")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="交回日期")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="staffing.uniformlot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "服装发放",
                        "ordering": ["person", "-recorded_at", "-pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WageMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                        ("due_on", models.DateField(verbose_name="应发日期")),
                        ("file_name", models.CharField(max_length=120, verbose_name="文件")),
                        ("digest", models.CharField(max_length=64)),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                        ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wage_months",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "imported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "insured_due_on",
                            models.DateField(blank=True, null=True, verbose_name="社保、公积金应缴日期"),
                        ),
                    ],
                    options={
                        "verbose_name": "工资月表",
                        "ordering": ["contract", "-month", "-revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "month", "revision"), name="wage_month_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="wage_month_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revision", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="wage_revision_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WageLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "basic_yuan",
                            models.DecimalField(decimal_places=2, max_digits=10, verbose_name="基本工资"),
                        ),
                        (
                            "performance_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="月绩效"
                            ),
                        ),
                        (
                            "allowance_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="高温等补贴"
                            ),
                        ),
                        (
                            "overtime_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="加班费"
                            ),
                        ),
                        (
                            "gross_yuan",
                            models.DecimalField(decimal_places=2, max_digits=10, verbose_name="应发工资"),
                        ),
                        (
                            "own_insurance_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="个人社保"
                            ),
                        ),
                        (
                            "own_fund_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="个人公积金"
                            ),
                        ),
                        (
                            "deducted_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="扣款"
                            ),
                        ),
                        (
                            "net_yuan",
                            models.DecimalField(decimal_places=2, max_digits=10, verbose_name="应实发"),
                        ),
                        (
                            "paid_yuan",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="已发放"
                            ),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="发放日期")),
                        ("insured_on", models.DateField(blank=True, null=True, verbose_name="社保缴纳日期")),
                        ("fund_on", models.DateField(blank=True, null=True, verbose_name="公积金缴纳日期")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wages",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "wage_month",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="staffing.wagemonth",
                            ),
                        ),
                        (
                            "tax_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="个人所得税"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工资明细",
                        "ordering": ["wage_month", "person__number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("wage_month", "person"), name="wage_line_once"),
                            models.CheckConstraint(
                                condition=models.Q(("deducted_yuan__gte", 0), ("gross_yuan__gte", 0)),
                                name="wage_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkHistory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("management", "政务服务外包管理"),
                                    ("service", "政务或窗口服务"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="性质",
                            ),
                        ),
                        ("employer", models.CharField(max_length=80, verbose_name="单位")),
                        ("title", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                        ("starts_on", models.DateField(verbose_name="开始")),
                        ("ends_on", models.DateField(verbose_name="结束")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="history",
                                to="staffing.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作经历",
                        "ordering": ["person", "starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="history_forward",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AcceptanceCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("met", models.BooleanField(verbose_name="通过")),
                        ("shown", models.CharField(max_length=300, verbose_name="系统记录")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="验收意见")),
                        ("checked_on", models.DateField(verbose_name="验收日期")),
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
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptance_checks",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "验收核对",
                        "ordering": ["contract", "key", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("met", True), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="acceptance_refused_has_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几次报备")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("filed", "已报备"),
                                    ("locked", "已锁定"),
                                    ("reopened", "已退回重报"),
                                ],
                                default="filed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("lines", models.JSONField(verbose_name="考勤表")),
                        ("digest", models.CharField(max_length=64)),
                        ("filed_at", models.DateTimeField(verbose_name="报备时间")),
                        (
                            "locked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="采购人签收时间"),
                        ),
                        ("reopened_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        (
                            "reopen_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="退回原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_months",
                                to="contracts.contract",
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
                        (
                            "locked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reopened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考勤月报",
                        "ordering": ["contract", "-month", "-revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "month", "revision"), name="filing_revision_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "reopened"), _negated=True),
                                fields=("contract", "month"),
                                name="one_filing_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="filing_month_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "locked"), _negated=True),
                                    models.Q(
                                        ("locked_at__isnull", False),
                                        ("locked_by__isnull", False),
                                        models.Q(("locked_by", models.F("filed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="filing_locked_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "reopened"), _negated=True),
                                    models.Q(
                                        ("reopened_at__isnull", False),
                                        models.Q(("reopen_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="filing_reopened_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeductionSpending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("spent_on", models.DateField(verbose_name="支出日期")),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=10, verbose_name="金额"),
                        ),
                        ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deduction_spendings",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "扣款用于项目",
                        "ordering": ["-spent_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gt", 0)), name="spending_positive"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverPack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=30, verbose_name="编号")),
                        ("as_of", models.DateField(verbose_name="截止日期")),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        ("rows", models.JSONField(verbose_name="清单")),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField(verbose_name="生成时间")),
                        (
                            "received_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="采购人签收时间"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handover_packs",
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
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "人员交接清单",
                        "ordering": ["-made_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="pack_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_at", None), ("received_by", None)),
                                    models.Q(
                                        ("received_at__isnull", False),
                                        models.Q(("received_by", models.F("made_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pack_received_by_another",
                            ),
                        ],
                    },
                ),
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
                                choices=[("month", "月度"), ("quarter", "季度")],
                                max_length=8,
                                verbose_name="周期",
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
                                    ("span", "month"),
                                    ("starts_on__month__in", [1, 4, 7, 10]),
                                    _connector="OR",
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
                            models.DecimalField(
                                decimal_places=2, max_digits=5, null=True, verbose_name="得分"
                            ),
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
                                condition=models.Q(("summary", ""), _negated=True),
                                name="interview_says_something",
                            )
                        ],
                        "verbose_name": "末位约谈",
                        "ordering": ["line", "pk"],
                    },
                ),
            ],
        ),
        migrations.RunPython(run(ADD), run(DROP)),  # of 0002_no_overlaps
    ]
