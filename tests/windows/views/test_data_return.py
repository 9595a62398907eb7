"""The end of a contract on its page: each side its own steps, the paper, the proof."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.return_samples import destroyed_return, ended, packed, picture
from windows.models import DataReturn


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def address(contract: Contract, name: str = "", *args: int) -> str:
    return reverse(f"windows:data-return{name}", args=[contract.slug, *args])


def test_the_whole_way_on_the_page(client_for: ClientFor, contract: Contract, tmp_path: Path) -> None:
    contract = ended(contract)
    boss = member(Role.ASSESSOR, contract)
    supplier, purchaser = client_for(member(Role.SUPERVISOR, contract)), client_for(boss)
    ours, theirs = address(contract, "-supplier"), address(contract, "-purchaser")
    assert "开始清点" in supplier.get(address(contract)).content.decode()
    assert "开始清点" not in purchaser.get(address(contract)).content.decode()

    supplier.post(ours, {"step": "open"})
    copy = {"kind": "backup", "title": "数据库备份", "place": "机房", "count": 2, "fate": "destroy"}
    supplier.post(ours, {"step": "list", **copy})
    assert "数据库备份" in supplier.get(address(contract)).content.decode()
    supplier.post(ours, {"step": "hand"})
    early = purchaser.post(theirs, {"step": "receive", "system_data": "keep"})
    assert early.status_code == 409 and "下载数据包" in early.content.decode()
    packed(DataReturn.objects.get(), tmp_path, boss)
    row = DataReturn.objects.get()
    file = reverse("windows:ledger-export-file", args=[contract.slug, row.package.pk])
    shown = purchaser.get(address(contract)).content.decode()
    assert file in shown and "生成数据包" not in shown
    assert address(contract) in purchaser.get(file).content.decode()
    taken = purchaser.post(file)
    assert (
        taken.headers["Content-Type"] == "application/zip" and b"".join(taken.streaming_content)[:2] == b"PK"
    )
    purchaser.post(theirs, {"step": "receive", "system_data": "keep"})
    name, data = picture()
    supplier.post(
        ours, {"step": "destroy", "how": "消磁", "proof": SimpleUploadedFile(name, data, "image/png")}
    )
    assert "确认销毁" in purchaser.get(address(contract)).content.decode()
    purchaser.post(theirs, {"step": "confirm"})

    row.refresh_from_db()
    assert row.state == "closed" and row.ended_roles == 1
    assert supplier.get(address(contract)).status_code == 302, "the supplier is signed out"
    assert "已完结" in purchaser.get(address(contract)).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"step": "list", "kind": "paper", "title": "", "place": "x", "count": 1, "fate": "return"}, "必填"),
        ({"step": "list", "kind": "paper", "title": "x", "place": "x", "count": 0, "fate": "return"}, "大于或等于"),
        ({"step": "drop", "copy": "x"}, "清单中没有这一行"),
        ({"step": "hand"}, "清单是空的"),
    ],
)  # fmt: skip
def test_a_refusal_is_said_on_the_page(
    client_for: ClientFor, contract: Contract, data: dict[str, Any], said: str
) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    client.post(address(contract, "-supplier"), {"step": "open"})

    answer = client.post(address(contract, "-supplier"), data)

    assert answer.status_code in (409, 422) and said in answer.content.decode()


def test_the_paper_and_the_proof_are_there_for_both(client_for: ClientFor, contract: Contract) -> None:
    row = destroyed_return(contract)

    for role in (Role.DIRECTOR, Role.APPROVER):
        client = client_for(member(role, contract))
        paper = client.get(address(contract, "-paper", row.pk))
        assert paper.content.startswith(b"%PDF")
        proof = client.get(address(contract, "-proof", row.pk))
        assert proof.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in proof.headers["Content-Security-Policy"]


def test_others_stay_out(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    row = destroyed_return(contract)
    foreign = client_for(member(Role.ASSESSOR, other_contract))
    for name, args in (("", ()), ("-paper", (row.pk,)), ("-proof", (row.pk,))):
        assert foreign.get(address(contract, name, *args)).status_code == 404
        assert client_for(member(Role.CLERK, contract)).get(address(contract, name, *args)).status_code == 403
    assert foreign.get(address(other_contract, "-proof", row.pk)).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).post(address(contract, "-supplier")).status_code == 403
    assert (
        client_for(member(Role.DIRECTOR, contract)).post(address(contract, "-purchaser")).status_code == 403
    )
