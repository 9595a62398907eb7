"""Pay of those taken over."""

from decimal import Decimal
from typing import Any

import pytest

from staffing.rules.takeover import Pay, compare, lacking


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
    parts = compare({Pay.GROSS: former and Decimal(former)}, {Pay.GROSS: now and Decimal(now)})  # type: ignore[dict-item]

    assert any(each.falls for each in parts) is falls
    assert [each.part for each in parts] == ([Pay.GROSS] if former else [])


def test_each_part_of_pay_is_compared_with_its_difference() -> None:
    """004 § 三.11(3): the whole may be higher while the base is lower; both are told."""
    former = {Pay.GROSS: Decimal(5000), Pay.BASIC: Decimal(4000), Pay.ALLOWANCE: Decimal("300.50")}
    now = {Pay.GROSS: Decimal(5200), Pay.BASIC: Decimal(3900), Pay.ALLOWANCE: Decimal("300.50")}

    parts = {each.part: (each.difference, each.falls) for each in compare(former, now)}

    assert parts == {
        Pay.GROSS: (Decimal(200), False), Pay.BASIC: (Decimal(-100), True), Pay.ALLOWANCE: (Decimal(0), False),
    }  # fmt: skip
    (unknown,) = compare({Pay.BASIC: Decimal(4000)}, {})
    assert unknown.difference is None and not unknown.falls


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({}, (), id="whole"),
        pytest.param({"duties": " "}, ("duties",), id="004 § 三.11(2) 工作内容"),
        pytest.param({"labour": False}, ("labour",), id="004 § 三.11(2) 劳动合同期限"),
        pytest.param({"secrecy": False}, ("secrecy",), id="004 § 三.12 保密协议"),
        pytest.param({"certificate": False}, ("certificate",), id="002 § ★2"),
        pytest.param({"certificate": None}, (), id="no certificate asked"),
    ],
)
def test_what_a_list_lacks_is_named(changes: dict[str, Any], found: tuple[str, ...]) -> None:
    given = {"duties": "统一收件", "labour": True, "secrecy": True, "certificate": True}

    assert lacking(**given | changes) == found
