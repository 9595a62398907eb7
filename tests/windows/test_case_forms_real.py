"""Forms as the real steps hand them out print without a gap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.case_samples import make_whole_case
from tests.windows.test_case_forms import printed
from windows.actions.case_care import withdraw_case
from windows.actions.intake_steps import accept_case, conclude_on_spot, refuse_case, tell_once
from windows.models import CaseForm
from windows.rules.intake import Promise, Told

pytestmark = pytest.mark.django_db


def test_forms_of_real_steps_print(contract: Contract) -> None:
    by, now = member(Role.CLERK, contract), timezone.now()
    gap, told, refused = (make_whole_case(contract, "registered") for _ in range(3))
    on_spot = make_whole_case(contract, "registered", item=make_item(contract, kind="on_spot"))
    gap.materials.filter(position=2).update(taken="missing", received=0, received_at=None)
    due = timezone.localdate() + timedelta(days=3)

    accept_case(by=by, at=now, case=gap, promise=Promise(due, True))
    tell_once(by=by, at=now, case=told, told=[Told(1, "申请表", "缺签名"), Told(0, "其他", "另附说明")])
    refuse_case(
        by=by, at=now, case=refused, ground="not_ours", reason="属于区级部门职权", office="区市场监管局"
    )
    conclude_on_spot(by=by, at=now, case=on_spot)
    withdraw_case(by=by, at=now, case=gap, reason="暂不经营")

    pages = {form.kind: printed(form) for form in CaseForm.objects.select_related("case")}
    assert set(pages) == {"acceptance", "promise", "tell_once", "refusal", "receipt", "withdrawal"}
    assert "现予容缺受理" in pages["acceptance"] and "平面图" in pages["promise"]
    assert (
        "视为撤回申请" in pages["promise"]
        and "缺签名" in pages["tell_once"]
        and "另附说明" in pages["tell_once"]
    )
    assert "区市场监管局" in pages["refusal"] and "不予受理" in pages["refusal"]
    assert "当场办结" in pages["receipt"] and "暂不经营" in pages["withdrawal"]
    assert not [kind for kind, page in pages.items() if "None" in page or "Told(" in page]
