"""Results on the shelf, told of, given out, posted, lost, returned, archived."""

from typing import Any

import pytest
from django.utils import timezone

from hall_ops.lib.errors import DomainError
from hall_ops.lib.sealing import label_of, open_column, sealed_pair
from records.models import OutboxMessage
from tests.windows.papers import AGENT_ID, HOME, ID_NUMBER, PHONE, Hall, applicant, fresh, make_hall, new_key
from windows.actions.archive import close_box, open_box, put_in_box
from windows.actions.issuance import conclude_without_result, issue_at_counter, issue_by_network
from windows.actions.issuance_identity import Taker
from windows.actions.parcels import Shipment, issue_by_post, settle_parcel
from windows.actions.shelf import put_on_shelf
from windows.actions.told import tell
from windows.models import Case, CaseForm, Issuance, Parcel, Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def issue(hall: Hall, *cases: Case, taker: Taker | None = None, **values: Any) -> list[Issuance]:
    values = {"by": hall.clerk, "key": new_key(), **values}
    return issue_at_counter(
        at=timezone.now(), contract=hall.contract, cases=cases, taker=taker or applicant(), **values
    )


def post(hall: Hall, *cases: Case, shipment: Shipment = HOME) -> Parcel:
    rows = issue_by_post(
        by=hall.clerk,
        at=timezone.now(),
        contract=hall.contract,
        cases=cases,
        shipment=shipment,
        key=new_key(),
    )
    assert rows[0].parcel is not None
    return rows[0].parcel


def end(hall: Hall, parcel: Parcel, outcome: str, **values: str) -> Parcel:
    return settle_parcel(
        by=hall.clerk, at=timezone.now(), parcel=parcel, outcome=outcome, key=new_key(), **values
    )


# -- shelf and notices ----------------------------------------------------------------------------------------------
def test_a_result_moves_on_the_shelf(hall: Hall) -> None:
    case = hall.ready("A-01")

    put_on_shelf(by=hall.clerk, at=timezone.now(), case=case, place="C-09")

    assert fresh(case).shelf_place == "C-09" and fresh(case).state == "ready"


