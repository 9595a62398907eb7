"""Staff files for tests, made by the actions themselves: numbers that are right, pictures and scans that open."""

import io
from datetime import date
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.identity_numbers import resident_check
from hall_ops.lib.permissions import Role
from staffing.actions.people import PersonEntry, create_person
from staffing.models import Person
from tests.factories.contracts import member

BORN = date(1995, 5, 17)


def id_number(born: date = BORN, *, male: bool = False, serial: int = 10) -> str:
    """A made-up ID number with a right check digit."""
    body = f"460105{born:%Y%m%d}{serial:02}{1 if male else 2}"
    return body + resident_check(body)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()


def entry(**values: Any) -> PersonEntry:
    common = {"number": "G001", "name": "陈一", "sex": "female", "born_on": BORN}
    return PersonEntry(**{**common, **values})


def file_of(contract: Contract, *, by: User | None = None, **values: Any) -> Person:
    """A staff file with its sealed numbers, opened by the director."""
    common = {"id_number": id_number(), "phone": "13812345678", "address": "海口市美兰区海府路 1 号"}
    return create_person(
        by=by or member(Role.DIRECTOR, contract), at=timezone.now(), contract=contract,
        entry=entry(**{**common, **values}),
    )  # fmt: skip
