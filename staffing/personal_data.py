"""Personal data of staffing: the contractor's people and those who applied.

Kept as long as the contract and its assessment need it: a person's file three years after they left, an application a
year after it ended (docs/decisions/0031: these times are ours and need the purchaser's word).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import Basis, Index, Level, Mask, PersonalField

STAFF_OFFICE = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
ONE_YEAR, THREE_YEARS = 365, 1095


def of_file(
    model: str, field: str, purpose: str, mask: Mask, days: int, ends: str, **options: Any
) -> PersonalField:
    level = options.pop("level", Level.ORDINARY)
    return PersonalField(
        f"staffing.{model}",
        field,
        purpose,
        Basis.CONTRACT,
        level,
        mask,
        days,
        STAFF_OFFICE,
        ends=(ends,),
        **options,
    )


def of_person(field: str, purpose: str, mask: Mask, **options: Any) -> PersonalField:
    return of_file("person", field, purpose, mask, THREE_YEARS, "left_at", **options)


def of_candidate(field: str, purpose: str, mask: Mask, **options: Any) -> PersonalField:
    return of_file("candidate", field, purpose, mask, ONE_YEAR, "ended_at", **options)


def born_on(model: str) -> PersonalField:
    return PersonalField(
        f"staffing.{model}", "born_on", "核对年龄条件", Basis.CONTRACT, Level.ORDINARY, Mask.ALL, None, STAFF_OFFICE,
        why_kept="任职条件的核对依据，随聘用档案保留；姓名和证件号码到期清除后不再指向个人",
    )  # fmt: skip


PERSONAL_FIELDS = [
    of_person("name", "排班、考勤、考核和对外公示的人员信息", Mask.NAME),
    of_person(
        "id_sealed", "核对身份、劳动用工和社保", Mask.NUMBER, level=Level.SENSITIVE, indexes=(Index("id_index"),),
        title=_("身份证号"),
    ),
    of_person("phone_sealed", "工作联系", Mask.PHONE, indexes=(Index("phone_index"),), title=_("联系电话")),
    of_person("address_sealed", "紧急联系、常住情况核对", Mask.ADDRESS, title=_("住址")),
    born_on("person"),
    of_candidate("name", "招聘各环节的联系和公示", Mask.NAME),
    of_candidate(
        "id_sealed", "核对身份，防止重复报名", Mask.NUMBER, level=Level.SENSITIVE, indexes=(Index("id_index"),),
        title=_("身份证号"),
    ),
    of_candidate("phone_sealed", "通知考试和结果", Mask.PHONE, indexes=(Index("phone_index"),), title=_("联系电话")),
    born_on("candidate"),
    of_candidate("school", "核对学历", Mask.ALL),
    of_candidate("major", "核对学历", Mask.ALL),
    of_candidate("experience_note", "核对工作经历", Mask.ALL),
    of_file(
        "candidatestep", "file", "招聘各环节的证明", Mask.ALL, ONE_YEAR, "candidate__ended_at", level=Level.SENSITIVE,
        is_file=True, contract="candidate__contract_id", uid="candidate__uid", title=_("招聘环节附件"),
    ),
]  # fmt: skip
NOT_PERSONAL = {
    "staffing.servicesession.name": "服务时段的名称",
    "staffing.post.name": "岗位名称",
    "staffing.person.number": "工号",
    "staffing.person.sex": "性别，用于体检和服装",
    "staffing.candidate.sex": "性别",
    "staffing.punchfile.file_name": "考勤机文件名",
    "staffing.punch.device": "考勤机编号",
    "staffing.staffchange.platform_done_at": "平台更新的时间",
    "staffing.uniformlot.name": "服装批次名称",
    "staffing.uniformlot.people": "套数",
    "staffing.certificate.name": "证书名称",
    "staffing.shiftpattern.name": "班型名称",
    "staffing.handoverpack.people": "人数",
    "staffing.wagemonth.file_name": "工资表文件名",
    "staffing.prepaidwage.people": "人数",
}
