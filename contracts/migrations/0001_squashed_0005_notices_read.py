"""All migrations up to this one in one step, for new databases."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hall_ops.lib.permissions
from hall_ops.lib.folded import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("contracts", "0001_initial"),
        ("contracts", "0002_money"),
        ("contracts", "0003_api_tokens"),
        ("contracts", "0004_department_names"),
        ("contracts", "0005_notices_read"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("purchaser", "采购人"),
                                    ("contractor", "服务供应商"),
                                    ("department", "进驻部门"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="departments",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位",
                        "ordering": ["kind", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "department"), ("parent__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "department"), _negated=True), ("parent", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="department_has_purchaser",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("parent", None)),
                                fields=("name", "kind"),
                                name="organisation_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("parent__isnull", False)),
                                fields=("parent", "name"),
                                name="department_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slug",
                            models.CharField(
                                max_length=40,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]\\Z",
                                        "由 3 至 40 位小写字母、数字和横线组成。",
                                    )
                                ],
                                verbose_name="网址代号",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="合同名称")),
                        ("short_name", models.CharField(max_length=30, verbose_name="简称")),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="项目编号")),
                        ("profile_name", models.CharField(max_length=60, verbose_name="模板")),
                        ("profile_version", models.CharField(max_length=20, verbose_name="模板版本")),
                        ("profile", models.JSONField(verbose_name="模板内容")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="签订日期")),
                        ("starts_on", models.DateField(verbose_name="服务开始")),
                        ("ends_on", models.DateField(verbose_name="服务结束")),
                        (
                            "price_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="中标价"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contractor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contracts_served",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "purchaser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contracts_bought",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合同",
                        "ordering": ["-starts_on", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="contract_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_yuan__gt", 0)), name="contract_price_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purchaser", models.F("contractor")), _negated=True),
                                name="contract_two_parties",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="服务年度")),
                        ("starts_on", models.DateField(verbose_name="开始")),
                        ("ends_on", models.DateField(verbose_name="结束")),
                        ("assessed_from", models.DateField(verbose_name="考核起始月")),
                        ("assessed_to", models.DateField(verbose_name="考核截止月")),
                        (
                            "price_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="年度价款"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_years",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "服务年度",
                        "ordering": ["contract", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="service_year_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="service_year_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("assessed_to__gte", models.F("assessed_from"))),
                                name="service_year_assessed_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_yuan__gte", 0)), name="service_year_price"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Team",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="班组")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="teams",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "name"), name="team_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                    ("director", "项目总监"),
                                    ("supervisor", "大厅主管"),
                                    ("team_leader", "班组长"),
                                    ("clerk", "窗口人员"),
                                    ("assessor", "考核人"),
                                    ("reviewer", "审核人"),
                                    ("approver", "批准人"),
                                    ("liaison", "部门联络人"),
                                    ("system_admin", "系统管理员"),
                                    ("security_admin", "安全管理员"),
                                    ("auditor", "审计管理员"),
                                ],
                                max_length=20,
                                verbose_name="身份",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("contractor", "服务供应商"),
                                    ("government", "采购人与进驻部门"),
                                    ("system", "系统管理"),
                                    ("security", "安全管理"),
                                    ("audit", "审计管理"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("granted_at", models.DateTimeField(verbose_name="授予时间")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="收回时间")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="contracts.team",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成员身份",
                        "ordering": ["contract", "role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("user", "contract", "role"),
                                name="membership_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("contract", None), ("ended_at", None)),
                                fields=("user", "role"),
                                name="membership_wide_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contract__isnull", False),
                                    (
                                        "role__in",
                                        [
                                            hall_ops.lib.permissions.Role["AUDITOR"],
                                            hall_ops.lib.permissions.Role["SECURITY_ADMIN"],
                                            hall_ops.lib.permissions.Role["SYSTEM_ADMIN"],
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="membership_without_contract_is_admin",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["DIRECTOR"]),
                                        ("side", hall_ops.lib.permissions.Side["CONTRACTOR"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["SUPERVISOR"]),
                                        ("side", hall_ops.lib.permissions.Side["CONTRACTOR"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["TEAM_LEADER"]),
                                        ("side", hall_ops.lib.permissions.Side["CONTRACTOR"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["CLERK"]),
                                        ("side", hall_ops.lib.permissions.Side["CONTRACTOR"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["ASSESSOR"]),
                                        ("side", hall_ops.lib.permissions.Side["GOVERNMENT"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["REVIEWER"]),
                                        ("side", hall_ops.lib.permissions.Side["GOVERNMENT"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["APPROVER"]),
                                        ("side", hall_ops.lib.permissions.Side["GOVERNMENT"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["LIAISON"]),
                                        ("side", hall_ops.lib.permissions.Side["GOVERNMENT"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["SYSTEM_ADMIN"]),
                                        ("side", hall_ops.lib.permissions.Side["SYSTEM"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["SECURITY_ADMIN"]),
                                        ("side", hall_ops.lib.permissions.Side["SECURITY"]),
                                    ),
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["AUDITOR"]),
                                        ("side", hall_ops.lib.permissions.Side["AUDIT"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="membership_role_fits_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(
                                        models.Q(("confirmed_by", models.F("granted_by")), _negated=True),
                                        models.Q(("confirmed_by", models.F("user")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="membership_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("granted_by", models.F("user")), _negated=True),
                                name="membership_not_to_oneself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("role", hall_ops.lib.permissions.Role["LIAISON"]), _negated=True
                                    ),
                                    ("department__isnull", False),
                                    _connector="OR",
                                ),
                                name="liaison_has_department",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Venue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="代号")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("hall", "政务服务大厅"),
                                    ("branch", "分中心"),
                                    ("township", "乡镇便民服务中心"),
                                    ("selfservice", "自助服务区"),
                                    ("other", "其他场所"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        ("contracts", models.ManyToManyField(related_name="venues", to="contracts.contract")),
                        (
                            "purchaser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="venues",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "场所",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("purchaser", "code"), name="venue_code_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkDay",
                    fields=[
                        ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("workday", "工作日"),
                                    ("make_up", "调休上班"),
                                    ("weekend", "周末"),
                                    ("holiday", "法定节假日"),
                                ],
                                max_length=10,
                                verbose_name="性质",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=20, verbose_name="节日")),
                        ("source", models.CharField(max_length=80, verbose_name="来源")),
                        ("provisional", models.BooleanField(default=False, verbose_name="暂定")),
                    ],
                    options={
                        "verbose_name": "工作日历",
                        "ordering": ["date"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["workday", "make_up", "weekend", "holiday"])
                                ),
                                name="day_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Zone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="服务区")),
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="zones",
                                to="contracts.venue",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [models.UniqueConstraint(fields=("venue", "name"), name="zone_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Window",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=10, verbose_name="窗口号")),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="窗口")),
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="windows",
                                to="contracts.venue",
                            ),
                        ),
                        (
                            "zone",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="windows",
                                to="contracts.zone",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["venue", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("venue", "number"), name="window_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("key", models.CharField(max_length=120)),
                        ("label", models.CharField(max_length=120, verbose_name="约定")),
                        ("value", models.CharField(max_length=400, verbose_name="值")),
                        ("unit", models.CharField(blank=True, max_length=40, verbose_name="单位")),
                        ("clause", models.CharField(max_length=120, verbose_name="条款")),
                        ("summary", models.TextField(blank=True, verbose_name="说明")),
                        ("acts", models.JSONField(default=list, verbose_name="作用于")),
                        ("amount", models.DecimalField(decimal_places=8, max_digits=20, null=True)),
                        ("silent", models.BooleanField(default=False, verbose_name="招标文件未写明")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合同约定",
                        "ordering": ["contract", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "key"), name="term_once"),
                            models.CheckConstraint(
                                condition=models.Q(("clause", ""), _negated=True), name="term_names_clause"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("key", models.CharField(max_length=60)),
                        ("question", models.CharField(max_length=300, verbose_name="问题")),
                        ("clause", models.CharField(max_length=120, verbose_name="条款")),
                        ("options", models.JSONField(verbose_name="可选")),
                        ("default", models.CharField(max_length=60, verbose_name="默认")),
                        ("chosen", models.CharField(max_length=60, verbose_name="采用")),
                        (
                            "signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="双方签署时间"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "约定",
                        "ordering": ["contract", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "key"), name="decision_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_at__isnull", False),
                                    ("chosen", models.F("default")),
                                    _connector="OR",
                                ),
                                name="unsigned_decision_is_default",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Breach",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("vacancy", "缺员逾期未补"),
                                    ("non_performance", "拒不履行合同"),
                                    ("other", "其他违约"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="发生日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                        ("people", models.PositiveSmallIntegerField(null=True, verbose_name="缺员人数")),
                        ("text", models.CharField(max_length=1000, verbose_name="事实")),
                        ("clause", models.CharField(max_length=120, verbose_name="条款")),
                        (
                            "proposed_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="建议金额"),
                        ),
                        ("arithmetic", models.JSONField(default=list, verbose_name="计算")),
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
                                related_name="breaches",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "违约",
                        "ordering": ["contract", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="breach_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["vacancy", "non_performance", "other"])),
                                name="breach_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("clause", ""), _negated=True),
                                ),
                                name="breach_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("proposed_yuan__gte", 0)), name="breach_proposed"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("happened_on")),
                                    _connector="OR",
                                ),
                                name="breach_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "vacancy"), _negated=True),
                                    ("people__gt", 0),
                                    _connector="OR",
                                ),
                                name="breach_vacancy_counts_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BreachRuling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decided_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="决定金额"),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="理由")),
                        ("at", models.DateTimeField(verbose_name="决定时间")),
                        (
                            "breach",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="contracts.breach",
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
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="contracts.breachruling",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "违约决定",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)),
                                fields=("breach",),
                                name="ruling_first_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_yuan__gte", 0)), name="ruling_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="ruling_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractDate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="事项")),
                        ("is_done", models.BooleanField(default=False)),
                        ("on", models.DateField(verbose_name="日期")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        (
                            "mended_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="更正原因"),
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
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dates",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="contracts.contractdate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合同日期",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)),
                                fields=("contract", "name", "is_done"),
                                name="contract_date_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces", None),
                                    models.Q(("mended_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contract_date_mended_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionSigning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("option", models.CharField(max_length=60, verbose_name="采用")),
                        ("replaces", models.CharField(max_length=60, verbose_name="原采用")),
                        ("effective_from", models.DateField(verbose_name="自哪个月起")),
                        ("reason", models.CharField(max_length=500, verbose_name="理由")),
                        ("document_hash", models.CharField(max_length=64, verbose_name="内容摘要")),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        ("purchaser_at", models.DateTimeField(null=True, verbose_name="采购人签署")),
                        ("contractor_at", models.DateTimeField(null=True, verbose_name="供应商签署")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "contractor_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signings",
                                to="contracts.decision",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "purchaser_by",
                            models.ForeignKey(
                                null=True,
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
                    ],
                    options={
                        "verbose_name": "约定签署",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    models.Q(
                                        ("purchaser_by", None), ("contractor_by", None), _connector="OR"
                                    ),
                                ),
                                fields=("decision",),
                                name="signing_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effective_from__day", 1)), name="signing_from_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("option", ""), _negated=True),
                                ),
                                name="signing_says_what_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purchaser_at", None), ("purchaser_by", None)),
                                    models.Q(
                                        ("purchaser_at__isnull", False), ("purchaser_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="signing_purchaser_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contractor_at", None), ("contractor_by", None)),
                                    models.Q(
                                        ("contractor_at__isnull", False), ("contractor_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="signing_contractor_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(
                                            ("purchaser_by", None), ("contractor_by", None), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="signing_withdrawn_before_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purchaser_by", models.F("proposed_by")), _negated=True),
                                name="signing_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("purchaser_by", models.F("contractor_by")), _negated=True
                                ),
                                name="signing_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForceMajeure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="事件")),
                        ("began_on", models.DateField(verbose_name="开始日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                        ("notified_on", models.DateField(blank=True, null=True, verbose_name="通报日期")),
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
                                related_name="force_majeures",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "不可抗力",
                        "ordering": ["-began_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="force_majeure_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("began_on")),
                                    _connector="OR",
                                ),
                                name="force_majeure_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("notified_on", None),
                                    ("notified_on__gte", models.F("began_on")),
                                    _connector="OR",
                                ),
                                name="force_majeure_notice_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentInstalment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="期号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("advance", "季度预付"),
                                    ("month", "按月支付"),
                                    ("instalment", "分期支付"),
                                    ("quarter", "按季考核支付"),
                                    ("entered", "按合同约定"),
                                    ("performance", "年度绩效"),
                                ],
                                max_length=12,
                                verbose_name="性质",
                            ),
                        ),
                        ("label", models.CharField(max_length=80, verbose_name="款项")),
                        ("covers_from", models.DateField(verbose_name="对应服务期起")),
                        ("covers_to", models.DateField(verbose_name="对应服务期止")),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="计划金额"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="应付日期")),
                        ("due_rule", models.CharField(max_length=120, verbose_name="期限规则")),
                        ("clause", models.CharField(max_length=120, verbose_name="条款")),
                        ("arithmetic", models.JSONField(default=list, verbose_name="计算")),
                        ("waits_for", models.JSONField(default=list)),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "service_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="contracts.serviceyear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "付款",
                        "ordering": ["contract", "service_year", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("service_year", "number"), name="instalment_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "advance",
                                            "month",
                                            "instalment",
                                            "quarter",
                                            "entered",
                                            "performance",
                                        ],
                                    )
                                ),
                                name="instalment_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("covers_to__gte", models.F("covers_from"))),
                                name="instalment_covers_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gte", 0)), name="instalment_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("clause", ""), _negated=True),
                                name="instalment_names_clause",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("served_from", models.DateField(blank=True, null=True, verbose_name="实际服务起")),
                        ("served_to", models.DateField(blank=True, null=True, verbose_name="实际服务止")),
                        (
                            "prepaid_wages_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=14, verbose_name="已付工资"
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="编制时间")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service_year",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="contracts.serviceyear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "付款计划",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("prepaid_wages_yuan__gte", 0)),
                                name="plan_wages_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("served_from", None),
                                    ("served_to", None),
                                    ("served_to__gte", models.F("served_from")),
                                    _connector="OR",
                                ),
                                name="plan_served_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentStep",
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
                                choices=[("applied", "已申请"), ("filed", "已报财政"), ("paid", "已支付")],
                                max_length=10,
                                verbose_name="步骤",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="金额"),
                        ),
                        ("facts", models.JSONField(default=dict)),
                        ("document_hash", models.CharField(blank=True, max_length=64)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
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
                            "instalment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="contracts.paymentinstalment",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="contracts.paymentstep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "付款步骤",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)),
                                fields=("instalment", "kind"),
                                name="payment_step_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["applied", "filed", "paid"])),
                                name="payment_step_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gte", 0)), name="payment_step_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), ("replaces", None)),
                                    models.Q(
                                        ("replaces__isnull", False), models.Q(("reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="payment_step_mended_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("excellent", "优秀"),
                                    ("qualified", "合格"),
                                    ("unqualified", "不合格"),
                                ],
                                max_length=12,
                                verbose_name="等次",
                            ),
                        ),
                        ("is_needed", models.BooleanField(null=True, verbose_name="采购人需要续签")),
                        ("reason", models.CharField(max_length=1000, verbose_name="理由")),
                        ("evaluated_on", models.DateField(verbose_name="评估日期")),
                        (
                            "mended_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="更正原因"),
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
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="contracts.appraisal",
                            ),
                        ),
                        (
                            "service_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisals",
                                to="contracts.serviceyear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度评估",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)),
                                fields=("service_year",),
                                name="appraisal_first_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade__in", ["excellent", "qualified", "unqualified"])),
                                name="appraisal_grade_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="appraisal_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces", None),
                                    models.Q(("mended_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="appraisal_mended_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BondEntry",
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
                                    ("received", "收到"),
                                    ("returned", "退还"),
                                    ("forfeited", "不予退还"),
                                ],
                                max_length=10,
                                verbose_name="事项",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="金额"),
                        ),
                        ("note", models.CharField(max_length=300, verbose_name="说明")),
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
                                related_name="bond_entries",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "履约保证金",
                        "ordering": ["on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["received", "returned", "forfeited"])),
                                name="bond_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gt", 0)), name="bond_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("note", ""), _negated=True), name="bond_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="对接系统")),
                        ("prefix", models.CharField(max_length=8, unique=True, verbose_name="令牌前缀")),
                        ("digest", models.CharField(max_length=64)),
                        ("scopes", models.JSONField(default=list, verbose_name="可用范围")),
                        ("made_at", models.DateTimeField(verbose_name="建立时间")),
                        ("expires_on", models.DateField(verbose_name="有效至")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                        ("last_used_on", models.DateField(blank=True, null=True, verbose_name="最近使用")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
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
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revoked_by",
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
                        "verbose_name": "接口令牌",
                        "ordering": ["-made_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at", None), ("revoked_by", None)),
                                    models.Q(
                                        ("revoked_at__gte", models.F("made_at")),
                                        ("revoked_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="token_revoked_says_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest", ""), _negated=True), name="token_has_digest"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeRead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80)),
                        ("many", models.PositiveIntegerField(default=1)),
                        ("read_at", models.DateTimeField(verbose_name="阅读时间")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "已读的提醒",
                        "ordering": ["user", "key"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "key"), name="notice_read_once"),
                            models.CheckConstraint(
                                condition=models.Q(("key", ""), _negated=True), name="notice_read_has_key"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
