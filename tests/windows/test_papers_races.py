"""Many hands at one paper: one number each, one draft, one winner; the others read who was first."""

import pytest
from django.utils import timezone

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.races import at_once
from tests.windows.papers import MESSENGER, applicant, fresh, make_hall, new_key
from windows.actions.handover_lines import settle_lines
from windows.actions.handovers import add_case, send_batch
from windows.actions.issuance import issue_at_counter
from windows.actions.parcels import Shipment, issue_by_post
from windows.models import HandOver, HandOverLine, Issuance

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def test_two_clerks_give_out_one_case_once() -> None:
    hall = make_hall()
    case, clerks = hall.shelved(), [member(Role.CLERK, hall.contract) for _ in range(HANDS)]

    def give(place: int) -> object:
        return issue_at_counter(
            by=clerks[place], at=timezone.now(), contract=hall.contract, cases=[case], taker=applicant(), key=new_key()
        )  # fmt: skip

    answers = at_once(give, HANDS)

    refused = [answer for answer in answers if isinstance(answer, DomainError)]
    assert len(refused) == HANDS - 1 and all("请勿重复发放" in str(error) for error in refused)
    assert Issuance.objects.count() == 1 and case.events.filter(action="issue").count() == 1


def test_counter_and_post_do_not_both_take_a_case() -> None:
    hall = make_hall()
    case = hall.shelved()
    home = Shipment("EMS", "EA1", "陈大明", "13800138000", "滨湖路 1 号")
    values = {"by": hall.clerk, "contract": hall.contract, "cases": [case]}

    def give(place: int) -> object:
        if place % 2:
            return issue_by_post(at=timezone.now(), shipment=home, key=new_key(), **values)
        return issue_at_counter(at=timezone.now(), taker=applicant(), key=new_key(), **values)

    answers = at_once(give, HANDS)

    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert Issuance.objects.count() == 1


def test_one_form_sent_by_many_hands_takes_effect_once() -> None:
    hall = make_hall()
    case, key = hall.shelved(), new_key()

    def give(_place: int) -> object:
        return issue_at_counter(
            by=hall.clerk, at=timezone.now(), contract=hall.contract, cases=[case], taker=applicant(), key=key
        )  # fmt: skip

    answers = at_once(give, HANDS)

    assert all(isinstance(answer, list) for answer in answers), answers
    assert Issuance.objects.count() == 1


def test_drafts_of_many_clerks_have_numbers_without_gaps() -> None:
    hall = make_hall()
    clerks = [member(Role.CLERK, hall.contract) for _ in range(HANDS)]
    cases = [hall.case() for _ in range(HANDS)]

    answers = at_once(lambda place: add_case(by=clerks[place], at=timezone.now(), case=cases[place]), HANDS)

    assert all(isinstance(answer, HandOverLine) for answer in answers), answers
    assert sorted(HandOver.objects.values_list("serial", flat=True)) == list(range(1, HANDS + 1))


def test_one_clerk_scanning_in_two_tabs_has_one_draft() -> None:
    hall = make_hall()
    cases = [hall.case() for _ in range(HANDS)]

    answers = at_once(lambda place: add_case(by=hall.clerk, at=timezone.now(), case=cases[place]), HANDS)

    assert all(isinstance(answer, HandOverLine) for answer in answers), answers
    assert HandOver.objects.count() == 1
    assert sorted(HandOverLine.objects.values_list("position", flat=True)) == list(range(1, HANDS + 1))


def test_one_case_scanned_by_many_lies_in_one_batch() -> None:
    hall = make_hall()
    case, clerks = hall.case(), [member(Role.CLERK, hall.contract) for _ in range(HANDS)]

    answers = at_once(lambda place: add_case(by=clerks[place], at=timezone.now(), case=case), HANDS)

    assert sum(isinstance(answer, HandOverLine) for answer in answers) == 1
    assert HandOverLine.objects.count() == 1
    assert HandOver.objects.count() == 1  # the others' drafts went with their refusal


def test_a_batch_is_sent_once_and_received_once() -> None:
    hall = make_hall()
    case = hall.case()
    batch = add_case(by=hall.clerk, at=timezone.now(), case=case).batch

    sent = at_once(
        lambda _place: send_batch(
            by=hall.clerk, at=timezone.now(), batch=batch, carriage=MESSENGER, key=new_key()
        ),
        HANDS,
    )
    lines = [batch.lines.get().pk]
    words = ["confirmed", "missing"] * (HANDS // 2)
    settled = at_once(
        lambda place: settle_lines(
            by=hall.liaison, at=timezone.now(), batch=batch, lines=lines, outcome=words[place], note="查",
            key=new_key(),
        ),
        HANDS,
    )  # fmt: skip

    assert sum(isinstance(answer, HandOver) for answer in sent) == 1, sent
    assert case.events.filter(action="hand_over").count() == 1
    assert sum(isinstance(answer, HandOver) for answer in settled) == HANDS // 2, settled
    assert case.events.filter(action__in=["transfer", "papers_missing"]).count() == 1
    assert fresh(case).holder == ("department" if batch.lines.get().outcome == "confirmed" else "window")
