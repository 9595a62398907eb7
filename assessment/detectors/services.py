"""3.37, 3.51 and 5.2.3 from the service registers and the ratings.

Source: 002 § 五(一) 表1 3.37 (资料预审), 3.51 (咨询电话), 5.2.3 (帮办代办).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from windows.queries.service_lapses import (
    ServiceLapse,
    assist_lapses,
    excluded_ratings,
    precheck_lapses,
    unanswered_phones,
)

# Where a record is looked at: kind → (address, its argument is the record's number).
SCREENS = {
    "declined": "windows:register-detail-assist",
    "unassigned": "windows:register-detail-assist",
    "matter": "windows:register-detail-matter",
    "rating": "windows:case-detail",
}


def _fact(lapse: ServiceLapse, criterion: str) -> Fact:
    screen = SCREENS.get(lapse.kind)
    sources = (Source(lapse.number, screen, (lapse.number,)),) if screen and lapse.number else ()
    return Fact(
        key=f"{lapse.kind}:{lapse.pk}",
        criterion=criterion,
        occurred_on=lapse.on,
        subject=_("%(window)s 号窗口") % {"window": lapse.who} if lapse.who else _("大厅"),
        note=lapse.text,
        sources=sources,
        late=_("%(day)s 补") % {"day": f"{lapse.mended_on:%m-%d}"} if lapse.mended_on else "",
    )


def detect_precheck(contract: Contract, month: date) -> Iterator[Fact]:
    """3.37: papers nobody looked at beforehand, told by people who complained."""
    return (_fact(lapse, "3.37") for lapse in precheck_lapses(contract, month))


def corrected_precheck(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """A rating that a ruling excluded proves nothing."""
    ratings = {key: int(key.partition(":")[2]) for key in keys if key.startswith("rating:")}
    reasons = excluded_ratings(contract, set(ratings.values()))
    return {key: reasons[pk] for key, pk in ratings.items() if pk in reasons}


def detect_phones(contract: Contract, month: date) -> Iterator[Fact]:
    """3.51: a public telephone nobody answered."""
    return (_fact(lapse, "3.51") for lapse in unanswered_phones(contract, month))


def detect_assists(contract: Contract, month: date) -> Iterator[Fact]:
    """5.2.3: help asked for and not given."""
    return (_fact(lapse, "5.2.3") for lapse in assist_lapses(contract, month, now=timezone.now()))


def none_corrected(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """These records are ended, never taken back: what they told stays told."""
    return {}
