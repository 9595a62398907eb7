"""Keeping a ledger's filters and columns, sharing them, taking them away."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from windows.actions.saved_views import MOST, ViewRefused, save_view
from windows.models import SavedView

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def save_url(contract: Contract) -> str:
    return reverse("windows:saved-view-save", args=[contract.slug, "acceptance"])


def test_saved_view_keeps_filters_and_columns_but_no_search(
    contract: Contract, client_for: ClientFor
) -> None:
    clerk = member(Role.CLERK, contract)
    sent = {"name": "本月我的", "query": "span=month&state=accepted&columns=number&find=abc&page=3&evil=1"}

    response = client_for(clerk).post(save_url(contract), sent)

    view = SavedView.objects.get()
    assert (view.owner, view.query) == (clerk, "span=month&state=accepted&columns=number")
    assert response.headers["Location"].endswith(view.query)
    assert AuditEvent.objects.filter(action="ledger.save_view").count() == 1


def test_saved_view_of_the_same_name_is_replaced(contract: Contract, client_for: ClientFor) -> None:
    client = client_for(member(Role.CLERK, contract))
    for query in ("span=month", "span=week"):
        client.post(save_url(contract), {"name": "我的", "query": query})

    assert [view.query for view in SavedView.objects.all()] == ["span=week"]


def test_saved_view_without_a_name_is_refused(contract: Contract, client_for: ClientFor) -> None:
    response = client_for(member(Role.CLERK, contract)).post(save_url(contract), {"name": ""}, follow=True)

    assert not SavedView.objects.exists()
    assert "视图没有保存" in response.content.decode()


@pytest.mark.parametrize(("role", "shared"), [(Role.SUPERVISOR, True), (Role.CLERK, False)])
def test_saved_view_is_shared_by_supervisors_only(
    contract: Contract, client_for: ClientFor, role: Role, shared: bool
) -> None:
    client_for(member(role, contract)).post(
        save_url(contract), {"name": "共用", "query": "", "is_shared": "on"}
    )

    assert SavedView.objects.get().is_shared is shared


def test_saved_view_of_somebody_else_is_seen_when_shared_only(
    contract: Contract, client_for: ClientFor
) -> None:
    owner, now = member(Role.SUPERVISOR, contract), timezone.now()
    kept = {"by": owner, "at": now, "contract": contract, "ledger": "acceptance", "query": ""}
    save_view(**kept, name="共用", is_shared=True)
    save_view(**kept, name="自用", is_shared=False)

    client = client_for(member(Role.CLERK, contract))
    response = client.get(reverse("windows:ledger", args=[contract.slug, "acceptance"]))

    assert [view.name for view in response.context["views"]] == ["共用"]


def test_saved_views_of_one_person_end_at_thirty(contract: Contract) -> None:
    kept = {"by": member(Role.CLERK, contract), "at": timezone.now(), "contract": contract, "query": ""}
    for number in range(MOST):
        save_view(**kept, ledger="acceptance", name=f"{number}", is_shared=False)

    with pytest.raises(ViewRefused, match="最多保存 30 个"):
        save_view(**kept, ledger="acceptance", name="再一个", is_shared=False)
    save_view(**kept, ledger="acceptance", name="0", is_shared=False)


def test_saved_view_is_dropped_by_its_owner_only(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    owner = member(Role.SUPERVISOR, contract)
    view = save_view(
        by=owner,
        at=timezone.now(),
        contract=contract,
        ledger="acceptance",
        name="共用",
        query="",
        is_shared=True,
    )
    url = reverse("windows:saved-view-drop", args=[contract.slug, view.pk])

    refused = client_for(member(Role.CLERK, contract)).post(url, follow=True)
    assert "只能由保存的人删除" in refused.content.decode()
    astray = reverse("windows:saved-view-drop", args=[other_contract.slug, view.pk])
    assert client_for(member(Role.CLERK, other_contract)).post(astray).status_code == 404
    assert client_for(owner).get(url).status_code == 405
    client_for(owner).post(url)

    assert not SavedView.objects.exists()
