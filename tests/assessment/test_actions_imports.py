"""A month's entries from a file: all or nothing, and the same file again changes nothing."""

import io
from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.entries import CardSigned, EntryData, change_entry, withdraw_entry
from assessment.actions.imports import (
    AlreadyImported,
    PreviewOutdated,
    keep_draft,
    plan_import,
    read_file,
    take_import,
)
from assessment.enums import EntrySource
from assessment.files.entries import EntryRow
from assessment.files.month_template import month_template
from assessment.models import Entry, EntryDraft, EntryImport, Scorecard
from assessment.queries.scores import entries_in_force, facts_of, spec_of
from assessment.rules.merging import Change
from hall_ops.lib.file_problems import FileRefused
from records.models import AuditEvent
from tests.factories.assessment import entry_on, sign

HEAD = "编号,条款编号,次数,级别,日期,地点或人员,说明,版本"
ROWS = (",3.10,2,,2023-03-06,窗口 03,迟到", ",3.26,1,,2023-03-08,窗口 07,离岗", ",7.10,1,市级,,,巾帼文明岗")


def csv(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines, ""]).encode()


def keep(card: Scorecard, by: User, data: bytes, name: str = "三月.csv") -> EntryDraft:
    return keep_draft(by=by, at=timezone.now(), card=card, name=name, data=data)


def take(card: Scorecard, by: User, data: bytes, name: str = "三月.csv") -> EntryImport:
    return take_import(by=by, at=timezone.now(), draft=keep(card, by, data, name))


def downloaded(card: Scorecard) -> openpyxl.Workbook:
    """The month's template with what is on the card, as a spreadsheet program opens it."""
    rows = [
        EntryRow(0, entry.number, facts_of(entry), entry.occurred_on, entry.subject, entry.version)
        for entry in entries_in_force(card)
    ]
    return openpyxl.load_workbook(io.BytesIO(month_template(spec_of(card), rows)))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def counted(taken: EntryImport) -> tuple[int, int, int, int]:
    return taken.rows_seen, taken.added, taken.changed, taken.unchanged


def test_a_file_is_taken_with_every_row_and_its_totals(march: Scorecard, assessor: User) -> None:
    taken = take(march, assessor, csv(*ROWS))

    assert counted(taken) == (3, 3, 0, 0)
    said = Entry.objects.values_list(
        "number", "criterion__code", "count", "level", "occurred_on", "subject", "source"
    )
    assert list(said) == [
        (1, "3.10", 2, "", date(2023, 3, 6), "窗口 03", EntrySource.IMPORTED),
        (2, "3.26", 1, "", date(2023, 3, 8), "窗口 07", EntrySource.IMPORTED),
        (3, "7.10", 1, "municipal", None, "", EntrySource.IMPORTED),
    ]
    assert not EntryDraft.objects.exists()
    events = list(AuditEvent.objects.filter(action__startswith="entry.").order_by("number"))
    assert [event.action for event in events] == ["entry.add"] * 3 + ["entry.import"]
    assert events[-1].after["sha256"] == taken.sha256


def test_499_good_rows_and_one_bad_are_no_rows(march: Scorecard, assessor: User) -> None:
    good = [f",3.10,1,,2023-03-06,窗口 {place},第 {place} 次" for place in range(499)]

    with pytest.raises(FileRefused) as refused:
        take(march, assessor, csv(*good[:250], ",3.10,一次,,,,", *good[250:]))

    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.header, problem.value) == (252, "C", "次数", "一次")
    assert not Entry.objects.exists() and not EntryDraft.objects.exists() and not EntryImport.objects.exists()


def test_a_file_that_went_bad_after_its_preview_is_no_rows(march: Scorecard, assessor: User) -> None:
    """The kept file names an entry that somebody withdraws before it is taken."""
    entry = entry_on(march, count=1, note="旧")
    draft = keep(march, assessor, csv(*ROWS, "1,3.10,5,,,,旧,1"))
    withdraw_entry(by=assessor, at=timezone.now(), entry=entry, version=1, reason="误记")
    with pytest.raises(PreviewOutdated):
        take_import(by=assessor, at=timezone.now(), draft=draft)

    with pytest.raises(FileRefused) as refused:
        take_import(by=assessor, at=timezone.now(), draft=draft)

    assert "没有这个编号的记录，或已撤回" in refused.value.problems[0].reason
    assert Entry.objects.count() == 1
    assert EntryDraft.objects.count() == 1


