"""The issuing desk, its slip, and the day's tally."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member
from tests.factories.windows import make_item
from tests.windows.papers import AGENT_ID, HOME, ID_NUMBER, PHONE, Hall, fresh, make_hall, new_key
from windows.models import Case, Issuance
from windows.queries.ledger_search import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def desk(hall: Hall) -> str:
    return reverse("windows:issuance-desk", args=[hall.contract.slug])


def day_list(hall: Hall) -> str:
    return reverse("windows:issuance-list", args=[hall.contract.slug])


def found(client: Any, hall: Hall, words: str) -> Any:
    return client.post(desk(hall), {"scan": words}, follow=True).context["found"]


def giving(*cases: Case, **changes: Any) -> dict[str, Any]:
    """The form as the page sends it for the applicant."""
    return {
        "cases": [case.pk for case in cases], "find": token_of(cases[0].number), "key": new_key(), "way": "counter",
        "collector": "applicant", "id_kind": "resident", "id_number": ID_NUMBER, **changes,
    }  # fmt: skip


POST = {
    "way": "post", "carrier": HOME.carrier, "tracking_number": HOME.tracking_number, "recipient_name": "陈大明",
    "recipient_phone": PHONE, "address": HOME.address,
}  # fmt: skip


# -- finding --------------------------------------------------------------------------------------------------------
def test_whatever_is_read_finds_everything_of_that_person(client_for: ClientFor, hall: Hall) -> None:
    ready, waiting = hall.shelved(), hall.case("transferred")
    client = client_for(hall.clerk)

    for words in (
        ready.number,
        ready.query_code,
        ID_NUMBER,
        PHONE,
        f"https://x.cn/progress/{waiting.query_code}",
    ):
        seen = found(client, hall, words)
        assert seen.ready == [ready] and seen.others == [waiting], words


def test_no_number_stands_in_the_address_or_in_the_open(client_for: ClientFor, hall: Hall) -> None:
    hall.shelved()

    response = client_for(hall.clerk).post(desk(hall), {"scan": ID_NUMBER})
    page = client_for(hall.clerk).get(response["Location"]).content.decode()

    assert ID_NUMBER not in response["Location"] and ID_NUMBER not in page and PHONE not in page
    assert "陈大明" not in page


def test_nothing_found_says_what_to_check(client_for: ClientFor, hall: Hall) -> None:
    foreign = make_hall().shelved()
    client = client_for(hall.clerk)

    for words in ("QS-404", foreign.number):
        page = client.post(desk(hall), {"scan": words}, follow=True).content.decode()
        assert "没有找到" in page
    assert client.get(desk(hall), {"find": "rubbish"}).status_code == 200


def test_two_people_of_one_name_are_not_ticked(client_for: ClientFor, hall: Hall) -> None:
    first, second = hall.shelved(), hall.shelved()
    Case.objects.filter(pk=second.pk).update(id_index=b"another applicant"[:16])

    page = client_for(hall.clerk).post(desk(hall), {"scan": "陈大明"}, follow=True)

    assert set(page.context["found"].ready) == {first, second}
    assert (
        "不止一个申请人" in page.content.decode()
        and "checked" not in page.content.decode().split("送达</header>")[0]
    )


# -- giving ---------------------------------------------------------------------------------------------------------
def test_everything_ready_goes_with_one_key(client_for: ClientFor, hall: Hall) -> None:
    cases, client = [hall.shelved(), hall.ready()], client_for(hall.clerk)

    page = client.post(desk(hall), giving(*cases), follow=True)

    assert {fresh(case).state for case in cases} == {"issued"}
    assert "2 件已出件" in page.content.decode() and len(page.context["issued"]) == 2
    slip = reverse("windows:issuance-slip", args=[hall.contract.slug, page.context["issued"][0].bundle])
    assert client.get(slip).content.startswith(b"%PDF")


def test_a_form_sent_twice_gives_once(client_for: ClientFor, hall: Hall) -> None:
    case, client = hall.shelved(), client_for(hall.clerk)
    data = giving(case)

    first, second = client.post(desk(hall), data), client.post(desk(hall), data)

    assert first["Location"] == second["Location"] and Issuance.objects.count() == 1


def test_the_second_clerk_reads_who_was_first(client_for: ClientFor, hall: Hall) -> None:
    case = hall.shelved()
    client_for(hall.clerk).post(desk(hall), giving(case))

    response = client_for(member(Role.CLERK, hall.contract)).post(desk(hall), giving(case))

    assert response.status_code == 409 and f"已由{hall.clerk}于" in response.content.decode()
    assert Issuance.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"cases": []}, 422, "请先勾选办件"),
        ({"id_number": "123"}, 409, "应为 18 位"),
        ({"id_number": AGENT_ID}, 409, "登记的不一致"),
        ({"collector": "other", "name": "王五", "id_number": AGENT_ID}, 422, "代领依据"),
        ({"way": "post"}, 422, "运单号"),
        ({"way": "network"}, 409, "平台"),
        ({"way": "none"}, 409, "无结果物"),
        ({"way": "balloon"}, 422, "送达方式"),
        ({"cases": ["999999"]}, 422, "办件"),
    ],
)
def test_what_does_not_fit_gives_nothing(
    client_for: ClientFor, hall: Hall, changes: dict[str, Any], status: int, says: str
) -> None:
    case = hall.shelved()

    response = client_for(hall.clerk).post(desk(hall), giving(case, **changes))

    assert response.status_code == status and says in response.content.decode()
    assert fresh(case).state == "ready" and not Issuance.objects.exists()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"way": "counter", "collector": "applicant"}, {"id_number"}),
        ({"way": "counter", "collector": "agent"}, {"id_number", "name"}),
        ({"way": "counter", "collector": "other"}, {"id_number", "name", "authority"}),
        ({"way": "post"}, {"carrier", "tracking_number", "recipient_name", "recipient_phone", "address"}),
    ],
)
def test_all_that_is_missing_is_said_at_once(
    client_for: ClientFor, hall: Hall, given: dict[str, str], wrong: set[str]
) -> None:
    asked = giving(hall.shelved())
    data = {name: value for name, value in asked.items() if name in {"cases", "key", "find"}} | given

    response = client_for(hall.clerk).post(desk(hall), data)

    assert response.status_code == 422 and set(response.context["form"].errors) == wrong
    assert response.content.decode().count('aria-invalid="true"') == len(wrong)


def test_a_collector_with_a_scanned_authority(client_for: ClientFor, hall: Hall) -> None:
    case, picture = hall.shelved(), io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    file = SimpleUploadedFile("委托书.png", picture.getvalue(), "image/png")
    data = giving(case, collector="other", name="王五", id_number=AGENT_ID, authority_file=file)

    client_for(hall.clerk).post(desk(hall), data)

    row = Issuance.objects.get()
    assert row.authority_file is not None and open_column(row, "collector_id") == AGENT_ID


def test_a_file_that_is_none_is_refused(client_for: ClientFor, hall: Hall) -> None:
    case = hall.shelved()
    file = SimpleUploadedFile("委托书.png", b"not a picture", "image/png")
    data = giving(case, collector="other", name="王五", id_number=AGENT_ID, authority_file=file)

    response = client_for(hall.clerk).post(desk(hall), data)

    assert response.status_code == 400 and fresh(case).state == "ready"


def test_post_network_and_nothing(client_for: ClientFor, hall: Hall) -> None:
    posted, sent, empty = hall.shelved(), hall.case("decided"), hall.case("decided")
    client = client_for(hall.clerk)

    client.post(desk(hall), giving(posted, **POST))
    client.post(desk(hall), giving(sent, way="network", note="电子证照已推送"))
    client.post(desk(hall), giving(empty, way="none"))

    assert [fresh(case).state for case in (posted, sent, empty)] == ["issued", "issued", "archived"]
    assert fresh(posted).holder == "carrier"


# -- the day --------------------------------------------------------------------------------------------------------
def test_the_day_counts_counter_and_post_by_kind(client_for: ClientFor, hall: Hall) -> None:
    on_spot = make_item(hall.contract, department=hall.department, kind="on_spot")
    client = client_for(hall.clerk)
    spot = hall.case("decided", holder="window")
    Case.objects.filter(pk=spot.pk).update(kind="on_spot", item=on_spot, version=on_spot.current)
    client.post(desk(hall), giving(spot))
    client.post(desk(hall), giving(hall.shelved(), **POST))

    response = client.get(day_list(hall))
    lines = {line.label: (line.on_spot, line.promised) for line in response.context["tally"]}
    yesterday = client.get(day_list(hall), {"day": str(timezone.localdate() - timedelta(days=1))})

    assert lines["窗口自取"] == (1, 0) and lines["邮寄"] == (0, 1) and lines[""] == (1, 1)
    assert spot.number in response.content.decode() and "这一天没有出件" in yesterday.content.decode()
    assert client.get(day_list(hall), {"day": "yesterday"}).status_code == 200


def test_roles_departments_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    case, client = hall.shelved(), client_for(hall.clerk)
    client.post(desk(hall), giving(case))
    slip = reverse("windows:issuance-slip", args=[hall.contract.slug, Issuance.objects.get().bundle])
    other = client_for(MembershipFactory(role=Role.LIAISON, contract=hall.contract).user)

    for user in (hall.supervisor, hall.liaison):
        assert (
            client_for(user).get(desk(hall)).status_code
            == client_for(user).post(desk(hall)).status_code
            == 403
        )
    assert (
        other.get(slip).status_code == 404 and case.number not in other.get(day_list(hall)).content.decode()
    )
    assert client_for(hall.liaison).get(slip).status_code == 200
    assert client_for(member(Role.APPROVER, hall.contract)).get(day_list(hall)).status_code == 403
    for address in (desk(hall), day_list(hall), slip):
        assert client_for(hall.stranger).get(address).status_code == 404


def test_pages_take_the_same_queries_however_much_there_is(
    client_for: ClientFor, hall: Hall, queries: Any
) -> None:
    client, counts = client_for(hall.clerk), []
    for rows in (1, 2):
        for _ in range(rows):
            client.post(desk(hall), giving(hall.shelved()))
            hall.shelved(), hall.case("transferred"), hall.case("decided")
        with queries:
            client.get(desk(hall), {"find": token_of(ID_NUMBER)})
            client.get(day_list(hall))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 26, counts
