"""Choices of cases. The national codes of the fifteen states stand in windows.rules.case_life."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    REGISTERED = "registered", _("已收件")
    CORRECTING = "correcting", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    TRANSFERRED = "transferred", _("部门办理中")
    DECIDED = "decided", _("已办结")
    READY = "ready", _("待出件")
    ISSUED = "issued", _("已出件")
    ARCHIVED = "archived", _("已归档")
    NOT_ACCEPTED = "not_accepted", _("未受理")
    WITHDRAWN = "withdrawn", _("已撤件")
    VOID = "void", _("已作废")


class RefusalKind(models.TextChoices):
    NOT_APPLICABLE = "not_applicable", _("不受理")
    REFUSED = "refused", _("不予受理")


class ConcludedAs(models.TextChoices):
    GRANTED = "granted", _("通过")
    GRANTED_WITH_GAP = "granted_gap", _("容缺通过")
    DENIED = "denied", _("不通过")
    REVOKED = "revoked", _("撤销受理")


class ApplicantKind(models.TextChoices):
    PERSON = "person", _("个人")
    ORGANISATION = "organisation", _("单位")


class IdKind(models.TextChoices):
    RESIDENT = "resident", _("居民身份证")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    PERMIT = "permit", _("港澳台居民居住证或通行证")
    PASSPORT = "passport", _("护照")
    OTHER = "other", _("其他证件")


class Priority(models.TextChoices):
    """Whom the hall serves first (002 § 四(一)(8), 000 § 6.4)."""

    NONE = "", _("无")
    MILITARY = "military", _("军人优先")
    ELDERLY = "elderly", _("老年人")
    DISABLED = "disabled", _("残疾人")
    PREGNANT = "pregnant", _("孕妇")
    CHILD = "child", _("携带婴幼儿")
    FOREIGNER = "foreigner", _("外籍人士")
    URGENT = "urgent", _("绿色通道")


class CaseChannel(models.TextChoices):
    COUNTER = "counter", _("窗口")
    ONLINE = "online", _("网上")
    ASSISTED = "assisted", _("帮办代办")
    POST = "post", _("邮寄")
    CROSS_REGION = "cross_region", _("跨域收件")
    IMPORTED = "imported", _("导入")


class CrossRegion(models.TextChoices):
    NONE = "", _("本地")
    NATIONAL = "national", _("跨省通办")
    PROVINCIAL = "provincial", _("全省通办")
    REGIONAL = "regional", _("区域通办")


class Delivery(models.TextChoices):
    COUNTER = "counter", _("窗口自取")
    POST = "post", _("邮寄")
    NETWORK = "network", _("网络送达")
    NONE = "none", _("无结果物")


class Holder(models.TextChoices):
    """Who holds the papers now."""

    WINDOW = "window", _("窗口")
    ON_THE_WAY = "on_the_way", _("移交途中")
    DEPARTMENT = "department", _("部门")
    SHELF = "shelf", _("出件柜")
    CARRIER = "carrier", _("邮寄途中")
    APPLICANT = "applicant", _("申请人")
    ARCHIVE = "archive", _("档案盒")


class Taken(models.TextChoices):
    """How one material came in."""

    MISSING = "missing", _("未收")
    PAPER = "paper", _("纸质")
    SCAN = "scan", _("扫描件")
    ELECTRONIC = "electronic", _("电子附件")
    LICENCE = "licence", _("电子证照")
    DEFERRED = "deferred", _("容缺")
    COMMITMENT = "commitment", _("告知承诺")
    NOT_NEEDED = "not_needed", _("免提交")


class ClockReason(models.TextChoices):
    CORRECTION = "correction", _("补正")
    SPECIAL_STEP = "special_step", _("特殊环节")
