"""Posts, hours and uniforms as the five tenders want them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract
from contracts.profile_schema import Profile, load_profile
from staffing.models import Post, ServiceSession, UniformLot
from staffing.profile import install
from staffing.queries.posts import headcount_rows, post_rows

pytestmark = pytest.mark.django_db


def real(name: str) -> Contract:
    profile = load_profile(name)
    details = ContractDetails(
        slug=f"c-{name}", name=name, short_name=name, purchaser=f"采购人{name}", contractor="供应商",
        price_yuan=Decimal("100000.00"), starts_on=profile.term.starts_on or date(2026, 1, 1),
    )  # fmt: skip
    return create_contract(by=None, at=timezone.now(), profile=profile, details=details)


@pytest.mark.parametrize(
    ("name", "required", "sessions"),
    [
        pytest.param("qiongshan", 22, 0, id="000 § 三.1"),
        pytest.param("baoting", 25, 0, id="001 § 2 表 3"),
        pytest.param("haikou", 114, 2, id="002 § ★3"),
        pytest.param("tongliao", 16, 0, id="003 § 四.1"),
        pytest.param("huarong", 43, 2, id="004 § 二(一)"),
    ],
)
def test_the_profile_makes_posts_and_hours(name: str, required: int, sessions: int) -> None:
    contract = real(name)
    rows = post_rows(contract, contract.starts_on)

    assert sum(row.filling.required for row in rows if row.post.counted) == required
    assert headcount_rows(contract, rows)[0].filling.required == required
    assert ServiceSession.objects.filter(contract=contract).count() == sessions


def test_installing_again_keeps_what_people_changed() -> None:
    contract = real("baoting")
    Post.objects.filter(contract=contract, code="window").update(duties="收件", headcount=13)

    install(Profile.model_validate(contract.profile), contract)

    kept = Post.objects.get(contract=contract, code="window")
    assert (kept.duties, kept.headcount) == ("收件", 13)
    assert sorted(UniformLot.objects.filter(contract=contract).values_list("people", flat=True)) == [25, 53]
