"""A draft is written anew until it is filed, and not after."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from staffing.enums import ChangeState
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.staffing.change_steps import url
from tests.staffing.people_rows import picture
from tests.staffing.views.test_change_new import data

pytestmark = pytest.mark.django_db


def test_a_draft_is_rewritten_and_filed(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    first, second = make_staff(contract), make_staff(contract)
    client = client_for(member(Role.SUPERVISOR, contract))
    client.post(reverse("staffing:change-new", args=[contract.slug]), data(first, draft="1"))
    row = StaffChange.objects.get()
    there = url(row, "edit")
    assert there in client.get(url(row)).content.decode()
    page = client.get(there).content.decode()
    assert "回原籍工作" in page and f'value="{first.pk}" selected' in page

    wrong = client.post(there, data(first, kind="step_down", proposed_by="contractor", draft="1"))
    assert wrong.status_code == 422 and "不是班组长" in wrong.content.decode()
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    sent = data(second, effective_on=later, reason="另谋职业", draft="1")
    client.post(there, {**sent, "file": SimpleUploadedFile("信.png", picture())})

    row.refresh_from_db()
    assert (row.person, row.reason, row.state) == (second, "另谋职业", ChangeState.DRAFT)
    assert row.effective_on.isoformat() == later and row.file is not None
    said = AuditEvent.objects.get(action="change.edit")
    assert said.before["reason"] == "回原籍工作" and said.after["reason"] == "另谋职业"
    assert "修改草稿" in client.get(url(row)).content.decode()

    client.post(there, data(second, effective_on=later, reason="另谋职业"))
    row.refresh_from_db()
    assert row.state == ChangeState.FILED and row.file is not None
    assert AuditEvent.objects.filter(action="change.edit").count() == 1, "nothing was changed this time"
    refused = client.post(there, data(first), follow=True).content.decode()
    assert "已报采购人的变更不能再改" in refused and there not in refused
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404
