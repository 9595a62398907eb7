"""Cases of March 2023 with lapses, for the tests of findings."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from contracts.models import Contract
from tests.factories.windows import make_case
from windows.models import Case, CaseForm

SIXTH = datetime(2023, 3, 6, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def case_with_lapses(contract: Contract, **values: Any) -> Case:
    """Accepted on 6 March; nothing scanned, no notice handed over."""
    return make_case(contract, "accepted", at=SIXTH, **values)


def good_case(contract: Contract) -> Case:
    case = case_with_lapses(contract, scanned_at=SIXTH)
    CaseForm.objects.create(
        case=case, kind="acceptance", number=f"A{case.pk}", made_at=SIXTH, made_by=case.clerk
    )
    return case
