"""A membership is of its user's own side: nobody holds a role of both parties (security.md section 6)."""

from hall_ops.lib.triggers import Trigger

OTHER_SIDE = "NEW.side <> (SELECT side FROM accounts_user WHERE id = NEW.user_id)"
MESSAGE = "the role belongs to another side than the user"
TRIGGERS = [
    Trigger("contracts_membership", "INSERT", MESSAGE, condition=OTHER_SIDE, name_part="side"),
    Trigger("contracts_membership", "UPDATE", MESSAGE, condition=OTHER_SIDE, name_part="side"),
    Trigger("contracts_membership", "DELETE", "memberships are ended, not deleted"),
]
