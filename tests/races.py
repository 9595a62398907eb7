"""Many hands at one thing at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, connections

from hall_ops.lib.errors import DomainError


def at_once(work: Callable[[int], object], hands: int) -> list[object]:
    """Let `hands` threads do the work together. Shape: what each returned, or the exception it met."""
    start = threading.Barrier(hands)

    def one(place: int) -> object:
        start.wait()
        try:
            return work(place)
        except (DatabaseError, DomainError) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))