@pytest.mark.parametrize(
    ("state", "place", "says"), [("accepted", "A", "不能上架"), ("decided", " ", "存放位置")]
)
def test_what_does_not_belong_on_the_shelf(hall: Hall, state: str, place: str, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        put_on_shelf(by=hall.clerk, at=timezone.now(), case=hall.case(state), place=place)


def test_an_sms_goes_into_the_outbox_once(hall: Hall) -> None:
    case, key = hall.shelved(), new_key()
    for _ in range(2):
        tell(by=hall.clerk, at=timezone.now(), cases=[case], way="sms", key=key)

    told, message = Told.objects.get(), OutboxMessage.objects.get()
    assert (told.way, told.outcome, told.message_uid) == ("sms", "sent", message.uid)
    letter = open_column(message, "letter")
    assert PHONE in letter and case.number in letter and "陈大明" not in letter
    tell(by=hall.clerk, at=timezone.now(), cases=[case], way="sms", key=new_key())
    assert OutboxMessage.objects.count() == 2


@pytest.mark.parametrize("outcome", ["reached", "no_answer", "wrong_number"])
def test_a_call_is_recorded_with_what_came_of_it(hall: Hall, outcome: str) -> None:
    case = hall.shelved()
    tell(by=hall.clerk, at=timezone.now(), cases=[case], way="phone", outcome=outcome, key=new_key())

    assert Told.objects.get().outcome == outcome and case.events.last().action == "tell"


def test_notices_that_cannot_be_given(hall: Hall) -> None:
    silent, accepted = hall.shelved(), hall.case()
    Case.objects.filter(pk=silent.pk).update(phone_sealed=None)
    for cases, way, outcome, says in (
        ([silent], "sms", "", "没有登记电话"),
        ([silent], "phone", "sent", "电话的结果"),
        ([accepted], "system", "", "待出件"),
        ([], "system", "", "勾选"),
    ):
        with pytest.raises(DomainError, match=says):
            tell(by=hall.clerk, at=timezone.now(), cases=cases, way=way, outcome=outcome, key=new_key())
    assert not Told.objects.exists()


# -- the counter ----------------------------------------------------------------------------------------------------
def test_the_applicant_takes_several_at_once(hall: Hall) -> None:
    first, second = hall.ready(), hall.shelved()

    rows = issue(hall, first, second)

    assert {fresh(case).state for case in (first, second)} == {"issued"}
    assert fresh(first).holder == "applicant" and fresh(first).shelf_place == ""
    assert rows[0].bundle == rows[1].bundle and open_column(rows[0], "collector_id") == ID_NUMBER
    assert ID_NUMBER.encode() not in bytes(rows[0].collector_id_sealed)
    slip = CaseForm.objects.filter(kind="issuance").first()
    assert slip is not None and "陈大明" not in str(slip.content) and ID_NUMBER not in str(slip.content)


def test_a_case_concluded_on_the_spot_is_given_at_once(hall: Hall) -> None:
    case = hall.case("decided", holder="window")

    issue(hall, case)

    assert fresh(case).state == "issued"


@pytest.mark.parametrize(
    ("taker", "says"),
    [
        ({"name": "王五"}, "申请人不一致"),
        ({"id_number": AGENT_ID}, "登记的不一致"),
        ({"id_number": "110105199003078511"}, "校验码"),
        ({"collector": "agent"}, "没有登记代理人"),
        ({"collector": "other"}, "代领依据"),
        ({"collector": "nobody"}, "选择领取人"),
        ({"name": "", "collector": "other"}, "领取人姓名"),
        ({"id_kind": "library"}, "证件类型"),
    ],
)
def test_nobody_else_takes_it(hall: Hall, taker: dict[str, str], says: str) -> None:
    case = hall.shelved()

    with pytest.raises(DomainError, match=says):
        issue(hall, case, taker=applicant(**taker))
    assert fresh(case).state == "ready" and not Issuance.objects.exists()


def test_the_applicants_document_names_them(hall: Hall) -> None:
    issue(hall, hall.shelved(), taker=applicant(name=""))

    assert Issuance.objects.get().collector_name == "陈大明"


def test_an_organisation_sends_its_agent(hall: Hall) -> None:
    case = hall.shelved(applicant_kind="organisation", applicant_name="滨湖贸易有限公司", agent_name="李四")
    sealed, _index = sealed_pair(AGENT_ID, label=label_of(Case, "agent_id"), uid=case.uid)
    Case.objects.filter(pk=case.pk).update(agent_id_sealed=sealed)
    agent = {"collector": "agent", "name": "李四", "id_number": AGENT_ID}

    with pytest.raises(DomainError, match="申请人是单位"):
        issue(hall, case)
    with pytest.raises(DomainError, match="代理人不一致"):
        issue(hall, case, taker=applicant(**{**agent, "id_number": ID_NUMBER}))
    issue(hall, case, taker=applicant(**agent))

    assert Issuance.objects.get().collector == "agent"


def test_another_collector_brings_authority(hall: Hall) -> None:
    case = hall.shelved()
    other = applicant(collector="other", name="王五", id_number=AGENT_ID, authority="委托书 2026-7-1")

    issue(hall, case, taker=other)

    assert Issuance.objects.get().authority == "委托书 2026-7-1"


def test_what_was_given_is_not_given_again(hall: Hall) -> None:
    case, key = hall.shelved(), new_key()
    issue(hall, case, key=key)
    issue(hall, case, key=key)

    with pytest.raises(DomainError, match=f"已由{hall.clerk}于.*出件（窗口自取），请勿重复发放"):
        issue(hall, case)
    assert Issuance.objects.count() == 1


@pytest.mark.parametrize("values", [{"state": "accepted"}, {"state": "transferred"}, {"state": "decided"}])
def test_what_is_not_ready_is_not_given(hall: Hall, values: dict[str, str]) -> None:
    with pytest.raises(DomainError, match="还不能出件"):
        issue(hall, hall.case(**values))


def test_one_that_is_not_ready_holds_back_the_bundle(hall: Hall) -> None:
    ready, waiting = hall.shelved(), hall.case()

    with pytest.raises(DomainError, match=waiting.number):
        issue(hall, ready, waiting)
    assert fresh(ready).state == "ready"


def test_only_clerks_give_out(hall: Hall) -> None:
    case = hall.shelved()

    for by in (hall.liaison, hall.supervisor, hall.stranger):
        with pytest.raises(DomainError, match="不能办理出件"):
            issue(hall, case, by=by)


# -- network and nothing --------------------------------------------------------------------------------------------
def test_network_delivery_names_its_platform(hall: Hall) -> None:
    case = hall.case("decided", delivery="network")
    with pytest.raises(DomainError, match="平台"):
        issue_by_network(by=hall.clerk, at=timezone.now(), cases=[case], note="", key=new_key())

    issue_by_network(by=hall.clerk, at=timezone.now(), cases=[case], note="已推送电子证照", key=new_key())

    assert fresh(case).state == "issued" and Issuance.objects.get().way == "network"


def test_a_case_without_result_goes_to_the_archive(hall: Hall) -> None:
    case, key = hall.case("decided"), new_key()
    for _ in range(2):
        conclude_without_result(by=hall.clerk, at=timezone.now(), cases=[case], key=key)

    assert (fresh(case).state, fresh(case).delivery) == ("archived", "none") and fresh(case).archived_at
    with pytest.raises(DomainError, match="无结果物"):
        conclude_without_result(by=hall.clerk, at=timezone.now(), cases=[hall.shelved()], key=new_key())


# -- parcels --------------------------------------------------------------------------------------------------------
def test_a_parcel_holds_several_and_is_delivered(hall: Hall) -> None:
    cases = [hall.shelved(), hall.shelved()]

    parcel = post(hall, *cases)
    under_way = fresh(cases[0])
    end(hall, parcel, "delivered")

    assert (under_way.state, under_way.holder) == ("issued", "carrier")
    assert fresh(cases[1]).holder == "applicant" and parcel.issuances.count() == 2
    assert open_column(parcel, "address") == HOME.address and parcel.tracking_number == "EA123456789CN"


def test_a_returned_parcel_lies_on_the_shelf_and_goes_again(hall: Hall) -> None:
    case = hall.shelved()
    parcel = post(hall, case)

    end(hall, parcel, "returned", note="收件人拒收", place="R-01")
    back = fresh(case)
    again = post(hall, back, shipment=Shipment("EMS", "EA2", "陈大明", PHONE, "滨湖路 1 号"))

    assert (back.state, back.holder, back.shelf_place, back.issued_at) == ("ready", "shelf", "R-01", None)
    assert again != parcel and fresh(case).state == "issued"
    assert Issuance.objects.get(parcel=parcel).undone_why == "收件人拒收"


def test_a_lost_result_waits_until_it_is_made_again(hall: Hall) -> None:
    case = hall.shelved()

    end(hall, post(hall, case), "lost", note="承运单位确认遗失")
    lost = fresh(case)
    with pytest.raises(DomainError, match="还不能出件"):
        issue(hall, lost)
    put_on_shelf(by=hall.clerk, at=timezone.now(), case=lost, place="A-01")
    issue(hall, fresh(case))

    assert (lost.state, lost.holder, lost.shelf_place) == ("ready", "carrier", "")


@pytest.mark.parametrize(
    ("outcome", "values", "says"),
    [("lost", {}, "写明情况"), ("returned", {"note": "拒收"}, "存放位置"), ("eaten", {}, "请选择")],
)
def test_a_parcel_says_what_became_of_it(hall: Hall, outcome: str, values: dict[str, str], says: str) -> None:
    parcel = post(hall, hall.shelved())

    with pytest.raises(DomainError, match=says):
        end(hall, parcel, outcome, **values)
    end(hall, parcel, "delivered")
    with pytest.raises(DomainError, match="不能再改"):
        end(hall, parcel, "lost", note="x")


def test_a_tracking_number_serves_once(hall: Hall) -> None:
    post(hall, hall.shelved())
    case = hall.shelved()

    with pytest.raises(DomainError, match="已经登记过"):
        post(hall, case)
    with pytest.raises(DomainError, match="收件地址"):
        post(hall, case, shipment=Shipment("EMS", "EA9", "陈大明", PHONE, ""))
    assert fresh(case).state == "ready"


# -- archive --------------------------------------------------------------------------------------------------------
def test_boxes_are_numbered_filled_and_closed(hall: Hall) -> None:
    now, cases = timezone.now(), [hall.shelved(), hall.case("withdrawn")]
    issue(hall, cases[0])
    first, second = (
        open_box(by=hall.clerk, at=now, contract=hall.contract, place=place, key=new_key()) for place in "AB"
    )

    with pytest.raises(DomainError, match="空的"):
        close_box(by=hall.clerk, at=now, box=first)
    lines = [put_in_box(by=hall.clerk, at=now, box=first, case=case) for case in cases]
    again = put_in_box(by=hall.clerk, at=now, box=first, case=cases[0])
    with pytest.raises(DomainError, match="第 1 位"):
        put_in_box(by=hall.clerk, at=now, box=second, case=cases[0])
    close_box(by=hall.clerk, at=now, box=first)

    assert [line.position for line in lines] == [1, 2] and again == lines[0]
    assert (first.number, second.number) == (1, 2) and [fresh(case).state for case in cases] == [
        "archived",
        "withdrawn",
    ]
    assert {fresh(case).holder for case in cases} == {"archive"} and all(
        fresh(case).archived_at for case in cases
    )
    with pytest.raises(DomainError, match="已经封盒"):
        put_in_box(by=hall.clerk, at=now, box=first, case=hall.case("archived"))


@pytest.mark.parametrize("state", ["registered", "accepted", "transferred", "decided", "ready"])
def test_open_cases_are_not_archived(hall: Hall, state: str) -> None:
    box = open_box(by=hall.clerk, at=timezone.now(), contract=hall.contract, place="A", key=new_key())

    with pytest.raises(DomainError, match="还不能归档"):
        put_in_box(by=hall.clerk, at=timezone.now(), box=box, case=hall.case(state))


def test_a_parcel_under_way_is_not_archived(hall: Hall) -> None:
    case = hall.shelved()
    post(hall, case)
    box = open_box(by=hall.clerk, at=timezone.now(), contract=hall.contract, place="A", key=new_key())

    with pytest.raises(DomainError, match="还不能归档"):
        put_in_box(by=hall.clerk, at=timezone.now(), box=box, case=fresh(case))
