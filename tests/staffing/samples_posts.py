"""Values for the names in the addresses of posts."""

from collections.abc import Callable
from typing import Any

from contracts.models import Contract
from tests.factories.staffing import make_post


def post(contract: Contract | None) -> int:
    assert contract is not None, "posts belong to contracts"
    found = contract.posts.first()
    return (found or make_post(contract)).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"post": post}
