"""Settling a year: exact money, months that stop it, three signatures, what stands and what replaces."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import User
from assessment.actions.settlements import (
    MonthsMissing,
    SettlementRefused,
    make_settlement,
    replace_settlement,
    sign_settlement,
)
from assessment.enums import CardState
from assessment.models import Objection, Scorecard, Settlement, SettlementSignature
from assessment.queries.content import digest
from assessment.queries.settlement import settled_years, settlement_verdict
from contracts.models import Contract, Decision
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Permission, Role
from records.models import AuditEvent
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, month_card, officer, year_of

RIGHTS = {role: set(ROLE_PERMISSIONS[role]) for role in Role}
STEPS = (("assess", Role.ASSESSOR), ("review", Role.REVIEWER), ("approve", Role.APPROVER))


def make(contract: Contract, by: User, number: int = 1, **values: object) -> Settlement:
    return make_settlement(by=by, at=timezone.now(), year=year_of(contract, number), **values)  # type: ignore[arg-type]


def sign(settlement: Settlement, by: User, name: str, role: Role, **changes: object) -> Settlement:
    values = {
        "password": PASSWORD,
        "shown_hash": settlement.content_hash,
        "permissions": RIGHTS[role],
        **changes,
    }
    return sign_settlement(by=by, at=timezone.now(), settlement=settlement, name=name, **values)  # type: ignore[arg-type]


def signed(contract: Contract, settlement: Settlement) -> Settlement:
    for name, role in STEPS:
        settlement = sign(settlement, officer(role, contract), name, role)
    return settlement


def content_of(settlement: Settlement) -> dict[str, object]:
    return dict(json.loads(settlement.content))


@pytest.fixture
def full(haikou: Contract, assessor: User) -> Contract:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return haikou


def test_the_worked_year_pays_exactly(full: Contract, assessor: User) -> None:
    content = content_of(make(full, assessor))

    nets = {basis: result["net_yuan"] for basis, result in content["bases"].items()}  # type: ignore[attr-defined]
    assert nets == {"annual": "1126550.00", "monthly": "1049739.77", "quarterly": "1049739.77"}
    assert content["bases"]["annual"]["mean_exact"] == "992/11"  # type: ignore[index]
    assert content["bases"]["annual"]["mean"] == "90.18"  # type: ignore[index]
    assert (content["basis"], content["net_yuan"]) == ("annual", "1126550.00")
    assert content["net_capital"] == "壹佰壹拾贰万陆仟伍佰伍拾元整"
    assert content["kind"] == "final"


def test_uncertified_people_take_off_and_are_named(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor, uncertified=3, note="张三、李四、王五")

    content = content_of(settlement)
    assert content["uncertified_note"] == "张三、李四、王五"
    assert settlement.net_yuan == Decimal("1109651.75")  # 1,126,550.00 − 3 × 5,632.75
    assert content["bases"]["monthly"]["certification_yuan"] == "16898.25"  # type: ignore[index]


def test_uncertified_people_without_a_note_are_refused(full: Contract, assessor: User) -> None:
    with pytest.raises(SettlementRefused, match="说明"):
        make(full, assessor, uncertified=1, note="  ")

    assert not Settlement.objects.exists()


def test_deductions_never_go_below_zero(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["70"] * 11, by=assessor)

    settlement = make(haikou, assessor, uncertified=100_000, note="全部")

    assert settlement.net_yuan == Decimal("0.00")


def test_a_missing_and_an_unapproved_month_are_named(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["92"] * 9, by=assessor)
    month_card(haikou, date(2023, 10, 1), "92", assessor, CardState.REVIEWED)

    with pytest.raises(MonthsMissing) as refused:
        make(haikou, assessor)

    assert refused.value.months == (date(2023, 10, 1), date(2023, 11, 1))
    assert "2023-10（未批准）" in str(refused.value)
    assert "2023-11（没有考核表）" in str(refused.value)


def test_an_open_objection_stops_the_year(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor, state=CardState.APPROVED)
    card = Scorecard.objects.get(contract=haikou, month=date(2023, 2, 1))
    entry = card.entries.first()
    director = officer(Role.DIRECTOR, haikou)
    Objection.objects.create(
        scorecard=card, entry=entry, grounds="有请假记录", filed_by=director, filed_at=timezone.now()
    )

    with pytest.raises(MonthsMissing, match="2023-02（申辩未裁定）"):
        make(haikou, assessor)


def approved_until(contract: Contract, month: date, until: date, by: User, total: str = "92") -> Scorecard:
    """A card approved, its window open until a day; the factory's own window is long over."""
    card = month_card(contract, month, total, by, CardState.REVIEWED)
    values = {"state": CardState.APPROVED, "approved_at": timezone.now(), "objection_until": until}
    Scorecard.objects.filter(pk=card.pk).update(**values)
    return card


