"""What the database itself refuses about memberships (security.md section 6) and about what both sides sign.

A membership is of its user's own side, so nobody holds roles of two parties; it is granted by one person, confirmed
by another, ended once, never altered or deleted; the last holder of a guarded role stays. A signed reading of a clause
takes each side's signature once, from a person of that side; registers of money are added to, never changed.
"""

from hall_ops.lib.triggers import Trigger, append_only

OTHER_SIDE = "NEW.side <> (SELECT side FROM accounts_user WHERE id = NEW.user_id)"
SIDE = "the role belongs to another side than the user"
UNCONFIRMED = "NEW.confirmed_at IS NOT NULL AND NEW.confirmed_by_id IS NULL AND NEW.granted_by_id IS NOT NULL"
CONFIRM = "a granted role is confirmed by a second person"
ALTERED = """
    NEW.user_id <> OLD.user_id OR NEW.role <> OLD.role OR OLD.ended_at IS NOT NULL
    OR COALESCE(NEW.contract_id, 0) <> COALESCE(OLD.contract_id, 0)
    OR COALESCE(NEW.granted_by_id, 0) <> COALESCE(OLD.granted_by_id, 0)
    OR (OLD.confirmed_at IS NOT NULL AND COALESCE(NEW.confirmed_by_id, 0) <> COALESCE(OLD.confirmed_by_id, 0))
"""
# No other active holder in the same contract or for the whole installation.
ENDS_LAST = """
    OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND OLD.confirmed_at IS NOT NULL
    AND OLD.role IN ('security_admin', 'auditor', 'approver')
    AND EXISTS (SELECT 1 FROM accounts_user o WHERE o.id = OLD.user_id AND o.is_active)
    AND NOT EXISTS (
        SELECT 1 FROM contracts_membership m JOIN accounts_user u ON u.id = m.user_id
        WHERE m.role = OLD.role AND m.id <> OLD.id AND m.confirmed_at IS NOT NULL AND m.ended_at IS NULL
        AND u.is_active AND (m.contract_id IS NULL OR m.contract_id = OLD.contract_id)
    )
"""
DISABLES_LAST = """
    OLD.is_active AND NOT NEW.is_active AND EXISTS (
        SELECT 1 FROM contracts_membership p
        WHERE p.user_id = OLD.id AND p.role IN ('security_admin', 'auditor', 'approver')
        AND p.confirmed_at IS NOT NULL AND p.ended_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM contracts_membership m JOIN accounts_user u ON u.id = m.user_id
            WHERE m.role = p.role AND m.user_id <> p.user_id AND m.confirmed_at IS NOT NULL AND m.ended_at IS NULL
            AND u.is_active AND (m.contract_id IS NULL OR m.contract_id = p.contract_id)
        )
    )
"""
LAST = "the last holder of this role stays"


def filled_once(*columns: str) -> str:
    """A column that holds a value keeps it."""
    return " OR ".join(
        f"(OLD.{name} IS NOT NULL AND (NEW.{name} IS NULL OR NEW.{name} <> OLD.{name}))" for name in columns
    )


def kept(*columns: str) -> str:
    return " OR ".join(f"NEW.{name} <> OLD.{name}" for name in columns)


SIGNATURES = [
    f"{side}_{part}" for side in ("purchaser", "contractor", "withdrawn") for part in ("by_id", "at")
]
SIGNING_CHANGED = (
    kept("decision_id", "option", "replaces", "effective_from", "reason")
    + f" OR {kept('document_hash', 'proposed_by_id', 'proposed_at')}"
    + f" OR {filled_once(*SIGNATURES)} OR OLD.withdrawn_at IS NOT NULL"
)
OTHER_PARTY = """
    (NEW.purchaser_by_id IS NOT NULL
        AND (SELECT side FROM accounts_user WHERE id = NEW.purchaser_by_id) <> 'government')
    OR (NEW.contractor_by_id IS NOT NULL
        AND (SELECT side FROM accounts_user WHERE id = NEW.contractor_by_id) <> 'contractor')
"""
SIGNS_FOR_OTHER = "a side is signed for by its own people"
HAS_STEPS = "EXISTS (SELECT 1 FROM contracts_paymentstep s WHERE s.instalment_id = OLD.id)"
PLANNED = "a payment under way keeps its amount"
INSTALMENT_CHANGED = (
    f"({kept('amount_yuan', 'service_year_id', 'contract_id', 'number', 'kind')}) AND {HAS_STEPS}"
)
FORCE_CHANGED = f"{kept('contract_id', 'text', 'began_on')} OR {filled_once('ended_on', 'notified_on')}"
TRIGGERS = [
    Trigger("contracts_membership", "INSERT", SIDE, condition=OTHER_SIDE, name_part="side"),
    Trigger("contracts_membership", "UPDATE", SIDE, condition=OTHER_SIDE, name_part="side"),
    Trigger("contracts_membership", "INSERT", CONFIRM, condition=UNCONFIRMED, name_part="confirm"),
    Trigger("contracts_membership", "UPDATE", CONFIRM, condition=UNCONFIRMED, name_part="confirm"),
    Trigger(
        "contracts_membership",
        "UPDATE",
        "a membership is not altered",
        condition=ALTERED,
        name_part="altered",
    ),
    Trigger("contracts_membership", "UPDATE", LAST, condition=ENDS_LAST, name_part="last"),
    Trigger("accounts_user", "UPDATE", LAST, condition=DISABLES_LAST, name_part="last"),
    Trigger("contracts_membership", "DELETE", "memberships are ended, not deleted"),
    Trigger("contracts_membership", "TRUNCATE", "memberships are ended, not deleted"),
    Trigger("contracts_decisionsigning", "INSERT", SIGNS_FOR_OTHER, condition=OTHER_PARTY, name_part="side"),
    Trigger("contracts_decisionsigning", "UPDATE", SIGNS_FOR_OTHER, condition=OTHER_PARTY, name_part="side"),
    Trigger("contracts_decisionsigning", "UPDATE", "a signing is filled in once", condition=SIGNING_CHANGED),
    Trigger("contracts_decisionsigning", "DELETE", "signings stay"),
    Trigger("contracts_decisionsigning", "TRUNCATE", "signings stay"),
    Trigger("contracts_paymentinstalment", "UPDATE", PLANNED, condition=INSTALMENT_CHANGED),
    Trigger("contracts_paymentinstalment", "DELETE", PLANNED, condition=HAS_STEPS),
    Trigger("contracts_forcemajeure", "UPDATE", "an event is filled in once", condition=FORCE_CHANGED),
    Trigger("contracts_forcemajeure", "DELETE", "events stay"),
    *append_only("contracts_paymentstep"),
    *append_only("contracts_contractdate"),
    *append_only("contracts_breach"),
    *append_only("contracts_breachruling"),
    *append_only("contracts_bondentry"),
    *append_only("contracts_appraisal"),
]
