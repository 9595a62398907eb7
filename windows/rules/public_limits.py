"""How often a public page may be tried, and the question for those who try more often.

Ten looks a minute from one address pass; more answer a small sum first, so that a hall whose visitors share one address
is not shut out; sixty are the end for that minute. Sixty misses a minute, whoever made them, ask the sum of everybody.
Source: security.md § 5 (Receipts): 10 tries/min/IP and 60 misses/min site-wide → challenge.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final

from django.utils.translation import pgettext_lazy as pgettext

TRIES_A_MINUTE, MOST_A_MINUTE, MISSES_A_MINUTE = 10, 60, 60
# The last four digits are one of ten thousand: so many wrong ones close a code's details for a while.
WRONG_TAILS, TAIL_MINUTES = 5, 15
IPV6_PREFIX: Final = 64
# Days of the week are written with the same signs, but read differently in other languages.
NUMBERS: Final = (
    pgettext("数", "一"), pgettext("数", "二"), pgettext("数", "三"), pgettext("数", "四"), pgettext("数", "五"),
    pgettext("数", "六"), pgettext("数", "七"), pgettext("数", "八"), pgettext("数", "九"),
)  # fmt: skip
# Under this name every miss of a minute is counted, whoever made it.
MISSES: Final = "misses"
OPEN, CHALLENGE, WAIT = "open", "challenge", "wait"


@dataclass(frozen=True, slots=True)
class Tries:
    """What was counted, this try included. Units: tries and misses of this minute; wrong tails of a quarter hour."""

    by_address: int
    misses: int
    wrong_tails: int = 0


def verdict(tries: Tries, *, solved: bool) -> str:
    """Whether to answer, to ask the sum first, or to let wait."""
    if tries.by_address > MOST_A_MINUTE:
        return WAIT
    if solved or (tries.by_address <= TRIES_A_MINUTE and tries.misses <= MISSES_A_MINUTE):
        return OPEN
    return CHALLENGE


def tails_closed(tries: Tries) -> bool:
    return tries.wrong_tails > WRONG_TAILS


def network_of(address: str) -> str:
    """Who counts as one: an IPv4 address, the /64 of an IPv6 one (a household's or a telephone's own)."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return str(found)
