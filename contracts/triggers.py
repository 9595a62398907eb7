"""What the database itself refuses about memberships (security.md section 6).

A membership is of its user's own side, so nobody holds roles of two parties; it is granted by one person, confirmed
by another, ended once, never altered or deleted; the last holder of a guarded role stays.
"""

from hall_ops.lib.triggers import Trigger

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
]