def test_a_month_that_may_still_be_objected_to_stops_the_year(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, YEAR_ONE[:10], by=assessor)
    today = timezone.localdate()
    approved_until(haikou, date(2023, 11, 1), today, assessor, "88")

    with pytest.raises(MonthsMissing, match="2023-11（申辩期未满）"):
        make(haikou, assessor)
    tomorrow = timezone.now() + timedelta(days=1)
    settlement = make_settlement(by=assessor, at=tomorrow, year=year_of(haikou))

    assert settlement.net_yuan == Decimal("1126550.00")


def test_a_late_month_with_its_window_open_is_left_to_the_true_up(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["92"] * 12, number=3, by=assessor)
    approved_until(haikou, date(2025, 12, 1), timezone.localdate(), assessor, "71")

    settlement = make(haikou, assessor, 3)

    assert settlement.provisional
    assert content_of(settlement)["left_out"] == ["2025-12"]


def test_the_document_reads_the_same_in_every_language(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor)

    with translation.override("en"):
        signed_one = sign(settlement, assessor, "assess", Role.ASSESSOR)

    assert signed_one.state == "assessed"
    assert "月度得分合计" in settlement.content


def test_content_is_canonical_and_hashed(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor)

    again = json.dumps(
        json.loads(settlement.content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert again == settlement.content
    assert digest(settlement.content.encode()) == settlement.content_hash


def test_three_different_people_sign(full: Contract, assessor: User) -> None:
    settlement = signed(full, make(full, assessor))

    assert settlement.state == "signed"
    assert [each.step for each in settlement.signatures.all()] == ["assess", "review", "approve"]
    assert settled_years(full) == {1: Decimal("1126550.00")}
    verdict = settlement_verdict(settlement.code)
    assert verdict is not None
    assert verdict.holds
    actions = AuditEvent.objects.filter(action__startswith="settlement.").order_by("number")
    assert [event.action.partition(".")[2] for event in actions] == ["make", "assess", "review", "approve"]


def test_one_person_signs_once(full: Contract, assessor: User) -> None:
    settlement = sign(make(full, assessor), assessor, "assess", Role.ASSESSOR)

    with pytest.raises(SettlementRefused, match="三个不同的人"):
        sign(settlement, assessor, "review", Role.REVIEWER)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"password": "wrong"}, "口令"),
        ({"shown_hash": "0" * 64}, "不是这份结算的内容"),
        ({"permissions": {Permission.SETTLEMENT_VIEW}}, "身份"),
        ({"name": "approve"}, "待考核人签署"),
    ],
)
def test_a_signature_is_refused(full: Contract, assessor: User, changes: dict[str, object], why: str) -> None:
    settlement = make(full, assessor)
    name = str(changes.pop("name", "assess"))

    with pytest.raises(SettlementRefused, match=why):
        sign(settlement, assessor, name, Role.ASSESSOR, **changes)

    assert not SettlementSignature.objects.exists()


def test_a_decision_changed_since_refuses_the_signature(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor)
    Decision.objects.filter(contract=full, key="mean_rounding").update(
        chosen="half_up_2", signed_at=timezone.now()
    )

    with pytest.raises(SettlementRefused, match="有改动"):
        sign(settlement, assessor, "assess", Role.ASSESSOR)


