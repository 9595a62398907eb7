"""How often somebody looked at sealed fields of staff and applicants today, and the fields as screens show them."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.personal_data import personal_field
from hall_ops.lib.sealing import SealError, open_column
from records.enums import Result
from records.models import AuditEvent
from staffing.models import Candidate, Person

FREE_A_DAY = 20
SHOWN = ("staff.unmask", "candidate.unmask")


def needs_password(by: Any, at: datetime) -> bool:
    """Whether the next field asks for the password. Source: security.md D2."""
    begins = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    today = AuditEvent.objects.filter(action__in=SHOWN, actor_id=by.pk, result=Result.DONE, at__gte=begins)
    last = today.filter(after__confirmed=True).order_by("-number").values_list("number", flat=True).first()
    return (today.filter(number__gte=last) if last else today).count() >= FREE_A_DAY


def masked_column(row: Person | Candidate, field: str) -> str:
    """A sealed column as screens and exports show it; "" where nothing is kept. No query."""
    try:
        text = open_column(row, field)
    except SealError:
        return _("（无法解密）")
    return personal_field(row._meta.label_lower, f"{field}_sealed").masked(text)
