"""Findings: each fact once, nothing vanishes without a reason (rules.md § 8)."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.rules.findings import (
    ACCEPTED,
    PROPOSED,
    SET_ASIDE,
    WITHDRAWN,
    Fact,
    Known,
    Plan,
    may_become,
    reconcile,
)

SCAN = Fact("scan:1", "3.9", date(2023, 3, 6), "07 号窗口 林芳", "办件 QS-1 没有扫描上传")


def test_a_new_fact_is_added_once() -> None:
    first = reconcile({}, [SCAN, SCAN], {})

    assert first == Plan(add=(SCAN,))
    assert reconcile({SCAN.key: Known(PROPOSED, SCAN)}, [SCAN], {}) == Plan()


def test_a_record_entered_late_keeps_the_finding_and_marks_it() -> None:
    late = replace(SCAN, late="03-09 补")

    assert reconcile({SCAN.key: Known(PROPOSED, SCAN)}, [late], {}) == Plan(refresh=(late,))


def test_a_source_that_was_wrong_and_corrected_withdraws_it() -> None:
    plan = reconcile({SCAN.key: Known(PROPOSED, SCAN)}, [], {SCAN.key: "重复登记，已作废"})

    assert plan == Plan(withdraw={SCAN.key: "重复登记，已作废"})


@pytest.mark.parametrize("reasons", [{}, {SCAN.key: ""}], ids=["no reason", "an empty reason"])
def test_a_fact_that_vanished_without_a_reason_stays(reasons: dict[str, str]) -> None:
    assert reconcile({SCAN.key: Known(PROPOSED, SCAN)}, [], reasons) == Plan(vanished=(SCAN.key,))


@pytest.mark.parametrize("state", [ACCEPTED, SET_ASIDE, WITHDRAWN])
def test_a_decided_finding_is_left_as_it_was_decided(state: str) -> None:
    known = {SCAN.key: Known(state, SCAN)}

    assert reconcile(known, [replace(SCAN, note="别的说法")], {}) == Plan()
    assert reconcile(known, [], {SCAN.key: "已作废"}) == Plan()


def test_only_what_waits_can_be_decided() -> None:
    assert [target for target in (ACCEPTED, SET_ASIDE, WITHDRAWN) if may_become(PROPOSED, target)] == [
        ACCEPTED, SET_ASIDE, WITHDRAWN,
    ]  # fmt: skip
    assert may_become(SET_ASIDE, PROPOSED)
    assert not may_become(ACCEPTED, PROPOSED) and not may_become(WITHDRAWN, PROPOSED)
