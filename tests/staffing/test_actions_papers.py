"""Papers and things: what each kind asks, settled once, voided with a reason."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.papers import PaperRefused, add_papers, settle_paper, void_paper
from staffing.models import Badge, Insurance, Person, RequirementCheck, UniformLot
from tests.factories.contracts import member
from tests.factories.staffing import make_person
from tests.staffing.people_rows import picture

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def demand(key: str, rule: str, **values: Any) -> dict[str, Any]:
    return {"key": key, "rule": rule, "clause": "§ 1", "summary": key, "acts": ["staffing"], **values}


@pytest.fixture
def person(contract: Contract) -> Person:
    profile = {
        "eligibility": [
            demand("exclusion_a", "exclusion"), demand("exclusion_b", "exclusion"), demand("resident", "resident"),
            demand("height", "height_min_female_cm", value=158),
            demand("schooling", "schooling", level="college", in_principle=True),
        ]
    }  # fmt: skip
    Contract.objects.filter(pk=contract.pk).update(profile=profile)
    return make_person(Contract.objects.get(pk=contract.pk))


def add(person: Person, kind: str, *entries: dict[str, Any], **values: Any) -> list[Any]:
    by = values.pop("by", None) or member(Role.DIRECTOR, person.contract)
    return add_papers(by=by, at=timezone.now(), person=person, kind=kind, entries=entries, **values)


def check(key: str, **values: Any) -> dict[str, Any]:
    return {
        "requirement": key,
        "meets": True,
        "basis": "declaration",
        "checked_on": DAY,
        "note": "",
        **values,
    }


def test_one_declaration_covers_several_exclusions(person: Person) -> None:
    made = add(person, "check", check("exclusion_a"), check("exclusion_b"), file=("声明.png", picture()))

    assert len(made) == 2 and made[0].file_id == made[1].file_id is not None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        pytest.param(check("exclusion_a", basis="document"), "本人签署的声明", id="002 § 四(二)1(4)⑨"),
        pytest.param(check("height", basis="measured", note="165 cm"), "只记是否符合", id="001 § 2 表 3"),
        pytest.param(check("resident", basis="purchaser"), "原则上", id="002 § 四(二)1(4)①"),
        pytest.param(check("unheard"), "没有这一项", id="not in the contract"),
        pytest.param(check("resident", checked_on=date(2999, 1, 1)), "还没有到", id="ahead"),
    ],
)
def test_a_check_that_says_too_much_or_nothing_is_refused(
    person: Person, entry: dict[str, Any], said: str
) -> None:
    with pytest.raises(PaperRefused, match=said):
        add(person, "check", entry)

    assert not RequirementCheck.objects.exists()


def test_no_scan_of_a_height_is_kept(person: Person) -> None:
    with pytest.raises(PaperRefused, match="不存材料"):
        add(person, "check", check("height", basis="measured"), file=("x.png", picture()))


def test_a_badge_is_lost_once_and_given_anew(person: Person) -> None:
    (badge,) = add(person, "badge", {"number": "B1", "issued_on": date(2026, 1, 5)})
    director = member(Role.DIRECTOR, person.contract)
    with pytest.raises(PaperRefused, match="还在使用"):
        add(person, "badge", {"number": "B2", "issued_on": DAY})
    with pytest.raises(PaperRefused, match="在.*手里"):
        add(make_person(person.contract), "badge", {"number": "B1", "issued_on": DAY})
    settle = {"by": director, "at": timezone.now(), "person": person, "kind": "badge", "paper": badge.pk}
    for values, said in (
        ({}, "填写一个"), ({"lost_on": DAY, "returned_on": DAY}, "填写一个"), ({"lost_on": date(2026, 1, 4)}, "晚于"),
    ):  # fmt: skip
        with pytest.raises(PaperRefused, match=said):
            settle_paper(**settle, values=values)

    settle_paper(**settle, values={"lost_on": DAY})

    with pytest.raises(PaperRefused, match="已经登记过"):
        settle_paper(**settle, values={"returned_on": DAY})
    add(person, "badge", {"number": "B2", "issued_on": DAY})
    assert Badge.objects.filter(lost_on=None).get().number == "B2"


def test_nobody_gets_more_uniforms_than_the_lot_gives(person: Person, other_contract: Contract) -> None:
    """001 § 2 表 3: three for summer, two for winter."""
    lot = UniformLot.objects.create(contract=person.contract, name="服装一", people=25, summer=3, winter=2)
    other = UniformLot.objects.create(contract=other_contract, name="服装一", people=25, summer=3, winter=2)
    pieces = {"lot": lot, "size": "M", "summer": 2, "winter": 2, "issued_on": DAY}
    add(person, "uniform", pieces)

    for wrong, said in (
        ({**pieces, "winter": 0}, "每人 3 件，加上已发的共 4 件"),
        ({**pieces, "summer": 0, "winter": 0}, "发了几件"),
        ({**pieces, "lot": other}, "不属于本合同"),
    ):
        with pytest.raises(PaperRefused, match=said):
            add(person, "uniform", wrong)


def test_an_insurance_runs_once(person: Person) -> None:
    month = {"from_month": date(2026, 1, 1), "note": ""}
    (row,) = add(person, "insurance", {"kind": "pension", **month})
    with pytest.raises(PaperRefused, match="已在参保"):
        add(person, "insurance", {"kind": "injury", **month}, {"kind": "pension", **month})
    assert Insurance.objects.count() == 1, "all or nothing"

    settle_paper(
        by=member(Role.DIRECTOR, person.contract), at=timezone.now(), person=person, kind="insurance", paper=row.pk,
        values={"to_month": date(2026, 6, 1)},
    )  # fmt: skip

    add(person, "insurance", {"kind": "pension", "from_month": date(2026, 6, 1), "note": ""})


def test_a_certificate_number_is_a_persons_once(person: Person) -> None:
    paper = {"name": "办事员", "level": 5, "number": "C1", "issued_on": DAY, "expires_on": None}
    (made,) = add(person, "certificate", paper)
    with pytest.raises(PaperRefused, match="已经登记过"):
        add(person, "certificate", paper)
    with pytest.raises(PaperRefused, match="应晚于"):
        add(person, "certificate", {**paper, "number": "C2", "expires_on": DAY})

    void_paper(
        by=member(Role.DIRECTOR, person.contract), at=timezone.now(), person=person, kind="certificate",
        paper=made.pk, reason="编号抄错",
    )  # fmt: skip

    add(person, "certificate", paper)


@pytest.mark.parametrize(
    ("kind", "entry", "said"),
    [
        (
            "labour",
            {"kind": "fixed", "signed_on": DAY, "starts_on": DAY, "ends_on": date(2026, 11, 1)},
            "晚于",
        ),
        ("medical", {"checked_on": DAY, "fit": True, "next_due_on": DAY}, "晚于"),
        ("secrecy", {"signed_on": DAY, "note": "身份证 11010519491231002X"}, "加密保存"),
        ("made-up", {}, "没有这一类"),
    ],
)
def test_papers_that_cannot_be_are_refused(
    person: Person, kind: str, entry: dict[str, Any], said: str
) -> None:
    with pytest.raises(PaperRefused, match=said):
        add(person, kind, entry)


def test_checks_are_not_voided_and_clerks_keep_nothing(person: Person) -> None:
    (row,) = add(person, "check", check("resident"))

    with pytest.raises(PaperRefused, match="以最后一次为准"):
        void_paper(
            by=member(Role.DIRECTOR, person.contract), at=timezone.now(), person=person, kind="check", paper=row.pk,
            reason="误录",
        )  # fmt: skip
    with pytest.raises(PaperRefused, match="身份"):
        add(person, "secrecy", {"signed_on": DAY}, by=member(Role.CLERK, person.contract))
