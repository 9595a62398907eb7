"""A result given out wrongly at the counter is taken back by a supervisor; both stay written."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.papers import HOME, Hall, applicant, fresh, make_hall, new_key
from windows.actions.archive import open_box, put_in_box
from windows.actions.issuance import IssueRefused, issue_at_counter, issue_by_network
from windows.actions.issuance_undo import undo_issuance
from windows.actions.parcels import issue_by_post
from windows.actions.shelf import ShelfRefused
from windows.models import Case, Issuance, Rating
from windows.queries.issuance import day_tally

pytestmark = pytest.mark.django_db
WHY = "发错领取人，证照已收回"


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def give(hall: Hall, case: Case | None = None) -> Issuance:
    return issue_at_counter(
        by=hall.clerk, at=timezone.now(), contract=hall.contract, cases=[case or hall.shelved()],
        taker=applicant(), key=new_key(),
    )[0]  # fmt: skip


def undo(hall: Hall, row: Issuance, **values: Any) -> Issuance:
    values = {"by": hall.supervisor, "why": WHY, "place": "A-09", "key": new_key(), **values}
    return undo_issuance(at=timezone.now(), issuance=row, **values)


def address(hall: Hall, row: Issuance) -> str:
    return reverse("windows:issuance-undo", args=[hall.contract.slug, row.pk])


def test_the_paper_is_back_on_the_shelf_and_goes_out_again(hall: Hall) -> None:
    row, key = give(hall), new_key()

    undone = undo(hall, row, key=key)
    assert undo(hall, row, key=key) == undone, "the same form again"

    case = fresh(row.case)
    assert (case.state, case.holder, case.shelf_place, case.issued_at) == ("ready", "shelf", "A-09", None)
    assert (undone.undone_by, undone.undone_why) == (hall.supervisor, WHY)
    slip = case.forms.get(kind="issuance")
    assert slip.void_reason == WHY and slip.void_by == hall.supervisor
    again = give(hall, case)
    assert fresh(case).state == "issued"
    assert list(case.issuances.order_by("pk")) == [undone, again]
    assert case.forms.filter(kind="issuance", void_at=None).count() == 1


def test_log_and_audit_tell_who_and_why(hall: Hall) -> None:
    row = give(hall)
    undo(hall, row)

    line = row.case.events.get(action="undo_issue")
    assert (line.by, line.why, line.from_state, line.to_state) == (hall.supervisor, WHY, "issued", "ready")
    event = AuditEvent.objects.get(action="case.undo_issue")
    assert event.object_id == str(row.case_id) and WHY in str(event.after)


def test_what_a_visitor_said_stays_and_the_day_counts_once(hall: Hall) -> None:
    row = give(hall)
    now, day = timezone.now(), timezone.localdate()
    rating = Rating.objects.create(
        contract=hall.contract, case=row.case, visited_on=day,
        level=5, source="active", channel="page", claimed_at=now, recorded_at=now,
    )  # fmt: skip
    undo(hall, row)
    assert day_tally(hall.supervisor, hall.contract, day)[-1].total == 0
    give(hall, fresh(row.case))

    rating.refresh_from_db()
    assert (rating.case, rating.level, rating.state) == (row.case, 5, "valid")
    assert Rating.objects.count() == 1
    assert day_tally(hall.supervisor, hall.contract, day)[-1].total == 1


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        pytest.param({"why": "  "}, IssueRefused, "撤销的原因", id="no-reason"),
        pytest.param({"why": "长" * 201}, IssueRefused, "最多 200", id="long-reason"),
        pytest.param({"place": " "}, ShelfRefused, "存放位置", id="no-place"),
    ],
)
def test_an_undoing_that_lacks_something_changes_nothing(
    hall: Hall, values: dict[str, str], error: type[Exception], says: str
) -> None:
    row = give(hall)
    with pytest.raises(error, match=says):
        undo(hall, row, **values)
    assert fresh(row.case).state == "issued" and Issuance.objects.get().undone_at is None


def test_what_cannot_be_undone(hall: Hall) -> None:
    now = timezone.now()
    posted = issue_by_post(
        by=hall.clerk, at=now, contract=hall.contract, cases=[hall.shelved()], shipment=HOME, key=new_key()
    )[0]
    online = issue_by_network(
        by=hall.clerk, at=now, cases=[hall.case("decided", delivery="network")], note="已推送", key=new_key()
    )[0]
    filed, twice = give(hall), give(hall)
    box = open_box(by=hall.clerk, at=now, contract=hall.contract, place="A 柜", key=new_key())
    put_in_box(by=hall.clerk, at=now, box=box, case=filed.case)
    undo(hall, twice)

    for row, says in ((posted, "邮寄"), (online, "窗口领取"), (filed, "已归档"), (twice, "已经撤销")):
        with pytest.raises(IssueRefused, match=says):
            undo(hall, row)
    for by in (hall.clerk, hall.liaison, hall.stranger):
        with pytest.raises(IssueRefused, match="只有主管"):
            undo(hall, give(hall), by=by)


# -- the screen -----------------------------------------------------------------------------------------------------
def test_a_supervisor_undoes_it_from_the_day_s_list(client_for: ClientFor, hall: Hall) -> None:
    row, client = give(hall), client_for(hall.supervisor)
    listed = reverse("windows:issuance-list", args=[hall.contract.slug])
    detail = reverse("windows:case-detail", args=[hall.contract.slug, row.case.number])
    assert address(hall, row) in client.get(listed).content.decode()
    assert address(hall, row) in client.get(detail).content.decode()
    assert "撤销出件" in client.get(address(hall, row)).content.decode()

    answer = client.post(address(hall, row), {"why": WHY, "place": "A-09", "key": new_key()})

    assert answer.status_code == 302 and fresh(row.case).state == "ready"
    page = client.get(listed).content.decode()
    assert WHY in page and "已撤销" in page and address(hall, row) not in page
    assert WHY in client.get(detail).content.decode()
    late = client.post(address(hall, row), {"why": WHY, "place": "A-09", "key": new_key()})
    assert late.status_code == 409 and "已经撤销" in late.content.decode()


@pytest.mark.parametrize("data", [{}, {"why": WHY}, {"place": "A-1"}])
def test_a_form_that_lacks_something_is_shown_again(
    client_for: ClientFor, hall: Hall, data: dict[str, str]
) -> None:
    row = give(hall)
    answer = client_for(hall.supervisor).post(address(hall, row), {**data, "key": new_key()})

    assert answer.status_code == 422 and fresh(row.case).state == "issued"


def test_roles_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    row = give(hall)
    for user in (hall.clerk, hall.liaison, member(Role.ASSESSOR, hall.contract)):
        assert client_for(user).get(address(hall, row)).status_code == 403
        assert client_for(user).post(address(hall, row)).status_code == 403
    assert client_for(hall.stranger).get(address(hall, row)).status_code == 404
    foreign = give(make_hall())
    assert client_for(hall.supervisor).get(address(hall, foreign)).status_code == 404
    listed = reverse("windows:issuance-list", args=[hall.contract.slug])
    assert address(hall, row) not in client_for(hall.clerk).get(listed).content.decode()
