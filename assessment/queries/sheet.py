"""The scorecard screen's data: groups with live totals, one row a criterion, the year's standing beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessment import rules
from assessment.enums import CardState, Effect, GroupKind, SignatureStep
from assessment.models import CardSignature, Entry, Scorecard
from assessment.queries.scores import (
    YearScore,
    agreed_of,
    card_doublings,
    entries_in_force,
    score_of,
    spec_of,
    year_score,
)
from assessment.rules.measured import Levels
from assessment.rules.phrases import rule_phrase
from contracts.models import Decision
from hall_ops.lib.pinyin import initials

# The decisions whose choice shows in a month's card or in the year beside it.
USED_HERE = (
    "adjustment_cap",
    "total_cap",
    "no_unit_criteria",
    "price_base",
    "mean_rounding",
    "settlement_basis",
)


STEP_LABELS = (
    (_lazy("考核人录入"), SignatureStep.ASSESS),
    (_lazy("审核"), SignatureStep.REVIEW),
    (_lazy("批准"), SignatureStep.APPROVE),
    (_lazy("申辩"), None),
    (_lazy("归档结算"), None),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion on the screen. `points` is signed as the card shows it: a deduction is negative."""

    criterion: rules.Criterion
    phrase: str
    search: str
    count: int
    points: Decimal
    entries: Sequence[Entry]
    without_grounds: int
    doubled: bool
    levels: Sequence[Any]

    @property
    def by_key(self) -> bool:
        """Can one key count it? Not where a level, a judgement or a measured value is needed."""
        return not self.criterion.measure.reads

    @property
    def files(self) -> int:
        return sum(len(entry.files) for entry in self.entries)  # type: ignore[attr-defined, misc]

    @property
    def places(self) -> str:
        """What the entries rest on, short: the first two with a date or a subject."""
        said = [_grounds(entry) for entry in self.entries if entry.has_grounds]
        return "、".join(said[:2]) + ("…" if len(said) > 2 else "")


@dataclass(frozen=True, slots=True)
class Block:
    """One cap group on the screen."""

    group: rules.Group
    score: rules.GroupScore
    rows: Sequence[Row]

    @property
    def adjusts(self) -> bool:
        return self.group.kind == GroupKind.ADJUST

    @property
    def cap(self) -> Decimal:
        """What the group's meter is drawn against."""
        return self.score.cap if self.score.cap is not None else max(self.score.bonus, Decimal(1))

    @property
    def recorded(self) -> int:
        return sum(1 for row in self.rows if row.entries)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the scorecard screen shows."""

    card: Scorecard
    rubric: rules.Rubric
    score: rules.CardScore
    blocks: Sequence[Block]
    year: YearScore
    decisions: Sequence[Decision]
    signatures: Sequence[CardSignature]
    editable: bool

    @property
    def unsigned(self) -> Sequence[Decision]:
        """The decisions used here that nobody signed yet: the default stands, and every sheet says so."""
        return [row for row in self.decisions if row.signed_at is None]

    @property
    def steps(self) -> list[dict[str, str]]:
        """Where the card stands. Shape: [{label, note, state: done|now|""}] for the steps bar."""
        signed = {each.step: each for each in self.signatures}
        order = list(CardState)
        here = order.index(CardState(self.card.state))
        steps = []
        for place, (label, step) in enumerate(STEP_LABELS):
            by = signed.get(step) if step else None
            note = f"{by.signer_name} {timezone.localtime(by.signed_at):%m-%d %H:%M}" if by else ""
            if step is None and self.card.objection_until and here == place:
                note = _("至 %(day)s") % {"day": f"{self.card.objection_until:%m-%d}"}
            done = place < here or self.card.state == CardState.CLOSED
            steps.append(
                {"label": str(label), "note": note, "state": "done" if done else "now" * (place == here)}
            )
        return steps

    def block_of(self, code: str) -> Block:
        return next(block for block in self.blocks if any(row.criterion.code == code for row in block.rows))

    def row_of(self, code: str) -> Row:
        return next(row for block in self.blocks for row in block.rows if row.criterion.code == code)

    @property
    def without_grounds(self) -> int:
        return sum(row.without_grounds for block in self.blocks for row in block.rows)

    @property
    def doubled(self) -> int:
        return sum(1 for block in self.blocks for row in block.rows if row.doubled)


def sheet_of(card: Scorecard, cards: Any, *, may_edit: bool) -> Sheet:
    """Shape: `cards` are those the user may see (for the year beside the month). The same queries at any length."""
    card.service_year.contract = card.contract
    agreed = agreed_of(card.contract)
    decisions, chosen = agreed.decisions(card.month), agreed.choices(card.month)
    entries = entries_in_force(card)
    score = score_of(card, entries, chosen)
    doubled = {pk for pair in card_doublings(card, entries) for pk in (pair.first, pair.second)}
    return Sheet(
        card=card,
        rubric=spec_of(card),
        score=score,
        blocks=_blocks(card, entries, score, doubled),
        year=year_score(cards.exclude(_other_revisions(card)), card.service_year, agreed, until=card.month),
        signatures=list(CardSignature.objects.filter(scorecard=card, cleared_at=None)),
        decisions=[row for key in USED_HERE if (row := decisions.get(key))],
        editable=may_edit and card.state == CardState.DRAFT and card.revision == 1,
    )


def _other_revisions(card: Scorecard) -> Q:
    """The year beside a revision is the year with this revision in it."""
    return Q(contract_id=card.contract_id, month=card.month) & ~Q(pk=card.pk)


def signing_sheet(card: Scorecard) -> Sheet:
    """The sheet as it is signed: beside the month stand all cards of the contract, whoever looks."""
    return sheet_of(card, Scorecard.objects.filter(contract_id=card.contract_id), may_edit=False)


def _blocks(
    card: Scorecard, entries: Sequence[Entry], score: rules.CardScore, doubled: set[int]
) -> Sequence[Block]:
    spec = spec_of(card)
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.criterion.code, []).append(entry)
    lines = {line.code: line for line in score.lines}
    rows: dict[str, list[Row]] = {}
    for criterion in spec.criteria:
        mine = by_code.get(criterion.code, [])
        rows.setdefault(criterion.group, []).append(_row(criterion, mine, lines.get(criterion.code), doubled))
    return [Block(spec.group(part.code), part, rows.get(part.code, [])) for part in score.groups]


def _row(
    criterion: rules.Criterion, entries: list[Entry], line: rules.LineScore | None, doubled: set[int]
) -> Row:
    points = line.points if line else Decimal(0)
    return Row(
        criterion=criterion,
        phrase=rule_phrase(criterion),
        search=f"{criterion.code} {criterion.name} {initials(criterion.name)} {criterion.official_text}".casefold(),
        count=line.count if line else 0,
        points=points if criterion.effect == Effect.BONUS else -points,
        entries=entries,
        without_grounds=sum(1 for entry in entries if not entry.has_grounds),
        doubled=any(entry.pk in doubled for entry in entries),
        levels=criterion.measure.levels if isinstance(criterion.measure, Levels) else (),
    )


def _grounds(entry: Entry) -> str:
    day = f"{entry.occurred_on:%m-%d}" if entry.occurred_on else ""
    return f"{day} {entry.subject or entry.note[:12]}".strip()
