import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessment.actions.daily_seals import make
from assessment.models import DailySeal
from assessment.queries.outside_seal import line_bytes, line_of
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.views.conftest import ClientAs


@pytest.fixture
def sealed(haikou: Contract, tmp_path: Any, settings: Any) -> DailySeal:
    settings.SEALS_DIR = tmp_path
    now = timezone.now()
    return make(day=timezone.localdate(now), at=now + timedelta(days=1))


def url(contract: Contract, *parts: str) -> str:
    name = "assessment:seal-list-file" if parts else "assessment:seal-list"
    return reverse(name, args=[contract.slug, *parts])


def test_the_list_shows_each_day_and_its_delivery(
    client_as: ClientAs, haikou: Contract, sealed: DailySeal
) -> None:
    text = client_as(Role.AUDITOR).get(url(haikou)).content.decode()

    assert sealed.event_hash[:16] in text and "文件" in text and f"{sealed.day:%Y-%m-%d}" in text


def test_the_line_and_the_page_are_taken_away_with_an_event(
    client_as: ClientAs, haikou: Contract, sealed: DailySeal
) -> None:
    approver, day = client_as(Role.APPROVER), sealed.day.isoformat()

    line = approver.get(url(haikou, day, "jsonl"))
    page = approver.get(url(haikou, day, "pdf"))

    assert line.content == line_bytes(line_of(sealed))
    pages = PdfReader(io.BytesIO(page.content)).pages
    assert len(pages) == 1 and sealed.event_hash in pages[0].extract_text().replace("\n", "")
    assert AuditEvent.objects.filter(action="seal.print").count() == 2


@pytest.mark.parametrize("parts", [("2020-01-01", "pdf"), ("nonsense", "pdf"), ("2020-13-41", "jsonl")])
def test_other_days_are_not_found(
    client_as: ClientAs, haikou: Contract, sealed: DailySeal, parts: tuple[str, str]
) -> None:
    assert client_as(Role.AUDITOR).get(url(haikou, *parts)).status_code == 404


def test_other_kinds_are_not_found(client_as: ClientAs, haikou: Contract, sealed: DailySeal) -> None:
    assert client_as(Role.AUDITOR).get(url(haikou, sealed.day.isoformat(), "exe")).status_code == 404


def test_only_auditor_and_approver_see_the_seals(
    desk: Client, client_as: ClientAs, stranger: Client, haikou: Contract
) -> None:
    assert [client.get(url(haikou)).status_code for client in (desk, client_as(Role.DIRECTOR), stranger)] == [
        403, 403, 404,
    ]  # fmt: skip
    assert "还没有每日封存" in client_as(Role.APPROVER).get(url(haikou)).content.decode()
