"""The list of accounts: search, and as many queries for three as for one."""

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


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
