import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessment.actions.entries import withdraw_entry
from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on, sign


def test_the_detail_shows_each_entry_and_what_it_may_double(
    desk: Client, march: Scorecard, address: Address
) -> None:
    entry_on(march, "3.10", count=2, subject="窗口 03", note="08:24 到岗")

    html = desk.get(address("scorecard-detail", "3.10")).content.decode()

    assert 'id="entry-1"' in html and 'data-version="1"' in html
    assert 'value="窗口 03"' in html and 'value="08:24 到岗"' in html
    assert "条款 3.10、3.17 可能指同一事实" in html
    assert 'data-new="3.10"' in html


def test_a_criterion_with_levels_offers_them_with_points(desk: Client, address: Address) -> None:
    html = desk.get(address("scorecard-detail", "7.10")).content.decode()

    for level in ("国家级（5）", "省级（3）", "市级（2）"):
        assert level in html


def test_withdrawn_entries_stay_readable(desk: Client, march: Scorecard, address: Address) -> None:
    entry = entry_on(march, count=4)
    withdraw_entry(by=march.opened_by, at=timezone.now(), entry=entry, version=1, reason="与 3.17 同一事实")

    html = desk.get(address("scorecard-detail", "3.10")).content.decode()

    assert "已撤回 1 条" in html and "№ 1 × 4" in html and "与 3.17 同一事实" in html


def test_an_unknown_criterion_is_not_there(desk: Client, address: Address) -> None:
    assert desk.get(address("scorecard-detail", "3.99")).status_code == 404


def test_a_reader_gets_fields_that_are_shut(client_as: ClientAs, march: Scorecard, address: Address) -> None:
    entry_on(march)

    html = client_as(Role.REVIEWER).get(address("scorecard-detail", "3.10")).content.decode()

    assert '<fieldset class="entry-fields" disabled>' in html
    assert "data-withdraw" not in html and "data-new" not in html and "data-upload" not in html


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIAISON])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    assert client_as(role).get(address("scorecard-detail", "3.10")).status_code == 403


def test_another_contracts_detail_is_not_there(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-detail", "3.10")).status_code == 404


def test_the_contractor_sees_the_detail_once_the_card_is_approved(
    client_as: ClientAs, march: Scorecard, address: Address
) -> None:
    entry_on(march)
    director = client_as(Role.DIRECTOR)

    before = director.get(address("scorecard-detail", "3.10")).status_code
    sign(march, "approved")

    assert (before, director.get(address("scorecard-detail", "3.10")).status_code) == (404, 200)


def test_the_detail_asks_the_same_queries_for_one_entry_and_three(
    desk: Client, march: Scorecard, address: Address, queries: CaptureQueriesContext
) -> None:
    entry_on(march)
    desk.get(address("scorecard-detail", "3.10"))
    with queries:
        desk.get(address("scorecard-detail", "3.10"))
    one = len(queries)
    entry_on(march)
    entry_on(march)

    with queries:
        desk.get(address("scorecard-detail", "3.10"))

    assert len(queries) == one
