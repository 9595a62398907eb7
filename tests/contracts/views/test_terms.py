"""Clause → value → where it acts."""

import re

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import member


def url(contract: Contract) -> str:
    return reverse("contracts:terms", args=[contract.slug])


@pytest.fixture
def haikou(db: None) -> Contract:
    return make("haikou")


def keys(response) -> list[str]:
    return [row["term"].key for section in response.context["sections"] for row in section["rows"]]


def test_terms_list_every_value_with_its_clause(client_for: ClientFor, haikou: Contract) -> None:
    response = client_for(member(Role.CLERK, haikou)).get(url(haikou))

    assert keys(response) == list(haikou.terms.values_list("key", flat=True))
    row = re.search(r'<tr id="t-limits.turnover_ratio">.*?</tr>', response.content.decode(), re.S)
    assert row is not None
    assert "每月人员变更比例" in row[0] and "&lt; 3 %" in row[0] and "002 § 四(二)1(3)⑤" in row[0]


def test_terms_mark_defaults_the_tender_does_not_name(client_for: ClientFor, haikou: Contract) -> None:
    response = client_for(member(Role.CLERK, haikou)).get(url(haikou), {"silent": "on"})

    assert keys(response) == list(haikou.terms.filter(silent=True).values_list("key", flat=True))
    assert response.content.decode().count("招标文件未写明·采用默认") == len(keys(response)) > 0


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("变更比例", True),
        ("rybg", True),
        ("MYRY 3", True),
        ("四(二)1(3)⑤", True),
        ("bgry", False),
        ("limits", False),
    ],
)
def test_terms_are_found_by_words_or_initials(
    client_for: ClientFor, haikou: Contract, words: str, there: bool
) -> None:
    found = keys(client_for(member(Role.CLERK, haikou)).get(url(haikou), {"q": words}))

    assert ("limits.turnover_ratio" in found) is there
    assert len(found) < 10


def test_terms_are_filtered_by_room(client_for: ClientFor, haikou: Contract) -> None:
    found = keys(client_for(member(Role.CLERK, haikou)).get(url(haikou), {"acts": "settlement"}))

    wanted = [term.key for term in haikou.terms.all() if "settlement" in term.acts]
    assert found == wanted and 0 < len(wanted) < haikou.terms.count()


def test_terms_ignore_a_room_that_does_not_exist(client_for: ClientFor, haikou: Contract) -> None:
    response = client_for(member(Role.CLERK, haikou)).get(url(haikou), {"acts": "cellar"})

    assert len(keys(response)) == haikou.terms.count()


@pytest.mark.parametrize(("role", "linked"), [(Role.ASSESSOR, True), (Role.CLERK, False)])
def test_terms_link_rooms_the_user_may_enter(
    client_for: ClientFor, haikou: Contract, role: Role, linked: bool
) -> None:
    response = client_for(member(role, haikou)).get(url(haikou))

    tags = {act["label"]: act["url"] for section in response.context["sections"]
            for row in section["rows"] for act in row["acts"]}  # fmt: skip
    assert bool(tags["质量考核"]) is linked
    assert tags["合同"] == reverse("contracts:overview", args=[haikou.slug])
    assert tags["结算"] == ""


def test_terms_say_when_nothing_fits(client_for: ClientFor, haikou: Contract) -> None:
    text = client_for(member(Role.CLERK, haikou)).get(url(haikou), {"q": "登月"}).content.decode()

    assert "没有符合的条款" in text


def test_terms_of_another_contract_are_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.CLERK, other_contract)).get(url(contract)).status_code == 404


def test_terms_are_shut_for_administrators(client_for: ClientFor, contract: Contract) -> None:
    assert client_for(member(Role.SECURITY_ADMIN)).get(url(contract)).status_code == 403


def test_terms_take_the_same_queries_however_many(client_for: ClientFor, haikou: Contract, queries) -> None:
    client = client_for(member(Role.CLERK, haikou))
    counts = []
    for rows in (3, 1):
        haikou.terms.exclude(pk__in=list(haikou.terms.values_list("pk", flat=True)[:rows])).delete()
        with queries:
            client.get(url(haikou))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 7
