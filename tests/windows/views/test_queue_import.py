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
    venue = make_window(contract, "01").venue
    client = sign_in_quickly(user or member(Role.SUPERVISOR, contract))
    file = SimpleUploadedFile("叫号.csv", (HEAD + text).encode("utf-8-sig"))
    page = reverse("windows:queue-import", args=[contract.slug])
    return client.post(page, {"venue": venue.pk, "file": file}, follow=True)


def test_a_file_is_taken_once_and_sets_waiting_times() -> None:
    contract = ContractFactory()

    first, again = send(contract, GOOD), send(contract, GOOD)

    assert "新增 2 张" in first.content.decode() and "原样 2 张" in again.content.decode()
    assert QueueTicket.objects.count() == 2 and contract.queue_imports.count() == 1
    client = sign_in_quickly(member(Role.DIRECTOR, contract))
    page = reverse("windows:queue-waiting", args=[contract.slug])
    text = client.get(page, {"first": "2026-03-01", "last": "2026-03-31"}).content.decode()
    assert "4 分 35 秒" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A003,昨天,,,,,等候\n", "不是时间"),
        ("A003,2026-03-02 08:31:05,2026-03-02 08:30:00,,01,,已办理\n", "早于取号"),
        ("A003,2026-03-02 08:31:05,2026-03-02 08:35:00,,99,,已办理\n", "没有这个窗口"),
        ("A003,2999-03-02 08:31:05,,,,,等候\n", "还没有到"),
        ("A003,2026-03-02 08:31:05,,,,,睡着\n", "状态"),
    ],
)
def test_one_bad_line_keeps_all_out_and_is_named(line: str, said: str) -> None:
    contract = ContractFactory()

    answer = send(contract, GOOD + line)

    assert answer.status_code == 422 and said in answer.content.decode() and not QueueTicket.objects.exists()


def test_others_import_nothing_and_the_template_opens() -> None:
    contract = ContractFactory()

    assert send(contract, GOOD, member(Role.DIRECTOR, contract)).status_code == 403
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    assert client.get(reverse("windows:queue-import-template", args=[contract.slug])).content[:2] == b"PK"
    assert client.get(reverse("windows:queue-import", args=[ContractFactory().slug])).status_code == 404
