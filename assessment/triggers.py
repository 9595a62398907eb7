"""What the database itself refuses: changed rubrics, entries on a card that is no longer a draft, mixed versions."""

from hall_ops.lib.triggers import Trigger, append_only

NOT_DRAFT = "(SELECT state FROM assessment_scorecard WHERE id = {row}.scorecard_id) <> 'draft'"
OTHER_RUBRIC = (
    "(SELECT rubric_id FROM assessment_rubriccriterion WHERE id = NEW.criterion_id) <> "
    "(SELECT rubric_id FROM assessment_scorecard WHERE id = NEW.scorecard_id)"
)
SIGNED = "entries of a signed card do not change"
TRIGGERS = [
    *append_only("assessment_rubric"),
    *append_only("assessment_rubriccriterion"),
    *append_only("assessment_entryimport"),
    Trigger("assessment_entry", "INSERT", SIGNED, condition=NOT_DRAFT.format(row="NEW")),
    Trigger("assessment_entry", "UPDATE", SIGNED, condition=NOT_DRAFT.format(row="OLD")),
    Trigger("assessment_entry", "DELETE", "entries are withdrawn, not deleted"),
    Trigger("assessment_entry", "INSERT", "the criterion belongs to another rubric", OTHER_RUBRIC, "rubric"),
    Trigger("assessment_entry", "UPDATE", "the criterion belongs to another rubric", OTHER_RUBRIC, "rubric"),
    Trigger("assessment_scorecard", "DELETE", "cards are not deleted"),
    Trigger(
        "assessment_scorecard",
        "UPDATE",
        "a card keeps its month, contract and rubric",
        "NEW.month <> OLD.month OR NEW.contract_id <> OLD.contract_id OR NEW.rubric_id <> OLD.rubric_id",
        "identity",
    ),
]
