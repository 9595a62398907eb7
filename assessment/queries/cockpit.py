"""What the two cockpits show: the purchaser's work and causes, the director's score and money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import CardState, Effect, Ruling, SettlementState
from assessment.models import CardSignature, Objection, Scorecard, Settlement
from assessment.queries.charts import Bar, LineChart, bars, line_chart
from assessment.queries.scores import MonthScore, YearScore, agreed_of, spec_of, year_score
from assessment.queries.settlement import YearBook, year_books
from assessment.rules.card_life import TRANSITIONS as CARD_STEPS
from assessment.rules.settlement import Settlement as Reckoning
from assessment.rules.settlement import settle_so_far
from assessment.rules.settlement_effects import WhatIf, what_if
from assessment.rules.settlement_life import next_signature
from assessment.rules.standing import Standing, shown_up, standing_of
from contracts.enums import PaymentState
from contracts.models import Contract, PaymentInstalment, ServiceYear
from contracts.queries import holds
from contracts.queries.payments import PaymentRow, payment_row
from hall_ops.lib.permissions import Permission

TOP_CAUSES = 10
MOST_PAYMENTS = 5
LADDER = (Decimal(95), Decimal(92), Decimal(90), Decimal(88), Decimal(85), Decimal(80))
SIGNING = {
    "assess": "assessment:scorecard-sign", "review": "assessment:scorecard-review",
    "approve": "assessment:scorecard-approve",
}  # fmt: skip
SETTLING = {
    "assess": "assessment:settlement-sign", "review": "assessment:settlement-review",
    "approve": "assessment:settlement-approve",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the reader. Shape: `level` is "", warn or bad."""

    label: str
    hint: str
    url: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as both cockpits show it; figures of approved months only, unless they say otherwise."""

    book: YearBook
    score: YearScore
    chart: LineChart | None
    groups: list[Bar]
    criteria: list[Bar]
    so_far: Reckoning | None
    standing: Standing | None

    @property
    def year(self) -> ServiceYear:
        return self.book.year

    @property
    def approved(self) -> int:
        return len(self.book.totals)

    @property
    def missing(self) -> str:
        """Points to the tier above, rounded up so that they are never told too few."""
        return shown_up(self.standing.missing) if self.standing and self.standing.missing is not None else ""

    @property
    def cushion(self) -> str:
        """Points above the own tier's floor, cut so that they are never told too many."""
        if self.standing is None or self.standing.cushion is None:
            return ""
        return f"{Decimal(int(self.standing.cushion * 100)).scaleb(-2)}"

    @property
    def needed(self) -> str:
        return shown_up(self.standing.needed) if self.standing and self.standing.needed is not None else ""


def chosen_year(years: list[ServiceYear], wanted: str, with_cards: set[int]) -> ServiceYear | None:
    """The year asked for, else the last one that has a card, else the first."""
    named = next((year for year in years if str(year.number) == wanted), None)
    scored = [year for year in years if year.pk in with_cards]
    return named or next(iter(scored[-1:] or years[:1]), None)


def year_view(cards: Any, year: ServiceYear, contract: Contract) -> YearView:
    """One year from the cards the reader may see. Seven queries whatever the months."""
    year.contract = contract
    agreed = agreed_of(contract)
    decided = agreed.held(year.assessed_to)
    score = year_score(cards, year, agreed)
    totals = {each.card.pk: each.total for each in score.months if each.card and each.total is not None}
    book = year_books([year], contract, decided={year.pk: decided}, scored=totals)[0]
    counting = {each.month: each.total for each in book.months if each.total is not None}
    scored = [each for each in score.months if each.month in counting]
    hollow = {
        each.month: each.total
        for each in score.months
        if each.total is not None and each.month not in counting
    }
    tiers = book.terms.tiers if book.terms else ()
    so_far = settle_so_far(book.terms, counting, book.choices) if book.terms and counting else None
    mean = Decimal(so_far.paying.mean_shown) if so_far else None
    months = [each.month for each in book.months]
    return YearView(
        book=book,
        score=score,
        chart=line_chart(months, counting, tiers, open_totals=hollow, mean=mean) if tiers else None,
        groups=bars(_group_rows(scored)),
        criteria=bars(_criterion_rows(scored), TOP_CAUSES),
        so_far=so_far,
        standing=standing_of(tiers, list(counting.values()), len(months) - len(counting)) if so_far else None,
    )


