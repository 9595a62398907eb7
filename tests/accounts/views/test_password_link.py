"""The page behind a link: every dead one answers alike (security.md A8, A9)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.accounts import disable_account
from accounts.actions.passwords import LinkClosed, LinkRefused, create_link, use_link
from accounts.models import User
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


def test_every_dead_link_answers_alike(db: None) -> None:
    now, admin = timezone.now(), UserFactory()
    dead = {
        "never made": "x" * 43,
        "expired": create_link(by=admin, account=UserFactory(), at=now - timedelta(minutes=30, seconds=1)),
        "used": create_link(by=admin, account=(used := UserFactory()), at=now),
        "replaced": create_link(by=admin, account=(replaced := UserFactory()), at=now),
        "disabled": create_link(by=admin, account=(disabled := UserFactory()), at=now),
    }
    use_link(token=dead["used"], new=NEW, at=now)
    create_link(by=admin, account=replaced, at=now)
    disable_account(by=admin, account=disabled, reason="离岗", at=now)
    before = {user.pk: user.password for user in (used, replaced, disabled) if user.refresh_from_db() is None}

    answers = set()
    for token in dead.values():
        for response in (
            Client().get(f"/account/link/{token}/"),
            Client().post(f"/account/link/{token}/", {"new": NEW, "again": NEW}),
        ):
            body = response.content.decode().replace(str(response.context["csrf_token"]), "TOKEN")
            answers.add((response.status_code, body))

    assert len(answers) == 1
    assert {user.pk: User.objects.get(pk=user.pk).password for user in (used, replaced, disabled)} == before


def test_link_is_not_for_its_maker(client_for: ClientFor) -> None:
    system, user = member(Role.SYSTEM_ADMIN), UserFactory()
    token = create_link(by=system, account=user, at=timezone.now())

    assert client_for(system).get(f"/account/link/{token}/").status_code == 410
    with pytest.raises(LinkRefused):
        create_link(by=system, account=system, at=timezone.now())


def test_weak_password_leaves_the_link_open(db: None) -> None:
    token = create_link(by=UserFactory(), account=UserFactory(), at=timezone.now())

    assert Client().post(f"/account/link/{token}/", {"new": "short", "again": "short"}).status_code == 422
    assert Client().post(f"/account/link/{token}/", {"new": NEW, "again": NEW + "x"}).status_code == 422
    assert Client().post(f"/account/link/{token}/", {"new": NEW, "again": NEW}).status_code == 302
    with pytest.raises(LinkClosed):
        use_link(token=token, new=NEW, at=timezone.now())
