"""Objections and rulings, the correction they make, and what it takes to put it in force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.actions.card_life import SignatureRefused, close_due
from assessment.actions.entries import CardSigned, EntryData, change_entry, withdraw_entry
from assessment.actions.objections import ObjectionRefused, file_objection, rule_on_objection
from assessment.enums import CardState, Ruling
from assessment.models import Entry, EntryEvidence, Objection, Scorecard
from assessment.queries.scores import entries_in_force, in_force
from assessment.queries.verification import verdict_on
from hall_ops.lib.uploads import UploadRefused
from records.models import AuditEvent, StoredFile
from tests.assessment.signing import People, after_window, dated, give, objected, ruled, signed, told
from tests.factories.assessment import entry_on, photograph


@pytest.fixture
def approved(march: Scorecard, people: People) -> Scorecard:
    """March approved with № 1 (3.10 three times), № 2 (3.26 once), a withdrawn № 3 and № 4, a bonus."""
    told(march, count=3)
    told(march, "3.26")
    withdrawn = told(march, "3.17")
    withdraw_entry(by=people.assessor, at=timezone.now(), entry=withdrawn, version=1, reason="误记")
    told(march, "7.2")
    return signed(march, people)


def test_an_objection_is_kept_with_grounds_files_and_event(approved: Scorecard, people: People) -> None:
    made = file_objection(
        by=people.director, at=timezone.now(), card=approved, number=1, grounds="  系统停机。 ",
        files=[("故障单.jpg", photograph())],
    )  # fmt: skip

    assert (made.entry.number, made.grounds, made.ruling) == (1, "系统停机。", "")
    event = AuditEvent.objects.get(action="objection.file")
    assert event.after["files"] == [made.files.get().sha256]
    assert (event.actor_id, event.contract_id) == (people.director.pk, approved.contract_id)


@pytest.mark.parametrize(
    ("number", "word"), [(9, "没有 № 9"), (3, "已撤回"), (4, "加分记录")], ids=["none", "withdrawn", "bonus"]
)
def test_some_entries_cannot_be_objected_to(
    approved: Scorecard, people: People, number: int, word: str
) -> None:
    with pytest.raises(ObjectionRefused, match=word):
        objected(approved, people, number)

    assert not Objection.objects.exists()


def test_an_entry_is_objected_to_once(approved: Scorecard, people: People) -> None:
    objected(approved, people)

    with pytest.raises(ObjectionRefused, match="只能申辩一次"):
        objected(approved, people)


def test_the_window_closes_with_its_last_day(approved: Scorecard, people: People) -> None:
    late = after_window(approved)

    objected(approved, people, 1, at=late - timedelta(days=1))
    with pytest.raises(ObjectionRefused, match="申辩期已过"):
        objected(approved, people, 2, at=late)


def test_a_card_that_is_not_approved_takes_none(march: Scorecard, people: People) -> None:
    told(march)

    with pytest.raises(ObjectionRefused, match="不在申辩期"):
        objected(march, people)


def test_grounds_are_needed_and_a_bad_file_leaves_nothing(approved: Scorecard, people: People) -> None:
    who = {"by": people.director, "at": timezone.now(), "card": approved, "number": 1}

    with pytest.raises(ObjectionRefused, match="理由"):
        file_objection(grounds=" \n ", **who)
    with pytest.raises(UploadRefused):
        file_objection(grounds="有故障单", files=[("a.jpg", photograph()), ("b.exe", b"MZ")], **who)

    assert not Objection.objects.exists() and not StoredFile.objects.exists()


def test_a_rejection_leaves_the_card_alone(approved: Scorecard, people: People) -> None:
    row = ruled(objected(approved, people), people, Ruling.REJECTED)

    assert (row.ruling, row.ruled_by) == (Ruling.REJECTED, people.reviewer)
    assert not Scorecard.objects.filter(corrects=approved).exists()
    assert AuditEvent.objects.get(action="objection.rule").after["ruling"] == "rejected"


def test_upheld_and_partly_go_into_one_correction(approved: Scorecard, people: People) -> None:
    first, second = objected(approved, people, 1), objected(approved, people, 2)

    ruled(first, people, Ruling.PARTLY, 1)
    ruled(second, people, Ruling.UPHELD)

    made = Scorecard.objects.get(corrects=approved)
    assert (made.revision, made.state, made.month) == (2, CardState.DRAFT, approved.month)
    assert (made.next_number, made.assessed_on) == (approved.next_number, approved.assessed_on)
    rows = {entry.number: entry for entry in Entry.objects.filter(scorecard=made)}
    assert sorted(rows) == [1, 2, 3, 4]
    assert (rows[1].count, rows[1].note, rows[1].withdrawn_at) == (1, "08:24 到岗", None)
    assert "№ 2 申辩成立" in rows[2].withdrawn_reason and rows[2].withdrawn_by == people.reviewer
    assert rows[3].withdrawn_reason == "误记"
    assert list(Entry.objects.filter(scorecard=approved).in_force().values_list("count", flat=True)) == [
        3,
        1,
        1,
    ]
    assert AuditEvent.objects.filter(action="scorecard.correct").count() == 1
    assert AuditEvent.objects.filter(action="entry.correct").count() == 2


def test_evidence_goes_along(march: Scorecard, people: People) -> None:
    from assessment.actions.entries import attach_evidence

    entry = told(march)
    attach_evidence(by=people.assessor, at=timezone.now(), entry=entry, name="a.jpg", data=photograph())
    told(march, "3.26")
    card = signed(march, people)

    ruled(objected(card, people, 2), people, Ruling.UPHELD)

    made = Scorecard.objects.get(corrects=card)
    copied = EntryEvidence.objects.get(entry__scorecard=made)
    assert copied.entry.number == 1
    assert copied.file_id == EntryEvidence.objects.get(entry=entry).file_id


@pytest.mark.parametrize(
    ("ruling", "count", "word"),
    [
        ("", None, "裁定结果"),
        ("partly", None, "改为几次"),
        ("partly", 3, "少于"),
        ("upheld", 1, "只有部分成立"),
    ],
    ids=["none", "no count", "no less", "count where none belongs"],
)
def test_an_unfit_ruling_is_refused(
    approved: Scorecard, people: People, ruling: str, count: int | None, word: str
) -> None:
    row = objected(approved, people)

    with pytest.raises(ObjectionRefused, match=word):
        ruled(row, people, ruling, count)


def test_a_ruling_needs_a_reason_and_comes_once(approved: Scorecard, people: People) -> None:
    row = objected(approved, people)
    with pytest.raises(ObjectionRefused, match="裁定理由"):
        rule_on_objection(by=people.reviewer, at=timezone.now(), objection=row, ruling="upheld", reason=" ")
    ruled(row, people, Ruling.REJECTED)

    with pytest.raises(ObjectionRefused, match="已经裁定"):
        ruled(row, people, Ruling.UPHELD)


def corrected(approved: Scorecard, people: People) -> Scorecard:
    """The correction with № 1 at one instead of three, unsigned."""
    ruled(objected(approved, people), people, Ruling.PARTLY, 1)
    return Scorecard.objects.get(corrects=approved)


def test_a_correction_is_signed_when_no_more_can_come(approved: Scorecard, people: People) -> None:
    made = corrected(approved, people)
    second = objected(approved, people, 2)

    with pytest.raises(SignatureRefused, match="1 条申辩没有裁定"):
        give(made, "assess", people.assessor)
    ruled(second, people, Ruling.REJECTED)
    with pytest.raises(SignatureRefused, match="申辩期"):
        give(made, "assess", people.assessor)

    assert give(made, "assess", people.assessor, after_window(approved)).state == CardState.ASSESSED


def test_a_correction_carries_rulings_and_nothing_else(approved: Scorecard, people: People) -> None:
    made = corrected(approved, people)
    entry = Entry.objects.get(scorecard=made, number=1)

    with pytest.raises(CardSigned, match="只落实"):
        entry_on(made, "3.29")
    with pytest.raises(CardSigned, match="只落实"):
        change_entry(
            by=people.assessor,
            at=timezone.now(),
            entry=entry,
            version=entry.version,
            data=EntryData("3.10", 9),
        )


def test_the_first_stays_in_force_until_the_correction_is_approved(
    approved: Scorecard, people: People
) -> None:
    made = corrected(approved, people)
    late = after_window(approved)

    assert close_due(at=late) == 0
    for step in ("assess", "review"):
        give(made, step, people.of(step), late)
        assert in_force(Scorecard.objects.filter(month=approved.month)) == [approved]
    give(made, "approve", people.approver, late)

    assert in_force(Scorecard.objects.filter(month=approved.month)) == [made]
    approved.refresh_from_db()
    assert (approved.state, approved.closed_at) == (CardState.CLOSED, late)
    assert [len(entries_in_force(card)) for card in (approved, made)] == [3, 3]
    made.refresh_from_db()
    assert [verdict_on(card.seal).faults for card in (approved, made)] == [(), ()]


def test_only_what_a_correction_changed_is_objected_to_again(approved: Scorecard, people: People) -> None:
    made, late = corrected(approved, people), after_window(approved)
    made = signed(made, people, at=late)

    with pytest.raises(ObjectionRefused, match="没有改动"):
        objected(made, people, 2, late)
    ruled(objected(made, people, 1, late), people, Ruling.UPHELD, at=late)

    third = Scorecard.objects.get(corrects=made)
    assert third.revision == 3
    assert not Entry.objects.filter(scorecard=third, number=1).in_force().exists()


def test_an_approved_card_without_objections_closes_after_its_window(
    approved: Scorecard, people: People
) -> None:
    late = after_window(approved)

    assert close_due(at=late - timedelta(days=1)) == 0
    assert (close_due(at=late), close_due(at=late)) == (1, 0)
    with pytest.raises(ObjectionRefused, match="不在申辩期"):
        objected(Scorecard.objects.get(pk=approved.pk), people, 1, late)


def test_a_waiting_objection_keeps_the_card_open(approved: Scorecard, people: People) -> None:
    row, late = objected(approved, people), after_window(approved)

    assert close_due(at=late) == 0
    ruled(row, people, Ruling.REJECTED, at=late)
    assert close_due(at=late) == 1


def test_the_year_beside_a_correction_counts_the_correction(approved: Scorecard, people: People) -> None:
    """What is signed is what will be in force: the month's own total stands in the year's mean."""
    from assessment.queries.sheet import signing_sheet

    made = Scorecard.objects.select_related("contract", "service_year", "rubric").get(
        pk=corrected(approved, people).pk
    )

    sheet = signing_sheet(dated(made))

    assert sheet.year.mean == sheet.score.total