def _group_rows(months: Iterable[MonthScore]) -> list[tuple[str, str, Decimal]]:
    """Points each cap group lost, each month within its cap."""
    rows: dict[str, tuple[str, str, Decimal]] = {}
    for each in months:
        for part in each.score.groups if each.score else ():
            before = rows.get(part.code, ("", "", Decimal(0)))[2]
            rows[part.code] = (part.code, part.name, before + part.deducted)
    return list(rows.values())


def _criterion_rows(months: Iterable[MonthScore]) -> list[tuple[str, str, Decimal]]:
    """Points each criterion took, before the caps of its group."""
    rows: dict[str, tuple[str, str, Decimal]] = {}
    for each in months:
        if each.card is None or each.score is None:
            continue
        spec = spec_of(each.card)
        for line in each.score.lines:
            criterion = spec.criterion(line.code)
            if criterion.effect != Effect.BONUS:
                before = rows.get(line.code, ("", "", Decimal(0)))[2]
                rows[line.code] = (line.code, criterion.name, before + line.points)
    return list(rows.values())


# -- the purchaser --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Desk:
    """What a person sees of a contract, read once: cards (`mine`: bearing their signature), objections, settlements."""

    user: Any
    contract: Contract
    cards: list[Scorecard]
    objections: list[Objection]
    settlements: list[Settlement]


def desk_of(user: Any, contract: Contract) -> Desk:
    """Three queries, and one for the signatures of settlements."""
    signed = CardSignature.objects.filter(scorecard=OuterRef("pk"), signer=user, cleared_at=None)
    cards = Scorecard.objects.allowed(user, Permission.SCORECARD_VIEW).filter(contract=contract)
    objections = Objection.objects.allowed(user, Permission.OBJECTION_VIEW).filter(
        scorecard__contract=contract
    )
    settlements = Settlement.objects.allowed(user, Permission.SETTLEMENT_VIEW).filter(contract=contract)
    standing = settlements.exclude(state=SettlementState.REPLACED).select_related("service_year")
    return Desk(
        user,
        contract,
        list(cards.annotate(mine=Exists(signed)).order_by("month", "revision")),
        list(objections.select_related("scorecard", "entry")),
        list(standing.defer("content").prefetch_related("signatures")),
    )


def waiting_for(desk: Desk, book: YearBook | None) -> list[Waiting]:
    """What this person can do now: cards and settlements to sign, objections to rule, decisions to sign."""
    return [
        *_cards_waiting(desk),
        *_objections_waiting(desk),
        *_settlements_waiting(desk),
        *_decisions_waiting(desk, book),
    ]


def _cards_waiting(desk: Desk) -> list[Waiting]:
    """Cards by the signature this person's roles give next; one bearing their signature already is another's."""
    user, contract = desk.user, desk.contract
    steps = {each.source: each for each in CARD_STEPS if each.signs}
    rights = {state for state, step in steps.items() if holds(user, Permission(step.permission), contract)}
    labels = {
        CardState.DRAFT: _("录入并签署 %(month)s考核表"),
        CardState.ASSESSED: _("审核 %(month)s考核表"),
        CardState.REVIEWED: _("批准 %(month)s考核表"),
    }
    return [
        Waiting(
            labels[CardState(card.state)] % {"month": f"{card.month:%Y-%m} "},
            card.get_state_display(),
            _card_url(
                contract, card, "" if card.state == CardState.DRAFT else SIGNING[steps[card.state].name]
            ),
        )
        for card in desk.cards
        if card.state in rights and not card.mine  # type: ignore[attr-defined]
    ]


def _card_url(contract: Contract, card: Scorecard, name: str) -> str:
    return reverse(name or "assessment:scorecard", args=[contract.slug, card.month])


def _objections_waiting(desk: Desk) -> list[Waiting]:
    contract = desk.contract
    if not holds(desk.user, Permission.OBJECTION_RULE, contract):
        return []
    return [
        Waiting(
            _("裁定申辩 %(month)s № %(n)s")
            % {"month": f"{row.scorecard.month:%Y-%m}", "n": row.entry.number},
            row.grounds[:40],
            reverse("assessment:objection-rule", args=[contract.slug, row.pk]),
            "warn",
        )
        for row in desk.objections
        if not row.ruling
    ]


