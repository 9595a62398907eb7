"""What the database itself refuses in staffing's tables.

Overlaps are refused here on both databases; PostgreSQL also holds exclusion constraints (migration 0002), because two
transactions at once do not see each other's rows in a trigger.
"""

from hall_ops.lib.triggers import Trigger, append_only

KEPT_OF_ENGAGEMENT = (
    "contract_id",
    "person_id",
    "post_id",
    "starts_on",
    "recorded_at",
    "recorded_by_id",
    "leader",
)
ENGAGEMENTS = [
    Trigger("staffing_engagement", "DELETE", "an engagement is ended or voided, never deleted"),
    Trigger(
        "staffing_engagement", "UPDATE", "an engagement is ended once or voided once, never rewritten",
        " OR ".join(
            [f"NEW.{name} <> OLD.{name}" for name in KEPT_OF_ENGAGEMENT]
            + [
                "OLD.voided_at IS NOT NULL",
                "(OLD.ends_on IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on <> OLD.ends_on))",
            ]
        ),
    ),
    Trigger(
        "staffing_engagement", "INSERT", "a person holds one post at a time",
        "EXISTS (SELECT 1 FROM staffing_engagement e WHERE e.person_id = NEW.person_id AND e.voided_at IS NULL "
        "AND NEW.voided_at IS NULL AND e.starts_on <= COALESCE(NEW.ends_on, '9999-12-31') "
        "AND COALESCE(e.ends_on, '9999-12-31') >= NEW.starts_on)",
        name_part="overlap",
    ),
]  # fmt: skip
OTHER_SHIFT = (
    "EXISTS (SELECT 1 FROM staffing_shift s WHERE s.person_id = NEW.person_id AND s.id <> COALESCE(NEW.id, 0) "
    "AND s.starts_at < NEW.ends_at AND s.ends_at > NEW.starts_at)"
)
ROSTER = [
    Trigger("staffing_shift", "INSERT", "nobody is in two places", OTHER_SHIFT, name_part="overlap"),
    Trigger(
        "staffing_shift", "UPDATE", "nobody is in two places",
        "(NEW.person_id <> OLD.person_id OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at) "
        f"AND {OTHER_SHIFT}",
        name_part="overlap",
    ),
    *append_only("staffing_rosterchange"),
]  # fmt: skip
PUNCHES = [
    Trigger("staffing_punch", "DELETE", "a punch is voided, never deleted"),
    Trigger(
        "staffing_punch", "UPDATE", "a punch is voided once, never rewritten",
        "NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at OR NEW.source <> OLD.source "
        "OR NEW.recorded_at <> OLD.recorded_at OR OLD.voided_at IS NOT NULL",
    ),
    Trigger("staffing_away", "DELETE", "a time away is voided, never deleted"),
]  # fmt: skip
FILED = [
    Trigger("staffing_attendancemonth", "DELETE", "a filed month stays"),
    Trigger(
        "staffing_attendancemonth", "UPDATE", "what a month was filed with never changes",
        "NEW.digest <> OLD.digest OR CAST(NEW.lines AS TEXT) <> CAST(OLD.lines AS TEXT) "
        "OR NEW.month <> OLD.month OR NEW.revision <> OLD.revision OR NEW.filed_by_id <> OLD.filed_by_id",
    ),
]  # fmt: skip
LOGS = [
    trigger
    for table in (
        "staffing_requirementcheck", "staffing_candidatestep", "staffing_changestep", "staffing_leavegrant",
        "staffing_attendanceruling", "staffing_wageline", "staffing_acceptancecheck", "staffing_ranking",
        "staffing_rankline", "staffing_rankinterview",
    )
    for trigger in append_only(table)
]  # fmt: skip
KEPT = [
    Trigger(table, "DELETE", "a row of the staff file is voided, never deleted")
    for table in (
        "staffing_person", "staffing_schooling", "staffing_workhistory", "staffing_labourcontract",
        "staffing_secrecyagreement", "staffing_badge", "staffing_uniformissue", "staffing_medical",
        "staffing_insurance", "staffing_certificate", "staffing_examresult", "staffing_staffchange",
        "staffing_candidate", "staffing_leave", "staffing_makeup", "staffing_wagemonth", "staffing_handoverpack",
        "staffing_deductionspending", "staffing_prepaidwage",
    )
]  # fmt: skip
TRIGGERS = [*ENGAGEMENTS, *ROSTER, *PUNCHES, *FILED, *LOGS, *KEPT]
