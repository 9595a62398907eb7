"""The life of a case: the rule's table and what the database stores are one and the same."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import life_columns, make_case
from windows.actions.moves import MoveRefused, lock_case, move_case
from windows.enums import CaseState
from windows.models import Case
from windows.models.cases import STATES_FILED
from windows.rules.case_life import FILED_AS, TRANSITIONS, filed_as, may_move

ALLOWED = sorted((state, to) for state, followers in TRANSITIONS.items() for to in followers)
FORBIDDEN = sorted(
    (state, to) for state in CaseState.values for to in CaseState.values if to not in TRANSITIONS[state]
)


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(CaseState.values)
    assert {to for followers in TRANSITIONS.values() for to in followers} <= set(CaseState.values)


@pytest.mark.parametrize(
    ("state", "filed"),
    [
        pytest.param("issued", "archived", id="rules-5:issued-becomes-archived"),
        pytest.param("archived", "archived", id="no-result:archived-already"),
        pytest.param("not_accepted", "not_accepted", id="refused-keeps-its-state"),
        pytest.param("withdrawn", "withdrawn", id="withdrawn-keeps-its-state"),
        pytest.param("void", "", id="a-void-number-has-no-file"),
        pytest.param("decided", "", id="still-under-way"),
    ],
)
def test_a_file_in_the_box_still_says_how_it_ended(state: str, filed: str) -> None:
    assert filed_as(state) == filed
    assert filed in ("", state) or may_move(state, filed)


def test_the_database_files_what_the_rule_files() -> None:
    assert set(FILED_AS.values()) == set(STATES_FILED)


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "to"), ALLOWED)
def test_the_database_takes_every_step_of_the_rule(state: str, to: str) -> None:
    contract = ContractFactory()
    case, now = make_case(contract, state), timezone.now()
    columns = life_columns(to, now, 10, 20)
    columns |= {"archived_at": now if to == CaseState.ARCHIVED else None}

    with transaction.atomic():
        move_case(
            by=member(Role.CLERK, contract), at=now, case=lock_case(case), to=to, action="accept", **columns
        )

    assert Case.objects.get(pk=case.pk).state == to


@pytest.mark.django_db
def test_no_other_step_is_taken() -> None:
    contract = ContractFactory()
    cases = {state: make_case(contract, state) for state in CaseState.values}
    by = member(Role.CLERK, contract)

    for state, to in FORBIDDEN:
        with pytest.raises(MoveRefused), transaction.atomic():
            move_case(by=by, at=timezone.now(), case=lock_case(cases[state]), to=to, action="accept")


@pytest.mark.django_db
@pytest.mark.parametrize("state", CaseState.values)
def test_only_what_is_over_lies_in_a_box(state: str) -> None:
    case = make_case(ContractFactory(), state)
    rows = Case.objects.filter(pk=case.pk)
    if state in STATES_FILED:
        assert rows.update(archived_at=timezone.now()) == 1
        return

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(archived_at=timezone.now())