def _settlements_waiting(desk: Desk) -> list[Waiting]:
    user, contract, found = desk.user, desk.contract, []
    for row in desk.settlements:
        step = next_signature(row.state)
        mine = any(each.signer_id == user.pk for each in row.signatures.all())
        if step and not mine and holds(user, Permission(step.permission), contract):
            label = _("签署%(year)s结算") % {"year": row.service_year}
            url = reverse(SETTLING[step.name], args=[contract.slug, row.pk])
            found.append(Waiting(label, row.get_state_display(), url))
    return found


def _decisions_waiting(desk: Desk, book: YearBook | None) -> list[Waiting]:
    user, contract = desk.user, desk.contract
    unsigned = [row for row in book.decisions.values() if row.signed_at is None] if book else []
    if not unsigned or not holds(user, Permission.DECISION_SIGN_PURCHASER, contract):
        return []
    label = _("%(n)s 项约定未签署，按默认执行") % {"n": len(unsigned)}
    return [Waiting(label, "", reverse("contracts:decisions", args=[contract.slug]), "warn")]


def payments_due(desk: Desk, today: date) -> list[Waiting]:
    """Payments that are open or late, the oldest first. Two queries.

    Shape: what a payment waits for is not asked here: one whose day hangs on an assessment is told by the register.
    """
    contract = desk.contract
    rows = PaymentInstalment.objects.allowed(desk.user, Permission.PAYMENT_VIEW).filter(contract=contract)
    dated = rows.filter(due_on__isnull=False).select_related("service_year").prefetch_related("steps")
    signed = [row for row in desk.settlements if row.state == SettlementState.SIGNED and not row.provisional]
    settled = {row.service_year.number: row.net_yuan for row in signed}
    found = [payment_row(row, today, {}, settled) for row in dated.order_by("due_on")]
    due = [row for row in found if row.state in (PaymentState.OPEN, PaymentState.LATE)]
    return [_payment(contract, row) for row in due[:MOST_PAYMENTS]]


def _payment(contract: Contract, row: PaymentRow) -> Waiting:
    named = row.instalment
    url = reverse("contracts:payment-detail", args=[contract.slug, named.service_year.number, named.number])
    hint = f"{row.payable_yuan:,.2f} · {row.due_on:%Y-%m-%d}"
    return Waiting(named.label, hint, url, "bad" if row.is_late else "warn")


@dataclass(frozen=True, slots=True)
class ObjectionCount:
    """How the year's objections stand."""

    label: str
    number: int
    level: str = ""


def objection_counts(desk: Desk, year: ServiceYear) -> list[ObjectionCount]:
    """Objections of a year by their ruling, those waiting first."""
    rulings = [row.ruling for row in desk.objections if row.scorecard.service_year_id == year.pk]
    waiting = rulings.count("")
    ruled = [ObjectionCount(str(each.label), rulings.count(each)) for each in Ruling]
    return [ObjectionCount(_("待裁定"), waiting, "warn" if waiting else ""), *ruled]


# -- the director ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Question:
    """What if this month were at `instead` rather than `stands`? Units: points."""

    month: date
    stands: Decimal
    instead: Decimal
    rest: Decimal | None = None


def first_question(book: YearBook) -> Question:
    """The question the page opens with: the first open month, else the last one, at 88 instead of 91."""
    pending = [each.month for each in book.months if each.total is None]
    month = pending[0] if pending else book.months[-1].month
    return Question(month, book.totals.get(month, Decimal(91)), Decimal(88))


def answers_to(question: Question, book: YearBook) -> list[WhatIf]:
    """What the year would pay at the question's own two totals and on the ladder, the highest first.

    Shape: empty without terms.
    Raises: MonthsRefused for a month of another year.
    """
    if book.terms is None:
        return []
    totals = {**book.totals}
    asked = sorted({question.stands, question.instead, *LADDER}, reverse=True)
    return list(
        what_if(
            book.terms, totals, question.month, asked, book.choices, stands_at=question.stands,
            rest_at=question.rest,
        )
    )  # fmt: skip
