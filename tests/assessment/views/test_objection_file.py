import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessment.models import Objection, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, signed, told
from tests.assessment.views.conftest import Address, ClientAs
from tests.conftest import sign_in_quickly
from tests.factories.assessment import haikou_contract, photograph
from tests.factories.contracts import member


@pytest.fixture
def director(people: People) -> Client:
    return sign_in_quickly(people.director)


@pytest.fixture
def approved(march: Scorecard, people: People) -> Scorecard:
    told(march)
    told(march, "7.2")
    return signed(march, people)


def test_each_entry_is_offered_or_says_why_not(
    director: Client, approved: Scorecard, address: Address
) -> None:
    text = director.get(address("objection-file")).content.decode()

    assert "entry=1" in text and "entry=2" not in text and "加分记录不用申辩" in text


def test_an_objection_with_a_file_is_kept(director: Client, approved: Scorecard, address: Address) -> None:
    picture = SimpleUploadedFile("故障单.jpg", photograph(), "image/jpeg")
    sent = {"entry": "1", "grounds": "系统停机。\r\n见附件。", "evidence": [picture]}

    answer = director.post(address("objection-file"), sent)

    made = Objection.objects.get()
    assert answer.status_code == 302
    assert (made.entry.number, made.grounds, made.files.count()) == (1, "系统停机。\n见附件。", 1)
    assert "待裁定" in director.get(address("objection-file")).content.decode()


def test_what_is_refused_is_said_on_the_page(director: Client, approved: Scorecard, address: Address) -> None:
    bad = SimpleUploadedFile("a.exe", b"MZ", "application/octet-stream")

    missing = director.post(address("objection-file"), {"entry": "1", "grounds": ""})
    bonus = director.post(address("objection-file"), {"entry": "2", "grounds": "x"})
    wrong = director.post(address("objection-file"), {"entry": "1", "grounds": "x", "evidence": [bad]})

    assert (missing.status_code, bonus.status_code) == (422, 409)
    assert "加分记录不用申辩" in bonus.content.decode()
    assert wrong.status_code >= 400 and not Objection.objects.exists()


def test_only_the_contracts_director_objects(
    desk: Client, client_as: ClientAs, director: Client, march: Scorecard, people: People, address: Address
) -> None:
    told(march)
    abroad = sign_in_quickly(member(Role.DIRECTOR, haikou_contract()))

    assert director.get(address("objection-file")).status_code == 404  # not approved: not published
    signed(march, people)
    assert director.get(address("objection-file")).status_code == 200
    assert [c.get(address("objection-file")).status_code for c in (desk, client_as(Role.SUPERVISOR), abroad)] == [
        403, 403, 404,
    ]  # fmt: skip
