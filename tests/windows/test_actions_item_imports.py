"""The whole item list at once: faults by their place, differences, all or nothing, the same file again nothing."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from time import process_time
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Organisation
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_department
from tests.windows.item_samples import food_licence
from windows.actions.item_imports import Taking, drop_list, start_list, take_list
from windows.actions.items import (
    ItemEdit,
    ItemIdentity,
    ItemMoved,
    ItemRefused,
    add_item,
    change_item,
    retire_item,
)
from windows.files.item_columns import ITEM_COLUMNS, PAPER_COLUMNS, SITUATION_COLUMNS
from windows.models import ItemDraft, ItemVersion, ServiceItem
from windows.queries.item_contents import content_of, with_parts
from windows.queries.item_plans import plan_list
from windows.queries.items import search_items, version_on, versions_on
from windows.reports.item_sheets import catalogue_file, template_file

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NOW = timezone.make_aware(datetime.fromisoformat("2026-03-02T09:00"))
ROW = {
    "简码": "A1", "事项名称": "食品经营许可", "部门": "市场局", "办件类型": "承诺件", "法定时限": 20, "承诺时限": 5,
    "办理渠道": "窗口、网上", "可零跑动": "是", "结果类型": "证照", "特殊环节": "现场核查：10",
}  # fmt: skip
SITUATIONS = [("A1", "场地", "自有"), ("A1", "场地", "租用")]
PAPERS = [
    ("A1", "申请表", "申请表", 1, "必要", "", "", ""),
    ("A1", "租赁合同", "复印件", 2, "可容缺", "", "加盖公章", "租用"),
]  # fmt: skip


@pytest.fixture
def assessor(contract: Contract) -> User:
    return member(Role.ASSESSOR, contract)


@pytest.fixture
def department(contract: Contract) -> Organisation:
    return make_department(contract, "市场局")


def file_of(
    rows: Sequence[dict[str, Any]],
    situations: Sequence[Sequence[Any]] = (),
    papers: Sequence[Sequence[Any]] = (),
) -> bytes:
    """A filled-in template."""
    book = openpyxl.load_workbook(io.BytesIO(template_file()))
    titles = [column.title for column in ITEM_COLUMNS]
    for row in rows:
        book["事项"].append([row.get(title) for title in titles])
    for name, more in (("情形", situations), ("材料", papers)):
        for line in more:
            book[name].append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(by: User, contract: Contract, data: bytes) -> ItemDraft:
    return start_list(by=by, at=NOW, contract=contract, name="清单.xlsx", data=data)


def taken(by: User, draft: ItemDraft, **values: Any) -> dict[str, int]:
    day = values.pop("on", TODAY)
    seen = values.pop("seen", None) or plan_list(by, draft.contract, draft.content, day).digest
    taking = Taking(day, values.pop("added_from", TODAY), seen, **values)
    return take_list(by=by, at=NOW, today=TODAY, draft=draft, taking=taking)


def imported(by: User, contract: Contract, data: bytes, **values: Any) -> dict[str, int]:
    return taken(by, uploaded(by, contract, data), **values)


def test_a_list_becomes_items(assessor: User, contract: Contract, department: Organisation) -> None:
    told = imported(assessor, contract, file_of([ROW], SITUATIONS, PAPERS), added_from=date(2025, 1, 1))

    assert told == {"new": 1, "changed": 0, "reopened": 0, "same": 0, "retired": 0}
    item = ServiceItem.objects.get()
    assert (item.short_code, item.department, item.in_hall) == ("A1", department, True)
    version = version_on(item, date(2025, 1, 1))
    assert version == item.current and version is not None and version.frozen
    content = content_of(with_parts([version])[0])
    assert content.questions[0].options == ("自有", "租用")
    assert content.papers[1].when == ((1, 2),) and content.papers[1].copies == 2
    assert content.special_steps[0].days == 10 and content.channels == ("counter", "online")
    assert version.source == "清单.xlsx"
    assert AuditEvent.objects.get(action="item.import").after["new"] == 1
    assert not ItemDraft.objects.exists()


def test_the_same_file_again_changes_nothing(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    data = file_of([ROW, {**ROW, "简码": None, "事项名称": "无编码的事项"}], SITUATIONS, PAPERS)
    imported(assessor, contract, data)

    with pytest.raises(FileRefused, match="完全相同"):
        uploaded(assessor, contract, data)
    assert ItemVersion.objects.count() == 2 and not ItemDraft.objects.exists()


def test_the_export_is_read_back_without_a_difference(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    for name in ("甲", "乙"):
        edit = ItemEdit(ItemIdentity(department), food_licence(name=name), TODAY)
        add_item(by=assessor, at=NOW, today=TODAY, contract=contract, edit=edit, key=f"form-{name}-00")
    plain = food_licence(
        name="丙", kind="on_spot", promised_days=0, channels=(), zero_visit=False, questions=(), papers=(),
        special_steps=(), fee_yuan=Decimal(0),
    )  # fmt: skip
    edit = ItemEdit(ItemIdentity(department, "C-3", "", in_hall=False, counted=False), plain, TODAY)
    item = add_item(by=assessor, at=NOW, today=TODAY, contract=contract, edit=edit, key="form-丙-00")
    retire_item(
        by=assessor,
        at=NOW,
        today=TODAY,
        contract=contract,
        item=item,
        retired_on=TODAY + timedelta(days=9),
        reason="取消",
    )

    data = catalogue_file(with_parts(versions_on(contract, TODAY).order_by("item__short_code")))

    with pytest.raises(FileRefused, match="完全相同"):
        uploaded(assessor, contract, data)


def test_differences_become_the_next_versions(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    imported(assessor, contract, file_of([ROW, {**ROW, "简码": "B2"}], SITUATIONS, PAPERS))
    changed = {**ROW, "承诺时限": 3, "实施编码": "1146000000000000003460131031000"}
    draft = uploaded(assessor, contract, file_of([changed, {**ROW, "简码": "C3", "部门": "新局"}]))

    plan = plan_list(assessor, contract, draft.content, TODAY)
    assert [(c.label, c.before, c.after) for c in plan.plans[0].all_changes] == [
        ("实施编码", "", "1146000000000000003460131031000"), ("承诺时限", "5 个工作日", "3 个工作日"),
    ]  # fmt: skip
    assert plan.counts == {"new": 1, "changed": 1, "reopened": 0, "same": 0}
    assert plan.new_departments == ["新局"] and [item.short_code for item in plan.missing] == ["B2"]

    later = TODAY + timedelta(days=5)
    told = taken(assessor, draft, on=later, retire_missing=True)

    assert told["retired"] == 1 and ServiceItem.objects.get(short_code="B2").retired_on == later
    item = ServiceItem.objects.get(short_code="A1")
    now, then = version_on(item, TODAY), version_on(item, later)
    assert now and then and (now.promised_days, then.promised_days) == (5, 3)
    assert content_of(with_parts([then])[0]).papers == content_of(with_parts([now])[0]).papers
    assert search_items(contract, "34601310", TODAY) == [now]
    assert ServiceItem.objects.get(short_code="C3").department.name == "新局"


def test_a_retired_item_in_the_list_is_taken_up_again(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    imported(assessor, contract, file_of([ROW, {**ROW, "简码": "B2"}]))
    imported(assessor, contract, file_of([{**ROW, "承诺时限": 4}]), retire_missing=True)

    told = imported(assessor, contract, file_of([{**ROW, "简码": "B2"}]))

    assert told == {"new": 0, "changed": 0, "reopened": 1, "same": 0, "retired": 0}
    assert ServiceItem.objects.get(short_code="B2").retired_on is None


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ({"承诺时限": 30}, "「事项」第 2 行 G 列", "长于法定时限"),
        ({"承诺时限": 0}, "「事项」第 2 行 G 列", "承诺件"),
        ({"办件类型": "特殊件"}, "「事项」第 2 行 E 列", "即办件"),
        ({"办理渠道": "窗口、飞鸽"}, "「事项」第 2 行 J 列", "掌上"),
        ({"办理渠道": "窗口"}, "「事项」第 2 行 L 列", "零跑动"),
        ({"特殊环节": "听证"}, "「事项」第 2 行 M 列", "没有写天数"),
        ({"法定时限": "二十"}, "「事项」第 2 行 F 列", "二十"),
        ({"事项名称": None}, "「事项」第 2 行 C 列", "不能为空"),
        ({"简码": "A_1"}, "「事项」第 2 行 A 列", "字母、数字或横线"),
        ({"实施编码": "123"}, "「事项」第 2 行 B 列", "31 位"),
    ],
)
def test_a_fault_is_told_by_sheet_row_and_column(
    assessor: User, contract: Contract, row: dict[str, Any], place: str, said: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        uploaded(assessor, contract, file_of([{**ROW, **row}]))

    assert place in str(refused.value) and said in str(refused.value)
    assert refused.value.problems[0].remedy
    assert not ItemDraft.objects.exists() and not ServiceItem.objects.exists()


@pytest.mark.parametrize(
    ("situations", "papers", "place", "said"),
    [
        ([("X", "场地", "自有")], [], "「情形」第 2 行 A 列", "不在“事项”表里"),
        ([("A1", "场地", "自有")], [], "「情形」第 2 行", "不在 2 至"),
        (SITUATIONS, [(*PAPERS[1][:-1], "借用")], "「材料」第 2 行", "可填：自有；租用"),
        (SITUATIONS, [PAPERS[0], PAPERS[0]], "「事项」第 2 行", "写了两次"),
    ],
)
def test_faults_of_the_other_sheets_are_told_by_their_place(
    assessor: User, contract: Contract, situations: list[Any], papers: list[Any], place: str, said: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        uploaded(assessor, contract, file_of([ROW], situations, papers))

    assert place in str(refused.value) and said in str(refused.value)


def test_one_item_stands_on_one_row(assessor: User, contract: Contract, department: Organisation) -> None:
    with pytest.raises(FileRefused, match="与第 2 行重复"):
        uploaded(assessor, contract, file_of([ROW, ROW]))
    imported(assessor, contract, file_of([ROW]))
    with pytest.raises(FileRefused, match="同一个事项"):
        uploaded(assessor, contract, file_of([ROW, {**ROW, "简码": None}]))


def test_papers_stay_when_the_situations_are_renamed_consistently(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    imported(assessor, contract, file_of([ROW], SITUATIONS, PAPERS))

    with pytest.raises(FileRefused, match="租用"):
        uploaded(assessor, contract, file_of([ROW], [("A1", "场地", "自有"), ("A1", "场地", "租借")]))


def test_a_liaison_brings_the_own_department_only(contract: Contract, department: Organisation) -> None:
    liaison = member(Role.LIAISON, contract, department=department)
    make_department(contract, "住建局")

    for name in ("住建局", "没有的局"):
        with pytest.raises(FileRefused, match="联络人只能导入本部门"):
            uploaded(liaison, contract, file_of([{**ROW, "部门": name}]))
    assert imported(liaison, contract, file_of([ROW]))["new"] == 1


def test_what_moved_since_the_preview_is_looked_at_again(
    assessor: User, contract: Contract, department: Organisation
) -> None:
    imported(assessor, contract, file_of([ROW]))
    draft = uploaded(assessor, contract, file_of([{**ROW, "承诺时限": 3}]))
    seen = plan_list(assessor, contract, draft.content, TODAY).digest
    item = ServiceItem.objects.get()
    content = content_of(with_parts([item.current])[0])  # type: ignore[list-item]
    edit = ItemEdit(ItemIdentity(department, "A1"), food_licence(name=content.name), TODAY, seen=1)
    change_item(by=assessor, at=NOW, today=TODAY, contract=contract, item=item, edit=edit, key="form-0001")

    with pytest.raises(ItemMoved, match="再看一遍"):
        taken(assessor, draft, seen=seen)
    with pytest.raises(ItemRefused, match="今天至两年"):
        taken(assessor, draft, on=TODAY - timedelta(days=1))
    assert item.versions.count() == 2
    drop_list(by=assessor, draft=draft)
    with pytest.raises(ItemRefused, match="已被导入或放弃"):
        take_list(by=assessor, at=NOW, today=TODAY, draft=draft, taking=Taking(TODAY, TODAY, seen))


def test_headings_of_other_lists_are_known(assessor: User, contract: Contract) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["事项编码", "事项", "实施机构", "办件类型", "法定办结时限", "承诺办结时限"])
    page.append(["1146000000000000003460131031000", "食品经营许可", "市场局", "即办件", 0, 0])
    out = io.BytesIO()
    book.save(out)

    assert imported(assessor, contract, out.getvalue())["new"] == 1
    assert ServiceItem.objects.get().short_code == "0001"


def test_a_list_may_end_with_a_number(assessor: User, contract: Contract) -> None:
    """The choices that the template offers stand behind the last cell and are no part of it."""
    book = openpyxl.load_workbook(io.BytesIO(template_file()))
    book["事项"].append(["A1", None, "犬只登记", "农业局", "承诺件", 3, 2])
    out = io.BytesIO()
    book.save(out)

    assert imported(assessor, contract, out.getvalue())["new"] == 1
    assert ItemVersion.objects.get().promised_days == 2


def big_file(count: int, promised: int = 5) -> bytes:
    rows = [
        {
            **ROW,
            "简码": f"T{number:04}",
            "事项名称": f"第{number}号许可事项",
            "部门": f"部门{number % 59}",
            "承诺时限": promised,
        }
        for number in range(count)
    ]
    situations = [(row["简码"], *line[1:]) for row in rows for line in SITUATIONS]
    papers = [
        (row["简码"], f"{line[1]}{copy}", *line[2:]) for row in rows for copy in range(3) for line in PAPERS
    ]
    return file_of(rows, situations, papers)


@pytest.mark.slow
def test_2087_items_are_taken_within_ten_seconds(assessor: User, contract: Contract) -> None:
    """Upload and taking, of a new list and of one that changes every item. Units: seconds of this process."""
    assert (len(SITUATION_COLUMNS), len(PAPER_COLUMNS)) == (3, 8)
    for promised in (5, 4):
        data = big_file(2087, promised)
        began = process_time()
        draft = uploaded(assessor, contract, data)
        seen = plan_list(assessor, contract, draft.content, TODAY).digest
        halfway = process_time()
        told = taken(assessor, draft, seen=seen)
        ended = process_time()

        assert told["new" if promised == 5 else "changed"] == 2087
        assert ended - began < 20 and ended - halfway < 10


def test_two_purchasers_import_the_same_list(
    assessor: User, contract: Contract, other_contract: Contract
) -> None:
    data = file_of([{**ROW, "部门": "公安局"}], SITUATIONS, PAPERS)
    other = member(Role.ASSESSOR, other_contract)

    assert imported(assessor, contract, data)["new"] == imported(other, other_contract, data)["new"] == 1

    for each in (contract, other_contract):
        item = ServiceItem.objects.of(each).get()
        assert (item.department.name, item.department.parent_id) == ("公安局", each.purchaser_id)
        assert [found.item for found in search_items(each, "spjyxk", TODAY)] == [item]
