"""Ages of papers as screens say them: {% load papers %}{{ batch.sent_at|age:now }}."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

from windows.enums import Taken
from windows.models import Case
from windows.queries.disclosure import masked_value

register = template.Library()
HOUR, DAY = 60, 1440


@register.filter
def age(since: datetime | None, now: datetime) -> str:
    """刚刚, 35 分钟, 3 小时, 2 天; — where there is no time."""
    if since is None:
        return "—"
    minutes = int((now - since).total_seconds()) // 60
    if minutes < 1:
        return _("刚刚")
    if minutes < HOUR:
        return _("%(n)d 分钟") % {"n": minutes}
    if minutes < DAY:
        return _("%(n)d 小时") % {"n": minutes // HOUR}
    return _("%(n)d 天") % {"n": minutes // DAY}


@register.filter
def ago(since: datetime | None, now: datetime) -> str:
    """刚刚, 35 分钟前, 2 天前; — where there is no time."""
    said = age(since, now)
    if since is None or now - since < timedelta(minutes=1):
        return said
    return _("%(age)s前") % {"age": said}


@register.filter
def days_since(since: datetime | None, now: datetime) -> int:
    """Whole days; 0 where there is no time."""
    return (now - since).days if since else 0


@register.filter
def applicant(case: Case) -> str:
    """The applicant as lists show it: a person's name covered, an organisation's in full."""
    return masked_value(case, "applicant_name") if case.applicant_kind == "person" else case.applicant_name


@register.filter
def paper_form(form: str) -> str:
    """How a paper came in, in words; anything else as it stands."""
    return str(Taken(form).label) if form in Taken.values else ""