def test_a_new_reckoning_replaces_an_unsigned_one(full: Contract, assessor: User) -> None:
    first = sign(make(full, assessor), assessor, "assess", Role.ASSESSOR)

    second = make(full, assessor, uncertified=1, note="张三")

    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("replaced", "draft", 2)
    assert first.signatures.count() == 1


def test_a_signed_one_stands_until_the_approver_replaces_it(full: Contract, assessor: User) -> None:
    first = signed(full, make(full, assessor))
    with pytest.raises(SettlementRefused, match="仍然有效"):
        make(full, assessor)
    approver = officer(Role.APPROVER, full)
    values = {
        "at": timezone.now(),
        "settlement": first,
        "password": PASSWORD,
        "permissions": RIGHTS[Role.APPROVER],
    }
    with pytest.raises(SettlementRefused, match="原因"):
        replace_settlement(by=approver, reason=" ", **values)  # type: ignore[arg-type]

    replace_settlement(by=approver, reason="价款录错", **values)  # type: ignore[arg-type]
    second = make(full, assessor)

    assert content_of(second)["replaces"] == {"number": 1, "reason": "价款录错"}
    assert Settlement.objects.filter(state="replaced").count() == 1
    assert SettlementSignature.objects.filter(settlement=first).count() == 3


def test_only_the_approver_replaces(full: Contract, assessor: User) -> None:
    first = signed(full, make(full, assessor))

    with pytest.raises(SettlementRefused, match="身份"):
        replace_settlement(
            by=assessor, at=timezone.now(), settlement=first, reason="x", password=PASSWORD,
            permissions=RIGHTS[Role.ASSESSOR],
        )  # fmt: skip


def test_year_three_pays_first_and_trues_up(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["92"] * 12, number=3, by=assessor)
    early = signed(haikou, make(haikou, assessor, 3))
    assert early.provisional
    assert content_of(early)["left_out"] == ["2025-12"]
    assert early.net_yuan == Decimal("1126550.00")
    with pytest.raises(SettlementRefused, match="仍然有效"):
        make(haikou, assessor, 3)
    month_card(haikou, date(2025, 12, 1), "71", assessor)  # (92 × 12 + 71) ÷ 13 = 1175/13 = 90.38…

    whole = content_of(make(haikou, assessor, 3))

    assert (whole["kind"], whole["paid_before_yuan"], whole["payable_yuan"]) == (
        "true_up",
        "1126550.00",
        "0.00",
    )


def test_a_true_up_may_be_paid_back(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["90"] * 12, number=3, by=assessor)
    signed(haikou, make(haikou, assessor, 3))
    month_card(haikou, date(2025, 12, 1), "89", assessor)

    whole = content_of(signed(haikou, make(haikou, assessor, 3)))

    assert (whole["net_yuan"], whole["payable_yuan"]) == ("957567.50", "-168982.50")
    assert str(whole["payable_capital"]).startswith("负")


@pytest.mark.parametrize(("option", "kind"), [("leave_december_out", "final"), ("wait_december", None)])
def test_year_three_under_the_other_decisions(
    haikou: Contract, assessor: User, option: str, kind: str | None
) -> None:
    Decision.objects.filter(contract=haikou, key="year3_close").update(
        chosen=option, signed_at=timezone.now()
    )
    fill_year(haikou, ["92"] * 12, number=3, by=assessor)

    if kind is None:
        with pytest.raises(MonthsMissing, match="2025-12"):
            make(haikou, assessor, 3)
    else:
        assert content_of(make(haikou, assessor, 3))["kind"] == kind


def test_the_database_keeps_the_figures(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor)

    for change in (
        {"net_yuan": Decimal("1.00")},
        {"content": "{}"},
        {"content_hash": "0" * 64},
        {"basis": "monthly"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Settlement.objects.filter(pk=settlement.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.filter(pk=settlement.pk).delete()


def test_a_year_has_one_final_settlement(full: Contract, assessor: User) -> None:
    settlement = make(full, assessor)
    copy = {
        name: getattr(settlement, name)
        for name in (
            "contract",
            "service_year",
            "basis",
            "net_yuan",
            "content",
            "content_hash",
            "made_by",
            "made_at",
        )
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.create(number=9, code="ABCDEFGHJKMNPQ", **copy)
