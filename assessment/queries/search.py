"""Finding criteria and months by words or pinyin initials."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import rules
from assessment.models import Rubric, Scorecard
from assessment.queries.scores import rubric_spec
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.pinyin import fits


def criterion_matches(criterion: rules.Criterion, words: str) -> bool:
    """Does every word fit the code, the short name, its initials or the official wording?"""
    return fits(words, f"{criterion.code} {criterion.name} {criterion.official_text}", criterion.name)


def search(user: Any, contract: Contract | None, words: str) -> list[dict[str, Any]]:
    """Ctrl K: months and criteria of the contract at hand. Shape: [{label, items: [{label, hint, url}]}]."""
    if contract is None or not words.strip():
        return []
    wanted = words.replace("年", "-").replace("月", "").strip()
    cards = Scorecard.objects.allowed(user, Permission.SCORECARD_VIEW).filter(contract=contract)
    months = [
        {
            "label": _("%(month)s 考核表") % {"month": f"{card.month:%Y-%m}"},
            "hint": card.get_state_display(),
            "url": reverse("assessment:scorecard", args=[contract.slug, f"{card.month:%Y-%m}"]),
        }
        for card in cards
        if wanted in f"{card.month:%Y-%m}" or wanted in f"{card.month.year}-{card.month.month}"
    ]
    groups = [(_("月度考核表"), months), (_("考核细则"), _found_criteria(user, contract, words))]
    return [{"label": label, "items": found[:8]} for label, found in groups if found]


def _found_criteria(user: Any, contract: Contract, words: str) -> list[dict[str, Any]]:
    """Criteria of the newest rubric."""
    row = Rubric.objects.allowed(user, Permission.RUBRIC_VIEW).filter(contract=contract).first()
    if row is None:
        return []
    page = reverse("assessment:rubric-detail", args=[contract.slug, row.number])
    return [
        {
            "label": f"{criterion.code} {criterion.name}",
            "hint": criterion.section,
            "url": f"{page}#c-{criterion.code}",
        }
        for criterion in rubric_spec(row).criteria
        if criterion_matches(criterion, words)
    ]
