"""A new staff file through the screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.people_rows import BORN, id_number, picture

pytestmark = pytest.mark.django_db


def test_an_id_number_fills_in_birth_and_sex(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:person-new", args=[contract.slug])
    data = {"number": "G7", "name": "陈一", "id_number": id_number(male=True)}
    photo = SimpleUploadedFile("照片.png", picture())

    answer = client_for(member(Role.SUPERVISOR, contract)).post(there, data | {"photo": photo})

    made = Person.objects.get(contract=contract)
    assert answer.status_code == 302 and answer["Location"].endswith(f"/people/{made.pk}/engagements/new/")
    assert (made.born_on, made.sex) == (BORN, "male") and made.photo is not None
    assert client_for(member(Role.CLERK, contract)).post(there, data).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(there, data).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id_number": id_number()[:-1]}, "少 1 位"),
        ({"id_number": ""}, "请选择性别"),
        ({"sex": "male"}, "第 17 位"),
        ({"phone": "12"}, "不是电话号码"),
    ],
)
def test_a_fault_stands_at_its_field(
    client_for: ClientFor, contract: Contract, change: dict[str, str], said: str
) -> None:
    data = {"number": "G7", "name": "陈一", "id_number": id_number()} | change

    answer = client_for(member(Role.DIRECTOR, contract)).post(
        reverse("staffing:person-new", args=[contract.slug]), data
    )

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Person.objects.exists()
