"""Nobody changes sides: a person who does gets another account."""

from hall_ops.lib.triggers import Trigger

TRIGGERS = [
    Trigger("accounts_user", "UPDATE", "an account keeps its side", condition="NEW.side <> OLD.side"),
    Trigger("accounts_user", "DELETE", "accounts are disabled, not deleted"),
    Trigger("accounts_user", "TRUNCATE", "accounts are disabled, not deleted"),
]
