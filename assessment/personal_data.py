"""Personal data of the assessment: who signed, and whom an entry speaks of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import Basis, Level, Mask, PersonalField

PARTIES = frozenset({Role.DIRECTOR, Role.ASSESSOR, Role.REVIEWER, Role.APPROVER, Role.AUDITOR})
EVIDENCE = "考核和结算的凭据，与合同档案一同保存，封存后不能改动"


def kept(
    model: str, field: str, purpose: str, mask: Mask, level: Level = Level.OFFICIAL, title: Any = ""
) -> PersonalField:
    return PersonalField(
        f"assessment.{model}",
        field,
        purpose,
        Basis.CONTRACT,
        level,
        mask,
        None,
        PARTIES,
        EVIDENCE,
        title=title,
    )


PERSONAL_FIELDS = [
    kept("entry", "subject", "扣分或加分说到的地点或人员", Mask.SHOWN, Level.ORDINARY),
    kept("finding", "subject", "系统发现的问题说到的地点或人员", Mask.SHOWN, Level.ORDINARY),
    kept("cardsignature", "signer_name", "考核表署名", Mask.SHOWN, title=_("署名")),
    kept("cardsignature", "address", "签署时的网络地址", Mask.NETWORK, Level.ORDINARY, _("网络地址")),
    kept("cardseal", "pdf", "封存的考核表，含署名", Mask.SHOWN, title=_("考核表文件")),
    kept("settlementsignature", "signer_name", "结算单署名", Mask.SHOWN, title=_("署名")),
]
NOT_PERSONAL = {
    "assessment.rubriccriterion.name": "考核细则的名称",
    "assessment.rubricdraft.name": "上传文件的名称",
    "assessment.rubricdraft.data": "待确认的考核表文件，不含个人信息",
    "assessment.entrydraft.name": "上传文件的名称",
    "assessment.entrydraft.data": "待确认的导入文件；确认或放弃后删除，内容同考核条目",
    "assessment.entryimport.name": "上传文件的名称",
}