def test_the_same_file_twice_names_who_took_it_and_when(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    taken = take(march, assessor, csv(*ROWS))

    with pytest.raises(AlreadyImported) as refused:
        keep(march, colleague, csv(*ROWS))

    when = f"{timezone.localtime(taken.imported_at):%Y-%m-%d %H:%M}"
    assert str(refused.value) == f"这个文件已由 符海燕 在 {when} 导入过，没有重复计入。"
    assert Entry.objects.count() == 3


def test_the_same_file_kept_by_two_is_taken_once(march: Scorecard, assessor: User, colleague: User) -> None:
    drafts = [keep(march, by, csv(*ROWS)) for by in (assessor, colleague)]
    take_import(by=assessor, at=timezone.now(), draft=drafts[0])

    with pytest.raises(AlreadyImported):
        take_import(by=colleague, at=timezone.now(), draft=drafts[1])

    assert Entry.objects.count() == 3


def test_a_file_saved_again_with_other_bytes_changes_nothing(march: Scorecard, assessor: User) -> None:
    take(march, assessor, csv(*ROWS))
    before = list(Entry.objects.order_by("number").values())

    taken = take(march, assessor, csv(*ROWS) + b"\n")

    assert counted(taken) == (3, 0, 0, 3)
    assert list(Entry.objects.order_by("number").values()) == before


def test_the_downloaded_template_sent_back_changes_nothing(march: Scorecard, assessor: User) -> None:
    take(march, assessor, csv(*ROWS))

    taken = take(march, assessor, saved(downloaded(march)), "模板.xlsx")

    assert counted(taken) == (3, 0, 0, 3)


def test_a_numbered_row_updates_its_entry_and_keeps_the_rest(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = entry_on(march, count=1, note="旧", overlap_reason="两人")
    entry_on(march, "3.26")

    taken = take(march, colleague, csv("1,3.10,4,,2023-03-09,窗口 03,新,1"))

    assert counted(taken) == (1, 0, 1, 0)
    entry.refresh_from_db()
    assert (entry.count, entry.note, entry.version, entry.changed_by) == (4, "新", 2, colleague)
    assert entry.overlap_reason == "两人"
    assert Entry.objects.in_force().count() == 2


def test_numbers_go_on_without_gaps_when_rows_change_and_add(march: Scorecard, assessor: User) -> None:
    entry_on(march, count=1)

    take(march, assessor, csv(",3.26,1,,,,一", "1,3.10,2,,,,改,1", ",3.29,1,,,,二"))
    entry_on(march, "3.1")

    assert list(Entry.objects.values_list("number", "criterion__code")) == [
        (1, "3.10"), (2, "3.26"), (3, "3.29"), (4, "3.1"),
    ]  # fmt: skip


def test_a_row_that_counts_nothing_adds_nothing(march: Scorecard, assessor: User) -> None:
    taken = take(march, assessor, csv(",3.10,0,,,,", ROWS[1]))

    assert counted(taken) == (1, 1, 0, 0)


def test_an_entry_is_not_brought_to_nothing_by_a_file(march: Scorecard, assessor: User) -> None:
    entry_on(march, count=3)

    with pytest.raises(FileRefused) as refused:
        keep(march, assessor, csv("1,3.10,0,,,,,1"))

    (problem,) = refused.value.problems
    assert (problem.row, problem.value) == (2, "0") and "撤回" in problem.remedy


def test_a_note_of_two_lines_becomes_one_and_stays_the_same(march: Scorecard, assessor: User) -> None:
    data = csv(',3.10,1,,,窗口 03,"第一行\n第二行"')
    take(march, assessor, data)

    assert Entry.objects.get().note == "第一行 第二行"
    assert counted(take(march, assessor, data + b"\n")) == (1, 0, 0, 1)


def test_two_ways_of_writing_one_letter_are_one_text(march: Scorecard, assessor: User) -> None:
    take(march, assessor, csv(",3.10,1,,,Andr\u00e9,说明"))

    assert counted(take(march, assessor, csv(",3.10,1,,,Andre\u0301,说明"))) == (1, 0, 0, 1)


def test_a_day_after_the_month_stops_the_whole_file(march: Scorecard, assessor: User) -> None:
    with pytest.raises(FileRefused) as refused:
        keep(march, assessor, csv(ROWS[0], ",3.26,1,,2023-04-02,窗口 07,离岗"))

    (problem,) = refused.value.problems
    assert (problem.row, problem.header, problem.value) == (3, "日期", "2023-04-02")
    assert not Entry.objects.exists()


def test_a_plan_reads_the_card_as_it_is_now(march: Scorecard, assessor: User, colleague: User) -> None:
    entry = entry_on(march, count=1, note="旧")
    file = read_file(march, "三月.csv", csv("1,3.10,1,,,,旧,2"))
    assert [planned.change for planned in plan_import(march, file)] == [Change.SAME]

    change_entry(
        by=colleague, at=timezone.now(), entry=entry, version=1, data=EntryData("3.10", 2, note="旧")
    )

    assert [planned.change for planned in plan_import(march, file)] == [Change.CHANGE]


def test_a_new_upload_replaces_ones_own_draft_only(march: Scorecard, assessor: User, colleague: User) -> None:
    keep(march, colleague, csv(ROWS[2]))
    keep(march, assessor, csv(ROWS[0]))
    keep(march, assessor, csv(ROWS[1]))

    assert EntryDraft.objects.count() == 2
    assert bytes(EntryDraft.objects.get(created_by=assessor).data) == csv(ROWS[1])


def test_a_signed_card_takes_no_file(march: Scorecard, assessor: User) -> None:
    draft = keep(march, assessor, csv(*ROWS))
    sign(march)

    with pytest.raises(CardSigned):
        take_import(by=assessor, at=timezone.now(), draft=draft)

    assert not Entry.objects.exists()


def test_a_card_changed_after_the_preview_asks_for_a_new_look(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = entry_on(march, count=1, note="旧")
    draft = keep(march, assessor, csv(ROWS[1]))
    data = EntryData("3.10", 2, note="同事改过")
    change_entry(by=colleague, at=timezone.now(), entry=entry, version=1, data=data)

    with pytest.raises(PreviewOutdated, match="考核表在预览之后有改动，请重新核对"):
        take_import(by=assessor, at=timezone.now(), draft=draft)

    assert not EntryImport.objects.exists() and Entry.objects.count() == 1
    assert counted(take_import(by=assessor, at=timezone.now(), draft=draft)) == (1, 1, 0, 0)


def test_an_older_template_does_not_undo_a_colleagues_change(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = entry_on(march, count=1, note="旧")
    book = downloaded(march)
    data = EntryData("3.10", 2, note="同事改过")
    change_entry(by=colleague, at=timezone.now(), entry=entry, version=1, data=data)

    with pytest.raises(FileRefused) as refused:
        keep(march, assessor, saved(book), "模板.xlsx")

    (problem,) = refused.value.problems
    entry.refresh_from_db()
    when = f"{timezone.localtime(entry.changed_at):%Y-%m-%d %H:%M}"
    assert (problem.row, problem.header, problem.value) == (2, "版本", "1")
    assert problem.reason == f"之后 林志明 在 {when} 改过这条记录" and "下载最新模板" in problem.remedy
    assert (entry.count, entry.note) == (2, "同事改过")


@pytest.mark.parametrize(
    ("version", "told"),
    [
        pytest.param("", "没有写明这条记录的版本", id="none"),
        pytest.param("9", "不是这条记录的版本", id="of no card"),
    ],
)
def test_a_row_that_changes_an_entry_names_its_version(
    march: Scorecard, assessor: User, version: str, told: str
) -> None:
    entry_on(march, count=1, note="旧")

    with pytest.raises(FileRefused) as refused:
        keep(march, assessor, csv(f"1,3.10,4,,,,旧,{version}"))

    (problem,) = refused.value.problems
    assert told in problem.reason and "下载最新模板" in problem.remedy


def test_a_numbered_row_that_changes_nothing_needs_no_version(march: Scorecard, assessor: User) -> None:
    entry_on(march, count=1, note="旧")

    assert counted(take(march, assessor, csv("1,3.10,1,,,,旧,"))) == (1, 0, 0, 1)
