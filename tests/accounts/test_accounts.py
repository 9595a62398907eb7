"""Accounts from their first slip to the nightly job: who may do what, and what the database refuses (A1, A9)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.accounts import AccountRefused, activate_account, create_account, disable_account
from accounts.actions.passwords import LinkClosed, LinkRefused, create_link, use_link
from accounts.jobs import disable_idle_accounts
from accounts.models import PasswordLink, User
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import ROLE_SIDES, Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


def test_account_starts_shut_and_opens_by_another_person(client_for: ClientFor) -> None:
    system, security = member(Role.SYSTEM_ADMIN), member(Role.SECURITY_ADMIN)
    page = client_for(system).post("/accounts/new/", FACTS)
    assert page.status_code == 201
    password = page.context["password"]
    assert password in page.content.decode()
    user = User.objects.get(username="chen.yu")
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": password}).status_code == 422

    assert client_for(security).post(f"/accounts/{user.pk}/activate/").status_code == 302

    clerk = Client()
    response = clerk.post("/sign-in/", {"username": "chen.yu", "password": password})
    assert response.headers["Location"] == "/account/password/"
    assert password not in str(list(AuditEvent.objects.values()))
    actions = (
        AuditEvent.objects.filter(object_id=str(user.pk)).order_by("number").values_list("action", "role")
    )
    assert [action for action, _role in actions] == [
        "account.create", "session.refuse", "account.activate", "session.open",
    ]  # fmt: skip
    assert [role for _action, role in actions][0:3:2] == ["system_admin", "security_admin"]


@pytest.mark.parametrize("double", ["username", "holder"])
def test_second_account_of_one_person_is_refused(db: None, double: str) -> None:
    create_account(by=None, at=timezone.now(), **FACTS)
    again = {
        "username": "other",
        "name": "陈雨",
        "side": "contractor",
        "holder": "GH002",
        double: FACTS[double],
    }

    with pytest.raises(AccountRefused, match="一人一号"):
        create_account(by=None, at=timezone.now(), **again)

    assert User.objects.count() == 1


def test_second_account_is_refused_on_the_form_too(client_for: ClientFor) -> None:
    UserFactory(holder="GH001")

    page = client_for(member(Role.SYSTEM_ADMIN)).post("/accounts/new/", FACTS)

    assert page.status_code == 422
    assert "holder" in page.context["form"].errors


def test_maker_and_owner_cannot_activate(db: None) -> None:
    maker = UserFactory()
    user, _password = create_account(by=maker, at=timezone.now(), **FACTS)

    for by in (maker, user):
        with pytest.raises(AccountRefused, match="另一人"):
            activate_account(by=by, account=user, at=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        "is_active = TRUE",
        "is_active = TRUE, activated_by_id = created_by_id",
        "side = 'government'",
        "disabled_at = CURRENT_TIMESTAMP",
        "is_active = TRUE, disabled_at = CURRENT_TIMESTAMP, disabled_reason = 'x'",
        "side = 'nobody'",
    ],
)
def test_database_refuses_impossible_accounts(db: None, change: str) -> None:
    maker = UserFactory()
    user, _password = create_account(by=maker, at=timezone.now(), **FACTS)

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE accounts_user SET {change} WHERE id = {user.pk}")


def test_database_refuses_to_delete_an_account(db: None) -> None:
    user = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"DELETE FROM accounts_user WHERE id = {user.pk}")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_disabling_needs_a_reason_and_is_not_for_oneself(client_for: ClientFor) -> None:
    system, user = member(Role.SYSTEM_ADMIN), UserFactory()
    client = client_for(system)

    assert client.post(f"/accounts/{user.pk}/disable/", {"reason": "  "}).status_code == 422
    assert client.post(f"/accounts/{system.pk}/disable/", {"reason": "离岗"}).status_code == 422
    assert client.post(f"/accounts/{user.pk}/disable/", {"reason": "离岗"}).status_code == 302

    user.refresh_from_db()
    assert (user.state, user.disabled_reason) == ("disabled", "离岗")


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDITOR, Role.APPROVER])
def test_last_holder_stays_until_there_is_another(contract: Contract, role: Role) -> None:
    where = contract if role is Role.APPROVER else None
    last = member(role, where)
    with pytest.raises(AccountRefused, match="最后一位"):
        disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE accounts_user SET is_active = FALSE WHERE id = {last.pk}")

    member(role, where)

    disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())
    assert User.objects.get(pk=last.pk).state == "disabled"


def test_holder_in_another_contract_is_no_stand_in(contract: Contract, other_contract: Contract) -> None:
    last = member(Role.APPROVER, contract)
    member(Role.APPROVER, other_contract)

    with pytest.raises(AccountRefused, match="批准人"):
        disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())


def test_idle_accounts_are_disabled_at_night_but_not_the_last_holders(db: None) -> None:
    now = timezone.now()
    ages = {"fresh": 89, "idle": 91, "never": None, "last": 400}
    for name, days in ages.items():
        UserFactory(
            username=name,
            role=Role.AUDITOR,
            last_login=now - timedelta(days=days) if days else None,
            activated_at=now - timedelta(days=120),
        )
    last = User.objects.get(username="last")
    Membership.objects.create(
        user=last, role=Role.AUDITOR, side=ROLE_SIDES[Role.AUDITOR], granted_at=now, confirmed_at=now
    )

    assert disable_idle_accounts() == "disabled=2 kept=1"

    assert set(User.objects.filter(is_active=True).values_list("username", flat=True)) == {"fresh", "last"}
    assert set(AuditEvent.objects.filter(action="account.disable").values_list("actor_name", flat=True)) == {
        "系统"
    }


def test_link_sets_a_password_once_and_lasts_thirty_minutes(client_for: ClientFor) -> None:
    user = UserFactory(username="chen.yu")
    page = client_for(member(Role.SYSTEM_ADMIN)).post(f"/accounts/{user.pk}/reset/")
    assert page.status_code == 201
    path = "/" + page.context["link"].split("/", 3)[3]
    browser = Client()
    assert browser.get(path).status_code == 200

    response = browser.post(path, {"new": NEW, "again": NEW})

    assert response.headers["Location"] == "/sign-in/"
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": NEW}).status_code == 302
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": PASSWORD}).status_code == 422
    token = path.split("/")[-2]
    kept = str(list(AuditEvent.objects.values())) + str(list(PasswordLink.objects.values()))
    assert token not in kept and NEW not in kept


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


def first_admins(**changes: str) -> str:
    out = StringIO()
    people = {"system": "zhou:周建国:S001", "security": "li.min", "audit": "wang:王芳", **changes}
    call_command("create_first_admins", stdout=out, **people)
    return out.getvalue()


def test_first_admins_are_made_once_and_hold_everywhere(db: None) -> None:
    assert User.objects.count() == 0
    text = first_admins()

    held = Membership.objects.in_force().values_list("user__username", "role", "contract")
    assert set(held) == {
        ("zhou", "system_admin", None),
        ("li.min", "security_admin", None),
        ("wang", "auditor", None),
    }
    links = [line.split("：")[1] for line in text.splitlines() if "/account/link/" in line]
    assert len(links) == 3
    token = links[0].rstrip("/").split("/")[-1]
    assert PasswordLink.objects.filter(expires_at__gt=timezone.now() + timedelta(hours=23)).count() == 3
    use_link(token=token, new=NEW, at=timezone.now())
    assert Client().post("/sign-in/", {"username": "zhou", "password": NEW}).status_code == 302
    with pytest.raises(CommandError, match="只能在空系统上"):
        first_admins(system="a.b.c", security="d.e.f", audit="g.h.i")


@pytest.mark.parametrize("changes", [{"audit": "zhou"}, {"system": "Zhou 周"}, {"security": "x"}])
def test_first_admins_are_three_people_with_proper_names(db: None, changes: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        first_admins(**changes)

    assert User.objects.count() == 0


def test_account_list_takes_the_same_queries_however_long(client_for: ClientFor, queries) -> None:  # type: ignore[no-untyped-def]
    client = client_for(member(Role.SYSTEM_ADMIN))
    counts = []
    for _ in range(2):
        with queries:
            client.get("/accounts/?words=H0")
        counts.append(len(queries))
        UserFactory.create_batch(3)

    assert counts[0] == counts[1]


def test_account_list_finds_by_words_side_and_state(client_for: ClientFor) -> None:
    client = client_for(member(Role.SECURITY_ADMIN))
    UserFactory(username="chen.yu", name="陈雨", holder="GH9", is_active=False, activated_at=None)
    UserFactory(username="wu.di", name="吴迪", role=Role.ASSESSOR)

    def found(query: str) -> list[str]:
        return [user.username for user in client.get(f"/accounts/?{query}").context["page"]]

    assert found("words=陈") == found("words=gh9") == found("state=waiting") == ["chen.yu"]
    assert found("side=government") == ["wu.di"]
    assert found("words=陈+吴") == []
    assert client.get("/accounts/?state=nonsense").status_code == 200
