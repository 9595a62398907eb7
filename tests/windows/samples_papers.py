"""Values for addresses of batches, parcels, boxes and issuances, each of the department of the contract's liaison."""

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from tests.windows.papers import HOME, MESSENGER, applicant, new_key
from tests.windows.samples_cases import department_of
from windows.actions.archive import open_box, put_in_box
from windows.actions.handovers import add_case, send_batch
from windows.actions.issuance import issue_at_counter
from windows.actions.parcels import issue_by_post
from windows.models import Case, HandOver, Issuance


def a_case(contract: Contract, state: str, **values: str) -> Case:
    return make_case(contract, state, item=make_item(contract, department=department_of(contract)), **values)


def batch(contract: Contract | None) -> str:
    """A batch on its way to the department."""
    assert contract is not None, "batches belong to contracts"
    found = HandOver.objects.filter(contract=contract, state="sent").first()
    if found is None:
        by, now = member(Role.CLERK, contract), timezone.now()
        line = add_case(by=by, at=now, case=a_case(contract, "accepted"))
        found = send_batch(by=by, at=now, batch=line.batch, carriage=MESSENGER, key=new_key())
    return found.number


def posted(contract: Contract | None) -> Issuance:
    assert contract is not None, "parcels belong to contracts"
    found = Issuance.objects.filter(contract=contract, parcel__isnull=False).first()
    if found is None:
        case = a_case(contract, "decided", holder="window")
        found = issue_by_post(
            by=member(Role.CLERK, contract), at=timezone.now(), contract=contract, cases=[case], shipment=HOME,
            key=new_key(),
        )[0]  # fmt: skip
    return found


def parcel(contract: Contract | None) -> int:
    found = posted(contract).parcel
    assert found is not None, "posted has a parcel"
    return found.pk


def box(contract: Contract | None) -> str:
    """A box with a case of the liaison's department."""
    assert contract is not None, "boxes belong to contracts"
    found = contract.archive_boxes.first()
    if found is None:
        by, now = member(Role.CLERK, contract), timezone.now()
        found = open_box(by=by, at=now, contract=contract, place="A 柜", key=new_key())
        put_in_box(by=by, at=now, box=found, case=a_case(contract, "issued"))
    return str(found)


def given(contract: Contract | None) -> int:
    """A result taken at the counter."""
    assert contract is not None, "issuances belong to contracts"
    found = Issuance.objects.filter(contract=contract, way="counter", undone_at=None).first()
    if found is None:
        by, now = member(Role.CLERK, contract), timezone.now()
        case = a_case(contract, "decided", holder="window")
        found = issue_at_counter(
            by=by, at=now, contract=contract, cases=[case], taker=applicant(), key=new_key()
        )[0]  # fmt: skip
    return found.pk


SAMPLES = {
    "issuance": given,
    "batch": batch,
    "parcel": parcel,
    "box": box,
    "bundle": lambda contract: posted(contract).bundle,
}
