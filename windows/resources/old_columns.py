"""The columns of an old ledger, under the headings that running hall systems use. Source: facts.md § 5 nos. 1–3, 12."""

from django.utils.translation import gettext as _

from hall_ops.lib.sheets import Column

LONGEST_NUMBER = 40
PERSONAL = frozenset({"applicant", "id_number", "phone"})


def old_columns() -> list[Column]:
    """What may stand in the file; unknown columns are named in the preview and left out."""
    return [
        Column(
            "number",
            _("办件编号"),
            ("申报号", "受理编号", "流水号", "业务流水号"),
            kind="code",
            max_length=LONGEST_NUMBER,
        ),
        Column(
            "item", _("事项名称"), ("审批服务项目名称", "业务项名称", "受理事项名称", "事项"), max_length=200
        ),
        Column("item_code", _("事项编码"), ("实施编码", "简码"), kind="code", required=False, max_length=31),
        Column("department", _("部门"), ("所属机构", "实施机构", "所属部门"), required=False, max_length=100),
        Column(
            "applicant",
            _("申请人"),
            ("申请姓名/单位", "申请人名称", "申请人（单位）", "申请人(单位)名称"),
            max_length=100,
        ),
        Column(
            "applicant_kind",
            _("申请人类型"),
            kind="choice",
            required=False,
            choices=("个人", "单位", "企业", "法人"),
        ),
        Column("id_kind", _("证件类型"), required=False, max_length=40),
        Column(
            "id_number", _("证件号码"), ("证件号", "身份证号"), kind="code", required=False, max_length=40
        ),
        Column(
            "phone",
            _("手机号码"),
            ("手机", "手机号", "联系电话", "联系号码"),
            kind="code",
            required=False,
            max_length=30,
        ),
        Column(
            "received",
            _("收件时间"),
            ("登记日期", "登记时间", "收件开始时间", "申请时间", "收件日期"),
            kind="moment",
        ),
        Column("accepted", _("受理时间"), ("受理日期",), kind="moment", required=False),
        Column("due", _("应办结时间"), ("承诺办结日期", "应办结日期"), kind="moment", required=False),
        Column("decided", _("办结时间"), ("办件结束时间", "办结日期"), kind="moment", required=False),
        Column("issued", _("出件时间"), ("领取时间", "发证时间", "取件时间"), kind="moment", required=False),
        Column("state", _("办理状态"), ("办件状态", "当前状态", "状态"), required=False, max_length=30),
        Column("result", _("办理结果"), ("审批结果",), required=False, max_length=30),
        Column("delivery", _("发证方式"), ("送达方式", "取件方式"), required=False, max_length=30),
        Column("result_number", _("许可文件编号"), ("证照编号", "批文号"), required=False, max_length=80),
        Column("platform", _("一体化平台编号"), ("平台编号",), kind="code", required=False, max_length=50),
        Column("window", _("窗口号"), ("窗口",), required=False, max_length=20),
        Column("clerk", _("经办人"), ("受理人员", "受理人"), required=False, max_length=40),
        Column("reason", _("退件说明"), ("原因", "退件原因"), required=False, max_length=300, multiline=True),
        Column("note", _("备注"), required=False, max_length=200, multiline=True),
    ]
