"""What the database itself refuses in the windows' tables."""

from hall_ops.lib.triggers import Trigger, append_only

# Every number given out stays readable: a slip is voided, never removed.
NO_DELETE = [
    Trigger("windows_case", "DELETE", "a case is voided, never deleted"),
    Trigger("windows_caseform", "DELETE", "a form is voided, never deleted"),
]
# What left the system stays in the register; who looked at whose data stays in the log.
REGISTERS = [
    *append_only("windows_disclosure"),
    Trigger("windows_carrier", "DELETE", "a carrier stays in the register"),
    Trigger("windows_exportrequest", "DELETE", "a request stays in the register"),
    Trigger("windows_hold", "DELETE", "a hold is released, never deleted"),
    Trigger("windows_datareturn", "DELETE", "a return of data stays on record"),
    Trigger("windows_returncopy", "DELETE", "a copy is struck off, never deleted"),
    Trigger(
        "windows_datareturn",
        "UPDATE",
        "a closed return stays as it was signed",
        condition="OLD.state = 'closed'",
    ),
]
# A case keeps the version it was judged by: written whole, a version and its parts stay as they are. Only what it is
# searched in may be written again.
VERSION_KEPT = (
    "item_id", "number", "effective_on", "name", "kind", "statutory_days", "promised_days", "fee_yuan", "fee_note",
    "cross_region", "zero_visit", "result_kind", "result_name", "hints", "phone", "basis", "source", "made_at",
    "made_by_id", "frozen",
)  # fmt: skip
VERSION_CHANGED = " OR ".join(
    [f"NEW.{name} <> OLD.{name}" for name in VERSION_KEPT]
    + [f"CAST(NEW.{name} AS TEXT) <> CAST(OLD.{name} AS TEXT)" for name in ("channels", "special_steps")]
)
WHOLE = "EXISTS (SELECT 1 FROM windows_itemversion v WHERE v.id = {version} AND v.frozen)"
OF_SITUATION = "(SELECT s.version_id FROM windows_situation s WHERE s.id = {row}.situation_id)"
OF_PAPER = "(SELECT m.version_id FROM windows_material m WHERE m.id = {row}.material_id)"
PARTS = {
    "windows_situation": "{row}.version_id",
    "windows_situationoption": OF_SITUATION,
    "windows_material": "{row}.version_id",
    "windows_material_options": OF_PAPER,
}
PART_KEPT = "a version that is written keeps its questions and materials"
FROZEN_VERSION = [
    Trigger("windows_itemversion", "DELETE", "a version is replaced by the next, never deleted"),
    Trigger(
        "windows_itemversion", "UPDATE", "a version is replaced by the next, never changed",
        f"OLD.frozen AND ({VERSION_CHANGED})",
    ),
    *(
        Trigger(table, event, PART_KEPT, WHOLE.format(version=path.format(row="NEW" if event == "INSERT" else "OLD")))
        for table, path in PARTS.items()
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
]  # fmt: skip
# Papers have changed hands: a batch is voided, an issuance undone; only a line nobody settled may leave its draft.
PAPERS = [
    *append_only("windows_told"),
    Trigger("windows_handover", "DELETE", "a batch is voided, never deleted"),
    Trigger("windows_handoverline", "DELETE", "a settled line stays", "OLD.outcome <> 'waiting'"),
    Trigger("windows_caseresult", "DELETE", "a decision stays"),
    Trigger("windows_issuance", "DELETE", "an issuance is undone, never deleted"),
    Trigger("windows_parcel", "DELETE", "a parcel stays in the register"),
]
# Who sat where is never rewritten.
ENDED = "OLD.ended_at IS NOT NULL"
# A sign-on that was a slip is called one, once, by somebody and with a reason; where and when it was stays.
CALLED_A_SLIP = (
    "OLD.ended_as <> 'supervisor' AND NEW.ended_as = 'supervisor' AND NEW.end_note <> '' "
    "AND NEW.ended_by_id IS NOT NULL AND NEW.paused_at IS NULL "
    "AND NEW.started_at = OLD.started_at AND NEW.ended_at = OLD.ended_at AND NEW.window_id = OLD.window_id "
    "AND NEW.clerk_id = OLD.clerk_id AND NEW.contract_id = OLD.contract_id"
)
ENDED_SESSIONS = [
    Trigger(
        "windows_windowsession",
        "UPDATE",
        "a session that has ended is not changed",
        f"{ENDED} AND NOT ({CALLED_A_SLIP})",
    ),
    Trigger("windows_windowsession", "DELETE", "a session is ended, never deleted"),
    Trigger("windows_sessionpause", "UPDATE", "a pause that has ended is not changed", ENDED),
    Trigger("windows_sessionpause", "DELETE", "a pause is ended, never deleted"),
]
# What somebody said stays as it was said; only its standing changes. A text may be wiped, never rewritten.
RATINGS = [
    Trigger("windows_rating", "DELETE", "a rating is excluded by a ruling, never deleted"),
    Trigger(
        "windows_rating",
        "UPDATE",
        "what a rating says never changes",
        condition=(
            "NEW.level <> OLD.level OR NEW.source <> OLD.source OR NEW.channel <> OLD.channel "
            "OR NEW.contract_id <> OLD.contract_id OR COALESCE(NEW.case_id, 0) <> COALESCE(OLD.case_id, 0) "
            "OR NEW.visit_kind <> OLD.visit_kind OR NEW.visit_key <> OLD.visit_key "
            "OR NEW.visited_on <> OLD.visited_on OR NEW.claimed_at <> OLD.claimed_at "
            "OR NEW.recorded_at <> OLD.recorded_at OR NEW.is_real_name <> OLD.is_real_name "
            "OR CAST(NEW.reasons AS text) <> CAST(OLD.reasons AS text) OR (NEW.text <> OLD.text AND NEW.text <> '')"
        ),
    ),
    *append_only("windows_ratingflag"),
    *append_only("windows_ratingstep"),
    *append_only("windows_ratingruling"),
    Trigger("windows_ratingfollowup", "DELETE", "what follows a bad rating stays on record"),
    Trigger("windows_ratingappeal", "DELETE", "an appeal stays on record"),
]
# Every row of the service registers stays, with the log of its steps.
SERVICES = [
    *append_only("windows_servicestep"),
    *append_only("windows_phonecheck"),
    *append_only("windows_platformfigure"),
    *(
        Trigger(f"windows_{table}", "DELETE", "a row of a register is ended, never deleted")
        for table in (
            "consultation",
            "assistorder",
            "unresolvedmatter",
            "crossregioncase",
            "specialservice",
            "benefitclaim",
            "complaint",
        )
    ),
]
# Money taken is set right by another entry.
FEES = [*append_only("windows_fee"), *append_only("windows_feecount")]
TRIGGERS = [
    *FEES,
    *RATINGS,
    *SERVICES,
    *append_only("windows_caseevent"),
    Trigger(
        "windows_caseevent",
        "INSERT",
        "a line of the log bears the contract of its case",
        "NEW.contract_id <> (SELECT c.contract_id FROM windows_case c WHERE c.id = NEW.case_id)",
    ),
    *NO_DELETE,
    *REGISTERS,
    *FROZEN_VERSION,
    *PAPERS,
    *ENDED_SESSIONS,
]
