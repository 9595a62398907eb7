"""The paper handed in with a personnel change."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.staffing.change_steps import url
from tests.staffing.people_rows import picture
from tests.staffing.views.test_change_new import data

pytestmark = pytest.mark.django_db


def test_a_paper_goes_with_the_change_under_a_neutral_name(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, client = make_staff(contract), client_for(member(Role.SUPERVISOR, contract))
    sent = {**data(person), "file": SimpleUploadedFile("陈一辞职信.png", picture())}
    assert client.post(reverse("staffing:change-new", args=[contract.slug]), sent).status_code == 302

    row = StaffChange.objects.get()
    assert row.file is not None and row.file.name == "离职.png"
    there = url(row, "attachment")
    assert there in client.get(url(row)).content.decode()
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 200
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 404
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404


def test_a_wrong_file_keeps_what_was_typed(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    sent = {**data(make_staff(contract)), "file": SimpleUploadedFile("信.png", b"MZ a program")}
    answer = client.post(reverse("staffing:change-new", args=[contract.slug]), sent)
    assert answer.status_code == 422 and "回原籍工作" in answer.content.decode()
    assert not StaffChange.objects.exists()


def test_the_purchaser_sends_back_with_a_paper(client_for: ClientFor, contract: Contract) -> None:
    person, client = make_staff(contract), client_for(member(Role.ASSESSOR, contract))
    values = {name: data(person)[name] for name in ("key", "person", "effective_on", "reason")}
    there = reverse("staffing:change-send-back", args=[contract.slug])
    assert (
        client.post(there, {**values, "file": SimpleUploadedFile("记录.png", picture())}).status_code == 302
    )
    assert StaffChange.objects.get().file is not None
