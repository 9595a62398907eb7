"""Where papers are: one case's way, everything by holder, scanning; and what the tables refuse."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from hall_ops.lib.codes import grouped
from hall_ops.lib.permissions import Permission
from tests.windows.papers import HOME, Hall, applicant, fresh, make_hall, new_key
from windows.actions.handovers import add_case
from windows.actions.issuance import issue_at_counter
from windows.actions.parcels import Shipment, issue_by_post, settle_parcel
from windows.actions.told import tell
from windows.models import Case, HandOver, HandOverLine, Issuance, Parcel, Told
from windows.queries.papers import find_scanned, holders, papers_of
from windows.rules.handover import SETTLED, TRAVELS, may_travel
from windows.rules.handover_scan import scanned
from windows.rules.issuance import may_issue, same_name
from windows.templatetags.papers import age, ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def issue(hall: Hall, case: Case) -> None:
    issue_at_counter(
        by=hall.clerk,
        at=timezone.now(),
        contract=hall.contract,
        cases=[case],
        taker=applicant(),
        key=new_key(),
    )


def post(hall: Hall, case: Case, shipment: Shipment) -> None:
    values = {"by": hall.clerk, "at": timezone.now(), "contract": hall.contract, "key": new_key()}
    issue_by_post(cases=[case], shipment=shipment, **values)


def test_a_case_tells_its_whole_way(hall: Hall, queries: Any) -> None:
    case, now = hall.ready("A-01"), timezone.now()
    tell(by=hall.clerk, at=now, cases=[case], way="phone", outcome="reached", key=new_key())
    issue(hall, case)

    full = fresh(case)
    with queries:
        papers = papers_of(full)
    request = RequestFactory().get("/")
    request.user = hall.clerk
    text = render_to_string("windows/_case_papers.html", {"papers": papers, "request": request}, request)

    assert [line.kind for line in papers.lines] == ["papers", "result"] and len(queries) <= 5
    assert papers.result is not None and len(papers.told) == len(papers.issuances) == 1
    assert papers.lines[0].batch.number in text and "已告知" in text and "窗口自取" in text
    assert "陈大明" not in text


@pytest.mark.parametrize(("step", "says"), [("sent", "仍由窗口负责"), ("back", "仍由部门负责")])
def test_on_the_way_the_giver_answers_for_the_papers(hall: Hall, step: str, says: str) -> None:
    case = hall.case()
    goes = (
        hall.sent if step == "sent" else lambda it: hall.returning(hall.decide(hall.with_department(it)[0]))
    )
    batch = goes(case)

    where = papers_of(fresh(case)).where

    assert says in where and batch.number in where


def test_every_open_case_is_counted_with_its_holder(hall: Hall, queries: Any) -> None:
    hall.case(), hall.case("registered"), hall.case("issued"), hall.case("withdrawn")
    old = hall.with_department(hall.case())[0]
    type(old).objects.filter(pk=old.pk).update(transferred_at=timezone.now() - timedelta(days=4))
    hall.sent(hall.case())
    posted, lost = hall.shelved(), hall.shelved()
    for case, number in ((posted, "1"), (lost, "2")):
        shipment = Shipment("EMS", number, HOME.recipient_name, HOME.phone, HOME.address)
        post(hall, case, shipment)
    parcel = Parcel.objects.get(tracking_number="2")
    settle_parcel(by=hall.clerk, at=timezone.now(), parcel=parcel, outcome="lost", note="遗失", key=new_key())
    hall.shelved()

    with queries:
        found = {line.holder: line for line in holders(hall.contract)}

    counts = {holder: line.count for holder, line in found.items()}
    assert counts == {"window": 2, "on_the_way": 1, "department": 1, "shelf": 1, "carrier": 2}
    assert found["department"].days(timezone.now()) == 4 and len(queries) == 3
    assert holders(make_hall().contract)[0].count == 0


def test_scans_find_cases_by_any_of_their_numbers(hall: Hall, queries: Any) -> None:
    first, second = hall.case(platform_number="ZWFW-1"), hall.case()
    foreign = make_hall().case()
    text = f"{first.number.lower()}，zwfw-1\n{grouped(second.query_code)} {foreign.number} 'x'"

    with queries:
        found = find_scanned(hall.clerk, Permission.HANDOVER_SEND, hall.contract, scanned(text))

    assert found.cases == [first, second] and found.unknown == [foreign.number, "'X'"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        (" ， ; \n", []),
        ("a-1 A-1", ["A-1"]),
        ("ＱＳ－１", ["QS-1"]),
        ("https://h.cn/p/ABC/", ["ABC"]),
        ("https://h.cn", []),
        ("http://[bad", ["HTTP://[BAD"]),
        ("x" * 90, ["X" * 50]),
    ],
)
def test_what_a_scanner_types(text: str, numbers: list[str]) -> None:
    assert scanned(text) == numbers


def test_no_more_than_some_hundreds_at_once() -> None:
    assert len(scanned(" ".join(str(number) for number in range(1000)))) == 300


def test_every_kind_and_outcome_has_its_step() -> None:
    assert {kind for kind, _outcome in SETTLED} == set(TRAVELS) and len(SETTLED) == 9
    assert all(
        step.holder == TRAVELS[kind][1] for (kind, word), step in SETTLED.items() if word != "confirmed"
    )
    assert not may_travel("papers", "accepted", "department") and may_travel("papers", "accepted", "window")


@pytest.mark.parametrize(
    ("way", "state", "holder", "may"),
    [
        ("counter", "ready", "shelf", True),
        ("counter", "ready", "carrier", False),
        ("counter", "decided", "window", True),
        ("counter", "decided", "department", False),
        ("network", "decided", "department", True),
        ("none", "ready", "shelf", False),
        ("none", "decided", "on_the_way", False),
        ("post", "issued", "carrier", False),
    ],
)
def test_which_way_a_case_may_go(way: str, state: str, holder: str, may: bool) -> None:
    assert may_issue(way, state, holder) is may


def test_names_with_dots_and_blanks_are_one_name() -> None:
    assert same_name("买买提·艾力", "买买提•艾力 ") and not same_name("陈大明", "陈大鸣")


@pytest.mark.parametrize(("minutes", "says"), [(0, "刚刚"), (59, "59 分钟"), (61, "1 小时"), (3000, "2 天")])
def test_ages_in_words(minutes: int, says: str) -> None:
    now = timezone.now()

    assert age(now - timedelta(minutes=minutes), now) == says and age(None, now) == "—"
    assert ago(now - timedelta(minutes=minutes), now) == (f"{says}前" if minutes else says)
    assert ago(None, now) == "—"


# -- what the tables refuse -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "columns",
    [
        {"sent_at": None},
        {"sent_by": None},
        {"messenger_name": ""},
        {"way": ""},
        {"way": "courier"},
        {"state": "draft"},
        {"state": "closed"},
        {"direction": "up"},
    ],
)
def test_a_batch_without_its_columns_is_refused(hall: Hall, columns: dict[str, Any]) -> None:
    batch = hall.sent(hall.case())

    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(pk=batch.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"outcome": "waiting"},
        {"outcome": "missing"},
        {"theirs_at": None},
        {"theirs_by": None},
        {"kind": "return"},
        {"reason": "退"},
        {"outcome": "eaten"},
    ],
)
def test_a_line_without_its_columns_is_refused(hall: Hall, columns: dict[str, Any]) -> None:
    batch = hall.settled(hall.sent(hall.case()))

    with pytest.raises(IntegrityError), transaction.atomic():
        HandOverLine.objects.filter(batch=batch).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"collector": ""},
        {"collector_name": ""},
        {"way": "post"},
        {"collector": "other"},
        {"undone_why": "退"},
        {"way": "pigeon"},
    ],
)
def test_an_issuance_without_its_columns_is_refused(hall: Hall, columns: dict[str, Any]) -> None:
    case = hall.shelved()
    issue(hall, case)

    with pytest.raises(IntegrityError), transaction.atomic():
        Issuance.objects.update(**columns)


@pytest.mark.parametrize("columns", [{"state": "lost"}, {"tracking_number": ""}, {"recipient_name": ""}])
def test_a_parcel_without_its_columns_is_refused(hall: Hall, columns: dict[str, Any]) -> None:
    post(hall, hall.shelved(), HOME)

    with pytest.raises(IntegrityError), transaction.atomic():
        Parcel.objects.update(**columns)


def test_notices_and_hand_overs_stay_as_they_were(hall: Hall) -> None:
    case = hall.shelved()
    (told,) = tell(by=hall.clerk, at=timezone.now(), cases=[case], way="system", key=new_key())
    batch = hall.settled(hall.sent(hall.case()))
    draft = add_case(by=hall.clerk, at=timezone.now(), case=hall.case())

    for rows in (
        Told.objects.filter(pk=told.pk),
        HandOver.objects.filter(pk=batch.pk),
        HandOverLine.objects.filter(batch=batch),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Told.objects.update(note="改写")
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.create(case=case, way="sms", outcome="sent", at=told.at, by=hall.clerk)
    assert HandOverLine.objects.filter(pk=draft.pk)._raw_delete("default") == 1
