"""What the database itself refuses in the windows' tables."""

from hall_ops.lib.triggers import Trigger, append_only

# Every number given out stays readable: a slip is voided, never removed.
NO_DELETE = [
    Trigger("windows_case", "DELETE", "a case is voided, never deleted"),
    Trigger("windows_caseform", "DELETE", "a form is voided, never deleted"),
]
# A case keeps the version it was judged by.
FROZEN_VERSION = [
    Trigger("windows_itemversion", "DELETE", "a version is replaced by the next, never deleted"),
]
TRIGGERS = [*append_only("windows_caseevent"), *NO_DELETE, *FROZEN_VERSION]
