"""How the service registers show values: times, durations, the names of steps."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()
STEPS = {
    "open": gettext_lazy("登记"),
    "contact": gettext_lazy("联系"),
    "hand": gettext_lazy("交办"),
    "answer": gettext_lazy("答复"),
    "reopen": gettext_lazy("退回重办"),
    "call_back": gettext_lazy("回访"),
    "close": gettext_lazy("销号"),
    "assign": gettext_lazy("派单"),
    "commission": gettext_lazy("委托"),
    "start": gettext_lazy("开始服务"),
    "progress": gettext_lazy("进展"),
    "finish": gettext_lazy("办结"),
    "decline": gettext_lazy("未能提供"),
    "cancel": gettext_lazy("取消"),
    "forward": gettext_lazy("转部门"),
    "pushed": gettext_lazy("推送"),
    "papers_sent": gettext_lazy("寄出纸质材料"),
    "checked": gettext_lazy("复核"),
    "concluded": gettext_lazy("办结"),
    "shipped": gettext_lazy("寄出结果"),
    "signed": gettext_lazy("签收"),
    "returned": gettext_lazy("退回"),
    "serve": gettext_lazy("服务"),
    "miss": gettext_lazy("未到"),
    "review": gettext_lazy("审核通过"),
    "pay": gettext_lazy("兑现"),
    "refuse": gettext_lazy("不予兑现"),
    "send_back": gettext_lazy("部门退回"),
    "extend": gettext_lazy("批准延期"),
}


@register.filter
def shown(value: Any) -> str:
    """A value of a register as people read it: a time to the minute, nothing as a dash."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(value) if value not in (None, "") else "—"


@register.filter
def step_label(step: Any) -> str:
    """What a line of the log did."""
    return str(STEPS.get(step.action, step.action))


@register.filter
def minutes(value: timedelta | None) -> str:
    """A waiting time: 4 分 10 秒."""
    if value is None:
        return "—"
    whole = int(value.total_seconds())
    return _("%(m)d 分 %(s)02d 秒") % {"m": whole // 60, "s": whole % 60}
