"""Personal data of the windows: applicants and those who act for them.

ID numbers, telephones and addresses are sealed; names stand in the open, for lists and search, and are masked when
their time is over. Times count from the end of the case, whichever end it was.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.masks import tail_of
from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import Basis, Index, Level, Mask, PersonalField

SEEING = frozenset({Role.SUPERVISOR, Role.TEAM_LEADER, Role.CLERK, Role.ASSESSOR, Role.LIAISON})
OFFICE = SEEING | {Role.DIRECTOR, Role.REVIEWER, Role.APPROVER, Role.AUDITOR}
RATERS = frozenset({Role.ASSESSOR, Role.LIAISON})
ONE_YEAR, THREE_YEARS = 365, 1095
# What a contract may agree another time under (windows.rules.retention).
TERMS = {THREE_YEARS: "retention_case", ONE_YEAR: "retention_contact"}
CASE_ENDS = ("archived_at", "closed_at", "issued_at")


def of_case(
    field: str, purpose: str, mask: Mask, *, days: int = THREE_YEARS, level: Level = Level.ORDINARY,
    indexes: tuple[Index, ...] = (), people_only: bool = False, title: Any = "",
) -> PersonalField:  # fmt: skip
    """A field of a case, kept some time after its end."""
    return PersonalField(
        "windows.case", field, purpose, Basis.DUTY, level, mask, days, SEEING, indexes=indexes, ends=CASE_ENDS,
        hold="hold_reason", title=title, term=TERMS[days],
        only_where=(("applicant_kind", "person"),) if people_only else (),
    )  # fmt: skip


def of_papers(
    path: str, purpose: str, mask: Mask, ends: str, *, days: int = ONE_YEAR, level: Level = Level.ORDINARY,
    indexes: tuple[Index, ...] = (), hold: str = "", held_through: str = "", title: Any = "",
) -> PersonalField:  # fmt: skip
    """A field of the papers' way. Shape: path is "model.field", ends the time its keeping counts from."""
    model, field = path.split(".")
    return PersonalField(
        f"windows.{model}", field, purpose, Basis.DUTY, level, mask, days, SEEING, indexes=indexes, ends=(ends,),
        hold=hold, held_through=held_through, title=title, term=TERMS[days],
    )  # fmt: skip


def of_service(model: str, ends: str, *, held_through: str = "") -> list[PersonalField]:
    """Who came, in a service register: the name and the telephone, a year from the row's end."""
    path = f"windows.{model}"
    return [
        PersonalField(
            path, "person_name", "联系、答复和回访", Basis.DUTY, Level.ORDINARY, Mask.NAME, ONE_YEAR, SEEING,
            ends=(ends,), held_through=held_through, term=TERMS[ONE_YEAR],
        ),
        PersonalField(
            path, "phone_sealed", "联系、答复和回访", Basis.DUTY, Level.ORDINARY, Mask.PHONE, ONE_YEAR, SEEING,
            indexes=(Index("phone_index"),), ends=(ends,), title=_("联系电话"), held_through=held_through,
            term=TERMS[ONE_YEAR],
        ),
    ]  # fmt: skip


