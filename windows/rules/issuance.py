"""Giving results out: which cases may go which way, and whom the counter may give them to.

Source: 000 § 6(7), 002 § 四(一)(2); rules.md § 5 (at the counter against identity).
"""

from windows.rules.case_life import DECIDED, READY

COUNTER, POST, NETWORK, NONE = "counter", "post", "network", "none"
APPLICANT, AGENT, OTHER = "applicant", "agent", "other"
WINDOW, SHELF, DEPARTMENT = "window", "shelf", "department"


def may_issue(way: str, state: str, holder: str) -> bool:
    """Whether a case may be given out this way: on paper from shelf or window, without paper from wherever it is."""
    if way in {COUNTER, POST}:
        return (state == READY and holder == SHELF) or (state == DECIDED and holder == WINDOW)
    if way == NETWORK:
        return state == READY or (state == DECIDED and holder in {WINDOW, DEPARTMENT})
    return state == DECIDED and holder in {WINDOW, DEPARTMENT}


def needs_authority(collector: str) -> bool:
    """Somebody neither applicant nor the agent on record brings a written authority."""
    return collector == OTHER


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: blanks and the several middle dots of names do not count."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(mark for mark in name.casefold() if not mark.isspace() and mark not in "·•・‧．.")
