"""What the database itself refuses in the windows' tables."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.factories.contracts import ContractFactory
from tests.factories.windows import make_case, make_item, make_session
from windows.enums import CaseState, ItemKind
from windows.models import Case, CaseEvent, ItemVersion, WindowSession

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", CaseState.values)
def test_a_case_in_every_state_has_the_columns_it_needs(state: str) -> None:
    assert make_case(ContractFactory(), state).state == state


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        ("accepted", {"accepted_at": None}),
        ("accepted", {"due_on": None}),
        ("decided", {"decided_at": None}),
        ("decided", {"concluded_as": ""}),
        ("ready", {"ready_at": None}),
        ("issued", {"issued_at": None}),
        ("archived", {"archived_at": None}),
        ("withdrawn", {"closing_reason": ""}),
        ("void", {"closed_at": None}),
        ("not_accepted", {"refusal_kind": ""}),
        ("correcting", {"told_rounds": 0}),
        ("registered", {"state": "lost"}),
    ],
)
def test_a_state_without_its_columns_is_refused(state: str, columns: dict[str, object]) -> None:
    case = make_case(ContractFactory(), state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**columns)


def test_a_number_of_a_day_is_given_once() -> None:
    case = make_case(ContractFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(case.contract, venue=case.venue, day=case.day, serial=case.serial)


def test_nobody_sits_at_two_windows_and_no_window_holds_two() -> None:
    session = make_session(ContractFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(session.contract, clerk=session.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(session.contract, window=session.window)
    WindowSession.objects.filter(pk=session.pk).update(ended_at=timezone.now(), ended_by=session.clerk)
    make_session(session.contract, clerk=session.clerk, window=session.window)


@pytest.mark.parametrize(
    "columns", [{"promised_days": 21}, {"kind": ItemKind.ON_SPOT}, {"promised_days": 0}, {"fee_yuan": -1}]
)
def test_a_version_that_contradicts_itself_is_refused(columns: dict[str, object]) -> None:
    version = make_item(ContractFactory()).current
    assert version is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(**columns)


def test_a_line_of_the_log_bears_the_contract_of_its_case() -> None:
    case, other = make_case(ContractFactory()), ContractFactory()
    line = {"case": case, "at": timezone.now(), "action": "register", "to_state": case.state}

    with pytest.raises(DatabaseError), transaction.atomic():
        CaseEvent.objects.create(**line, contract=other)
    CaseEvent.objects.create(**line, contract=case.contract)


def test_cases_are_never_deleted_and_their_log_never_changed() -> None:
    case = make_case(ContractFactory())
    event = CaseEvent.objects.create(
        case=case, contract=case.contract, at=timezone.now(), action="register", to_state=case.state
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseEvent.objects.filter(pk=event.pk).update(why="改写")
