"""Values for the names in the addresses of windows, sessions and the catalogue."""

from collections.abc import Callable
from typing import Any

from contracts.models import Contract
from tests.factories.windows import make_session, make_window


def window(contract: Contract | None) -> int:
    assert contract is not None, "windows belong to contracts"
    return make_window(contract, "S1").pk


def session(contract: Contract | None) -> int:
    assert contract is not None, "sessions belong to contracts"
    return make_session(contract).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"session": session, "window": window}
