"""What a staff file agrees about with itself, where people stand, what is missing."""

from datetime import date
from typing import Any

import pytest

from staffing.enums import InsuranceKind, Sex
from staffing.rules.people import FileFacts, Standing, disagreement, gaps_of, plausible_birth, standing_on
from tests.staffing.people_rows import BORN, id_number

DAY = date(2026, 11, 20)
WHOLE: dict[str, Any] = {
    "has_id": True, "has_phone": True, "has_photo": True, "has_schooling": True, "has_labour": True,
    "has_secrecy": True, "has_badge": True, "has_medical": True, "insured": InsuranceKind.values,
}  # fmt: skip


@pytest.mark.parametrize(
    ("born", "sex", "field"),
    [
        pytest.param(BORN, Sex.FEMALE, None, id="agrees"),
        pytest.param(date(1995, 5, 18), Sex.FEMALE, "born_on", id="another birthday"),
        pytest.param(BORN, Sex.MALE, "sex", id="GB 11643 even 17th digit is a woman's"),
    ],
)
def test_an_id_number_agrees_with_the_file(born: date, sex: str, field: str | None) -> None:
    found = disagreement(id_number(), born, sex)

    assert (found and found[0]) == field


@pytest.mark.parametrize(
    ("born", "good"), [(date(2012, 11, 20), True), (date(2012, 11, 21), False), (date(1900, 1, 1), False)]
)
def test_a_birthday_is_that_of_somebody_at_work(born: date, good: bool) -> None:
    assert plausible_birth(born, DAY) is good


@pytest.mark.parametrize(
    ("spans", "standing"),
    [
        pytest.param([(date(2026, 1, 1), None)], Standing.ON_POST, id="open"),
        pytest.param([(date(2026, 1, 1), DAY)], Standing.ON_POST, id="the last day counts"),
        pytest.param([(date(2026, 1, 1), date(2026, 11, 19))], Standing.LEFT, id="a day later"),
        pytest.param([(date(2026, 11, 21), None)], Standing.COMING, id="from tomorrow"),
        pytest.param([], Standing.NOWHERE, id="never"),
    ],
)
def test_people_stand_somewhere_on_a_day(spans: Any, standing: Standing) -> None:
    assert standing_on(DAY, spans) is standing


def test_a_whole_file_lacks_nothing() -> None:
    assert gaps_of(FileFacts(**WHOLE), DAY) == []


@pytest.mark.parametrize(
    ("change", "key", "level"),
    [
        pytest.param({"has_labour": False}, "labour", "bad", id="002 § ★7 no contract"),
        pytest.param({"labour_ends": date(2026, 11, 19)}, "labour", "bad", id="002 § ★7 over yesterday"),
        pytest.param({"labour_ends": DAY}, "labour", "warn", id="002 § ★7 good through its last day"),
        pytest.param({"labour_ends": date(2026, 12, 20)}, "labour", "warn", id="002 § ★7 thirty days ahead"),
        pytest.param({"has_secrecy": False}, "secrecy", "bad", id="002 § ★4"),
        pytest.param({"has_badge": False, "badge_lost": True}, "badge", "warn", id="002 § 四(二)1(3)③ lost"),
        pytest.param({"fit": False}, "medical", "bad", id="002 § 四(二)1(5)⑤ unfit"),
        pytest.param({"medical_due": date(2026, 11, 1)}, "medical", "bad", id="001 § 2 表 4 due"),
        pytest.param({"insured": ["pension"]}, "insurance", "bad", id="002 § ★7 not all kinds"),
        pytest.param({"unmet": 1}, "unmet", "bad", id="002 § 三(二)4"),
        pytest.param({"unknown": 2}, "unknown", "warn", id="002 § 四(二)1(4)"),
    ],
)
def test_a_gap_is_named(change: dict[str, Any], key: str, level: str) -> None:
    found = gaps_of(FileFacts(**{**WHOLE, **change}), DAY)

    assert [(gap.key, gap.level) for gap in found] == [(key, level)]


def test_a_contract_that_ends_later_is_no_gap() -> None:
    assert gaps_of(FileFacts(**{**WHOLE, "labour_ends": date(2026, 12, 21)}), DAY) == []
