"""What waits for whom today, and the notices a user sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from assessment.enums import CardState, NoticeKind
from assessment.models import Notice, Objection, Scorecard
from contracts.models import ServiceYear
from contracts.queries.notices import Waiting
from hall_ops.lib.months import months_between, next_month
from hall_ops.lib.permissions import Role

MOST = 50
SIGNERS = {
    CardState.DRAFT: (Role.ASSESSOR, "assessment:scorecard"),
    CardState.ASSESSED: (Role.REVIEWER, "assessment:scorecard-review"),
    CardState.REVIEWED: (Role.APPROVER, "assessment:scorecard-approve"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reminder that has its reason today. Shape: `key` names the reason."""

    contract_id: int
    role: str
    kind: str
    key: str
    text: str
    url: str


def unsigned_key(card: Scorecard, state: str) -> str:
    """The key of the notice that a card waits for the signature that leads on from `state`."""
    return f"unsigned:{card.pk}:{state}"


def wanted_notices(today: date) -> Iterator[Wanted]:
    """Every reason there is today, over all contracts. Four queries."""
    over = today - timedelta(days=settings.CARD_REMINDER_DAYS)
    yield from _unopened(over)
    yield from _unsigned(over)
    yield from _closing(today)
    yield from _unruled()


def told_elsewhere(at: datetime) -> Iterator[Wanted]:
    """What the settings' other sources remind people of (settings.REMINDER_SOURCES); today these are payments."""
    for source in settings.REMINDER_SOURCES:
        for each in import_string(source)(at):
            kind = NoticeKind(str(each["kind"]).partition("_")[0])
            text = str(each["text"])[:200]
            yield Wanted(each["contract_id"], each["role"], kind, each["key"], text, each["url"])


def _unopened(over: date) -> Iterator[Wanted]:
    """Months of the service years that are over and have no card: one notice a contract, naming the last of them."""
    opened = set(Scorecard.objects.values_list("contract_id", "month"))
    months: dict[int, list[date]] = {}
    slugs = {}
    for year in ServiceYear.objects.select_related("contract").order_by("assessed_from"):
        slugs[year.contract_id] = year.contract.slug
        for month in months_between(year.assessed_from, year.assessed_to):
            if next_month(month) <= over and (year.contract_id, month) not in opened:
                months.setdefault(year.contract_id, []).append(month)
    for contract, missing in months.items():
        text = _("%(n)s 个月没有建立考核表，最近的是 %(month)s") % {
            "n": len(missing), "month": f"{missing[-1]:%Y-%m}"
        }  # fmt: skip
        url = reverse("assessment:scorecard-list", args=[slugs[contract]])
        key = f"unopened:{contract}:{missing[-1]:%Y-%m}:{len(missing)}"
        yield Wanted(contract, Role.ASSESSOR, NoticeKind.UNOPENED, key, text, url)


def _unsigned(over: date) -> Iterator[Wanted]:
    waiting = Scorecard.objects.filter(state__in=list(SIGNERS)).select_related("contract").order_by("month")
    for card in waiting:
        if next_month(card.month) > over:
            continue
        role, screen = SIGNERS[CardState(card.state)]
        text = {
            Role.ASSESSOR: _("%(month)s 考核表待考核人签署"),
            Role.REVIEWER: _("%(month)s 考核表待审核"),
            Role.APPROVER: _("%(month)s 考核表待批准"),
        }[role] % {"month": _named(card)}
        url = reverse(screen, args=[card.contract.slug, card.month])
        yield Wanted(card.contract_id, role, NoticeKind.UNSIGNED, unsigned_key(card, card.state), text, url)


def _closing(today: date) -> Iterator[Wanted]:
    """Windows that close tomorrow, or today when the run of yesterday was missed."""
    closing = Scorecard.objects.filter(
        state=CardState.APPROVED, objection_until__in=(today, today + timedelta(days=1))
    )
    for card in closing.select_related("contract").order_by("month"):
        text = _("%(month)s 考核表的申辩期 %(day)s 截止") % {
            "month": _named(card), "day": f"{card.objection_until:%m-%d}"
        }  # fmt: skip
        url = reverse("assessment:objection-file", args=[card.contract.slug, card.month])
        key = f"window:{card.pk}"
        yield Wanted(card.contract_id, Role.DIRECTOR, NoticeKind.WINDOW, key, text, url)


def _unruled() -> Iterator[Wanted]:
    waiting = Objection.objects.filter(ruling="").select_related("scorecard__contract", "entry__criterion")
    for objection in waiting:
        card = objection.scorecard
        text = _("%(month)s 考核表 %(code)s 的申辩待裁定") % {
            "month": _named(card), "code": objection.entry.criterion.code
        }  # fmt: skip
        url = reverse("assessment:objection-rule", args=[card.contract.slug, objection.pk])
        key = f"objection:{objection.pk}"
        yield Wanted(card.contract_id, Role.REVIEWER, NoticeKind.OBJECTION, key, text, url)


def _named(card: Scorecard) -> str:
    again = _("（第 %(n)s 版）") % {"n": card.revision} if card.revision > 1 else ""
    return f"{card.month:%Y-%m}{again}"


def notices_for(user: Any, contract: Any) -> Sequence[Notice]:
    """Open notices for the roles a user holds, in one contract or (None) in all of theirs. One query, or none."""
    mine = Q(pk__in=[])
    for place in user.standings():
        if place.contract_id is not None and (contract is None or place.contract_id == contract.pk):
            mine |= Q(contract_id=place.contract_id, role=place.role)
    found = Notice.objects.filter(mine, done_at=None).select_related("contract")
    return list(found.defer("contract__profile")[:MOST])


def waiting_here(user: Any, contract: Any, now: datetime) -> list[Waiting]:
    """The same for the desk and the bell (settings.NOTICE_SOURCES); the newest first."""
    return [
        Waiting(each.contract, each.key, each.text, each.url, each.made_at)
        for each in reversed(notices_for(user, contract))
    ]
