"""Events, request keys, files, numbers, messages: what every app's actions write beside their own rows."""

from records.actions.core import Claim, KeyReused, claim_key, plain, record_event, store_file
from records.actions.counters import next_number
from records.actions.outbox import post_message

__all__ = [
    "Claim",
    "KeyReused",
    "claim_key",
    "next_number",
    "plain",
    "post_message",
    "record_event",
    "store_file",
]
