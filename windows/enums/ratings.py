"""Choices of ratings (好差评) and of what follows a bad one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RatingLevel(models.IntegerChoices):
    """The five national levels. Source: facts.md § 1.1."""

    VERY_SATISFIED = 5, _("非常满意")
    SATISFIED = 4, _("满意")
    FAIR = 3, _("基本满意")
    DISSATISFIED = 2, _("不满意")
    VERY_DISSATISFIED = 1, _("非常不满意")


class RatingSource(models.TextChoices):
    """Who gave it: the applicant, or a platform that counts silence as praise. The two are never mixed."""

    ACTIVE = "active", _("主动评价")
    DEFAULT = "default", _("默认评价")


class RatingChannel(models.TextChoices):
    PAGE = "page", _("扫码评价")
    DEVICE = "device", _("窗口评价器")
    SMS = "sms", _("短信评价")
    ONLINE = "online", _("网上评价")
    PLATFORM = "platform", _("政务服务平台导入")


class VisitKind(models.TextChoices):
    """What was rated: a case, or a visit that made none."""

    CASE = "case", _("办件")
    CONSULTATION = "consultation", _("咨询")
    ASSISTED = "assisted", _("帮办代办")
    PHONE = "phone", _("电话服务")
    OTHER = "other", _("其他服务")


class RatingState(models.TextChoices):
    VALID = "valid", _("有效")
    EXCLUDED = "excluded", _("已剔除")
    SUPERSEDED = "superseded", _("已由主动评价取代")


class FlagKind(models.TextChoices):
    """Why somebody should look at a rating. A flag removes nothing."""

    BEFORE_CASE = "before_case", _("评价时间早于办件")
    SAME_DEVICE = "same_device", _("同一设备短时间多次评价")
    SAME_ADDRESS = "same_address", _("同一网络短时间多次评价")
    TOO_SOON = "too_soon", _("办理后 30 秒内评价")
    WORKSTATION = "workstation", _("与工作人员登录同一网络")
    SAME_TEXT = "same_text", _("评价文字雷同")


class FollowUpState(models.TextChoices):
    OPENED = "opened", _("待联系核实")
    CONTACTED = "contacted", _("已联系")
    VERIFIED = "verified", _("已核实")
    RECTIFYING = "rectifying", _("整改中")
    RECTIFIED = "rectified", _("已整改")
    EXPLAINED = "explained", _("已解释说明")
    FED_BACK = "fed_back", _("已反馈")
    CALLED_BACK = "called_back", _("已回访")
    CLOSED = "closed", _("已办结")
    DROPPED = "dropped", _("评价已剔除，终止")


class FollowUpStep(models.TextChoices):
    OPEN = "open", _("产生")
    CONTACT = "contact", _("联系评价人")
    VERIFY = "verify", _("核实情况")
    PLAN = "plan", _("登记整改")
    RECTIFY = "rectify", _("完成整改")
    EXPLAIN = "explain", _("解释说明")
    FEEDBACK = "feedback", _("反馈结果")
    CALL_BACK = "call_back", _("回访")
    REVIEW = "review", _("复核办结")
    SEND_BACK = "send_back", _("退回整改")
    RELEASE = "release", _("向供应商公开评价文字")
    DROP = "drop", _("评价剔除，终止")
    REOPEN = "reopen", _("评价恢复，重新办理")


class CallBackResult(models.TextChoices):
    SATISFIED = "satisfied", _("满意")
    DISSATISFIED = "dissatisfied", _("仍不满意")
    UNREACHED = "unreached", _("多次未能接通")


class RulingOutcome(models.TextChoices):
    EXCLUDE = "exclude", _("剔除")
    KEEP = "keep", _("维持有效")
    RESTORE = "restore", _("恢复有效")


class AppealState(models.TextChoices):
    FILED = "filed", _("待复核")
    UPHELD = "upheld", _("成立")
    REJECTED = "rejected", _("不成立")
