"""Events, request keys, files and numbers: what every app's actions write beside their own rows."""

from records.actions.core import Claim, KeyReused, claim_key, plain, record_event, store_file
from records.actions.counters import next_number

__all__ = ["Claim", "KeyReused", "claim_key", "next_number", "plain", "record_event", "store_file"]
