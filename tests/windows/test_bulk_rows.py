"""Rows added past Django's own writing are read back as the instances they were taken from."""

from datetime import datetime
from typing import Any

import pytest

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.bulk_rows import add_rows, fields_of, give_ids, reader_of
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case
from windows.models import Case, CaseEvent

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-03-02T09:15:59.123456+08:00")
FACTS = {"文件": '台账 "一" \\N\t\n.csv', "row": 2, "none": None}


@pytest.fixture
def by(contract: Contract) -> User:
    return member(Role.SUPERVISOR, contract)


def event(contract: Contract, by: User, **values: Any) -> CaseEvent:
    usual = {
        "contract": contract,
        "at": AT,
        "by": by,
        "action": "import",
        "to_state": "archived",
        "facts": FACTS,
    }
    return CaseEvent(case=make_case(contract), **usual | values)


def test_a_row_reads_back_as_the_instance_it_was_taken_from(contract: Contract, by: User) -> None:
    line = event(contract, by)

    add_rows(CaseEvent, [reader_of(CaseEvent)(line)])

    kept = CaseEvent.objects.get(action="import")
    for field in fields_of(CaseEvent):
        assert getattr(kept, field.attname) == getattr(line, field.attname), field.name


def test_uuids_days_bytes_and_blanks_read_back_as_well(contract: Contract) -> None:
    case = make_case(contract, id_sealed=b"\\x00\xff", due_on=AT.date())
    values = {field.attname: getattr(case, field.attname) for field in fields_of(Case)}
    twin = Case(**values | {"uid": Case().uid, "number": "T-2", "serial": 7, "query_code": "TWIN"})

    [number] = give_ids(Case, 1)
    add_rows(Case, [reader_of(Case)(twin)], [number])

    kept = Case.objects.get(pk=number)
    for field in fields_of(Case):
        value = getattr(kept, field.attname)
        value = bytes(value) if isinstance(value, memoryview) else value
        assert value == getattr(twin, field.attname), field.name


def test_what_was_deferred_is_refused_not_fetched(contract: Contract, by: User) -> None:
    event(contract, by).save()

    with pytest.raises(KeyError, match="facts"):
        reader_of(CaseEvent)(CaseEvent.objects.defer("facts").get(action="import"))
