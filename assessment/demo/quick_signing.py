"""Sixty signatures with one and the same password: the slow hash is worked out once, then remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.contrib.auth.hashers import get_hasher


@contextmanager
def passwords_verified_once() -> Iterator[None]:
    """Within: the hasher's answer to a password and a hash it has seen is the answer it gave."""
    hasher = get_hasher()
    hasher.verify = cache(hasher.verify)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del hasher.verify
