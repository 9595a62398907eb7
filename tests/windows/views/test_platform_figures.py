"""The users of the province's mobile service: written down, corrected with a reason, compared month by month."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from windows.actions.figures import FigureEntry, FigureRefused, record_figure
from windows.models import PlatformFigure
from windows.queries.figures import app_months

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
TYPED = {"kind": "app_users", "month": "2026-03", "value": "1200", "source": "县政务平台 3 月通报"}


@pytest.fixture
def assessor(contract: Contract) -> User:
    return member(Role.ASSESSOR, contract)


def address(contract: Contract) -> str:
    return reverse("windows:platform-figures", args=[contract.slug])


def written(by: User, contract: Contract, month: date, value: int, **values: Any) -> PlatformFigure:
    entry = FigureEntry(values.pop("kind", "app_users"), month, value, values.pop("source", "通报"), **values)
    return record_figure(by=by, at=timezone.now(), contract=contract, entry=entry)


def test_a_month_is_written_down_and_shown(client_for: ClientFor, contract: Contract, assessor: User) -> None:
    client = client_for(assessor)
    written(assessor, contract, FEBRUARY, 1000)

    assert client.post(address(contract), TYPED).status_code == 302
    assert client.post(address(contract), TYPED).status_code == 302

    row = PlatformFigure.objects.get(month=MARCH)
    assert (row.value, row.revision, row.recorded_by) == (1200, 1, assessor)
    page = client.get(
        reverse("windows:item-indicators", args=[contract.slug]) + "?month=2026-03"
    ).content.decode()
    assert "比上月增加 200" in page and "海易办" in page


def test_a_correction_needs_its_reason_and_keeps_the_first(
    client_for: ClientFor, contract: Contract, assessor: User
) -> None:
    client = client_for(assessor)
    client.post(address(contract), TYPED)

    refused = client.post(address(contract), {**TYPED, "value": "1300"})
    assert refused.status_code == 422 and "已登记 1200 人" in refused.content.decode()
    client.post(address(contract), {**TYPED, "value": "1300", "reason": "平台更正了通报"})

    assert list(PlatformFigure.objects.values_list("value", "revision")) == [(1300, 2), (1200, 1)]
    assert app_months(contract, MARCH)[0].users == 1300
    page = client.get(address(contract)).content.decode()
    assert "<s>1200</s>" in page and "平台更正了通报" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"month": "2099-01"}, "还没有到"),
        ({"source": " "}, "来源"),
        ({"value": "-1"}, "0"),
        ({"month": "3 月"}, "2023-03"),
        ({"kind": "other"}, "other"),
    ],
)
def test_what_cannot_be_is_refused(
    client_for: ClientFor, contract: Contract, assessor: User, change: dict[str, str], said: str
) -> None:
    answer = client_for(assessor).post(address(contract), {**TYPED, **change})

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not PlatformFigure.objects.exists()


def test_months_are_compared_with_the_one_before(contract: Contract, assessor: User) -> None:
    written(assessor, contract, date(2025, 12, 1), 900)
    written(assessor, contract, date(2026, 1, 1), 880)
    written(assessor, contract, MARCH, 50, kind="app_guided")

    found = {each.month: each for each in app_months(contract, MARCH)}

    assert len(found) == 12 and found[date(2026, 1, 1)].growth == -20
    assert (found[date(2026, 1, 1)].level, found[FEBRUARY].level) == ("bad", "")
    assert (found[MARCH].users, found[MARCH].guided, found[MARCH].growth) == (None, 50, None)
    assert found[date(2025, 12, 1)].before is None


def test_who_may_see_and_who_may_write(
    client_for: ClientFor, contract: Contract, other_contract: Contract, assessor: User
) -> None:
    written(assessor, contract, MARCH, 1200)
    for role, posted in ((Role.SUPERVISOR, 302), (Role.CLERK, 403), (Role.REVIEWER, 403)):
        client = client_for(member(role, contract))
        page = client.get(address(contract))
        assert page.status_code == 200 and ('name="value"' in page.content.decode()) is (posted == 302)
        assert client.post(address(contract), {**TYPED, "month": "2026-01"}).status_code == posted
    stranger = client_for(member(Role.ASSESSOR, other_contract))
    assert (
        stranger.get(address(contract)).status_code
        == stranger.post(address(contract), TYPED).status_code
        == 404
    )
    assert "1200" not in stranger.get(address(other_contract)).content.decode()


def test_the_list_takes_the_same_queries_at_one_and_three(
    client_for: ClientFor, contract: Contract, assessor: User, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(assessor), []
    for month in (1, 2, 3):
        written(assessor, contract, date(2026, month, 1), 100 * month)
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 20


@pytest.mark.parametrize(
    "values",
    [
        {"month": date(2026, 3, 2)},
        {"revision": 2},
        {"source": ""},
        {"kind": "other"},
        {"value": -1},
        {"month": FEBRUARY},
    ],
)
def test_the_database_refuses_impossible_figures(
    contract: Contract, assessor: User, values: dict[str, Any]
) -> None:
    written(assessor, contract, FEBRUARY, 1)
    good = {"kind": "app_users", "month": MARCH, "revision": 1, "value": 1, "source": "通报"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlatformFigure.objects.create(
            contract=contract, recorded_at=timezone.now(), recorded_by=assessor, **(good | values)
        )


@pytest.mark.parametrize(
    "statement", ["UPDATE windows_platformfigure SET value = 2", "DELETE FROM windows_platformfigure"]
)
def test_what_was_written_down_stays(contract: Contract, assessor: User, statement: str) -> None:
    written(assessor, contract, MARCH, 1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_figure_without_a_source_is_refused(contract: Contract, assessor: User) -> None:
    with pytest.raises(FigureRefused, match="来源") as refused:
        written(assessor, contract, MARCH, 1, source=" ")
    assert refused.value.field == "source"
