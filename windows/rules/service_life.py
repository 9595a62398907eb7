"""The states of the registers beside the two ledgers, and which may follow which.

Source: 002 § 四(一)(3)(4); 000 § 三.6(4)(5)(6); 004 二(二)2; facts.md §§ 5, 6.
"""

from collections.abc import Mapping
from typing import Final

Table = Mapping[str, frozenset[str]]
CONSULTATION: Final[Table] = {
    "open": frozenset({"forwarded", "answered"}),
    "forwarded": frozenset({"answered"}),
    "answered": frozenset(),
}
ASSIST: Final[Table] = {
    "requested": frozenset({"assigned", "declined", "cancelled"}),
    "assigned": frozenset({"running", "requested", "declined", "cancelled"}),
    "running": frozenset({"finished", "cancelled"}),
    "finished": frozenset(),
    "declined": frozenset(),
    "cancelled": frozenset(),
}
MATTER: Final[Table] = {
    # dropped: the refusal it followed was undone, so nothing is left to be answered
    "open": frozenset({"handed", "answered", "dropped"}),
    "handed": frozenset({"answered", "open", "dropped"}),
    # the person is not content, or the answer does not hold
    "answered": frozenset({"closed", "open", "handed", "dropped"}),
    "closed": frozenset(),
    "dropped": frozenset(),
}
CROSS: Final[Table] = {
    "received": frozenset({"pushed", "returned"}),
    "pushed": frozenset({"papers_sent", "checked", "returned"}),
    "papers_sent": frozenset({"checked", "returned"}),
    "checked": frozenset({"concluded", "returned"}),
    "concluded": frozenset({"shipped", "signed"}),
    "shipped": frozenset({"signed"}),
    "signed": frozenset(),
    "returned": frozenset(),
}
SPECIAL: Final[Table] = {
    "booked": frozenset({"served", "missed", "cancelled"}),
    "served": frozenset(),
    "missed": frozenset(),
    "cancelled": frozenset(),
}
CLAIM: Final[Table] = {
    "received": frozenset({"reviewed", "refused"}),
    "reviewed": frozenset({"paid", "refused"}),
    "paid": frozenset(),
    "refused": frozenset(),
}
COMPLAINT: Final[Table] = {
    "open": frozenset({"handed", "answered"}),
    "handed": frozenset({"answered", "open"}),
    "answered": frozenset({"closed", "open"}),
    "closed": frozenset(),
}
TABLES: Final[Mapping[str, Table]] = {
    "consultation": CONSULTATION,
    "assist": ASSIST,
    "matter": MATTER,
    "cross": CROSS,
    "special": SPECIAL,
    "claim": CLAIM,
    "complaint": COMPLAINT,
}


def may_follow(register: str, state: str, to: str) -> bool:
    """Whether a row of a register may go from `state` to `to`. Raises: KeyError for an unknown register."""
    return to in TABLES[register].get(state, frozenset())
