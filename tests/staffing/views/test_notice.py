"""A notice is written down once, with the legal note beside it, and printed as it was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Notice
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.recruits import make_need, with_profile

pytestmark = pytest.mark.django_db


def test_a_notice_is_registered_and_printed(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    haikou = with_profile(contract, "haikou")
    need, today = make_need(haikou, at=timezone.now()), timezone.localdate()
    there = reverse("staffing:notice-new", args=[haikou.slug, need.pk])
    client = client_for(member(Role.DIRECTOR, haikou))
    data = {
        "title": "招聘公告", "published_on": today.isoformat(), "closes_on": today.isoformat(), "channels": "官网",
        "text": "招聘窗口人员",
    }  # fmt: skip

    page = client.get(there).content.decode()
    early = client.post(there, data | {"closes_on": "2020-01-01"})
    done = client.post(there, data)

    notice = Notice.objects.get()
    printed = reverse("staffing:notice-print", args=[haikou.slug, notice.pk])
    assert "35 周岁以下" in page and "就业平等" in page
    assert early.status_code == 422 and "不能早于" in early.content.decode()
    assert done.status_code == 302 and notice.published_on == today
    assert client.get(printed).content.startswith(b"%PDF")
    assert client_for(member(Role.ASSESSOR, haikou)).post(there, data).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(printed).status_code == 404
