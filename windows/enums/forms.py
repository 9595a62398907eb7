"""The printed forms: their names, and what each says about the applicant's rights, in our own words.

Source: clauses.md (forms of all five tenders); 行政许可法 第三十二、四十二、四十四条; facts.md § 2.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormKind(models.TextChoices):
    RECEIPT = "receipt", _("接收材料凭证")
    ACCEPTANCE = "acceptance", _("受理通知单")
    TELL_ONCE = "tell_once", _("一次性告知书")
    REFUSAL = "refusal", _("不予受理告知书")
    PROMISE = "promise", _("容缺受理承诺书")
    HANDOVER = "handover", _("材料移交单")
    RECEIVING = "receiving", _("结果接收单")
    ISSUANCE = "issuance", _("出件登记单")
    WITHDRAWAL = "withdrawal", _("撤件登记单")


# What each form tells its reader. Papers are read at home: short, no paragraph numbers without their meaning.
LAW_NOTES: dict[str, tuple[Any, ...]] = {
    FormKind.RECEIPT: (
        _("本凭证只证明材料已经收到，不表示已经受理。窗口应当在收件后五个工作日内受理，或者一次告知需要补正的全部内容。"),
        _("逾期不告知的，自收到材料之日起视为受理（行政许可法第三十二条）。"),
    ),
    FormKind.ACCEPTANCE: (
        _("办理时限按工作日计算，受理当日不算在内；听证、检验、检测、检疫、鉴定、专家评审等时间另行书面告知，不计入时限。"),
        _("到期未办结的，可以凭本通知单向窗口查询，也可以向大厅的投诉台反映。"),
    ),
    FormKind.TELL_ONCE: (
        _("以上是本次申请需要补正的全部内容。按此补齐后，窗口应当受理，不再提出新的材料要求（行政许可法第三十二条）。"),
        _("在期限内没有补齐又没有说明的，按撤回申请处理，材料退回，补齐后可以重新申请。"),
    ),
    FormKind.REFUSAL: (
        _("对本决定不服的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"),
        _("补充说明可以交给大厅的“办不成事”窗口，由主管复核。"),
    ),
    FormKind.PROMISE: (
        _("窗口已一次告知所缺材料、补交期限和逾期的后果；本承诺书一式两份，申请人和办件档案各一份。"),
        _("遇到不可抗力不能按时补交的，可以在期限内说明情况，申请延期。"),
    ),
    FormKind.HANDOVER: (_("移交、接收双方逐项清点，当场签字；没有签收的材料仍由移交方保管。"),),
    FormKind.RECEIVING: (_("结果与清单逐项核对，当场签字；有误的退回部门更正。"),),
    FormKind.ISSUANCE: (
        _("领取人当场核对结果文书的名称、编号和内容，有误可以当场退回更正。"),
        _("由他人代领的，须出示委托书和双方身份证件。"),
    ),
    FormKind.WITHDRAWAL: (
        _("作出决定之前，申请人可以撤回申请；撤回后材料退还，以后可以重新申请。"),
    ),
}  # fmt: skip
