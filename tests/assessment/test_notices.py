"""Reminders: each once, for the role that can act, gone with their reason; jobs that may run twice or late."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment import jobs
from assessment.actions.notices import refresh_notices
from assessment.enums import Ruling
from assessment.models import Notice, Scorecard
from assessment.queries.notices import notices_for
from contracts.jobs import payment_reminders
from hall_ops.health import readiness
from hall_ops.lib.permissions import Role
from records.models import ScheduledRun
from records.schedule import run_due
from tests.assessment.signing import People, after_window, give, objected, ruled, signed, told
from tests.conftest import sign_in_quickly
from tests.factories.assessment import haikou_contract
from tests.factories.contracts import member

APRIL = datetime(2023, 4, 10, 9, 0, tzinfo=timezone.get_default_timezone())


def open_notices() -> dict[str, str]:
    """Kind → role of what is open, but for months without a card and payments."""
    rows = Notice.objects.filter(done_at=None).exclude(kind__in=("unopened", "payment"))
    return dict(rows.values_list("kind", "role"))


def test_a_card_reminds_whose_turn_it_is(march: Scorecard, people: People) -> None:
    told(march)
    for step, role in (("assess", Role.ASSESSOR), ("review", Role.REVIEWER), ("approve", Role.APPROVER)):
        refresh_notices(at=APRIL)
        assert open_notices() == {"unsigned": role}
        signed(march, people, "assess") if step == "assess" else give(march, step, people.of(step))
        assert open_notices() == {}


def test_nobody_is_reminded_before_the_month_is_over(march: Scorecard, settings: Any) -> None:
    settings.CARD_REMINDER_DAYS = 5

    refresh_notices(at=APRIL.replace(day=5))
    early = open_notices()
    refresh_notices(at=APRIL.replace(day=6))

    assert (early, open_notices()) == ({}, {"unsigned": Role.ASSESSOR})


def test_months_without_a_card_are_one_notice(march: Scorecard) -> None:
    refresh_notices(at=APRIL)

    text = Notice.objects.get(kind="unopened").text
    assert text == "2 个月没有建立考核表，最近的是 2023-02"


def test_a_closing_window_reminds_the_director_and_an_objection_the_reviewer(
    march: Scorecard, people: People
) -> None:
    told(march)
    card = signed(march, people)
    eve = after_window(card) - timedelta(days=2)

    refresh_notices(at=eve - timedelta(days=1))
    assert open_notices() == {}
    refresh_notices(at=eve)
    assert open_notices() == {"window": Role.DIRECTOR}
    row = objected(card, people)
    refresh_notices(at=eve)
    assert open_notices() == {"window": Role.DIRECTOR, "objection": Role.REVIEWER}
    ruled(row, people, Ruling.REJECTED)
    refresh_notices(at=after_window(card))
    assert open_notices() == {}


def test_twice_changes_nothing_and_a_reason_that_returns_opens_it_again(
    march: Scorecard, people: People, settings: Any
) -> None:
    settings.REMINDER_SOURCES = []  # payments have a test of their own
    from assessment.actions.card_life import send_back
    from tests.assessment.signing import rights

    told(march)
    assert (refresh_notices(at=APRIL)[0], refresh_notices(at=APRIL)) == (2, (0, 0))
    card = signed(march, people, "assess")
    send_back(by=people.reviewer, at=APRIL, card=card, reason="漏记", permissions=rights(Role.REVIEWER))

    assert open_notices() == {}
    assert refresh_notices(at=APRIL)[0] == 1
    assert open_notices() == {"unsigned": Role.ASSESSOR}
    assert Notice.objects.filter(kind="unsigned").count() == 1


def test_a_user_sees_the_notices_of_their_role_and_contract_only(march: Scorecard, people: People) -> None:
    refresh_notices(at=APRIL)
    foreign = member(Role.ASSESSOR, haikou_contract())

    assert {row.kind for row in notices_for(people.assessor, march.contract)} == {"unsigned", "unopened"}
    assert notices_for(people.reviewer, march.contract) == []
    assert notices_for(foreign, None) == []
    page = sign_in_quickly(people.assessor).get(reverse("contracts:overview", args=[march.contract.slug]))
    assert "待您处理" in page.content.decode() and "2023-03 考核表待考核人签署" in page.content.decode()


def test_each_job_may_run_twice(march: Scorecard, people: People, tmp_path: Any, settings: Any) -> None:
    settings.SEALS_DIR = tmp_path
    told(march)
    signed(march, people, at=APRIL)

    assert [jobs.seal_days(), jobs.seal_days()] == ["made=1", "made=0"]
    assert [jobs.close_cards(), jobs.close_cards()] == ["closed=1", "closed=0"]
    assert jobs.remind().endswith("settled=0") and jobs.remind() == "made=0 settled=0"
    assert jobs.verify_seals_nightly() == jobs.verify_seals_nightly() == "ok"


@pytest.mark.parametrize("broken", [False, True])
def test_readiness_turns_red_when_the_last_seal_failed(
    transactional_db: None, tmp_path: Any, settings: Any, broken: bool
) -> None:
    settings.SCHEDULED_JOBS = [("daily_seal", "assessment.jobs.seal_days", "00:10")]
    settings.SEALS_DIR = tmp_path / "seals"
    if broken:
        settings.SEALS_DIR.write_text("a file where the folder should be")

    assert (run_due(now=timezone.now()), run_due(now=timezone.now())) == (1, 0)

    assert ScheduledRun.objects.get().state == ("failed" if broken else "done")
    assert readiness()["seal"]["ok"] is not broken


def test_after_an_outage_the_next_run_catches_up(march: Scorecard, people: People) -> None:
    """Nothing ran for a month: the window that closed meanwhile is not announced, the card is closed."""
    told(march)
    card = signed(march, people, at=APRIL)

    assert jobs.close_cards() == "closed=1"
    refresh_notices(at=timezone.now())

    assert not Notice.objects.filter(kind="window").exists()
    card.refresh_from_db()
    assert card.closed_at is not None and card.month == date(2023, 3, 1)


def test_payments_are_reminded_of_once_and_settled_with_their_reason(march: Scorecard, settings: Any) -> None:
    told_of = {each["key"]: each for each in payment_reminders(APRIL)}
    assert told_of

    refresh_notices(at=APRIL)
    refresh_notices(at=APRIL)

    rows = Notice.objects.filter(kind="payment", done_at=None)
    assert {row.key: (row.role, row.text, row.url) for row in rows} == {
        key: (each["role"], each["text"], each["url"]) for key, each in told_of.items()
    }
    settings.REMINDER_SOURCES = []
    refresh_notices(at=APRIL)
    assert not rows.all().exists()
