"""Asking for an export: who may, who decides, what it must say."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.actions import KeyReused
from tests.factories.contracts import member
from tests.windows.carrier_samples import approved, asked
from windows.actions.export_requests import (
    RequestRefused,
    approve_export,
    ask_for_export,
    refuse_export,
    withdraw_export,
)
from windows.models import ExportRequest

NOW = timezone.now()


@pytest.mark.parametrize("role", [Role.CLERK, Role.TEAM_LEADER, Role.DIRECTOR, Role.ASSESSOR, Role.AUDITOR])
def test_only_supervisor_and_liaison_ask(contract: Contract, role: Role) -> None:
    with pytest.raises(RequestRefused, match="身份"):
        asked(contract, member(role, contract))


def test_a_liaisons_request_belongs_to_the_department(contract: Contract) -> None:
    liaison = member(Role.LIAISON, contract)

    request = asked(contract, liaison)

    assert request.department == liaison.memberships.get().department


@pytest.mark.parametrize(
    ("values", "said"),
    [({"purpose": "  "}, "用途"), ({"query": "find=11010519491231002X"}, "证件号码或电话")],
)
def test_a_request_says_what_for_and_holds_nobodys_number(
    contract: Contract, values: dict[str, str], said: str
) -> None:
    with pytest.raises(RequestRefused, match=said):
        asked(contract, **values)

    assert not ExportRequest.objects.exists()


def test_a_form_sent_twice_asks_once(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    values = {
        "by": by,
        "at": NOW,
        "contract": contract,
        "key": "k" * 16,
        "ledger": "acceptance",
        "title": "受理台账",
    }

    first, second = (ask_for_export(**values, purpose="分析") for _ in range(2))

    assert first == second
    with pytest.raises(KeyReused):
        ask_for_export(**values, purpose="另一个用途")


def test_the_assessor_decides_with_a_term(contract: Contract) -> None:
    request = approved(contract)

    assert request.state == "approved" and request.valid_until is not None
    assert (request.valid_until - request.decided_at).days == 3


def test_a_refusal_says_why(contract: Contract) -> None:
    request, assessor = asked(contract), member(Role.ASSESSOR, contract)

    with pytest.raises(RequestRefused, match="理由"):
        refuse_export(by=assessor, at=NOW, request=request, reason=" ")
    assert refuse_export(by=assessor, at=NOW, request=request, reason="用途不清").state == "refused"
    with pytest.raises(RequestRefused, match="未同意"):
        approve_export(by=assessor, at=NOW, request=request)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REVIEWER, Role.APPROVER])
def test_nobody_else_decides(contract: Contract, role: Role) -> None:
    with pytest.raises(RequestRefused, match="身份"):
        approve_export(by=member(role, contract), at=NOW, request=asked(contract))


def test_only_who_asked_takes_it_back_and_only_before_the_decision(contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    request = asked(contract, by)

    with pytest.raises(RequestRefused, match="本人"):
        withdraw_export(by=member(Role.SUPERVISOR, contract), request=request)
    assert withdraw_export(by=by, request=request).state == "withdrawn"
    with pytest.raises(RequestRefused, match="已同意"):
        withdraw_export(by=by, request=approved(contract, by))
