"""Values for the ratings' and the public pages' addresses."""

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from tests.factories.windows import make_case
from tests.windows.rating_people import Hall


def query(contract: Contract | None) -> str:
    """A query code: the public pages know no contract."""
    found = contract or Contract.objects.order_by("pk").first()
    assert found is not None
    return make_case(found).query_code


def hall(contract: Contract | None) -> Hall:
    """Where the contract has a liaison, the cases are of the liaison's department."""
    assert contract is not None
    liaison = Membership.objects.filter(contract=contract, role=Role.LIAISON).order_by("pk").first()
    return Hall.of(contract, liaison.department if liaison else None)


SAMPLES = {
    "query": query,
    "rating": lambda contract: hall(contract).bad().rating_id,
    "followup": lambda contract: hall(contract).bad().number,
}
