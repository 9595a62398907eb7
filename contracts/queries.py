"""Reads over contracts that screens and upper apps share."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.models import Contract, Decision, WorkDay
from hall_ops.lib.navigation import rooms_for


def contracts_of(user: Any) -> list[Contract]:
    """The contracts somebody is a member of, each once, newest first. No query beyond the standings'."""
    found = {place.contract_id: place.contract for place in user.standings() if place.contract_id}
    return sorted(found.values(), key=lambda contract: contract.starts_on, reverse=True)


def decision_choices(contract: Contract) -> dict[str, str]:
    """key → option in force, signed or default."""
    return dict(Decision.objects.filter(contract=contract).values_list("key", "chosen"))


def unsigned_decisions(contract: Contract) -> list[Decision]:
    return list(Decision.objects.filter(contract=contract, signed_at=None))


def day_label(day: date) -> str:
    """3 月 14 日 周二 · 工作日."""
    known = WorkDay.objects.filter(date=day).first()
    if known is not None:
        kind = known.name or str(known.get_kind_display())
    else:
        kind = _("工作日") if day.weekday() < 5 else _("周末")
    weekday = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][day.weekday()]
    return f"{date_format(day, _('n 月 j 日'))} {weekday} · {kind}"


def search(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    """Ctrl K: screens and contracts by name. Shape: [{label, items: [{label, hint, url}]}]."""
    rooms = rooms_for(user.standings(), contract, "")
    screens = [
        {"label": str(item["label"]), "hint": str(room["label"]), "url": item["url"]}
        for room in rooms
        for item in room["items"]
    ]
    contracts = [
        {"label": each.name, "hint": each.number, "url": reverse("contracts:overview", args=[each.slug])}
        for each in contracts_of(user)
    ]
    wanted = words.casefold().split()

    def fits(item: dict[str, Any]) -> bool:
        return all(word in f"{item['label']} {item['hint']}".casefold() for word in wanted)

    groups = [(_("页面"), screens), (_("合同"), contracts)]
    return [{"label": label, "items": found[:8]} for label, items in groups if (found := [i for i in items if fits(i)])]
