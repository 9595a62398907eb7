"""All migrations up to this one in one step, for new databases."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from hall_ops.lib.folded import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("windows", "0001_initial"),
        ("windows", "0002_refusals_and_files"),
        ("windows", "0003_link_refusals"),
        ("windows", "0004_data_return"),
        ("windows", "0005_fees_and_complaints"),
        ("windows", "0006_queue_draft"),
        ("windows", "0007_index_the_end_of_cases"),
        ("windows", "0008_platform_figures"),
        ("windows", "0009_log_by_contract"),
        ("windows", "0010_rating_tallies"),
        ("windows", "0011_index_registers"),
        ("windows", "0012_widen_ledger_indexes"),
        ("windows", "0013_fees_by_day"),
        ("windows", "0014_own_columns_of_ledger_rows"),
        ("windows", "0015_index_own_columns"),
        ("windows", "0016_index_names_and_tickets"),
        ("windows", "0017_widen_late_and_issued"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contracts", "0005_notices_read"),
        ("records", "0007_pulse"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="ArchiveBox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("number", models.PositiveIntegerField(verbose_name="盒号")),
                        ("title", models.CharField(blank=True, max_length=80, verbose_name="盒名")),
                        ("place", models.CharField(max_length=80, verbose_name="存放位置")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "装盒中"), ("closed", "已封盒")],
                                default="open",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="建盒时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="封盒时间")),
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
                                related_name="archive_boxes",
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
                    ],
                    options={
                        "verbose_name": "档案盒",
                        "ordering": ["-year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "year", "number"), name="archive_box_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place", ""), _negated=True), name="archive_box_has_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("closed_by", None), ("state", "open")),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state", "closed"),
                                    ),
                                    _connector="OR",
                                ),
                                name="archive_box_state_has_times",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="版本")),
                        ("effective_on", models.DateField(verbose_name="生效日期")),
                        ("name", models.CharField(max_length=200, verbose_name="事项名称")),
                        ("initials", models.CharField(blank=True, max_length=200)),
                        ("search", models.TextField(blank=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("on_spot", "即办件"), ("promised", "承诺件")],
                                max_length=10,
                                verbose_name="办件类型",
                            ),
                        ),
                        ("statutory_days", models.PositiveSmallIntegerField(verbose_name="法定时限")),
                        ("promised_days", models.PositiveSmallIntegerField(verbose_name="承诺时限")),
                        (
                            "fee_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=10, verbose_name="收费"
                            ),
                        ),
                        ("fee_note", models.CharField(blank=True, max_length=200, verbose_name="收费说明")),
                        ("channels", models.JSONField(default=list, verbose_name="办理渠道")),
                        (
                            "cross_region",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "本地"),
                                    ("national", "跨省通办"),
                                    ("provincial", "全省通办"),
                                    ("regional", "区域通办"),
                                ],
                                max_length=12,
                                verbose_name="通办范围",
                            ),
                        ),
                        ("zero_visit", models.BooleanField(default=False, verbose_name="可零跑动")),
                        ("special_steps", models.JSONField(default=list, verbose_name="特殊环节")),
                        (
                            "result_kind",
                            models.CharField(
                                choices=[
                                    ("licence", "证照"),
                                    ("approval", "批文"),
                                    ("other", "其他结果"),
                                    ("none", "无结果物"),
                                ],
                                max_length=10,
                                verbose_name="结果类型",
                            ),
                        ),
                        (
                            "result_name",
                            models.CharField(blank=True, max_length=100, verbose_name="结果名称"),
                        ),
                        ("hints", models.TextField(blank=True, verbose_name="办理提示")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="咨询电话")),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="设定依据")),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="来源")),
                        ("frozen", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(verbose_name="录入时间")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "事项版本",
                        "ordering": ["item", "-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("promised_days__lte", models.F("statutory_days"))),
                                name="promise_within_statute",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "on_spot"), ("promised_days", 0)),
                                    models.Q(("kind", "promised"), ("promised_days__gt", 0)),
                                    _connector="OR",
                                ),
                                name="on_spot_means_no_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fee_yuan__gte", 0)), name="item_fee_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result_kind__in", ["licence", "approval", "other", "none"])
                                ),
                                name="item_result_kind_known",
                            ),
                            models.UniqueConstraint(fields=("item", "number"), name="item_version_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "national_code",
                            models.CharField(
                                blank=True,
                                max_length=31,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{31}\\Z", "实施编码由 31 位数字或大写字母组成。"
                                    )
                                ],
                                verbose_name="实施编码",
                            ),
                        ),
                        (
                            "short_code",
                            models.CharField(
                                max_length=12,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Za-z-]{1,12}\\Z", "简码由 1 至 12 位字母、数字或横线组成。"
                                    )
                                ],
                                verbose_name="简码",
                            ),
                        ),
                        ("in_hall", models.BooleanField(default=True, verbose_name="已进驻大厅")),
                        ("counted", models.BooleanField(default=True, verbose_name="计入进驻率")),
                        ("retired_on", models.DateField(blank=True, null=True, verbose_name="停办日期")),
                        (
                            "retired_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="停办原因"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "current",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.itemversion",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="department_items",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "purchaser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_items",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政务服务事项",
                        "ordering": ["short_code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("purchaser", "short_code"), name="item_short_code_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("national_code", ""), _negated=True),
                                fields=("purchaser", "national_code"),
                                name="item_national_code_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_on", None), ("retired_reason", "")),
                                    models.Q(
                                        ("retired_on__isnull", False),
                                        models.Q(("retired_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="item_retired_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WindowSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="上岗时间")),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="暂停服务时间"),
                        ),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=80, verbose_name="暂停原因"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="离岗时间")),
                        (
                            "ended_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "本人离岗"),
                                    ("moved", "换到别的窗口"),
                                    ("supervisor", "主管结束"),
                                    ("overnight", "当日未离岗，按日终结束"),
                                ],
                                max_length=12,
                                verbose_name="离岗方式",
                            ),
                        ),
                        ("end_note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        (
                            "clerk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="window_sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="window_sessions",
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
                            "window",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="contracts.window",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "窗口上岗",
                        "ordering": ["-started_at"],
                        "indexes": [
                            models.Index(fields=["contract", "-started_at"], name="session_by_contract"),
                            models.Index(fields=["window", "-started_at"], name="session_by_window"),
                            models.Index(fields=["clerk", "-started_at"], name="session_by_clerk"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("window",),
                                name="one_clerk_at_a_window",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("clerk",),
                                name="one_window_a_clerk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_as", ""), ("ended_at", None), ("ended_by", None)),
                                    models.Q(
                                        ("ended_at__gte", models.F("started_at")),
                                        models.Q(
                                            ("ended_by__isnull", False),
                                            ("ended_as", "overnight"),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("pause_reason", ""), ("paused_at", None)),
                                    models.Q(
                                        ("paused_at__isnull", False),
                                        models.Q(("pause_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_pause_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("day", models.DateField(verbose_name="登记日期")),
                        ("serial", models.PositiveIntegerField(verbose_name="流水号")),
                        ("number", models.CharField(max_length=40, verbose_name="办件编号")),
                        (
                            "platform_number",
                            models.CharField(blank=True, max_length=50, verbose_name="一体化平台编号"),
                        ),
                        ("query_code", models.CharField(max_length=14, unique=True, verbose_name="查询码")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("on_spot", "即办件"), ("promised", "承诺件")],
                                max_length=10,
                                verbose_name="办件类型",
                            ),
                        ),
                        ("answers", models.JSONField(default=dict, verbose_name="情形")),
                        ("situation", models.CharField(blank=True, max_length=200, verbose_name="情形")),
                        (
                            "applicant_kind",
                            models.CharField(
                                choices=[("person", "个人"), ("organisation", "单位")],
                                max_length=12,
                                verbose_name="申请人类型",
                            ),
                        ),
                        ("applicant_name", models.CharField(max_length=100, verbose_name="申请人")),
                        (
                            "id_kind",
                            models.CharField(
                                choices=[
                                    ("resident", "居民身份证"),
                                    ("credit_code", "统一社会信用代码"),
                                    ("permit", "港澳台居民居住证或通行证"),
                                    ("passport", "护照"),
                                    ("other", "其他证件"),
                                ],
                                max_length=12,
                                verbose_name="证件类型",
                            ),
                        ),
                        ("id_sealed", models.BinaryField(null=True)),
                        ("id_index", models.BinaryField(max_length=16, null=True)),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("phone_tail_index", models.BinaryField(max_length=16, null=True)),
                        ("address_sealed", models.BinaryField(null=True)),
                        ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="联系人")),
                        ("agent_name", models.CharField(blank=True, max_length=100, verbose_name="代理人")),
                        ("agent_id_sealed", models.BinaryField(null=True)),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "hold_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="保留原因"),
                        ),
                        (
                            "priority",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "无"),
                                    ("military", "军人优先"),
                                    ("elderly", "老年人"),
                                    ("disabled", "残疾人"),
                                    ("pregnant", "孕妇"),
                                    ("child", "携带婴幼儿"),
                                    ("foreigner", "外籍人士"),
                                    ("urgent", "绿色通道"),
                                ],
                                max_length=12,
                                verbose_name="优先服务",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("counter", "窗口"),
                                    ("online", "网上"),
                                    ("assisted", "帮办代办"),
                                    ("post", "邮寄"),
                                    ("cross_region", "跨域收件"),
                                    ("imported", "导入"),
                                ],
                                default="counter",
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "cross_region",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "本地"),
                                    ("national", "跨省通办"),
                                    ("provincial", "全省通办"),
                                    ("regional", "区域通办"),
                                ],
                                max_length=12,
                                verbose_name="通办范围",
                            ),
                        ),
                        ("queue_ticket", models.CharField(blank=True, max_length=20, verbose_name="排队号")),
                        (
                            "project_name",
                            models.CharField(blank=True, max_length=200, verbose_name="项目名称"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "已收件"),
                                    ("correcting", "待补正"),
                                    ("accepted", "已受理"),
                                    ("transferred", "部门办理中"),
                                    ("decided", "已办结"),
                                    ("ready", "待出件"),
                                    ("issued", "已出件"),
                                    ("archived", "已归档"),
                                    ("not_accepted", "未受理"),
                                    ("withdrawn", "已撤件"),
                                    ("void", "已作废"),
                                ],
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "told_rounds",
                            models.PositiveSmallIntegerField(default=0, verbose_name="一次性告知次数"),
                        ),
                        (
                            "scanned_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="材料扫描上传时间"),
                        ),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="受理时间")),
                        (
                            "deemed_accepted",
                            models.BooleanField(default=False, verbose_name="逾期未告知视为受理"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="承诺办结日期")),
                        (
                            "statutory_due_on",
                            models.DateField(blank=True, null=True, verbose_name="法定办结日期"),
                        ),
                        ("stopped_since", models.DateField(blank=True, null=True, verbose_name="停止计时起")),
                        (
                            "stopped_days",
                            models.PositiveSmallIntegerField(default=0, verbose_name="已停止天数"),
                        ),
                        ("gap_due_on", models.DateField(blank=True, null=True, verbose_name="容缺补交期限")),
                        (
                            "correction_due_on",
                            models.DateField(blank=True, null=True, verbose_name="补正期限"),
                        ),
                        (
                            "transferred_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="移交时间"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                        ("late_days", models.PositiveSmallIntegerField(default=0, verbose_name="超期天数")),
                        (
                            "concluded_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("granted", "通过"),
                                    ("granted_gap", "容缺通过"),
                                    ("denied", "不通过"),
                                    ("revoked", "撤销受理"),
                                ],
                                max_length=12,
                                verbose_name="办理结果",
                            ),
                        ),
                        (
                            "result_number",
                            models.CharField(blank=True, max_length=80, verbose_name="许可文件编号"),
                        ),
                        ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="待出件时间")),
                        ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="出件时间")),
                        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="归档时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                        (
                            "refusal_kind",
                            models.CharField(
                                blank=True,
                                choices=[("not_applicable", "不受理"), ("refused", "不予受理")],
                                max_length=16,
                                verbose_name="未受理类别",
                            ),
                        ),
                        ("closing_reason", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("counter", "窗口自取"),
                                    ("post", "邮寄"),
                                    ("network", "网络送达"),
                                    ("none", "无结果物"),
                                ],
                                default="counter",
                                max_length=8,
                                verbose_name="送达方式",
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                choices=[
                                    ("window", "窗口"),
                                    ("on_the_way", "移交途中"),
                                    ("department", "部门"),
                                    ("shelf", "出件柜"),
                                    ("carrier", "邮寄途中"),
                                    ("applicant", "申请人"),
                                    ("archive", "档案盒"),
                                ],
                                default="window",
                                max_length=12,
                                verbose_name="材料现在",
                            ),
                        ),
                        ("shelf_place", models.CharField(blank=True, max_length=40, verbose_name="存放位置")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "clerk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="department_cases",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.venue",
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="contracts.window",
                            ),
                        ),
                        (
                            "zone",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.zone",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="windows.itemversion",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="windows.serviceitem",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="windows.windowsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办件",
                        "ordering": ["-registered_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-registered_at", "-id"], name="case_newest"),
                            models.Index(
                                fields=["contract", "state", "-registered_at"], name="case_by_state"
                            ),
                            models.Index(fields=["contract", "item", "-registered_at"], name="case_by_item"),
                            models.Index(
                                fields=["contract", "department", "-registered_at"], name="case_by_department"
                            ),
                            models.Index(
                                fields=["contract", "window", "-registered_at"], name="case_by_window"
                            ),
                            models.Index(
                                fields=["contract", "clerk", "-registered_at"], name="case_by_clerk"
                            ),
                            models.Index(fields=["contract", "zone", "-registered_at"], name="case_by_zone"),
                            models.Index(
                                fields=["contract", "applicant_name", "-registered_at"],
                                name="case_by_applicant",
                            ),
                            models.Index(
                                condition=models.Q(("id_index__isnull", False)),
                                fields=["id_index"],
                                name="case_by_id",
                            ),
                            models.Index(
                                condition=models.Q(("phone_index__isnull", False)),
                                fields=["phone_index"],
                                name="case_by_phone",
                            ),
                            models.Index(
                                condition=models.Q(("accepted_at__isnull", False)),
                                fields=["contract", "-accepted_at"],
                                name="case_by_accepted",
                            ),
                            models.Index(
                                condition=models.Q(("decided_at__isnull", False)),
                                fields=["contract", "-decided_at", "-id"],
                                name="case_by_decided",
                            ),
                            models.Index(
                                condition=models.Q(("issued_at__isnull", False)),
                                fields=["contract", "-issued_at", "-id"],
                                name="case_by_issued",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "registered",
                                            "correcting",
                                            "accepted",
                                            "transferred",
                                            "decided",
                                            "ready",
                                        ),
                                    )
                                ),
                                fields=["contract", "due_on"],
                                name="case_open_by_due",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "registered",
                                            "correcting",
                                            "accepted",
                                            "transferred",
                                            "decided",
                                            "ready",
                                        ),
                                    )
                                ),
                                fields=["contract", "holder", "ready_at"],
                                name="case_open_by_holder",
                            ),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "archived_at", "closed_at", "issued_at"
                                ),
                                name="case_by_end",
                            ),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "archived_at", "closed_at", "issued_at"
                                ),
                                condition=models.Q(("address_sealed__isnull", False)),
                                name="case_address_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", False)),
                                fields=[
                                    "contract",
                                    "-closed_at",
                                    "-id",
                                    "department",
                                    "item",
                                    "window",
                                    "clerk",
                                    "zone",
                                    "state",
                                    "kind",
                                ],
                                name="case_by_closed",
                            ),
                            models.Index(
                                condition=models.Q(("cross_region", ""), _negated=True),
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
                                name="case_cross_region",
                            ),
                            models.Index(
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
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("venue", "day", "serial"), name="case_serial_once"
                            ),
                            models.UniqueConstraint(fields=("contract", "number"), name="case_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("platform_number", ""), _negated=True),
                                fields=("contract", "platform_number"),
                                name="case_platform_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "registered",
                                            "correcting",
                                            "accepted",
                                            "transferred",
                                            "decided",
                                            "ready",
                                            "issued",
                                            "archived",
                                            "not_accepted",
                                            "withdrawn",
                                            "void",
                                        ],
                                    )
                                ),
                                name="case_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            (
                                                "accepted",
                                                "transferred",
                                                "decided",
                                                "ready",
                                                "issued",
                                                "archived",
                                            ),
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("accepted_at__isnull", False), ("due_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="case_accepted_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["decided", "ready", "issued", "archived"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        models.Q(("concluded_as", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="case_decided_has_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    ("ready_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_ready_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    ("issued_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_issued_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "archived"), _negated=True),
                                    ("archived_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_archived_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["not_accepted", "withdrawn", "void"]), _negated=True
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        models.Q(("closing_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="case_closed_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("late_days", 0), ("decided_at__isnull", False), _connector="OR"
                                ),
                                name="case_late_was_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "not_accepted"), _negated=True),
                                    models.Q(("refusal_kind", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="case_refusal_has_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "correcting"), _negated=True),
                                    ("told_rounds__gt", 0),
                                    _connector="OR",
                                ),
                                name="case_corrected_was_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("archived_at", None),
                                    ("state__in", ("archived", "not_accepted", "withdrawn")),
                                    _connector="OR",
                                ),
                                name="case_filed_is_over",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArchiveLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="盒内序号")),
                        ("at", models.DateTimeField(verbose_name="装盒时间")),
                        (
                            "box",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="windows.archivebox",
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
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="archive_line",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "盒内卷宗",
                        "ordering": ["box", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("box", "position"), name="archive_position_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("action", models.CharField(max_length=40, verbose_name="动作")),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "已收件"),
                                    ("correcting", "待补正"),
                                    ("accepted", "已受理"),
                                    ("transferred", "部门办理中"),
                                    ("decided", "已办结"),
                                    ("ready", "待出件"),
                                    ("issued", "已出件"),
                                    ("archived", "已归档"),
                                    ("not_accepted", "未受理"),
                                    ("withdrawn", "已撤件"),
                                    ("void", "已作废"),
                                ],
                                max_length=12,
                                verbose_name="原状态",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("registered", "已收件"),
                                    ("correcting", "待补正"),
                                    ("accepted", "已受理"),
                                    ("transferred", "部门办理中"),
                                    ("decided", "已办结"),
                                    ("ready", "待出件"),
                                    ("issued", "已出件"),
                                    ("archived", "已归档"),
                                    ("not_accepted", "未受理"),
                                    ("withdrawn", "已撤件"),
                                    ("void", "已作废"),
                                ],
                                max_length=12,
                                verbose_name="现状态",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="windows.case",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办件过程",
                        "ordering": ["case", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("to_state", "correcting"), ("from_state", "correcting"), _connector="OR"
                                ),
                                fields=["at"],
                                name="case_event_correcting",
                            ),
                            models.Index(
                                condition=models.Q(("action", "tell_once")),
                                fields=["contract", "-at", "-id"],
                                name="case_event_told",
                            ),
                            models.Index(
                                condition=models.Q(("action", "accept_gap")),
                                fields=["contract", "-at", "-id"],
                                name="case_event_gap",
                            ),
                            models.Index(
                                condition=models.Q(("action__in", ("tell_once", "accept_gap"))),
                                fields=["contract", "action", "item", "-at", "-id"],
                                name="case_event_by_item",
                            ),
                            models.Index(
                                condition=models.Q(("action__in", ("tell_once", "accept_gap"))),
                                fields=["contract", "action", "department", "-at", "-id"],
                                name="case_event_by_department",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="文书")),
                        ("number", models.CharField(max_length=50, verbose_name="文书编号")),
                        ("content", models.JSONField(default=dict)),
                        ("sealed", models.BinaryField(null=True)),
                        ("made_at", models.DateTimeField(verbose_name="出具时间")),
                        ("void_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forms",
                                to="windows.case",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "void_by",
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
                        "verbose_name": "办件文书",
                        "ordering": ["case", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="case_form_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("void_at", None), ("void_by", None), ("void_reason", "")),
                                    models.Q(
                                        ("void_at__isnull", False),
                                        ("void_by__isnull", False),
                                        models.Q(("void_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="case_form_void_has_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseMaterial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="材料名称")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "原件"),
                                    ("copy", "复印件"),
                                    ("checked_copy", "复印件（原件核验）"),
                                    ("filled_form", "申请表"),
                                    ("electronic", "电子材料"),
                                ],
                                max_length=14,
                                verbose_name="形式",
                            ),
                        ),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="份数")),
                        (
                            "necessity",
                            models.CharField(
                                choices=[
                                    ("required", "必要"),
                                    ("optional", "非必要"),
                                    ("deferrable", "可容缺"),
                                ],
                                max_length=12,
                                verbose_name="必要性",
                            ),
                        ),
                        (
                            "taken",
                            models.CharField(
                                choices=[
                                    ("missing", "未收"),
                                    ("paper", "纸质"),
                                    ("scan", "扫描件"),
                                    ("electronic", "电子附件"),
                                    ("licence", "电子证照"),
                                    ("deferred", "容缺"),
                                    ("commitment", "告知承诺"),
                                    ("not_needed", "免提交"),
                                ],
                                default="missing",
                                max_length=12,
                                verbose_name="收取方式",
                            ),
                        ),
                        ("received", models.PositiveSmallIntegerField(default=0, verbose_name="收取数量")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="收取时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办件材料",
                        "ordering": ["case", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "position"), name="case_material_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken__in", ["missing", "deferred", "not_needed"]),
                                    ("received_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_material_received_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseResult",
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
                                    ("licence", "证照"),
                                    ("approval", "批文"),
                                    ("other", "其他结果"),
                                    ("none", "无结果物"),
                                ],
                                max_length=10,
                                verbose_name="结果类型",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="许可文件名称")),
                        ("number", models.CharField(blank=True, max_length=80, verbose_name="许可文件编号")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="许可内容")),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="份数")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                        ("at", models.DateTimeField(verbose_name="决定时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="result",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办理结果",
                        "ordering": ["case"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["licence", "approval", "other", "none"])),
                                name="result_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    models.Q(
                                        ("valid_from__isnull", False),
                                        ("valid_to__gte", models.F("valid_from")),
                                    ),
                                    _connector="OR",
                                ),
                                name="result_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("copies", 0), ("kind", "none")),
                                    models.Q(models.Q(("kind", "none"), _negated=True), ("copies__gt", 0)),
                                    _connector="OR",
                                ),
                                name="result_has_copies",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Chase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("system", "系统催办"),
                                    ("phone", "电话"),
                                    ("visit", "当面"),
                                    ("letter", "催办单"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("words", models.CharField(max_length=200, verbose_name="催办内容")),
                        ("due_on", models.DateField(null=True, verbose_name="应办结日期")),
                        ("at", models.DateTimeField(verbose_name="催办时间")),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                        ("expected_on", models.DateField(blank=True, null=True, verbose_name="预计办结日期")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        (
                            "answered_by",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chases",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "催办",
                        "ordering": ["case", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at", None)),
                                fields=["case"],
                                name="chase_unanswered",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["system", "phone", "visit", "letter"])),
                                name="chase_way_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="chase_answer_has_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[("correction", "补正"), ("special_step", "特殊环节")],
                                max_length=12,
                                verbose_name="原因",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="环节")),
                        (
                            "limit_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="挂起时限"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="挂起到期")),
                        ("started_at", models.DateTimeField(verbose_name="挂起时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="重启时间")),
                        (
                            "days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="不计天数"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stops",
                                to="windows.case",
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
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "停止计时",
                        "ordering": ["case", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)), fields=["due_on"], name="stop_open"
                            ),
                            models.Index(fields=["-started_at", "-id"], name="stop_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("case",),
                                name="one_open_stop_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("days", None), ("ended_at", None)),
                                    models.Q(("days__isnull", False), ("ended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="stop_ended_has_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DepartmentContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("contact_name", models.CharField(max_length=40, verbose_name="联络人")),
                        (
                            "office_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="办公电话"),
                        ),
                        ("since_on", models.DateField(verbose_name="自")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="至")),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "zone",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="contracts.zone",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "部门联络人",
                        "ordering": ["department", "zone", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("department", "zone"),
                                name="one_contact_a_zone",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None), ("zone", None)),
                                fields=("department",),
                                name="one_contact_for_the_hall",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("since_on")),
                                    _connector="OR",
                                ),
                                name="contact_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Disclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("object_type", models.CharField(max_length=60, verbose_name="对象类型")),
                        ("object_id", models.BigIntegerField(verbose_name="对象")),
                        ("object_label", models.CharField(max_length=100, verbose_name="对象")),
                        ("field", models.CharField(max_length=40, verbose_name="字段")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("contact", "联系申请人（补正、取件、回访）"),
                                    ("verify", "核对申请人身份"),
                                    ("correct", "更正登记内容"),
                                    ("handle", "部门审批需要"),
                                    ("complaint", "处理投诉或复核"),
                                    ("check", "监督检查"),
                                    ("other", "其他（写明）"),
                                ],
                                max_length=12,
                                verbose_name="事由",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="重新核对了口令")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "查看记录",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-at", "-id"], name="disclosure_newest"),
                            models.Index(fields=["by", "-at"], name="disclosure_by_user"),
                            models.Index(fields=["object_type", "object_id"], name="disclosure_by_object"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        [
                                            "contact",
                                            "verify",
                                            "correct",
                                            "handle",
                                            "complaint",
                                            "check",
                                            "other",
                                        ],
                                    )
                                ),
                                name="disclosure_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", "other"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="disclosure_other_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("field", ""), _negated=True),
                                name="disclosure_names_field",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueNotice",
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
                                    ("warn", "即将到期"),
                                    ("late", "已逾期"),
                                    ("untold", "收件后未受理也未告知"),
                                    ("correction", "补正到期"),
                                    ("gap", "容缺补交到期"),
                                    ("stop", "挂起到期"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="期限")),
                        ("made_at", models.DateTimeField(verbose_name="提醒时间")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="了结时间")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="due_notices",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "期限提醒",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at", None)),
                                fields=["kind"],
                                name="due_notice_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "kind", "due_on"), name="warned_once_a_term"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["warn", "late", "untold", "correction", "gap", "stop"])
                                ),
                                name="due_notice_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ledger", models.CharField(max_length=40, verbose_name="台账")),
                        ("title", models.CharField(max_length=100, verbose_name="内容")),
                        ("query", models.CharField(blank=True, max_length=1000)),
                        ("filters", models.JSONField(default=list, verbose_name="条件")),
                        ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待审批"),
                                    ("approved", "已同意"),
                                    ("refused", "未同意"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="审批时间")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="审批意见")),
                        ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="有效至")),
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
                                related_name="export_requests",
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
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导出申请",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "state", "-asked_at"], name="request_by_state")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "approved", "refused", "withdrawn"])
                                ),
                                name="request_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purpose", ""), _negated=True),
                                name="request_names_purpose",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="request_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("state__in", ["approved", "refused"]),
                                        ("decided_by__isnull", False),
                                    ),
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("state__in", ["asked", "withdrawn"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="request_decided_has_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), ("valid_until__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "approved"), _negated=True), ("valid_until", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="request_approved_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="request_refused_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Carrier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        ("number", models.CharField(max_length=20, verbose_name="载体编号")),
                        ("key", models.CharField(max_length=64)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("excel", "Excel 文件"),
                                    ("csv", "CSV 文件"),
                                    ("pdf", "PDF 文件"),
                                    ("print", "纸质打印"),
                                    ("zip", "数据包"),
                                ],
                                max_length=6,
                                verbose_name="形式",
                            ),
                        ),
                        ("ledger", models.CharField(max_length=40, verbose_name="台账")),
                        ("title", models.CharField(max_length=100, verbose_name="内容")),
                        ("filters", models.JSONField(default=list, verbose_name="条件")),
                        ("columns", models.JSONField(default=list, verbose_name="列")),
                        ("rows", models.PositiveIntegerField(blank=True, null=True, verbose_name="行数")),
                        ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                        ("watermark", models.CharField(max_length=200, verbose_name="水印")),
                        ("made_at", models.DateTimeField(verbose_name="制作时间")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="文件摘要")),
                        ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="字节")),
                        ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="下载截止")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("making", "生成中"),
                                    ("failed", "未生成"),
                                    ("made", "待下载"),
                                    ("expired", "过期未下载"),
                                    ("downloaded", "应归还"),
                                    ("returned", "已归还"),
                                    ("destroyed", "已销毁"),
                                ],
                                default="making",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "problem",
                            models.CharField(blank=True, max_length=200, verbose_name="未生成的原因"),
                        ),
                        (
                            "downloaded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="下载时间"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="应归还日期")),
                        (
                            "settled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="归还或销毁时间"),
                        ),
                        (
                            "settle_note",
                            models.CharField(blank=True, max_length=200, verbose_name="归还或销毁说明"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        (
                            "confirmed_by",
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
                                related_name="carriers",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carriers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carrier",
                                to="windows.exportrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导出载体",
                        "ordering": ["-year", "-serial"],
                        "indexes": [
                            models.Index(fields=["contract", "made_at"], name="carrier_by_time"),
                            models.Index(
                                condition=models.Q(("state", "downloaded")),
                                fields=["contract", "due_on"],
                                name="carrier_to_return",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "year", "serial"), name="carrier_serial_once"
                            ),
                            models.UniqueConstraint(fields=("contract", "key"), name="carrier_key_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "making",
                                            "failed",
                                            "made",
                                            "expired",
                                            "downloaded",
                                            "returned",
                                            "destroyed",
                                        ],
                                    )
                                ),
                                name="carrier_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose", ""), _negated=True),
                                    models.Q(("watermark", ""), _negated=True),
                                ),
                                name="carrier_names_purpose",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ("made", "expired", "downloaded", "returned", "destroyed"),
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        models.Q(("sha256", ""), _negated=True),
                                        ("expires_at__isnull", False),
                                        ("rows__isnull", False),
                                        ("size__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="carrier_made_has_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("problem", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="carrier_failed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("downloaded_at__isnull", False),
                                        ("state__in", ("downloaded", "returned", "destroyed")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("downloaded", "returned", "destroyed")),
                                            _negated=True,
                                        ),
                                        ("downloaded_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="carrier_taken_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("state__in", ("returned", "destroyed")),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("returned", "destroyed")), _negated=True),
                                        ("settled_at", None),
                                        ("settled_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="carrier_settled_has_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        ("state__in", ("returned", "destroyed")),
                                        models.Q(("confirmed_by", models.F("settled_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="carrier_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["excel", "csv", "pdf", "print", "zip"])),
                                name="carrier_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "direction",
                            models.CharField(
                                choices=[("out", "移交部门"), ("back", "送回窗口")],
                                max_length=4,
                                verbose_name="方向",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="建单日期")),
                        ("serial", models.PositiveIntegerField(verbose_name="流水号")),
                        ("number", models.CharField(max_length=40, verbose_name="交接单编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "装单中"),
                                    ("sent", "待签收"),
                                    ("closed", "已签收"),
                                    ("void", "已作废"),
                                ],
                                default="draft",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[("messenger", "递送员"), ("courier", "快递")],
                                max_length=10,
                                verbose_name="递送方式",
                            ),
                        ),
                        (
                            "messenger_name",
                            models.CharField(blank=True, max_length=60, verbose_name="递送人"),
                        ),
                        ("messenger_phone_sealed", models.BinaryField(null=True)),
                        ("carrier", models.CharField(blank=True, max_length=40, verbose_name="快递公司")),
                        (
                            "tracking_number",
                            models.CharField(blank=True, max_length=40, verbose_name="快递单号"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("made_at", models.DateTimeField(verbose_name="建单时间")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送出时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
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
                                related_name="handovers",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="contracts.organisation",
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
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "verbose_name": "交接单",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-made_at", "-id"], name="handover_newest"),
                            models.Index(
                                condition=models.Q(("state", "sent")),
                                fields=["contract", "sent_at"],
                                name="handover_waiting",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("venue", "day", "serial"), name="handover_serial_once"
                            ),
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="handover_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("contract", "venue", "department", "direction", "made_by"),
                                name="handover_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ["out", "back"])),
                                name="handover_direction_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("sent_at", None), ("sent_by", None), ("state__in", ["draft", "void"])
                                    ),
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        ("sent_by__isnull", False),
                                        ("state__in", ["sent", "closed"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_sent_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at", None),
                                        ("closed_by", None),
                                        ("state__in", ["draft", "sent"]),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state__in", ["void", "closed"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at", None),
                                    models.Q(
                                        ("way", "messenger"), models.Q(("messenger_name", ""), _negated=True)
                                    ),
                                    models.Q(
                                        ("way", "courier"),
                                        models.Q(("carrier", ""), _negated=True),
                                        models.Q(("tracking_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_sent_has_way",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("papers", "申请材料"),
                                    ("result", "办理结果"),
                                    ("return", "退回材料"),
                                ],
                                max_length=8,
                                verbose_name="内容",
                            ),
                        ),
                        ("papers", models.JSONField(default=list, verbose_name="材料")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="退回原因")),
                        ("ours_at", models.DateTimeField(blank=True, null=True, verbose_name="窗口确认时间")),
                        (
                            "theirs_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="部门确认时间"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "待签收"),
                                    ("confirmed", "已签收"),
                                    ("missing", "未收到"),
                                    ("returned", "退回"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="签收情况",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="windows.handover",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handover_lines",
                                to="windows.case",
                            ),
                        ),
                        (
                            "ours_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "theirs_by",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="建单时间")),
                    ],
                    options={
                        "verbose_name": "交接明细",
                        "ordering": ["batch", "position"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome__in", ["missing", "returned"])),
                                fields=["case"],
                                name="line_trouble",
                            ),
                            models.Index(fields=["contract", "-made_at", "-id"], name="line_newest"),
                            models.Index(fields=["contract", "item", "-made_at", "-id"], name="line_by_item"),
                            models.Index(
                                fields=["contract", "department", "-made_at", "-id"],
                                name="line_by_department",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "case"), name="handover_case_once_a_batch"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "waiting")),
                                fields=("case",),
                                name="one_open_line_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ours_at", None), ("ours_by", None)),
                                    models.Q(("ours_at__isnull", False), ("ours_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="line_ours_has_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("theirs_at", None), ("theirs_by", None)),
                                    models.Q(("theirs_at__isnull", False), ("theirs_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="line_theirs_has_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ours_at", None), ("outcome", "waiting")),
                                    models.Q(("outcome", "waiting"), ("theirs_at", None)),
                                    models.Q(
                                        ("ours_at__isnull", False),
                                        ("outcome", "confirmed"),
                                        ("theirs_at__isnull", False),
                                    ),
                                    models.Q(
                                        ("ours_at__isnull", False),
                                        ("outcome__in", ["missing", "returned"]),
                                        ("theirs_at__isnull", False),
                                        models.Q(("note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="line_outcome_has_both_sides",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["papers", "result"]), ("reason", "")),
                                    models.Q(("kind", "return"), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="line_return_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="保留原因")),
                        ("at", models.DateTimeField(verbose_name="设定时间")),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                        (
                            "release_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="解除原因"),
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="windows.case",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "released_by",
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
                        "verbose_name": "保留",
                        "ordering": ["released_at", "-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("released_at", None)),
                                fields=("case",),
                                name="one_hold_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="hold_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("release_reason", ""), ("released_at", None), ("released_by", None)
                                    ),
                                    models.Q(
                                        ("released_at__gte", models.F("at")),
                                        ("released_by__isnull", False),
                                        models.Q(("release_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="hold_released_has_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("key", models.CharField(max_length=64)),
                        ("sealed", models.BinaryField()),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("started_at", models.DateTimeField(verbose_name="开始时间")),
                        ("saved_at", models.DateTimeField(db_index=True, verbose_name="保存时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
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
                        "verbose_name": "受理草稿",
                        "ordering": ["-saved_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "contract", "key"), name="draft_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("content", models.JSONField()),
                        ("created_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="item_drafts",
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
                        "verbose_name": "事项导入",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ItemPackage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="一件事名称")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("retired_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                        (
                            "purchaser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="item_packages",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "items",
                            models.ManyToManyField(
                                related_name="packages",
                                through="windows.PackageItem",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "一件事",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("purchaser", "name"), name="package_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OldLedger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                        ("size", models.PositiveIntegerField(verbose_name="字节")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "正在核对"),
                                    ("refused", "有问题，未导入"),
                                    ("ready", "核对通过，待导入"),
                                    ("importing", "正在导入"),
                                    ("done", "已导入"),
                                    ("dropped", "已放弃"),
                                    ("failed", "未完成"),
                                ],
                                default="checking",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("job", models.BigIntegerField(null=True)),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                        ("added", models.PositiveIntegerField(default=0, verbose_name="新增")),
                        ("changed", models.PositiveIntegerField(default=0, verbose_name="更新")),
                        ("same", models.PositiveIntegerField(default=0, verbose_name="相同")),
                        ("unknown_columns", models.JSONField(default=list, verbose_name="未识别的列")),
                        ("problems", models.JSONField(default=list, verbose_name="问题")),
                        ("problem_count", models.PositiveIntegerField(default=0, verbose_name="问题数")),
                        ("imported_at", models.DateTimeField(blank=True, null=True, verbose_name="导入时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="old_ledgers",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "imported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "旧台账导入",
                        "ordering": ["-uploaded_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "checking",
                                            "refused",
                                            "ready",
                                            "importing",
                                            "done",
                                            "dropped",
                                            "failed",
                                        ],
                                    )
                                ),
                                name="old_ledger_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("imported_at__isnull", False),
                                        ("imported_by__isnull", False),
                                        ("state", "done"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "done"), _negated=True),
                                        ("imported_at", None),
                                        ("imported_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="old_ledger_done_has_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    ("problem_count__gt", 0),
                                    _connector="OR",
                                ),
                                name="old_ledger_refused_says_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "done")),
                                fields=("contract", "sha256"),
                                name="old_ledger_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OldCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="行号")),
                        ("digest", models.BinaryField(max_length=16)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="old",
                                to="windows.case",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="windows.oldledger",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "旧办件",
                    },
                ),
                migrations.CreateModel(
                    name="Parcel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("carrier", models.CharField(max_length=40, verbose_name="承运单位")),
                        ("tracking_number", models.CharField(max_length=40, verbose_name="运单号")),
                        ("recipient_name", models.CharField(max_length=60, verbose_name="收件人")),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("address_sealed", models.BinaryField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "运送中"),
                                    ("delivered", "已签收"),
                                    ("lost", "遗失"),
                                    ("returned", "退回"),
                                ],
                                default="sent",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="寄出时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parcels",
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
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "邮件",
                        "ordering": ["-sent_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-sent_at", "-id"], name="parcel_newest"),
                            models.Index(
                                condition=models.Q(("state", "sent")),
                                fields=["contract", "sent_at"],
                                name="parcel_under_way",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "carrier", "tracking_number"), name="parcel_tracking_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("carrier", ""), _negated=True),
                                    models.Q(("tracking_number", ""), _negated=True),
                                    models.Q(("recipient_name", ""), _negated=True),
                                ),
                                name="parcel_names_its_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", None), ("state", "sent")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        ("state__in", ["delivered", "lost", "returned"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="parcel_state_has_times",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["sent", "delivered"]),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="parcel_failed_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issuance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("bundle", models.UUIDField(default=uuid.uuid4)),
                        ("day", models.DateField(verbose_name="出件日期")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("counter", "窗口自取"),
                                    ("post", "邮寄"),
                                    ("network", "网络送达"),
                                    ("none", "无结果物"),
                                ],
                                max_length=8,
                                verbose_name="送达方式",
                            ),
                        ),
                        (
                            "collector",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("applicant", "本人"),
                                    ("agent", "登记的代理人"),
                                    ("other", "其他人代领"),
                                ],
                                max_length=10,
                                verbose_name="领取人",
                            ),
                        ),
                        (
                            "collector_name",
                            models.CharField(blank=True, max_length=60, verbose_name="领取人姓名"),
                        ),
                        (
                            "collector_id_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resident", "居民身份证"),
                                    ("credit_code", "统一社会信用代码"),
                                    ("permit", "港澳台居民居住证或通行证"),
                                    ("passport", "护照"),
                                    ("other", "其他证件"),
                                ],
                                max_length=12,
                                verbose_name="领取人证件类型",
                            ),
                        ),
                        ("collector_id_sealed", models.BinaryField(null=True)),
                        ("collector_id_index", models.BinaryField(max_length=16, null=True)),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="代领依据")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("at", models.DateTimeField(verbose_name="出件时间")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        ("undone_why", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                        (
                            "authority_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issuances",
                                to="windows.case",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issuances",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "parcel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issuances",
                                to="windows.parcel",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "出件",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "bundle"], name="issuance_by_bundle"),
                            models.Index(
                                fields=["contract", "item", "-day", "-at", "-id"], name="issuance_by_item"
                            ),
                            models.Index(
                                fields=["contract", "department", "-day", "-at", "-id"],
                                name="issuance_by_department",
                            ),
                            models.Index(fields=["contract", "-day", "-at", "-id"], name="issuance_by_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("case",),
                                name="one_issuance_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("collector__in", ["applicant", "agent", "other"]),
                                        ("way", "counter"),
                                        models.Q(("collector_name", ""), _negated=True),
                                    ),
                                    models.Q(("collector", ""), ("way__in", ["post", "network", "none"])),
                                    _connector="OR",
                                ),
                                name="issuance_counter_has_collector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("collector", "other"), _negated=True),
                                    models.Q(("authority", ""), _negated=True),
                                    ("authority_file__isnull", False),
                                    _connector="OR",
                                ),
                                name="issuance_other_has_authority",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("parcel__isnull", False), ("way", "post")),
                                    models.Q(models.Q(("way", "post"), _negated=True), ("parcel", None)),
                                    _connector="OR",
                                ),
                                name="issuance_post_has_parcel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at", None), ("undone_by", None), ("undone_why", "")),
                                    models.Q(
                                        ("undone_at__isnull", False),
                                        ("undone_by__isnull", False),
                                        models.Q(("undone_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="issuance_undone_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.CharField(max_length=40, verbose_name="被查电话")),
                        ("called_at", models.DateTimeField(verbose_name="拨打时间")),
                        ("rings", models.PositiveSmallIntegerField(verbose_name="响铃次数")),
                        ("answered", models.BooleanField(verbose_name="是否接听")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "checked_by",
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
                                related_name="phone_checks",
                                to="contracts.contract",
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
                        "verbose_name": "电话抽查",
                        "ordering": ["-called_at"],
                    },
                ),
                migrations.CreateModel(
                    name="QueueImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64)),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                        ("added", models.PositiveIntegerField(verbose_name="新增")),
                        ("changed", models.PositiveIntegerField(verbose_name="更新")),
                        ("taken_at", models.DateTimeField(verbose_name="导入时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_imports",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "取号导入",
                        "ordering": ["-taken_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "sha256"), name="queue_import_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QueueTicket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("number", models.CharField(max_length=20, verbose_name="排队号")),
                        ("operator", models.CharField(blank=True, max_length=40, verbose_name="操作人")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "等候"), ("served", "已办理"), ("passed", "过号")],
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(verbose_name="取号时间")),
                        ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="叫号时间")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_tickets",
                                to="contracts.contract",
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
                        "verbose_name": "叫号",
                        "ordering": ["-day", "number"],
                        "indexes": [
                            models.Index(fields=["contract", "day", "window"], name="ticket_by_day"),
                            models.Index(fields=["contract", "-day", "-number", "-id"], name="ticket_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("venue", "day", "number"), name="ticket_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "served"), _negated=True),
                                    models.Q(
                                        ("called_at__gte", models.F("taken_at")), ("window__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_served_was_called",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("finished_at", None),
                                    ("finished_at__gte", models.F("called_at")),
                                    _connector="OR",
                                ),
                                name="ticket_finished_after_call",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateBucket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=60)),
                        ("minute", models.PositiveBigIntegerField()),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["minute"], name="bucket_by_minute")],
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "minute"), name="bucket_once"),
                            models.CheckConstraint(
                                condition=models.Q(("key", ""), _negated=True), name="bucket_key_not_empty"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "visit_kind",
                            models.CharField(
                                choices=[
                                    ("case", "办件"),
                                    ("consultation", "咨询"),
                                    ("assisted", "帮办代办"),
                                    ("phone", "电话服务"),
                                    ("other", "其他服务"),
                                ],
                                default="case",
                                max_length=12,
                                verbose_name="服务类别",
                            ),
                        ),
                        ("visit_key", models.CharField(blank=True, max_length=60, verbose_name="服务编号")),
                        ("visited_on", models.DateField(verbose_name="服务日期")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (5, "非常满意"),
                                    (4, "满意"),
                                    (3, "基本满意"),
                                    (2, "不满意"),
                                    (1, "非常不满意"),
                                ],
                                verbose_name="评价",
                            ),
                        ),
                        ("reasons", models.JSONField(default=list, verbose_name="评价内容")),
                        ("text", models.CharField(blank=True, max_length=150, verbose_name="评价文字")),
                        (
                            "source",
                            models.CharField(
                                choices=[("active", "主动评价"), ("default", "默认评价")],
                                max_length=8,
                                verbose_name="评价方式",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("page", "扫码评价"),
                                    ("device", "窗口评价器"),
                                    ("sms", "短信评价"),
                                    ("online", "网上评价"),
                                    ("platform", "政务服务平台导入"),
                                ],
                                max_length=8,
                                verbose_name="评价渠道",
                            ),
                        ),
                        ("claimed_at", models.DateTimeField(verbose_name="评价时间")),
                        ("recorded_at", models.DateTimeField(verbose_name="收到时间")),
                        ("is_real_name", models.BooleanField(default=False, verbose_name="实名评价")),
                        ("rater_sealed", models.BinaryField(null=True)),
                        ("contact_sealed", models.BinaryField(null=True)),
                        ("device_digest", models.BinaryField(max_length=16, null=True)),
                        ("address_digest", models.BinaryField(max_length=16, null=True)),
                        ("text_digest", models.BinaryField(max_length=16, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("valid", "有效"),
                                    ("excluded", "已剔除"),
                                    ("superseded", "已由主动评价取代"),
                                ],
                                default="valid",
                                max_length=12,
                                verbose_name="效力",
                            ),
                        ),
                        ("excluded_at", models.DateTimeField(blank=True, null=True, verbose_name="剔除时间")),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="windows.case",
                            ),
                        ),
                        (
                            "clerk",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "window",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="contracts.window",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.windowsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评价",
                        "ordering": ["-recorded_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="rating_newest"),
                            models.Index(fields=["case"], name="rating_by_case"),
                            models.Index(
                                condition=models.Q(("device_digest__isnull", False)),
                                fields=["device_digest", "recorded_at"],
                                name="rating_by_device",
                            ),
                            models.Index(
                                condition=models.Q(("address_digest__isnull", False)),
                                fields=["address_digest", "recorded_at"],
                                name="rating_by_address",
                            ),
                            models.Index(
                                condition=models.Q(("text_digest__isnull", False)),
                                fields=["text_digest", "recorded_at"],
                                name="rating_by_text",
                            ),
                            models.Index(
                                fields=[
                                    "contract",
                                    "visited_on",
                                    "recorded_at",
                                    "window",
                                    "department",
                                    "clerk",
                                    "level",
                                    "source",
                                    "state",
                                    "case",
                                ],
                                name="rating_by_day",
                            ),
                            models.Index(
                                condition=models.Q(("level__lte", 2)),
                                fields=[
                                    "contract",
                                    "visited_on",
                                    "recorded_at",
                                    "window",
                                    "department",
                                    "clerk",
                                    "state",
                                    "is_real_name",
                                    "id",
                                ],
                                name="rating_bad_by_day",
                            ),
                            models.Index(
                                fields=["contract", "department", "-recorded_at", "-id"],
                                name="rating_by_department",
                            ),
                            models.Index(
                                fields=["contract", "window", "-recorded_at", "-id"], name="rating_by_window"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "superseded"), _negated=True),
                                fields=("case",),
                                name="one_rating_a_case",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("case", None), models.Q(("state", "superseded"), _negated=True)
                                ),
                                fields=("contract", "visit_kind", "visit_key"),
                                name="one_rating_a_visit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("visit_kind", "case")),
                                    models.Q(
                                        ("case", None),
                                        models.Q(("visit_kind", "case"), _negated=True),
                                        models.Q(("visit_key", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rating_names_its_visit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [5, 4, 3, 2, 1])), name="rating_level_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["active", "default"])),
                                name="rating_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["page", "device", "sms", "online", "platform"])
                                ),
                                name="rating_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("excluded_at__isnull", False), ("state", "excluded")),
                                    models.Q(("excluded_at", None), ("state", "valid")),
                                    models.Q(("source", "default"), ("state", "superseded")),
                                    _connector="OR",
                                ),
                                name="rating_excluded_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", "default"), _negated=True),
                                    models.Q(("is_real_name", False), ("level__gte", 3), ("text", "")),
                                    _connector="OR",
                                ),
                                name="rating_default_says_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingAppeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="申诉理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[("filed", "待复核"), ("upheld", "成立"), ("rejected", "不成立")],
                                default="filed",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("filed_at", models.DateTimeField(verbose_name="申诉时间")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="复核时间")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rating",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeal",
                                to="windows.rating",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评价申诉",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="appeal_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("state", "filed")),
                                    models.Q(
                                        models.Q(("state", "filed"), _negated=True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_decided_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingFlag",
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
                                    ("before_case", "评价时间早于办件"),
                                    ("same_device", "同一设备短时间多次评价"),
                                    ("same_address", "同一网络短时间多次评价"),
                                    ("too_soon", "办理后 30 秒内评价"),
                                    ("workstation", "与工作人员登录同一网络"),
                                    ("same_text", "评价文字雷同"),
                                ],
                                max_length=12,
                                verbose_name="疑点",
                            ),
                        ),
                        ("count", models.PositiveIntegerField(verbose_name="次数")),
                        ("at", models.DateTimeField(verbose_name="标记时间")),
                        (
                            "rating",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="windows.rating",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["rating", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rating", "kind"), name="rating_flag_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "before_case",
                                            "same_device",
                                            "same_address",
                                            "too_soon",
                                            "workstation",
                                            "same_text",
                                        ],
                                    )
                                ),
                                name="rating_flag_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "待联系核实"),
                                    ("contacted", "已联系"),
                                    ("verified", "已核实"),
                                    ("rectifying", "整改中"),
                                    ("rectified", "已整改"),
                                    ("explained", "已解释说明"),
                                    ("fed_back", "已反馈"),
                                    ("called_back", "已回访"),
                                    ("closed", "已办结"),
                                    ("dropped", "评价已剔除，终止"),
                                ],
                                default="opened",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="产生时间")),
                        ("contact_due_on", models.DateField(verbose_name="联系核实期限")),
                        ("rectify_due_on", models.DateField(verbose_name="整改期限")),
                        (
                            "planned_on",
                            models.DateField(blank=True, null=True, verbose_name="计划整改完成日期"),
                        ),
                        (
                            "contacted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="联系核实时间"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="整改或说明时间"),
                        ),
                        (
                            "called_back_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="回访时间"),
                        ),
                        (
                            "call_back_result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("satisfied", "满意"),
                                    ("dissatisfied", "仍不满意"),
                                    ("unreached", "多次未能接通"),
                                ],
                                max_length=12,
                                verbose_name="回访结果",
                            ),
                        ),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="公开时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "rating",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followup",
                                to="windows.rating",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "差评办理",
                        "ordering": ["-number"],
                        "indexes": [
                            models.Index(
                                fields=["contract", "state", "rectify_due_on"], name="followup_by_state"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="followup_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "opened",
                                            "contacted",
                                            "verified",
                                            "rectifying",
                                            "rectified",
                                            "explained",
                                            "fed_back",
                                            "called_back",
                                            "closed",
                                            "dropped",
                                        ],
                                    )
                                ),
                                name="followup_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(("answered_at__isnull", False), ("closed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="followup_closed_was_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "called_back"), _negated=True),
                                    models.Q(
                                        ("called_back_at__isnull", False),
                                        models.Q(("call_back_result", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="followup_called_back_has_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["contacted", "verified"]), _negated=True),
                                    ("contacted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="followup_contacted_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["rectified", "explained", "fed_back"]), _negated=True
                                    ),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="followup_answered_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingRuling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("exclude", "剔除"), ("keep", "维持有效"), ("restore", "恢复有效")],
                                max_length=8,
                                verbose_name="裁定",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="理由")),
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
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="windows.rating",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["rating", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="rating_ruling_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["exclude", "keep", "restore"])),
                                name="rating_ruling_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingStep",
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
                                choices=[
                                    ("open", "产生"),
                                    ("contact", "联系评价人"),
                                    ("verify", "核实情况"),
                                    ("plan", "登记整改"),
                                    ("rectify", "完成整改"),
                                    ("explain", "解释说明"),
                                    ("feedback", "反馈结果"),
                                    ("call_back", "回访"),
                                    ("review", "复核办结"),
                                    ("send_back", "退回整改"),
                                    ("release", "向供应商公开评价文字"),
                                    ("drop", "评价剔除，终止"),
                                    ("reopen", "评价恢复，重新办理"),
                                ],
                                max_length=12,
                                verbose_name="步骤",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opened", "待联系核实"),
                                    ("contacted", "已联系"),
                                    ("verified", "已核实"),
                                    ("rectifying", "整改中"),
                                    ("rectified", "已整改"),
                                    ("explained", "已解释说明"),
                                    ("fed_back", "已反馈"),
                                    ("called_back", "已回访"),
                                    ("closed", "已办结"),
                                    ("dropped", "评价已剔除，终止"),
                                ],
                                max_length=12,
                                verbose_name="原状态",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("opened", "待联系核实"),
                                    ("contacted", "已联系"),
                                    ("verified", "已核实"),
                                    ("rectifying", "整改中"),
                                    ("rectified", "已整改"),
                                    ("explained", "已解释说明"),
                                    ("fed_back", "已反馈"),
                                    ("called_back", "已回访"),
                                    ("closed", "已办结"),
                                    ("dropped", "评价已剔除，终止"),
                                ],
                                max_length=12,
                                verbose_name="现状态",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("for_government", models.BooleanField(default=False, verbose_name="仅政府方可见")),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "followup",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="windows.ratingfollowup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["followup", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("step__in", ["open", "release"]),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="rating_step_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RefusalLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="提请时间")),
                        ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="复核时间")),
                        ("agreed", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="复核意见")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusal_looks",
                                to="windows.case",
                            ),
                        ),
                        (
                            "looked_by",
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
                        "verbose_name": "不予受理复核",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("looked_at", None)),
                                fields=["asked_at"],
                                name="refusal_look_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("looked_at", None)),
                                fields=("case",),
                                name="one_open_look_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed", None), ("looked_at", None), ("looked_by", None)),
                                    models.Q(
                                        ("agreed__isnull", False),
                                        ("looked_at__isnull", False),
                                        ("looked_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="refusal_look_has_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed", False), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="refusal_sent_back_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ledger", models.CharField(max_length=40, verbose_name="台账")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("query", models.CharField(blank=True, max_length=1000)),
                        ("is_shared", models.BooleanField(default=False, verbose_name="共享")),
                        ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_views",
                                to="contracts.contract",
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
                    ],
                    options={
                        "verbose_name": "台账视图",
                        "ordering": ["ledger", "-is_shared", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "ledger", "owner", "name"), name="saved_view_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="saved_view_has_name"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackageItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="windows.itempackage",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["package", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("package", "item"), name="package_item_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CrossRegionCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("out", "本地收件，外地办理"), ("in", "外地收件，本地办理")],
                                max_length=4,
                                verbose_name="方向",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("national", "跨省通办"),
                                    ("provincial", "全省通办"),
                                    ("regional", "区域通办"),
                                ],
                                max_length=12,
                                verbose_name="通办范围",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("online", "全程网办"),
                                    ("receive", "代收代办"),
                                    ("joint", "多地联办"),
                                ],
                                max_length=8,
                                verbose_name="通办模式",
                            ),
                        ),
                        ("other_hall", models.CharField(max_length=100, verbose_name="对方大厅")),
                        ("identity_checked", models.BooleanField(default=False, verbose_name="身份已核验")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "已收件"),
                                    ("pushed", "已推送"),
                                    ("papers_sent", "纸质已寄出"),
                                    ("checked", "已复核"),
                                    ("concluded", "已办结"),
                                    ("shipped", "结果已寄出"),
                                    ("signed", "已签收"),
                                    ("returned", "已退回"),
                                ],
                                default="received",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="收件时间")),
                        ("pushed_at", models.DateTimeField(blank=True, null=True, verbose_name="推送时间")),
                        (
                            "papers_sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="纸质寄出时间"),
                        ),
                        (
                            "papers_tracking",
                            models.CharField(blank=True, max_length=40, verbose_name="纸质寄件单号"),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办理地复核时间"),
                        ),
                        (
                            "concluded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
                        ),
                        (
                            "shipped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="结果寄出时间"),
                        ),
                        (
                            "result_tracking",
                            models.CharField(blank=True, max_length=40, verbose_name="结果寄件单号"),
                        ),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        (
                            "return_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="退回原因"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cross_region_cases",
                                to="windows.case",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "跨域通办",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "-recorded_at"], name="cross_state"),
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="cross_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="cross_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="cross_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "papers_sent"), _negated=True),
                                    models.Q(
                                        ("papers_sent_at__isnull", False),
                                        models.Q(("papers_tracking", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="cross_papers_have_tracking",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "shipped"), _negated=True),
                                    models.Q(
                                        ("shipped_at__isnull", False),
                                        models.Q(("result_tracking", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="cross_result_has_tracking",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(
                                        ("returned_at__isnull", False),
                                        models.Q(("return_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="cross_returned_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("phone", "来电"), ("counter", "现场"), ("online", "网上")],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        ("question", models.CharField(max_length=500, verbose_name="咨询内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待答复"),
                                    ("forwarded", "已转部门"),
                                    ("answered", "已答复"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "forwarded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="转办时间"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="答复内容")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        (
                            "answered_by",
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
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "first_responder",
                            models.ForeignKey(
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "咨询",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "-recorded_at"], name="consult_state"),
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="consult_newest"),
                            models.Index(
                                fields=["contract", "item", "-recorded_at", "-id"], name="consult_by_item"
                            ),
                            models.Index(
                                fields=["contract", "department", "-recorded_at", "-id"],
                                name="consult_by_department",
                            ),
                            models.Index(
                                fields=["contract", "window", "-recorded_at", "-id"], name="consult_by_window"
                            ),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="consult_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="consult_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="consult_answered_has_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "forwarded"), _negated=True),
                                    models.Q(
                                        ("department__isnull", False),
                                        ("due_on__isnull", False),
                                        ("forwarded_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="consult_forwarded_has_department",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BenefitClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        ("policy", models.CharField(max_length=200, verbose_name="政策名称")),
                        (
                            "credit_code",
                            models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                        ),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="申请金额"),
                        ),
                        ("due_on", models.DateField(verbose_name="办理期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "已受理"),
                                    ("reviewed", "审核通过"),
                                    ("paid", "已兑现"),
                                    ("refused", "不予兑现"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="审核时间")),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="兑现日期")),
                        (
                            "paid_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="兑现金额",
                            ),
                        ),
                        (
                            "refused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="不予兑现时间"),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "惠企政策兑现",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "due_on"], name="claim_state"),
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="claim_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="claim_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="claim_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gt", 0)), name="claim_amount_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "paid"), _negated=True),
                                    models.Q(("paid_on__isnull", False), ("paid_yuan__gt", 0)),
                                    _connector="OR",
                                ),
                                name="claim_paid_has_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(
                                        ("refused_at__isnull", False), models.Q(("reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_refused_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssistOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("guide", "帮办"),
                                    ("proxy", "代办"),
                                    ("side_by_side", "肩并肩"),
                                    ("home_visit", "上门服务"),
                                    ("escort", "全程陪同"),
                                    ("online", "网上代录"),
                                ],
                                max_length=14,
                                verbose_name="服务类型",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "无"),
                                    ("military", "军人优先"),
                                    ("elderly", "老年人"),
                                    ("disabled", "残疾人"),
                                    ("pregnant", "孕妇"),
                                    ("child", "携带婴幼儿"),
                                    ("foreigner", "外籍人士"),
                                    ("urgent", "绿色通道"),
                                ],
                                max_length=12,
                                verbose_name="特殊群体",
                            ),
                        ),
                        ("company", models.CharField(blank=True, max_length=100, verbose_name="企业名称")),
                        ("address_sealed", models.BinaryField(null=True)),
                        ("wish", models.CharField(max_length=300, verbose_name="需要办理")),
                        (
                            "scheduled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="约定时间"),
                        ),
                        ("commissioned_on", models.DateField(blank=True, null=True, verbose_name="委托日期")),
                        (
                            "commission",
                            models.CharField(blank=True, max_length=300, verbose_name="委托事项和权限"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "待安排"),
                                    ("assigned", "已派单"),
                                    ("running", "服务中"),
                                    ("finished", "已完成"),
                                    ("declined", "未提供"),
                                    ("cancelled", "已取消"),
                                ],
                                default="requested",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="服务开始")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="服务结束")),
                        ("outcome", models.CharField(blank=True, max_length=300, verbose_name="结果")),
                        ("signed_off_by", models.CharField(blank=True, max_length=60, verbose_name="确认人")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "helper",
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
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assists",
                                to="windows.case",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "帮办代办",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "-recorded_at"], name="assist_state"),
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="assist_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="assist_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="assist_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["proxy", "home_visit"]),
                                        ("state", "running"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("commissioned_on__isnull", False),
                                        models.Q(("commission", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assist_proxy_has_commission",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["assigned", "running"]), _negated=True),
                                    ("helper__isnull", False),
                                    _connector="OR",
                                ),
                                name="assist_assigned_has_helper",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "finished"), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("helper__isnull", False),
                                        ("started_at__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assist_finished_has_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["declined", "cancelled"]), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="assist_ended_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "register",
                            models.CharField(
                                choices=[
                                    ("consultation", "咨询"),
                                    ("assist", "帮办代办"),
                                    ("matter", "办不成事"),
                                    ("cross", "跨域通办"),
                                    ("special", "延时与预约"),
                                    ("claim", "惠企兑现"),
                                    ("complaint", "投诉"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("record", models.BigIntegerField()),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("action", models.CharField(max_length=40, verbose_name="动作")),
                        ("from_state", models.CharField(blank=True, max_length=12)),
                        ("to_state", models.CharField(blank=True, max_length=12)),
                        ("text", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        (
                            "by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "服务过程",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["register", "record", "id"], name="service_step_of")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Situation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("question", models.CharField(max_length=120, verbose_name="情形问题")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="situations",
                                to="windows.itemversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "position"), name="situation_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SituationOption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=80, verbose_name="情形选项")),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="options",
                                to="windows.situation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["situation", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("situation", "position"), name="option_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="材料名称")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "原件"),
                                    ("copy", "复印件"),
                                    ("checked_copy", "复印件（原件核验）"),
                                    ("filled_form", "申请表"),
                                    ("electronic", "电子材料"),
                                ],
                                max_length=14,
                                verbose_name="形式",
                            ),
                        ),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="份数")),
                        (
                            "necessity",
                            models.CharField(
                                choices=[
                                    ("required", "必要"),
                                    ("optional", "非必要"),
                                    ("deferrable", "可容缺"),
                                ],
                                max_length=12,
                                verbose_name="必要性",
                            ),
                        ),
                        (
                            "licence",
                            models.CharField(blank=True, max_length=100, verbose_name="可用电子证照代替"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="要求")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="windows.itemversion",
                            ),
                        ),
                        (
                            "options",
                            models.ManyToManyField(
                                blank=True, related_name="materials", to="windows.situationoption"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申请材料",
                        "ordering": ["version", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "position"), name="material_once"),
                            models.CheckConstraint(
                                condition=models.Q(("copies__gte", 1)), name="material_copies"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("extended", "延时服务"),
                                    ("appointment", "预约服务"),
                                    ("uninterrupted", "午间不间断"),
                                    ("invited", "特约服务"),
                                ],
                                max_length=14,
                                verbose_name="服务类型",
                            ),
                        ),
                        ("scheduled_at", models.DateTimeField(verbose_name="约定时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "已预约"),
                                    ("served", "已服务"),
                                    ("missed", "未到"),
                                    ("cancelled", "已取消"),
                                ],
                                default="booked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="服务开始")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="服务结束")),
                        ("outcome", models.CharField(blank=True, max_length=300, verbose_name="结果")),
                        (
                            "clerk",
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
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
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
                        "verbose_name": "延时与预约服务",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "scheduled_at"], name="special_state"),
                            models.Index(fields=["contract", "-recorded_at", "-id"], name="special_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="special_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="special_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "served"), _negated=True),
                                    models.Q(
                                        ("clerk__isnull", False),
                                        ("ended_at__gte", models.F("started_at")),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="special_served_has_times",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("span", models.CharField(choices=[("day", "日"), ("month", "月")], max_length=5)),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("all", "大厅"),
                                    ("item", "事项"),
                                    ("department", "部门"),
                                    ("window", "窗口"),
                                    ("clerk", "人员"),
                                    ("zone", "服务区"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("key", models.BigIntegerField(default=0)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("on_spot", "即办件"),
                                    ("promised", "承诺件"),
                                    ("special", "特殊件"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("received", models.PositiveIntegerField(default=0, verbose_name="收件")),
                        ("accepted", models.PositiveIntegerField(default=0, verbose_name="受理")),
                        ("told", models.PositiveIntegerField(default=0, verbose_name="一次性告知")),
                        ("resumed", models.PositiveIntegerField(default=0, verbose_name="补正完成")),
                        ("refused", models.PositiveIntegerField(default=0, verbose_name="不予受理")),
                        ("withdrawn", models.PositiveIntegerField(default=0, verbose_name="撤件")),
                        ("voided", models.PositiveIntegerField(default=0, verbose_name="作废")),
                        ("decided", models.PositiveIntegerField(default=0, verbose_name="办结")),
                        ("denied", models.PositiveIntegerField(default=0, verbose_name="不通过")),
                        ("early", models.PositiveIntegerField(default=0, verbose_name="提前办结")),
                        ("on_time", models.PositiveIntegerField(default=0, verbose_name="按期办结")),
                        ("late", models.PositiveIntegerField(default=0, verbose_name="逾期办结")),
                        ("issued_counter", models.PositiveIntegerField(default=0, verbose_name="窗口出件")),
                        ("issued_post", models.PositiveIntegerField(default=0, verbose_name="邮寄出件")),
                        ("issued_other", models.PositiveIntegerField(default=0, verbose_name="其他出件")),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "统计数",
                        "indexes": [
                            models.Index(
                                fields=["contract", "span", "dimension", "starts_on"], name="tally_by_time"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "span", "dimension", "key", "starts_on", "kind"),
                                name="tally_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("span", "month"), _negated=True),
                                    ("starts_on__day", 1),
                                    _connector="OR",
                                ),
                                name="tally_month_starts_on_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dimension", "all"), _negated=True), ("key", 0), _connector="OR"
                                ),
                                name="tally_of_all_has_no_key",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TallyDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("is_dirty", models.BooleanField(default=True)),
                        ("counted_at", models.DateTimeField(null=True)),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "统计日",
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "day"), name="tally_day_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_dirty", True), ("counted_at__isnull", False), _connector="OR"
                                ),
                                name="tally_day_clean_was_counted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Told",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("sms", "短信"), ("phone", "电话"), ("system", "系统消息")],
                                max_length=8,
                                verbose_name="通知方式",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("sent", "已交发送"),
                                    ("reached", "已告知"),
                                    ("no_answer", "无人接听"),
                                    ("wrong_number", "号码有误"),
                                ],
                                max_length=14,
                                verbose_name="结果",
                            ),
                        ),
                        ("message_uid", models.UUIDField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="told",
                                to="windows.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领取通知",
                        "ordering": ["case", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("message_uid__isnull", False), ("outcome", "sent"), ("way", "sms")
                                    ),
                                    models.Q(("message_uid", None), ("outcome", "sent"), ("way", "system")),
                                    models.Q(
                                        ("message_uid", None),
                                        ("outcome__in", ["reached", "no_answer", "wrong_number"]),
                                        ("way", "phone"),
                                    ),
                                    _connector="OR",
                                ),
                                name="told_outcome_fits_way",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnresolvedMatter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("window", "窗口反映"),
                                    ("hotline", "12345 热线"),
                                    ("online", "网上反映"),
                                    ("refusal", "未受理转入"),
                                ],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="反映内容")),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("materials", "材料或诉求不清"),
                                    ("policy", "政策法规限制"),
                                    ("several", "涉及多部门"),
                                    ("system", "系统故障"),
                                    ("staff", "工作人员原因"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="未办成原因",
                            ),
                        ),
                        ("is_hard", models.BooleanField(default=False, verbose_name="复杂事项")),
                        ("due_on", models.DateField(verbose_name="办理期限")),
                        ("contact_by", models.DateField(verbose_name="联系期限")),
                        (
                            "contacted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="首次联系时间"),
                        ),
                        ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="交办时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "办理中"),
                                    ("handed", "已交办部门"),
                                    ("answered", "已答复"),
                                    ("closed", "已销号"),
                                    ("dropped", "已撤销"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="答复")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "已办成"),
                                    ("explained", "已解释说明"),
                                    ("not_now", "暂不能办"),
                                ],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="销号时间")),
                        (
                            "called_back_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="回访时间"),
                        ),
                        ("satisfied", models.BooleanField(blank=True, null=True, verbose_name="回访满意")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matters",
                                to="windows.case",
                            ),
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
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matters_owned",
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
                            "dropped_why",
                            models.CharField(blank=True, max_length=300, verbose_name="撤销原因"),
                        ),
                        (
                            "refusal",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matter",
                                to="windows.refusallook",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办不成事",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "due_on"], name="matter_due"),
                            models.Index(fields=["contract", "-recorded_at"], name="matter_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="matter_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="matter_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "handed"), _negated=True),
                                    models.Q(("department__isnull", False), ("handed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="matter_handed_has_department",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["answered", "closed"]), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(("result", ""), _negated=True),
                                        models.Q(("cause", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_answered_has_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        models.Q(("closed_by", models.F("owner")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_closed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("called_back_at", None), ("satisfied", None)),
                                    models.Q(("called_back_at__isnull", False), ("satisfied__isnull", False)),
                                    _connector="OR",
                                ),
                                name="matter_call_back_has_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state", "dropped"),
                                        models.Q(("dropped_why", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "dropped"), _negated=True), ("dropped_why", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="matter_dropped_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionPause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=80, verbose_name="暂停原因")),
                        ("started_at", models.DateTimeField(verbose_name="暂停服务时间")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="恢复服务时间"),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="windows.windowsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "暂停服务",
                        "ordering": ["session", "started_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("session",),
                                name="one_open_pause_a_session",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="pause_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="pause_has_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataReturn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("listing", "供应商清点"),
                                    ("handed", "待采购人签收"),
                                    ("received", "已签收，待销毁"),
                                    ("destroyed", "待采购人确认销毁"),
                                    ("erasing", "正在清除系统数据"),
                                    ("closed", "已完结"),
                                ],
                                default="listing",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                        ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                        (
                            "system_data",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("keep", "系统由采购人管理，数据留在系统内"),
                                    ("erase", "系统由供应商管理，签收数据包后从系统清除"),
                                ],
                                max_length=5,
                                verbose_name="系统数据",
                            ),
                        ),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                        (
                            "received_note",
                            models.CharField(blank=True, max_length=200, verbose_name="签收说明"),
                        ),
                        (
                            "destroyed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="销毁登记时间"),
                        ),
                        (
                            "destroyed_how",
                            models.CharField(blank=True, max_length=300, verbose_name="销毁方式"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        ("erased", models.JSONField(blank=True, default=dict, verbose_name="清除项数")),
                        ("held", models.PositiveIntegerField(default=0, verbose_name="保留项数")),
                        ("ended_roles", models.PositiveIntegerField(default=0, verbose_name="收回身份")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="完结时间")),
                        (
                            "confirmed_by",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="data_return",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "destroyed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "handed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "package",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="data_return",
                                to="windows.carrier",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.storedfile",
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
                        "verbose_name": "合同终止数据归还",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["listing", "handed", "received", "destroyed", "erasing", "closed"],
                                    )
                                ),
                                name="return_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("handed_at__isnull", False),
                                        ("handed_by__isnull", False),
                                        (
                                            "state__in",
                                            ("handed", "received", "destroyed", "erasing", "closed"),
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "state__in",
                                                ("handed", "received", "destroyed", "erasing", "closed"),
                                            ),
                                            _negated=True,
                                        ),
                                        ("handed_at", None),
                                        ("handed_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_handed_has_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("received_at__isnull", False),
                                        ("received_by__isnull", False),
                                        ("state__in", ("received", "destroyed", "erasing", "closed")),
                                        ("package__isnull", False),
                                        ("system_data__in", ["keep", "erase"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("received", "destroyed", "erasing", "closed")),
                                            _negated=True,
                                        ),
                                        ("received_at", None),
                                        ("received_by", None),
                                        ("system_data", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_received_has_package",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("destroyed_at__isnull", False),
                                        ("destroyed_by__isnull", False),
                                        ("state__in", ("destroyed", "erasing", "closed")),
                                        ("proof__isnull", False),
                                        models.Q(("destroyed_how", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("destroyed", "erasing", "closed")), _negated=True
                                        ),
                                        ("destroyed_at", None),
                                        ("destroyed_by", None),
                                        ("proof", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_destroyed_has_proof",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        ("state__in", ("erasing", "closed")),
                                        models.Q(("confirmed_by", models.F("destroyed_by")), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("erasing", "closed")), _negated=True),
                                        ("confirmed_at", None),
                                        ("confirmed_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="return_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True), ("closed_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="return_closed_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnCopy",
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
                                    ("paper", "纸质材料"),
                                    ("file", "电子文件"),
                                    ("device", "电脑或存储设备"),
                                    ("backup", "备份"),
                                    ("other", "其他"),
                                ],
                                max_length=6,
                                verbose_name="形式",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="内容")),
                        ("place", models.CharField(max_length=100, verbose_name="存放处")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="份数")),
                        (
                            "fate",
                            models.CharField(
                                choices=[("return", "归还采购人"), ("destroy", "销毁")],
                                max_length=7,
                                verbose_name="处理",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="删除时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "data_return",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="windows.datareturn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "数据副本",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("place", ""), _negated=True),
                                ),
                                name="copy_says_what_and_where",
                            ),
                            models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="copy_counts"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fate__in", ["return", "destroy"]),
                                    ("kind__in", ["paper", "file", "device", "backup", "other"]),
                                ),
                                name="copy_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        (
                            "person_name",
                            models.CharField(blank=True, max_length=100, verbose_name="姓名或单位"),
                        ),
                        ("phone_sealed", models.BinaryField(null=True)),
                        ("phone_index", models.BinaryField(max_length=16, null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="个人信息清除时间"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("counter", "现场"),
                                    ("phone", "来电"),
                                    ("hotline", "12345 热线"),
                                    ("online", "网上"),
                                    ("letter", "来信或意见箱"),
                                ],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("on_site", "现场协调"),
                                    ("forward", "转办处理"),
                                    ("opinion", "意见反映"),
                                ],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="标题")),
                        ("text", models.CharField(max_length=1000, verbose_name="投诉内容")),
                        ("email_sealed", models.BinaryField(null=True)),
                        ("due_on", models.DateField(verbose_name="答复期限")),
                        ("extended_at", models.DateTimeField(blank=True, null=True, verbose_name="延期时间")),
                        (
                            "extended_why",
                            models.CharField(blank=True, max_length=300, verbose_name="延期原因"),
                        ),
                        (
                            "contacted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="首次联系时间"),
                        ),
                        ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="转办时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "办理中"),
                                    ("handed", "已转办"),
                                    ("answered", "已答复"),
                                    ("closed", "已结案"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "属实"),
                                    ("partly", "部分属实"),
                                    ("not_upheld", "不属实"),
                                    ("unproven", "无法查实"),
                                    ("withdrawn", "投诉人撤回"),
                                ],
                                max_length=10,
                                verbose_name="调查结论",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("conduct", "服务态度"),
                                    ("speed", "办理时效"),
                                    ("papers", "资料预审"),
                                    ("integrity", "廉洁纪律"),
                                    ("skill", "业务差错"),
                                    ("place", "环境与设备"),
                                    ("policy", "政策规定"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="投诉原因",
                            ),
                        ),
                        ("stirred", models.BooleanField(default=False, verbose_name="造成舆论影响")),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="回复内容")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回复时间")),
                        (
                            "called_back_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="回访时间"),
                        ),
                        ("satisfied", models.BooleanField(blank=True, null=True, verbose_name="回访满意")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结案时间")),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="windows.case",
                            ),
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
                                related_name="%(class)ss",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "extended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "投诉",
                        "ordering": ["-recorded_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["contract", "state", "due_on"], name="complaint_due"),
                            models.Index(fields=["contract", "-recorded_at"], name="complaint_newest"),
                            models.Index(
                                fields=["contract", "person_name"],
                                name="complaint_by_name",
                                opclasses=["", "varchar_pattern_ops"],
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "number"), name="complaint_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("title", ""), _negated=True),
                                ),
                                name="complaint_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("about", None),
                                    models.Q(("about", models.F("owner")), _negated=True),
                                    _connector="OR",
                                ),
                                name="complaint_owner_is_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("extended_at", None), ("extended_by", None), ("extended_why", "")
                                    ),
                                    models.Q(
                                        ("extended_at__isnull", False),
                                        ("extended_by__isnull", False),
                                        models.Q(("extended_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_extension_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "handed"), _negated=True),
                                    models.Q(("department__isnull", False), ("handed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="complaint_handed_has_department",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["answered", "closed"]), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(("finding", ""), _negated=True),
                                        models.Q(("cause", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_answered_has_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        models.Q(("closed_by", models.F("owner")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_closed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("called_back_at", None), ("satisfied", None)),
                                    models.Q(("called_back_at__isnull", False), ("satisfied__isnull", False)),
                                    _connector="OR",
                                ),
                                name="complaint_call_back_has_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="流水号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("charge", "收费"), ("void", "冲销"), ("refund", "退费")],
                                max_length=6,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="收费项目名称")),
                        ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                        ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="数量")),
                        (
                            "unit_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="单价"),
                        ),
                        (
                            "due_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="应收"),
                        ),
                        (
                            "reduced_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=12, verbose_name="减免金额"
                            ),
                        ),
                        (
                            "why_reduced",
                            models.CharField(blank=True, max_length=200, verbose_name="减免依据"),
                        ),
                        (
                            "amount_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="实收"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("cash", "现金"),
                                    ("card", "刷卡"),
                                    ("scan", "扫码支付"),
                                    ("nontax", "非税缴款码"),
                                    ("transfer", "转账"),
                                ],
                                max_length=8,
                                verbose_name="支付方式",
                            ),
                        ),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=40, verbose_name="票据号"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="冲销或退费原因"),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("taken_at", models.DateTimeField(verbose_name="时间")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fees",
                                to="windows.case",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fees",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.organisation",
                            ),
                        ),
                        (
                            "reverses",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counter_entries",
                                to="windows.fee",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="windows.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "收费",
                        "ordering": ["-taken_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["contract", "-taken_at", "-id"], name="fee_newest"),
                            models.Index(fields=["contract", "day", "channel"], name="fee_of_day"),
                            models.Index(fields=["contract", "item", "-taken_at", "-id"], name="fee_by_item"),
                            models.Index(
                                fields=["contract", "department", "-taken_at", "-id"],
                                name="fee_by_department",
                            ),
                            models.Index(
                                fields=["contract", "window", "-taken_at", "-id"], name="fee_by_window"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "number"), name="fee_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind", "charge"), models.Q(("receipt_number", ""), _negated=True)
                                ),
                                fields=("contract", "receipt_number"),
                                name="fee_receipt_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "void")),
                                fields=("reverses",),
                                name="fee_void_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["charge", "void", "refund"])),
                                name="fee_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["cash", "card", "scan", "nontax", "transfer"])
                                ),
                                name="fee_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "amount_yuan__gt",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("due_yuan"), "-", models.F("reduced_yuan")
                                            ),
                                            "-",
                                            models.Value(Decimal("0.001")),
                                        ),
                                    ),
                                    (
                                        "amount_yuan__lt",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("due_yuan"), "-", models.F("reduced_yuan")
                                            ),
                                            "+",
                                            models.Value(Decimal("0.001")),
                                        ),
                                    ),
                                ),
                                name="fee_amount_is_due_less_reduced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "charge"), _negated=True),
                                    models.Q(
                                        ("amount_yuan__gte", 0),
                                        (
                                            "due_yuan__gt",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("unit_yuan"), "*", models.F("quantity")
                                                ),
                                                "-",
                                                models.Value(Decimal("0.001")),
                                            ),
                                        ),
                                        (
                                            "due_yuan__lt",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("unit_yuan"), "*", models.F("quantity")
                                                ),
                                                "+",
                                                models.Value(Decimal("0.001")),
                                            ),
                                        ),
                                        ("quantity__gte", 1),
                                        ("reduced_yuan__gte", 0),
                                        ("reverses", None),
                                        ("unit_yuan__gt", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="fee_charge_is_price_by_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "charge"), _negated=True),
                                    ("reduced_yuan", 0),
                                    models.Q(("why_reduced", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fee_reduction_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "charge"), _negated=True),
                                    ("amount_yuan", 0),
                                    models.Q(("receipt_number", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fee_charge_has_receipt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "charge"),
                                    models.Q(
                                        ("amount_yuan__lt", 0),
                                        ("reduced_yuan", 0),
                                        ("reverses__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="fee_counter_entry_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeeCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("cash", "现金"),
                                    ("card", "刷卡"),
                                    ("scan", "扫码支付"),
                                    ("nontax", "非税缴款码"),
                                    ("transfer", "转账"),
                                ],
                                max_length=8,
                                verbose_name="支付方式",
                            ),
                        ),
                        ("entries", models.PositiveIntegerField(verbose_name="笔数")),
                        (
                            "booked_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="账面"),
                        ),
                        (
                            "counted_yuan",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="实点"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="差额说明")),
                        ("counted_at", models.DateTimeField(verbose_name="对账时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fee_counts",
                                to="contracts.contract",
                            ),
                        ),
                        (
                            "counted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "收费对账",
                        "ordering": ["-day", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["contract", "day", "channel", "-id"], name="fee_count_of_day"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("counted_yuan", models.F("booked_yuan")),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fee_count_difference_is_told",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QueueDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64)),
                        ("rows", models.JSONField()),
                        ("created_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="queue_drafts",
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
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contracts.venue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "取号导入预览",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="PlatformFigure",
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
                                    ("app_users", "掌上办平台注册用户（月末累计）"),
                                    ("app_guided", "大厅引导注册的用户（当月）"),
                                ],
                                max_length=12,
                                verbose_name="指标",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("revision", models.PositiveSmallIntegerField(verbose_name="版次")),
                        ("value", models.PositiveIntegerField(verbose_name="人数")),
                        ("source", models.CharField(max_length=120, verbose_name="数据来源")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="platform_figures",
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
                        "verbose_name": "平台用户数",
                        "ordering": ["-month", "kind", "-revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "kind", "month", "revision"), name="platform_figure_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="platform_figure_of_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revision", 1),
                                    models.Q(("revision__gt", 1), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="platform_figure_correction_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="platform_figure_has_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["app_users", "app_guided"])),
                                name="platform_figure_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("counted_at", models.DateTimeField()),
                        ("newest_at", models.DateTimeField(null=True)),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评价统计日",
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "day"), name="rating_day_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingDayMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "待重算的评价统计日",
                        "indexes": [models.Index(fields=["contract", "day"], name="rating_day_marked")],
                    },
                ),
                migrations.CreateModel(
                    name="RatingTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("all", "大厅"),
                                    ("item", "事项"),
                                    ("department", "部门"),
                                    ("window", "窗口"),
                                    ("clerk", "人员"),
                                    ("zone", "服务区"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("key", models.BigIntegerField(default=0)),
                        ("visits", models.PositiveIntegerField(default=0)),
                        ("rated", models.PositiveIntegerField(default=0)),
                        ("rated_actively", models.PositiveIntegerField(default=0)),
                        ("excluded", models.PositiveIntegerField(default=0)),
                        ("excluded_visits", models.PositiveIntegerField(default=0)),
                        ("active_1", models.PositiveIntegerField(default=0)),
                        ("active_2", models.PositiveIntegerField(default=0)),
                        ("active_3", models.PositiveIntegerField(default=0)),
                        ("active_4", models.PositiveIntegerField(default=0)),
                        ("active_5", models.PositiveIntegerField(default=0)),
                        ("default_3", models.PositiveIntegerField(default=0)),
                        ("default_4", models.PositiveIntegerField(default=0)),
                        ("default_5", models.PositiveIntegerField(default=0)),
                        ("bad_in_time", models.PositiveIntegerField(default=0)),
                        ("real_bad", models.PositiveIntegerField(default=0)),
                        ("called_back", models.PositiveIntegerField(default=0)),
                        (
                            "contract",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评价统计数",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "dimension", "day", "key"), name="rating_tally_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dimension__in", ["all", "window", "clerk", "department"])
                                ),
                                name="rating_tally_dimension_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dimension", "all"), _negated=True), ("key", 0), _connector="OR"
                                ),
                                name="rating_tally_of_all_has_no_key",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
