"""Pay of those taken over."""

from decimal import Decimal

import pytest

from staffing.rules.takeover import pay_falls


@pytest.mark.parametrize(
    ("former", "now", "falls"),
    [
        pytest.param("4600", "4599.99", True, id="004 § 三.11(3) a cent below"),
        pytest.param("4600", "4600", False, id="004 § 三.11(3) 不低于: equal is enough"),
        pytest.param(None, "3000", False, id="not taken over"),
        pytest.param("4600", None, False, id="no wage list yet"),
    ],
)
def test_pay_may_not_fall(former: str | None, now: str | None, falls: bool) -> None:
    assert pay_falls(former and Decimal(former), now and Decimal(now)) is falls  # type: ignore[arg-type]
