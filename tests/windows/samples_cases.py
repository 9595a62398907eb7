"""Values for addresses of cases: a case of the department that the contract's liaison stands for."""

from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from tests.windows.case_samples import make_sample_form
from windows.actions.chases import chase_department
from windows.models import Case, CaseForm, Chase


def department_of(contract: Contract) -> Organisation:
    """The department of the contract's liaison, so that they too see the sample."""
    found = contract.memberships.filter(role=Role.LIAISON, department__isnull=False).first()
    return found.department if found else make_department(contract)


def the_case(contract: Contract | None) -> Case:
    assert contract is not None, "cases belong to contracts"
    found = Case.objects.filter(contract=contract, state="transferred", note="样本").first()
    if found is None:
        item = make_item(contract, department=department_of(contract))
        found = make_case(contract, "transferred", item=item, note="样本")
    return found


def case(contract: Contract | None) -> str:
    return the_case(contract).number


def form(contract: Contract | None) -> int:
    found = CaseForm.objects.filter(case=the_case(contract)).first()
    return (found or make_sample_form("receipt", the_case(contract))).pk


def chase(contract: Contract | None) -> int:
    found = Chase.objects.filter(case=the_case(contract)).first()
    if found is None:
        asked, by = the_case(contract), member(Role.SUPERVISOR, contract)
        found = chase_department(by=by, at=asked.registered_at, case=asked, way="phone", words="请尽快")
    return found.pk


SAMPLES = {"case": case, "chase": chase, "form": form, "step": lambda contract: "tell"}
