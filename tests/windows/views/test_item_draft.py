"""An uploaded list: looked at, taken, dropped, seen by those who may."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.test_actions_item_imports import PAPERS, ROW, SITUATIONS, file_of
from tests.windows.views.test_item_import import file, upload
from windows.models import ItemDraft, ItemVersion, ServiceItem

pytestmark = pytest.mark.django_db


def test_a_list_is_looked_at_and_taken(client_for: ClientFor, contract: Contract) -> None:
    client, today = client_for(member(Role.ASSESSOR, contract)), timezone.localdate()
    kept = make_item(contract, name="原有的事项")

    answer = client.post(upload(contract), file(file_of([ROW], SITUATIONS, PAPERS)))
    page = client.get(answer.headers["Location"]).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]

    assert "新增 1" in page and "新部门" in page and "清单中没有 1" in page
    assert "原有的事项" in client.get(answer.headers["Location"] + "?tab=missing").content.decode()
    days = {"effective_on": f"{today:%Y-%m-%d}", "added_from": f"{today:%Y-%m-%d}"}
    stale = client.post(answer.headers["Location"], {**days, "seen": "old"}, follow=True)
    assert "再看一遍" in stale.content.decode() and ServiceItem.objects.count() == 1
    assert client.post(answer.headers["Location"], {"seen": seen}).status_code == 422
    done = client.post(
        answer.headers["Location"], {**days, "seen": seen, "retire_missing": "on"}, follow=True
    )
    assert "新增 1 项" in done.content.decode()
    kept.refresh_from_db()
    assert kept.retired_on == today and ItemVersion.objects.filter(item__short_code="A1").exists()


def test_a_list_is_dropped(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    answer = client.post(upload(contract), file(file_of([ROW])))

    assert "清单.xlsx" in client.get(upload(contract)).content.decode()
    client.post(answer.headers["Location"], {"op": "drop"})

    assert not ItemDraft.objects.exists() and not ServiceItem.objects.exists()


def test_lists_are_seen_by_those_who_may(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assessor = client_for(member(Role.ASSESSOR, contract))
    draft = assessor.post(upload(contract), file(file_of([ROW]))).headers["Location"]

    assert client_for(member(Role.CLERK, contract)).get(draft).status_code == 403
    assert client_for(member(Role.LIAISON, contract)).get(draft).status_code == 404
    assert client_for(member(Role.ASSESSOR, other_contract)).get(draft).status_code == 404
    assert client_for(member(Role.CLERK, contract)).get(upload(contract)).status_code == 403
    foreign = draft.replace(contract.slug, other_contract.slug)
    assert client_for(member(Role.ASSESSOR, other_contract)).get(foreign).status_code == 404