# A parcel or a batch holds several cases: one of them held holds it.
OF_CASE, OF_ISSUED, OF_LINES = (
    "case__hold_reason", "issuances__case__hold_reason", "lines__case__hold_reason",
)  # fmt: skip
SERVICES = [
    *of_service("consultation", "answered_at"),
    *of_service("assistorder", "ended_at", held_through=OF_CASE),
    *of_service("unresolvedmatter", "closed_at", held_through=OF_CASE),
    *of_service("crossregioncase", "signed_at", held_through=OF_CASE),
    *of_service("specialservice", "ended_at"),
    *of_service("benefitclaim", "recorded_at"),
    *of_service("complaint", "closed_at"),
    PersonalField(
        "windows.complaint", "email_sealed", "联系、答复和回访", Basis.DUTY, Level.ORDINARY, Mask.EMAIL, ONE_YEAR,
        SEEING, ends=("closed_at",), title=_("邮箱"),
    ),
    PersonalField(
        "windows.assistorder", "address_sealed", "上门服务", Basis.DUTY, Level.ORDINARY, Mask.ADDRESS, ONE_YEAR, SEEING,
        ends=("ended_at",), title=_("上门地址"), held_through=OF_CASE, term=TERMS[ONE_YEAR],
    ),
    PersonalField(
        "windows.assistorder", "signed_off_by", "证明服务已完成", Basis.DUTY, Level.ORDINARY, Mask.NAME, ONE_YEAR,
        SEEING, ends=("ended_at",), held_through=OF_CASE, term=TERMS[ONE_YEAR],
    ),
]  # fmt: skip
PERSONAL_FIELDS = [
    *SERVICES,
    of_case("applicant_name", "受理、送达；单位名称不遮盖", Mask.NAME, people_only=True),
    of_case("contact_name", "联系补正和取件", Mask.NAME),
    of_case("agent_name", "核对代理权限", Mask.NAME),
    of_case(
        "id_sealed", "核对申请人身份，查找以往办件", Mask.NUMBER, level=Level.SENSITIVE, indexes=(Index("id_index"),),
        people_only=True, title=_("证件号码"),
    ),
    of_case(
        "phone_sealed", "通知补正、取件、回访；进度查询核对后四位", Mask.PHONE,
        indexes=(Index("phone_index"), Index("phone_tail_index", "windows.case.phone_tail", tail_of)),
        title=_("联系电话"),
    ),
    of_case("address_sealed", "邮寄结果", Mask.ADDRESS, days=ONE_YEAR, title=_("通讯地址")),
    of_case("agent_id_sealed", "核对代理人身份", Mask.NUMBER, level=Level.SENSITIVE, title=_("代理人证件号码")),
    PersonalField(
        "windows.caseform", "sealed", "已出具文书上的个人信息，用于补打", Basis.DUTY, Level.SENSITIVE, Mask.ALL,
        THREE_YEARS, SEEING, uid="case__uid", hold=OF_CASE, term=TERMS[THREE_YEARS], contract="case__contract_id",
        ends=tuple(f"case__{name}" for name in CASE_ENDS), title=_("文书内容"),
    ),
    PersonalField(
        "windows.intakedraft", "sealed", "未完成的登记，办结登记即删", Basis.DUTY, Level.SENSITIVE, Mask.ALL, 7,
        ends=("saved_at",), whole_row=True, title=_("草稿内容"),
    ),
    of_papers("handover.messenger_name", "查明谁递送了材料", Mask.NAME, "closed_at", held_through=OF_LINES),
    of_papers(
        "handover.messenger_phone_sealed", "联系递送人", Mask.PHONE, "closed_at", title=_("递送人电话"),
        held_through=OF_LINES,
    ),
    of_papers("parcel.recipient_name", "邮寄结果", Mask.NAME, "ended_at", held_through=OF_ISSUED),
    of_papers(
        "parcel.phone_sealed", "邮寄时联系收件人", Mask.PHONE, "ended_at", title=_("收件人电话"),
        held_through=OF_ISSUED,
    ),
    of_papers(
        "parcel.address_sealed", "邮寄结果", Mask.ADDRESS, "ended_at", title=_("收件地址"), held_through=OF_ISSUED
    ),
    of_papers(
        "issuance.collector_name", "证明结果交给了谁", Mask.NAME, "at", days=THREE_YEARS, hold=OF_CASE
    ),
    of_papers(
        "issuance.collector_id_sealed", "核对领取人身份", Mask.NUMBER, "at", days=THREE_YEARS, level=Level.SENSITIVE,
        indexes=(Index("collector_id_index"),), hold=OF_CASE, title=_("领取人证件号码"),
    ),
    PersonalField(
        "windows.issuance", "authority_file", "证明代领人有权领取", Basis.DUTY, Level.SENSITIVE, Mask.ALL,
        THREE_YEARS, ends=("at",), hold=OF_CASE, term=TERMS[THREE_YEARS], is_file=True, title=_("代领委托书扫描件"),
    ),
    of_papers("issuance.authority", "说明凭什么代领", Mask.ALL, "at", days=THREE_YEARS, hold=OF_CASE),
    PersonalField(
        "windows.departmentcontact", "contact_name", "窗口与部门对接", Basis.DUTY, Level.OFFICIAL, Mask.SHOWN, None,
        OFFICE, why_kept="公务联络信息，随联络人名单保留",
    ),
    PersonalField(
        "windows.departmentcontact", "office_phone", "窗口与部门对接；只登记办公电话", Basis.DUTY, Level.OFFICIAL,
        Mask.SHOWN, None, OFFICE, why_kept="公务联络信息，随联络人名单保留",
    ),
    # who rated: never the contractor's people (security.md D7)
    PersonalField(
        "windows.rating", "rater_sealed", "实名评价的回访", Basis.DUTY, Level.ORDINARY, Mask.NAME, ONE_YEAR, RATERS,
        ends=("recorded_at",), title=_("评价人"), held_through=OF_CASE, term=TERMS[ONE_YEAR],
    ),
    PersonalField(
        "windows.rating", "contact_sealed", "实名评价的联系核实和回访", Basis.DUTY, Level.ORDINARY, Mask.PHONE,
        ONE_YEAR, RATERS, ends=("recorded_at",), title=_("评价人电话"), held_through=OF_CASE, term=TERMS[ONE_YEAR],
    ),
]  # fmt: skip
NOT_PERSONAL = {
    "windows.phonecheck.line": "对外公布的咨询电话",
    "windows.complaint.contacted_at": "首次联系的时间",
    "windows.unresolvedmatter.contact_by": "联系群众的期限",
    "windows.unresolvedmatter.contacted_at": "首次联系的时间",
    "windows.queuedraft.name": "叫号机文件名",
    "windows.queueimport.name": "叫号机文件名",
    "windows.queueticket.operator": "叫号机上的操作员代号",
    "windows.savedview.name": "台账视图的名称",
    "windows.oldledger.file_name": "旧台账的文件名",
    "windows.oldcase.digest": "导入行的密钥摘要，不能还原，只用来看这一行变了没有",
    "windows.rating.device_digest": "设备标识的密钥摘要，不能还原，只用来发现异常评价，定期清除",
    "windows.rating.address_digest": "网络地址的密钥摘要，不能还原，只用来发现异常评价，定期清除",
    "windows.rating.text_digest": "评价文字的密钥摘要，只用来发现雷同评价",
    "windows.ratingfollowup.contact_due_on": "联系核实的期限",
    "windows.ratingfollowup.contacted_at": "联系核实的时间",
    "windows.itemdraft.file_name": "事项清单的文件名",
    "windows.caseresult.name": "许可文件名称",
    "windows.issuance.collector": "本人、代理人或代领",
    "windows.issuance.collector_id_kind": "证件的种类",
    "windows.case.id_kind": "证件的种类",
    "windows.case.applicant_kind": "个人或单位",
    "windows.case.project_name": "工程项目名称",
    "windows.case.holder": "材料在哪一方手里",
    "windows.casematerial.name": "材料名称",
    "windows.clockstop.name": "特殊环节名称",
    "windows.itempackage.name": "一件事名称",
    "windows.itemversion.initials": "事项名称的拼音首字母",
    "windows.itemversion.name": "事项名称",
    "windows.itemversion.phone": "部门的咨询电话，对外公布",
    "windows.itemversion.result_name": "结果物名称",
    "windows.material.name": "材料名称",
}
