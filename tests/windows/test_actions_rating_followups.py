"""What follows a bad rating: the steps, by whom, by when; the release; appeals and rulings."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from records.models import AuditEvent
from tests.windows.rating_people import ALL_THE_WAY, PHONE, Hall
from windows.actions.rating_followups import (
    FollowUpMoved,
    FollowUpRefused,
    StepTaken,
    release_text,
    steps_for,
    take_step,
)
from windows.actions.rating_rulings import RulingRefused, file_appeal, rule_on_rating
from windows.enums import AppealState, FollowUpState, RatingState, RulingOutcome
from windows.models import Rating, RatingAppeal, RatingFollowUp, RatingRuling, RatingStep


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def names(hall: Hall, who: str, followup: RatingFollowUp) -> list[str]:
    return [step.name for step in steps_for(getattr(hall, who), followup)]


def rule(hall: Hall, rating: Rating, outcome: str, **values: object) -> RatingRuling:
    rating.refresh_from_db()
    data = {
        "by": hall.assessor,
        "reason": "评价内容与事实不符",
        "seen": rating.state,
        "key": f"{outcome}-{rating.pk}-key",
    }
    return rule_on_rating(at=timezone.now(), rating=rating, outcome=outcome, **{**data, **values})  # type: ignore[arg-type]


def test_a_bad_rating_opens_with_its_terms(hall: Hall) -> None:
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 10))
    followup = hall.bad(at=friday, case=hall.case(at=friday - timedelta(hours=3)))

    assert (followup.number, followup.state) == (1, FollowUpState.OPENED)
    assert followup.contact_due_on == date(2026, 3, 9)
    assert followup.rectify_due_on == date(2026, 3, 27)
    assert hall.bad().number == 2


def test_a_real_name_rating_goes_all_the_way(hall: Hall) -> None:
    followup = hall.go(hall.bad(), *ALL_THE_WAY)

    assert followup.state == FollowUpState.CLOSED
    assert followup.contacted_at and followup.answered_at and followup.called_back_at and followup.closed_at
    steps = RatingStep.objects.filter(followup=followup)
    assert [step.step for step in steps] == ["open", *ALL_THE_WAY]
    assert all(step.by and step.note for step in steps if step.step != "open")
    assert AuditEvent.objects.filter(action="rating.step").count() == len(ALL_THE_WAY)


def test_a_nameless_one_needs_no_contact_and_no_call_back(hall: Hall) -> None:
    followup = hall.go(hall.bad(real_name=False), "verify", "plan", "rectify", "feedback", "review")

    assert followup.state == FollowUpState.CLOSED and followup.called_back_at is None


def test_a_real_name_rating_is_never_closed_without_a_call_back(hall: Hall) -> None:
    followup = hall.go(hall.bad(), "contact", "verify", "explain", "feedback")

    assert "review" not in names(hall, "assessor", followup)
    with pytest.raises(FollowUpRefused, match="复核办结"):
        hall.go(followup, "review")


def test_a_dissatisfied_rater_sends_it_back(hall: Hall) -> None:
    followup = hall.go(hall.bad(), "contact", "verify", "explain", "feedback", "call_back", "send_back")

    assert (followup.state, followup.answered_at, followup.called_back_at) == (
        FollowUpState.RECTIFYING,
        None,
        None,
    )
    assert hall.go(followup, "rectify", "feedback", "call_back", "review").state == FollowUpState.CLOSED


def test_only_the_governments_people_speak_with_the_rater(hall: Hall) -> None:
    followup = hall.bad()

    assert names(hall, "supervisor", followup) == []
    assert names(hall, "liaison", followup) == names(hall, "assessor", followup) == ["contact"]
    hall.go(followup, "contact")
    assert names(hall, "supervisor", followup) == ["verify"]
    hall.go(followup, "verify", by=hall.supervisor)
    assert names(hall, "supervisor", followup) == ["rectify", "plan", "explain"]
    hall.go(followup, "rectify", "feedback", by=hall.supervisor)
    assert names(hall, "supervisor", followup) == []
    assert names(hall, "liaison", followup) == ["call_back"]
    hall.go(followup, "call_back")
    assert names(hall, "liaison", followup) == []
    assert names(hall, "assessor", followup) == ["review", "send_back"]


@pytest.mark.parametrize("who", ["clerk", "director"])
def test_those_without_the_right_take_no_step(hall: Hall, who: str) -> None:
    with pytest.raises(FollowUpRefused, match="相应身份"):
        hall.go(hall.bad(real_name=False), "verify", by=getattr(hall, who))


def test_another_departments_liaison_takes_no_step(hall: Hall, other_contract: Contract) -> None:
    followup, stranger = hall.bad(), Hall.of(other_contract)

    for person in (stranger.liaison, stranger.assessor, stranger.supervisor):
        with pytest.raises(FollowUpRefused):
            hall.go(followup, "contact", by=person)


def test_a_step_on_an_old_page_is_refused_and_a_doubled_one_counts_once(hall: Hall) -> None:
    followup = hall.bad()
    step = {
        "by": hall.liaison,
        "at": timezone.now(),
        "followup": followup,
        "taken": StepTaken("contact", "已电话联系"),
    }
    take_step(**step, seen="opened", key="contact-key")  # type: ignore[arg-type]
    take_step(**step, seen="opened", key="contact-key")  # type: ignore[arg-type]

    assert RatingStep.objects.filter(followup=followup, step="contact").count() == 1
    with pytest.raises(FollowUpMoved):
        take_step(**step, seen="opened", key="other-key")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "taken", "words"),
    [
        ((), StepTaken("contact", "  "), "做了什么"),
        ((), StepTaken("contact", "好" * 501), "500"),
        ((), StepTaken("fly", "说明"), "fly"),
        (("contact", "verify"), StepTaken("plan", "换新取号机"), "计划完成日期"),
        (("contact", "verify"), StepTaken("plan", "换", planned_on=date(2020, 1, 1)), "计划完成日期"),
        (("contact", "verify", "rectify", "feedback"), StepTaken("call_back", "已回访"), "回访结果"),
    ],
)
def test_what_a_step_lacks_is_said(hall: Hall, steps: tuple[str, ...], taken: StepTaken, words: str) -> None:
    followup = hall.go(hall.bad(), *steps)

    with pytest.raises(FollowUpRefused, match=words):
        take_step(
            by=hall.liaison,
            at=timezone.now(),
            followup=followup,
            taken=taken,
            seen=followup.state,
            key="a-key-1",
        )


def test_a_telephone_in_a_note_is_masked_and_contact_notes_are_the_governments(hall: Hall) -> None:
    followup = hall.bad()
    taken = StepTaken("contact", f"已打 {PHONE}")
    take_step(
        by=hall.liaison, at=timezone.now(), followup=followup, taken=taken, seen="opened", key="a-key-1"
    )

    step = RatingStep.objects.get(step="contact")
    assert PHONE not in step.note and step.for_government


def test_the_purchaser_alone_releases_the_text_once(hall: Hall) -> None:
    followup = hall.bad()
    with pytest.raises(FollowUpRefused, match="采购人"):
        release_text(by=hall.supervisor, at=timezone.now(), followup=followup, key="a-key-1")

    assert release_text(by=hall.assessor, at=timezone.now(), followup=followup, key="a-key-2").released_at
    with pytest.raises(FollowUpRefused, match="已经"):
        release_text(by=hall.assessor, at=timezone.now(), followup=followup, key="a-key-3")


@pytest.mark.parametrize(
    "columns", [{"state": "closed"}, {"state": "contacted"}, {"state": "called_back"}, {"state": "x"}]
)
def test_a_state_without_its_columns_is_refused(hall: Hall, columns: dict[str, str]) -> None:
    followup = hall.bad()

    with pytest.raises(IntegrityError), transaction.atomic():
        RatingFollowUp.objects.filter(pk=followup.pk).update(**columns)


def test_steps_and_rulings_stay(hall: Hall) -> None:
    rating = hall.bad().rating
    rule(hall, rating, RulingOutcome.EXCLUDE)

    for rows in (RatingStep.objects.all(), RatingRuling.objects.all(), RatingFollowUp.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_an_appeal_is_ruled_on_and_the_rating_excluded(hall: Hall) -> None:
    rating = hall.bad().rating
    appeal = file_appeal(
        by=hall.director, at=timezone.now(), rating=rating, reason="不是本窗口办理", key="a-key-1"
    )

    rule(hall, rating, RulingOutcome.EXCLUDE)

    rating.refresh_from_db()
    appeal.refresh_from_db()
    assert (rating.state, appeal.state) == (RatingState.EXCLUDED, AppealState.UPHELD)
    assert rating.excluded_at and appeal.decided_at
    assert rating.followup.state == FollowUpState.DROPPED


def test_a_rating_may_be_kept_and_its_exclusion_undone(hall: Hall) -> None:
    rating = hall.go(hall.bad(), "contact", "verify").rating
    file_appeal(by=hall.supervisor, at=timezone.now(), rating=rating, reason="情况不实", key="a-key-1")
    rule(hall, rating, RulingOutcome.KEEP)
    assert RatingAppeal.objects.get().state == AppealState.REJECTED

    rule(hall, rating, RulingOutcome.EXCLUDE)
    rule(hall, rating, RulingOutcome.RESTORE)

    rating.refresh_from_db()
    followup = RatingFollowUp.objects.get(rating=rating)
    assert (rating.state, rating.excluded_at) == (RatingState.VALID, None)
    assert (followup.state, followup.contacted_at) == (FollowUpState.OPENED, None)
    assert RatingRuling.objects.count() == 3


def test_appeals_that_do_not_fit(hall: Hall) -> None:
    good, bad = hall.rate(4), hall.bad().rating
    values = {"at": timezone.now(), "reason": "理由", "key": "a-key-1"}

    for by, rating, words in (
        (hall.clerk, bad, "项目负责人"), (hall.assessor, bad, "项目负责人"), (hall.director, good, "差评"),
    ):  # fmt: skip
        with pytest.raises(RulingRefused, match=words):
            file_appeal(by=by, rating=rating, **values)  # type: ignore[arg-type]
    with pytest.raises(RulingRefused, match="理由"):
        file_appeal(by=hall.director, rating=bad, **{**values, "reason": " "})  # type: ignore[arg-type]
    file_appeal(by=hall.director, rating=bad, **values)  # type: ignore[arg-type]
    with pytest.raises(RulingRefused, match="一次"):
        file_appeal(by=hall.director, rating=bad, **{**values, "key": "a-key-2"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "values", "words"),
    [
        ("exclude", {"by": "director"}, "考核人"),
        ("exclude", {"reason": ""}, "理由"),
        ("exclude", {"seen": "excluded"}, "刚刚"),
        ("restore", {}, "恢复有效"),
        ("keep", {}, "申诉"),
        ("burn", {}, "裁定结果"),
    ],
)
def test_rulings_that_do_not_fit(hall: Hall, outcome: str, values: dict[str, str], words: str) -> None:
    rating = hall.bad().rating
    given = {name: getattr(hall, value) if name == "by" else value for name, value in values.items()}

    with pytest.raises(RulingRefused, match=words):
        rule(hall, rating, outcome, **given)

    rating.refresh_from_db()
    assert rating.state == RatingState.VALID and not RatingRuling.objects.exists()
