"""The queue of a single machine: a folder, no daemon.

kombu's filesystem transport opens a message and then fills it, so that a reader may take an empty file, and
it claims messages by moving them to another folder, which is not one step across disks. Here a message gets
its name only when it is whole, is claimed by one rename in place, and keeps the order in which it was sent.
One machine only: several machines use Redis.
"""

import fcntl
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.transport.virtual import BrokerState
from kombu.utils.json import dumps, loads

POLLING_SECONDS = 0.2
ALIAS = "filesystem"


class Channel(filesystem.Channel):
    """Messages as files `<sent at>_<random>.<queue>.msg`."""

    @contextmanager
    def _bindings(self) -> Iterator[None]:
        """Hold the one lock of the binding tables: they are created empty before they are filled."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "bindings.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def get_table(self, exchange: str) -> list[Any]:
        with self._bindings():
            return list(super().get_table(exchange))

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        with self._bindings():
            super()._queue_bind(exchange, routing_key, pattern, queue)

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]  # parents disagree
        """Write the message under a name nobody looks at, then give it its own in one step."""
        final = Path(self.data_folder_out) / f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        unseen = final.with_suffix(".tmp")
        unseen.write_bytes(dumps(message).encode())
        os.replace(unseen, final)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Take the oldest message of `queue`; whoever renames it first owns it."""
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            claimed = folder / f"{name}.taken"
            with suppress(FileNotFoundError):
                os.rename(folder / name, claimed)
                payload = loads(claimed.read_bytes().decode())
                claimed.unlink()
                return payload
        raise Empty


class Transport(filesystem.Transport):
    """kombu's filesystem transport with the channel above."""

    Channel = Channel
    polling_interval = POLLING_SECONDS

    def __init__(self, client: Any, **kwargs: Any) -> None:
        """Each connection writes its bindings: a state shared by the process forgets that folders differ."""
        super().__init__(client, **kwargs)
        self.state = BrokerState()


def register() -> None:
    """Let every `filesystem://` address mean this transport."""
    TRANSPORT_ALIASES[ALIAS] = f"{__name__}:Transport"


def transport_options(folder: Path) -> dict[str, Any]:
    """What Celery passes to the transport; makes the folders, readable by their owner only."""
    for path in (folder, folder / "messages", folder / "control"):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "polling_interval": POLLING_SECONDS,
    }
