"""What the database refuses: changed rubrics, changed signed cards, mixed versions, unlisted transitions."""

from collections.abc import Iterable

from assessment.enums import SettlementState
from assessment.rules import findings, settlement_life
from assessment.rules.card_life import TRANSITIONS, Transition
from hall_ops.lib.triggers import Trigger, append_only


def pairs(transitions: Iterable[Transition], others: Iterable[tuple[str, str]] = ()) -> str:
    """The changes of state that a table of transitions lists, as SQL."""
    listed = {(each.source, each.target) for each in transitions} | set(others)
    return " OR ".join(
        f"(OLD.state = '{source}' AND NEW.state = '{target}')" for source, target in sorted(listed)
    )


def changed(*columns: str) -> str:
    """Some of these columns, none of which may be empty, would change."""
    return " OR ".join(f"NEW.{name} <> OLD.{name}" for name in columns)


CARD_OF = "(SELECT state FROM assessment_scorecard WHERE id = {row}.scorecard_id)"
CARD_OF_ENTRY = (
    "(SELECT state FROM assessment_scorecard WHERE id = "
    "(SELECT scorecard_id FROM assessment_entry WHERE id = {row}.entry_id))"
)
NOT_DRAFT = CARD_OF + " <> 'draft'"
OTHER_RUBRIC = (
    "(SELECT rubric_id FROM assessment_rubriccriterion WHERE id = NEW.criterion_id) <> "
    "(SELECT rubric_id FROM assessment_scorecard WHERE id = NEW.scorecard_id)"
)
SIGNED = "entries of a signed card do not change"
FILES = "evidence of a signed card does not change"
PAIRS = pairs(TRANSITIONS)
PUBLISHED = CARD_OF + " IN ('approved', 'closed')"
# An approved card may only be closed: its content, its dates and its counters stay.
FROZEN = (
    "OLD.state IN ('approved', 'closed') AND (NEW.version <> OLD.version OR NEW.next_number <> OLD.next_number "
    "OR CAST(NEW.choices AS TEXT) <> CAST(OLD.choices AS TEXT) "
    "OR NEW.approved_at <> OLD.approved_at OR NEW.objection_until <> OLD.objection_until "
    "OR COALESCE(CAST(NEW.assessed_on AS TEXT), '') <> COALESCE(CAST(OLD.assessed_on AS TEXT), '') "
    "OR NEW.service_year_id <> OLD.service_year_id OR NEW.opened_by_id <> OLD.opened_by_id "
    "OR NEW.opened_at <> OLD.opened_at "
    "OR OLD.state = 'closed')"
)
KEPT = "signer_id", "signer_name", "document_hash", "signed_at", "address", "scorecard_id", "step"
# The approving signature comes while the card still waits for it; from the approval on the three stay.
SIGNATURE_CHANGED = f"{changed(*KEPT)} OR OLD.cleared_at IS NOT NULL OR {PUBLISHED.format(row='OLD')}"
OBJECTION_CHANGED = (
    "OLD.ruling <> '' OR NEW.entry_id <> OLD.entry_id "
    "OR NEW.grounds <> OLD.grounds OR NEW.filed_at <> OLD.filed_at "
    "OR NEW.filed_by_id <> OLD.filed_by_id OR NEW.scorecard_id <> OLD.scorecard_id"
)
CARD_OF_ITS_ENTRY = "(SELECT scorecard_id FROM assessment_entry WHERE id = NEW.entry_id)"
OBJECTION_ASTRAY = f"{CARD_OF.format(row='NEW')} <> 'approved' OR NEW.scorecard_id <> {CARD_OF_ITS_ENTRY}"
RULED = "(SELECT ruling FROM assessment_objection WHERE id = NEW.objection_id) <> ''"
SETTLED = (
    "contract_id", "service_year_id", "number", "provisional", "uncertified", "basis", "net_yuan", "content",
    "content_hash", "code", "made_by_id", "made_at",
)  # fmt: skip
SETTLEMENT_CHANGED = f"{changed(*SETTLED)} OR OLD.state = 'replaced'"
# A new reckoning takes the place of one that not everybody has signed yet.
SETTLEMENT_PAIRS = pairs(
    settlement_life.TRANSITIONS, [(state, SettlementState.REPLACED) for state in settlement_life.UNSIGNED]
)
SETTLEMENT_STATE = "(SELECT state FROM assessment_settlement WHERE id = NEW.settlement_id)"
EMPTIED = (
    "scorecard", "entry", "entryevidence", "cardsignature", "objection", "objection_files", "settlement",
)  # fmt: skip
FINDING = "detector", "key", "contract_id", "month", "criterion", "found_at"
FINDING_PAIRS = " OR ".join(
    f"(OLD.state = '{state}' AND NEW.state = '{target}')"
    for state, targets in sorted(findings.TRANSITIONS.items())
    for target in sorted(targets)
)
TRIGGERS = [
    Trigger("assessment_finding", "DELETE", "findings are decided, not deleted"),
    Trigger("assessment_finding", "UPDATE", "a finding keeps its fact", changed(*FINDING)),
    Trigger(
        "assessment_finding",
        "UPDATE",
        "no such transition of a finding",
        f"NEW.state <> OLD.state AND NOT ({FINDING_PAIRS})",
        "transition",
    ),
    *append_only("assessment_rubric"),
    *append_only("assessment_rubriccriterion"),
    *append_only("assessment_entryimport"),
    *append_only("assessment_cardseal"),
    *append_only("assessment_dailyseal"),
    *append_only("assessment_settlementsignature"),
    Trigger("assessment_entry", "INSERT", SIGNED, condition=NOT_DRAFT.format(row="NEW")),
    Trigger(
        "assessment_entry",
        "UPDATE",
        SIGNED,
        condition=f"{NOT_DRAFT.format(row='OLD')} OR {NOT_DRAFT.format(row='NEW')}",
    ),
    Trigger("assessment_entry", "DELETE", "entries are withdrawn, not deleted"),
    Trigger("assessment_entry", "INSERT", "the criterion belongs to another rubric", OTHER_RUBRIC, "rubric"),
    Trigger("assessment_entry", "UPDATE", "the criterion belongs to another rubric", OTHER_RUBRIC, "rubric"),
    Trigger(
        "assessment_entryevidence", "INSERT", FILES, condition=CARD_OF_ENTRY.format(row="NEW") + " <> 'draft'"
    ),
    Trigger(
        "assessment_entryevidence",
        "UPDATE",
        FILES,
        condition=f"{CARD_OF_ENTRY.format(row='OLD')} <> 'draft' OR {CARD_OF_ENTRY.format(row='NEW')} <> 'draft'",
    ),
    Trigger("assessment_entryevidence", "DELETE", "evidence is taken off, not deleted"),
    Trigger("assessment_scorecard", "DELETE", "cards are not deleted"),
    Trigger(
        "assessment_scorecard",
        "UPDATE",
        "a card keeps its month, contract, rubric and revision",
        "NEW.month <> OLD.month OR NEW.contract_id <> OLD.contract_id OR NEW.rubric_id <> OLD.rubric_id "
        "OR NEW.revision <> OLD.revision OR COALESCE(NEW.corrects_id, 0) <> COALESCE(OLD.corrects_id, 0)",
        "identity",
    ),
    Trigger(
        "assessment_scorecard",
        "UPDATE",
        "no such transition of a card",
        f"NEW.state <> OLD.state AND NOT ({PAIRS})",
        "transition",
    ),
    Trigger("assessment_scorecard", "UPDATE", "an approved card does not change", FROZEN, "frozen"),
    Trigger("assessment_cardsignature", "UPDATE", "a signature is cleared, not changed", SIGNATURE_CHANGED),
    Trigger(
        "assessment_cardsignature",
        "INSERT",
        "an approved card takes no signature",
        PUBLISHED.format(row="NEW"),
    ),
    Trigger("assessment_cardsignature", "DELETE", "signatures are cleared, not deleted"),
    Trigger("assessment_scorecard", "INSERT", "a card begins as a draft", "NEW.state <> 'draft'"),
    Trigger(
        "assessment_objection", "INSERT", "only entries of an approved card are objected to", OBJECTION_ASTRAY
    ),
    Trigger("assessment_objection_files", "INSERT", "an objection ruled on takes no file", RULED),
    Trigger("assessment_objection_files", "UPDATE", "files of an objection stay"),
    Trigger("assessment_objection_files", "DELETE", "files of an objection stay"),
    Trigger("assessment_objection", "UPDATE", "an objection is ruled on once", OBJECTION_CHANGED),
    Trigger("assessment_objection", "DELETE", "objections stay"),
    Trigger("assessment_settlement", "UPDATE", "a settlement keeps its figures", SETTLEMENT_CHANGED),
    Trigger(
        "assessment_settlement",
        "UPDATE",
        "no such transition of a settlement",
        f"NEW.state <> OLD.state AND NOT ({SETTLEMENT_PAIRS})",
        "transition",
    ),
    Trigger("assessment_settlement", "INSERT", "a settlement begins as a draft", "NEW.state <> 'draft'"),
    Trigger("assessment_settlement", "DELETE", "settlements stay"),
    Trigger(
        "assessment_settlementsignature",
        "INSERT",
        "a signed settlement takes no signature",
        f"{SETTLEMENT_STATE} IN ('signed', 'replaced')",
    ),
    *[Trigger(f"assessment_{name}", "TRUNCATE", "rows stay") for name in EMPTIED],
]
