"""What the database itself refuses in this app's tables."""

from hall_ops.lib.triggers import Trigger, append_only

TRIGGERS = [
    *append_only("records_auditevent"),
    Trigger("records_audithead", "DELETE", "the head of the audit chain stays"),
    Trigger("records_audithead", "TRUNCATE", "the head of the audit chain stays"),
    Trigger(
        "records_audithead",
        "UPDATE",
        "the head of the audit chain only moves forward by one",
        condition="NEW.number <> OLD.number + 1",
    ),
    *append_only("records_storedfile"),
]
