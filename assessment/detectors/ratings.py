"""5.2.1: windows that served people all month and asked nobody for a rating.

Source: 002 § 五(一) 表1 5.2.1 (未开展“好差评”).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from hall_ops.lib.months import next_month
from windows.queries.ratings import windows_without_ratings

CRITERION = "5.2.1"


def detect(contract: Contract, month: date) -> Iterator[Fact]:
    """One fact a window and month, once the month is over; ratings that came in later mark it late."""
    after = next_month(month)
    if timezone.localdate() < after:
        return
    until = timezone.make_aware(datetime.combine(after, time()))
    still = {each.window.pk for each in windows_without_ratings(contract, month)}
    for each in windows_without_ratings(contract, month, until=until):
        note = _("%(month)s 受理 %(n)s 件可评价的事项，没有一件主动评价") % {
            "month": f"{month:%Y-%m}", "n": each.cases,
        }  # fmt: skip
        yield Fact(
            key=f"unrated:{each.window.pk}:{month:%Y-%m}",
            criterion=CRITERION,
            occurred_on=after - timedelta(days=1),
            subject=_("%(window)s 号窗口") % {"window": each.window.number},
            note=note,
            sources=(Source(_("评价指标"), "windows:rating-indicators"),),
            late="" if each.window.pk in still else _("次月才收到评价"),
        )


def corrected(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """A month without ratings is no record that could be taken back."""
    return {}
