"""Values for the addresses on personal data and exports."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import label_of, sealed_pair
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from tests.windows.carrier_samples import asked, taken
from tests.windows.return_samples import destroyed_return
from tests.windows.samples_cases import department_of
from windows.actions.carrier_returns import confirm_carriers, settle_carriers
from windows.actions.erasure import hold_case
from windows.models import Case, DataReturn

ID_NUMBER = "11010519491231002X"
PHONE = "13812345678"


def sealed_case(contract: Contract, **values: Any) -> Case:
    """A case with a sealed ID number and telephone."""
    case = make_case(contract, **values)
    for name, text in (("id", ID_NUMBER), ("phone", PHONE)):
        sealed, index = sealed_pair(text, label=label_of(case, name), uid=case.uid)
        Case.objects.filter(pk=case.pk).update(**{f"{name}_sealed": sealed, f"{name}_index": index})
    case.refresh_from_db()
    return case


def liaison_of(contract: Contract) -> User:
    """The contract's liaison, so that they too see the samples."""
    found = contract.memberships.filter(role=Role.LIAISON, department__isnull=False).first()
    return found.user if found else member(Role.LIAISON, contract)


def masked_row(contract: Contract | None) -> int:
    assert contract is not None, "cases belong to contracts"
    liaison_of(contract)
    found = contract.cases.filter(department=department_of(contract)).exclude(id_sealed=None).first()
    return (found or sealed_case(contract, item=make_item(contract, department=department_of(contract)))).pk


def carrier(contract: Contract | None) -> int:
    """A carrier of the liaison's, to be given back."""
    assert contract is not None, "carriers belong to contracts"
    found = contract.carriers.first()
    return (found or taken(contract, by=liaison_of(contract))).pk


def own_carrier(contract: Contract, user: int) -> int:
    """A file is handed to who asked for it, so everybody brings their own."""
    found = contract.carriers.filter(made_by=user).first()
    if found is None:
        found = taken(contract, by=liaison_of(contract))
        contract.carriers.filter(pk=found.pk).update(made_by=user)
    return found.pk


def asking(contract: Contract | None) -> int:
    """A request of the liaison's that waits."""
    assert contract is not None, "requests belong to contracts"
    found = contract.export_requests.filter(state="asked").first()
    return (found or asked(contract, liaison_of(contract))).pk


def hold(contract: Contract | None) -> int:
    """A hold that lasts."""
    assert contract is not None, "holds belong to contracts"
    found = contract.holds.first()
    if found is None:
        by, case = member(Role.ASSESSOR, contract), sealed_case(contract)
        found = hold_case(by=by, at=timezone.now(), case=case, reason="行政复议")
    return found.pk


def returned(contract: Contract | None) -> int:
    """The end of a contract whose last step waits."""
    assert contract is not None, "returns belong to contracts"
    found = DataReturn.objects.filter(contract=contract).first()
    if found is None:
        out = list(
            contract.carriers.filter(state="downloaded", due_on__isnull=False).values_list("pk", flat=True)
        )
        if out:
            values = {"at": timezone.now(), "contract": contract, "carriers": out}
            settle_carriers(by=member(Role.SUPERVISOR, contract), state="returned", **values)
            confirm_carriers(by=member(Role.ASSESSOR, contract), **values)
        found = destroyed_return(contract)
    return found.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "table": lambda contract: "case",
    "row": masked_row,
    "field": lambda contract: "id_sealed",
    "carrier": carrier,
    "asking": asking,
    "hold": hold,
    "returned": returned,
}
# What only its owner may fetch (tests/samples.py).
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"carrier": own_carrier}
