import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.rubric_rows import installed
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def test_rubric_detail_shows_groups_rules_overlaps_and_corrections(
    contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)

    page = client_for(member(Role.REVIEWER, contract)).get(
        reverse("assessment:rubric-detail", args=[contract.slug, row.number])
    )

    text = page.content.decode()
    assert 'id="g-3a"' in text
    assert 'id="c-3.10"' in text
    assert "每人次扣2分" in text
    assert "3.10 / 3.17" in text
    assert "“保修”应为“报修”" in text


@pytest.mark.parametrize(("words", "code"), [("3.54", "3.54"), ("缺勤", "3.19"), ("wtqdg", "3.10")])
def test_rubric_detail_finds_by_code_words_and_initials(
    words: str, code: str, contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-detail", args=[contract.slug, row.number])

    page = client_for(member(Role.ASSESSOR, contract)).get(url, {"q": words})

    codes = [line["criterion"].code for block in page.context["blocks"] for line in block["lines"]]
    assert codes == [code]


def test_another_contracts_rubric_is_not_there(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    client = client_for(member(Role.ASSESSOR, other_contract))

    own = client.get(reverse("assessment:rubric-detail", args=[other_contract.slug, row.number]))
    foreign = client.get(reverse("assessment:rubric-detail", args=[contract.slug, row.number]))

    assert (own.status_code, foreign.status_code) == (404, 404)
