"""A card is scored under what was agreed for its own month, whatever was agreed for later months."""

from datetime import date

import pytest

from accounts.models import User
from assessment.models import Scorecard
from assessment.queries.scores import agreed_of, year_score
from assessment.queries.sheet import signing_sheet
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.contracts.people import People
from tests.factories.contracts import member

APRIL = date(2023, 4, 1)


@pytest.fixture
def parties(march: Scorecard, assessor: User) -> People:
    contract = march.contract
    return People(contract, assessor, member(Role.APPROVER, contract), member(Role.DIRECTOR, contract))


def agree(parties: People, option: str, month: date) -> None:
    signing = parties.propose(option, month, decision=parties.decision("total_cap"))
    parties.sign(signing, "contractor")  # type: ignore[arg-type]
    parties.sign(signing, "purchaser")  # type: ignore[arg-type]


def seen(card: Scorecard) -> tuple[str, bool, str]:
    fresh = Scorecard.objects.select_related("contract__contractor", "service_year", "rubric").get(pk=card.pk)
    sheet = signing_sheet(fresh)
    row = next(each for each in sheet.decisions if each.key == "total_cap")
    return row.chosen, row.signed_at is not None, f"{sheet.score.full:f}"


def test_what_is_agreed_for_later_months_leaves_the_card_alone(march: Scorecard, parties: People) -> None:
    before = seen(march)

    agree(parties, "cut", APRIL)

    assert seen(march) == before and not before[1] and before[0] != "cut"
    agree(parties, "cut", date(2023, 3, 1))
    assert seen(march)[:2] == ("cut", True) and seen(march)[2].startswith("100")


def test_the_year_scores_each_month_under_its_own_agreement(march: Scorecard, parties: People) -> None:
    agree(parties, "cut", APRIL)
    contract = Contract.objects.get(pk=march.contract_id)
    year = march.service_year

    agreed = agreed_of(contract)
    shown = year_score(Scorecard.objects.filter(contract=contract), year, agreed)

    month = next(each for each in shown.months if each.card is not None)
    assert month.score is not None and f"{month.score.full:f}".startswith("105")
    assert agreed.choices(APRIL)["total_cap"] == "cut" != agreed.choices(march.month)["total_cap"]
