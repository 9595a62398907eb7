"""What the tests of cases and forms stand on: a case with its applicant, and the facts of each kind of form."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import label_of, sealed_pair
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.windows import make_case
from windows.actions.case_forms import make_form
from windows.models import Case, CaseForm

ID_NUMBER, PHONE = "11010519491231002X", "13812345678"
FACTS: dict[str, dict[str, Any]] = {
    "receipt": {},
    "acceptance": {"due_on": "2026-12-04"},
    "tell_once": {
        "told": [
            {"position": 1, "name": "申请表", "why": "缺申请人签名"}, {"position": 2, "name": "平面图", "why": ""},
        ],
        "due_on": "2026-11-27",
        "round": 1,
    },
    "refusal": {"ground": "not_ours", "office": "滨湖区市场监督管理局", "reason": "该事项由区级部门受理。"},
    "promise": {"papers": ["平面图"], "due_on": "2026-11-27", "late": "视为撤回申请"},
    "handover": {"batch": "YJ-20261121-003"},
    "receiving": {"batch": "SH-20261121-001", "results": [{"name": "食品经营许可证", "number": "JY1", "copies": 1}]},
    "issuance": {
        "way": "窗口领取", "collector": "林小海", "collector_id": "4601**********1234", "authority": "委托书",
        "results": [{"name": "食品经营许可证", "number": "JY1", "copies": 1}],
    },
    "withdrawal": {"reason": "暂不经营", "taker": "陈大明"},
}  # fmt: skip


def make_whole_case(contract: Contract | None = None, state: str = "accepted", **values: Any) -> Case:
    """A case whose applicant is sealed like a real one's."""
    case = make_case(contract or ContractFactory(), state, **values)
    found = {}
    for name, text in (("id", ID_NUMBER), ("phone", PHONE)):
        sealed, index = sealed_pair(text, label=label_of(Case, name), uid=case.uid)
        found |= {f"{name}_sealed": sealed, f"{name}_index": index}
    Case.objects.filter(pk=case.pk).update(**found)
    case.refresh_from_db()
    return case


def make_sample_form(
    kind: str, case: Case | None = None, at: datetime | None = None, **facts: Any
) -> CaseForm:
    case = case or make_whole_case()
    by = UserFactory(role=Role.CLERK, name="周文静")
    return make_form(by=by, at=at or timezone.now(), case=case, kind=kind, facts=FACTS[kind] | facts)


def days_ago(count: int) -> datetime:
    return timezone.now() - timedelta(days=count)
