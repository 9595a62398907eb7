"""Choices of the registers beside the two ledgers: consultations, assisted cases, matters, cross-region, queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultChannel(models.TextChoices):
    PHONE = "phone", _("来电")
    COUNTER = "counter", _("现场")
    ONLINE = "online", _("网上")


class ConsultState(models.TextChoices):
    OPEN = "open", _("待答复")
    FORWARDED = "forwarded", _("已转部门")
    ANSWERED = "answered", _("已答复")


class AssistKind(models.TextChoices):
    GUIDE = "guide", _("帮办")
    PROXY = "proxy", _("代办")
    SIDE_BY_SIDE = "side_by_side", _("肩并肩")
    HOME_VISIT = "home_visit", _("上门服务")
    ESCORT = "escort", _("全程陪同")
    ONLINE = "online", _("网上代录")


class AssistState(models.TextChoices):
    REQUESTED = "requested", _("待安排")
    ASSIGNED = "assigned", _("已派单")
    RUNNING = "running", _("服务中")
    FINISHED = "finished", _("已完成")
    DECLINED = "declined", _("未提供")
    CANCELLED = "cancelled", _("已取消")


class MatterSource(models.TextChoices):
    WINDOW = "window", _("窗口反映")
    HOTLINE = "hotline", _("12345 热线")
    ONLINE = "online", _("网上反映")
    REFUSAL = "refusal", _("未受理转入")


class MatterCause(models.TextChoices):
    MATERIALS = "materials", _("材料或诉求不清")
    POLICY = "policy", _("政策法规限制")
    SEVERAL = "several", _("涉及多部门")
    SYSTEM = "system", _("系统故障")
    STAFF = "staff", _("工作人员原因")
    OTHER = "other", _("其他")


class MatterState(models.TextChoices):
    OPEN = "open", _("办理中")
    HANDED = "handed", _("已交办部门")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已销号")
    DROPPED = "dropped", _("已撤销")


class MatterResult(models.TextChoices):
    SOLVED = "solved", _("已办成")
    EXPLAINED = "explained", _("已解释说明")
    NOT_NOW = "not_now", _("暂不能办")


class CrossMode(models.TextChoices):
    ONLINE = "online", _("全程网办")
    RECEIVE = "receive", _("代收代办")
    JOINT = "joint", _("多地联办")


class CrossDirection(models.TextChoices):
    OUT = "out", _("本地收件，外地办理")
    IN = "in", _("外地收件，本地办理")


class CrossState(models.TextChoices):
    RECEIVED = "received", _("已收件")
    PUSHED = "pushed", _("已推送")
    PAPERS_SENT = "papers_sent", _("纸质已寄出")
    CHECKED = "checked", _("已复核")
    CONCLUDED = "concluded", _("已办结")
    SHIPPED = "shipped", _("结果已寄出")
    SIGNED = "signed", _("已签收")
    RETURNED = "returned", _("已退回")


class SpecialKind(models.TextChoices):
    EXTENDED = "extended", _("延时服务")
    APPOINTMENT = "appointment", _("预约服务")
    UNINTERRUPTED = "uninterrupted", _("午间不间断")
    INVITED = "invited", _("特约服务")


class SpecialState(models.TextChoices):
    BOOKED = "booked", _("已预约")
    SERVED = "served", _("已服务")
    MISSED = "missed", _("未到")
    CANCELLED = "cancelled", _("已取消")


class ClaimState(models.TextChoices):
    RECEIVED = "received", _("已受理")
    REVIEWED = "reviewed", _("审核通过")
    PAID = "paid", _("已兑现")
    REFUSED = "refused", _("不予兑现")


class TicketState(models.TextChoices):
    WAITING = "waiting", _("等候")
    SERVED = "served", _("已办理")
    PASSED = "passed", _("过号")


class StepOf(models.TextChoices):
    """Whose step a line of the service log is."""

    CONSULTATION = "consultation", _("咨询")
    ASSIST = "assist", _("帮办代办")
    MATTER = "matter", _("办不成事")
    CROSS = "cross", _("跨域通办")
    SPECIAL = "special", _("延时与预约")
    CLAIM = "claim", _("惠企兑现")
    COMPLAINT = "complaint", _("投诉")
