"""Questions the tender leaves open, and the places where it is unclear."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import AT, make
from tests.factories.contracts import member


def url(contract: Contract) -> str:
    return reverse("contracts:decisions", args=[contract.slug])


def test_decisions_show_what_is_in_force_and_who_signed(client_for: ClientFor, db: None) -> None:
    contract = make("haikou")
    contract.decisions.filter(key="mean_rounding").update(chosen="half_up_2", signed_at=AT)

    response = client_for(member(Role.LIAISON, contract)).get(url(contract))

    text = response.content.decode()
    total = contract.decisions.count()
    assert text.count("未签署·按默认") == response.context["unsigned"] == total - 1
    assert "<b>四舍五入到两位小数后定档</b>" in text
    assert "2026-03-02 双方签署" in text


def test_decisions_list_ambiguities_with_their_questions(client_for: ClientFor, db: None) -> None:
    contract = make("haikou")

    response = client_for(member(Role.AUDITOR, contract)).get(url(contract))

    notes = {note["text"][:3]: note for note in response.context["notes"]}
    assert len(response.context["notes"]) == len(contract.profile["notes"])
    assert notes["3.1"]["kind"] == "笔误"
    assert [decision.key for decision in notes["结算依"]["decisions"]] == ["settlement_basis"]


def test_decisions_stand_without_any(client_for: ClientFor, contract: Contract) -> None:
    text = client_for(member(Role.DIRECTOR, contract)).get(url(contract)).content.decode()

    assert "没有须约定的问题" in text and "没有记录疑点" in text


def test_decisions_of_another_contract_are_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.DIRECTOR, other_contract)).get(url(contract)).status_code == 404


def test_decisions_are_shut_for_administrators(client_for: ClientFor, contract: Contract) -> None:
    assert client_for(member(Role.SYSTEM_ADMIN)).get(url(contract)).status_code == 403


def test_decisions_take_the_same_queries_however_many(client_for: ClientFor, queries, db: None) -> None:
    contract = make("haikou")
    client = client_for(member(Role.DIRECTOR, contract))
    counts = []
    for rows in (3, 1):
        contract.decisions.exclude(
            pk__in=list(contract.decisions.values_list("pk", flat=True)[:rows])
        ).delete()
        with queries:
            client.get(url(contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 7
