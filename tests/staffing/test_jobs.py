"""A week proposed as a job: written into the draft, around what people planned, with what could not be."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from records.models import Job
from records.runner import run_job
from staffing.actions.roster import RosterRefused
from staffing.actions.roster_proposals import ask_proposal
from staffing.models import RosterWeek, Shift
from staffing.rules.roster import faults
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def proposed(hall: Hall) -> Job:
    job = ask_proposal(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY)
    assert run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_week_is_proposed_around_what_is_planned(hall: Hall) -> None:
    hall.plan(hall.cell("林三", window=1))
    hall.leave("林一")

    job = proposed(hall)

    assert (job.state, job.done, job.total) == ("done", 14, 14), job.message
    assert "写入" in job.message and "week=2026-11-30" in job.result_url
    first = Shift.objects.get(day=MONDAY, session=hall.am, window=hall.windows[0])
    assert first.person == hall.people["林三"]
    assert not Shift.objects.filter(person=hall.people["林一"], day=MONDAY).exists()
    assert not faults(hall.data().plan) and RosterWeek.objects.get().unmet == []
    assert Shift.objects.filter(window__isnull=False).count() == 20


def test_what_could_not_be_is_told_with_its_reason(hall: Hall) -> None:
    for name in ("林一", "林二", "机动员"):
        hall.leave(name)

    proposed(hall)

    unmet = RosterWeek.objects.get().unmet
    assert len(unmet) == 2
    assert (
        unmet[0].startswith("周一上午 综合窗口（大厅")
        and "还缺 1 人：该岗共 3 人，请假 2 人（林一、林二）" in unmet[0]
    )


def test_people_change_a_proposed_week_freely(hall: Hall) -> None:
    proposed(hall)

    assert hall.plan(hall.cell("林一")).cells
    assert proposed(hall).state == "done" and not faults(hall.data().plan)


def test_a_published_week_is_not_proposed_anew(hall: Hall) -> None:
    job = ask_proposal(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY)
    hall.full_week()
    hall.publish()
    with pytest.raises(RosterRefused, match="已发布"):
        ask_proposal(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY)

    before = Shift.objects.count()
    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == "failed" and "刚刚发布" in job.message and Shift.objects.count() == before
