"""A row of each service register, and a refusal, for the access matrix."""

from typing import Any

from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_case
from tests.windows.samples_cases import department_of
from tests.windows.service_rows import make_row
from windows.models import RefusalLook
from windows.views._registers import REGISTERS

NUMBER = "S-1"


def record(contract: Contract | None) -> str:
    """A number that every register holds, so that one value opens all their pages; the liaison's department too."""
    assert contract is not None, "registers belong to contracts"
    for key, register in REGISTERS.items():
        rows = register.model.objects.filter(contract=contract)
        if not rows.filter(number=NUMBER).exists():
            row = make_row(key, contract)
            rows.filter(pk=row.pk).update(number=NUMBER, department=department_of(contract))
    return NUMBER


def refused(contract: Contract | None) -> str:
    """A case that was refused."""
    assert contract is not None, "cases belong to contracts"
    case = make_case(contract, "not_accepted")
    RefusalLook.objects.get_or_create(case=case, defaults={"asked_at": timezone.now()})
    return case.number


SAMPLES: dict[str, Any] = {"record": record, "refused": refused}
