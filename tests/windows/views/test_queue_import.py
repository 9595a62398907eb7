"""The queue machine's file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_window
from windows.models import QueueTicket

pytestmark = pytest.mark.django_db
HEAD = "排队号,取号时间,叫号时间,办结时间,窗口号,操作人,状态\n"
GOOD = (
    "A001,2026-03-02 08:31:05,2026-03-02 08:35:40,2026-03-02 08:47:12,01,李婷,已办理\n"
    "A002,2026-03-02 08:32:00,,,,,过号\n"
)


def send(contract: Contract, text: str, user: Any = None) -> Any:
    """Upload a file; where it was read, this ends at its preview."""
    venue = make_window(contract, "01").venue
    client = sign_in_quickly(user or member(Role.SUPERVISOR, contract))
    file = SimpleUploadedFile("叫号.csv", (HEAD + text).encode("utf-8-sig"))
    page = reverse("windows:queue-import", args=[contract.slug])
    return client.post(page, {"venue": venue.pk, "file": file}, follow=True)


def test_a_file_is_read_and_nothing_is_taken_yet() -> None:
    contract = ContractFactory()

    text = send(contract, GOOD).content.decode()

    assert "确认导入" in text and "A001" in text
    assert contract.queue_drafts.count() == 1 and not QueueTicket.objects.exists()


def test_the_next_file_takes_the_place_of_ones_own() -> None:
    contract = ContractFactory()
    user = member(Role.SUPERVISOR, contract)

    send(contract, GOOD, user)
    send(contract, GOOD.replace("A002", "A003"), user)

    assert contract.queue_drafts.count() == 1 and contract.queue_drafts.get().rows[1][0] == "A003"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A003,昨天,,,,,等候\n", "不是时间"),
        ("A003,2026-03-02 08:31:05,2026-03-02 08:30:00,,01,,已办理\n", "早于取号"),
        ("A003,2026-03-02 08:31:05,2026-03-02 08:35:00,,99,,已办理\n", "没有这个窗口"),
        ("A003,2999-03-02 08:31:05,,,,,等候\n", "还没有到"),
        ("A003,2026-03-02 08:31:05,,,,,睡着\n", "状态"),
        ("A001,2026-03-02 09:31:05,,,,,等候\n", "同一张号"),
    ],
)
def test_one_bad_line_keeps_all_out_and_is_named(line: str, said: str) -> None:
    contract = ContractFactory()

    answer = send(contract, GOOD + line)

    assert answer.status_code == 422 and said in answer.content.decode() and not QueueTicket.objects.exists()


def test_every_fault_of_a_file_is_named_at_once() -> None:
    contract = ContractFactory()
    bad = (
        "A003,昨天,2026-03-02 08:30:00,,99,,睡着\n"
        "A004,2026-03-02 08:31:05,2026-03-02 08:30:00,,01,,已办理\n"
        ",2026-03-02 08:31:05,,,,,等候\n"
    )

    answer = send(contract, GOOD + bad)

    told = [(problem.row, problem.header) for problem in answer.context["problems"]]
    assert told == [(4, "取号时间"), (4, "窗口号"), (4, "状态"), (5, "排队号"), (6, "排队号")]


def test_others_import_nothing_and_the_template_opens() -> None:
    contract = ContractFactory()

    assert send(contract, GOOD, member(Role.DIRECTOR, contract)).status_code == 403
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    assert client.get(reverse("windows:queue-import-template", args=[contract.slug])).content[:2] == b"PK"
    assert client.get(reverse("windows:queue-import", args=[ContractFactory().slug])).status_code == 404
