"""Applicants: what is asked of whom, numbers that cannot be right; no database."""

from dataclasses import replace
from datetime import date

import pytest

from windows.rules.applicants import (
    Applicant,
    applicant_problems,
    is_mobile,
    kept,
)

TODAY = date(2026, 3, 11)
PERSON = Applicant("person", "陈大明", "resident", "11010519491231002X", "13812345678")
UNIT = Applicant("organisation", "滨湖海味餐饮有限公司", "credit_code", "91350100M000100Y43", "0898-66778899")


def fields(applicant: Applicant, *, delivery: str = "counter", sms: bool = False) -> list[str]:
    return [
        problem.field for problem in applicant_problems(applicant, delivery=delivery, sms=sms, today=TODAY)
    ]


def changed(**values: str) -> Applicant:
    return replace(PERSON, **values)


@pytest.mark.parametrize(
    "applicant",
    [PERSON, UNIT, changed(phone="无"), changed(id_number="１１０１０５１９４９１２３１００２ｘ")],
)
def test_good_applicants(applicant: Applicant) -> None:
    assert fields(applicant) == []


@pytest.mark.parametrize(
    ("applicant", "options", "field"),
    [
        pytest.param(changed(name=" 陈 "), {}, "applicant_name", id="one letter"),
        pytest.param(changed(id_number=""), {}, "id_number", id="no number"),
        pytest.param(changed(id_number="110105194912310021"), {}, "id_number", id="GB 11643 check digit"),
        pytest.param(replace(UNIT, id_number="91350100M000100Y44"), {}, "id_number", id="GB 32100 check digit"),
        pytest.param(changed(id_kind="credit_code"), {}, "id_kind", id="a person has no credit code"),
        pytest.param(replace(UNIT, id_kind="resident"), {}, "id_kind", id="a unit has no ID card"),
        pytest.param(changed(phone=""), {}, "phone", id="no telephone and not said so"),
        pytest.param(changed(phone="1381234567"), {}, "phone", id="ten digits"),
        pytest.param(changed(phone="无"), {"sms": True}, "sms", id="no telephone, no SMS"),
        pytest.param(UNIT, {"sms": True}, "sms", id="landlines take no SMS"),
        pytest.param(PERSON, {"delivery": "post"}, "address", id="post needs an address"),
        pytest.param(
            changed(phone="无", address="滨湖路 1 号"), {"delivery": "post"}, "phone", id="post needs a telephone",
        ),
        pytest.param(changed(agent_name="林小海"), {}, "agent_id", id="half an agent"),
        pytest.param(changed(agent_id="11010519491231002X"), {}, "agent_name", id="the other half"),
        pytest.param(
            changed(agent_name="林小海", agent_id="110105194912310021"), {}, "agent_id", id="agent's check digit",
        ),
        pytest.param(changed(agent_name="陈大明", agent_id="11010519491231002x"), {}, "agent_id", id="one's own agent"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_field_and_remedy(
    applicant: Applicant, options: dict[str, object], field: str
) -> None:
    values = {"delivery": "counter", "sms": False} | options
    found = applicant_problems(applicant, today=TODAY, **values)  # type: ignore[arg-type]
    assert [problem.field for problem in found] == [field]
    assert "请" in found[0].text


def test_numbers_are_kept_in_one_form() -> None:
    row = kept(
        changed(id_number=" 11010519491231002x ", phone="+86 138-1234-5678", agent_id="h12345678"), TODAY
    )
    assert (row.id_number, row.phone, row.agent_id) == ("11010519491231002X", "13812345678", "H12345678")
    for words in (" 无 ", "没有", "none", "None"):
        assert kept(changed(phone=words), TODAY).phone == ""


def test_mobiles() -> None:
    assert is_mobile("13812345678") and not is_mobile("0898-66778899") and not is_mobile("1381234567")
