"""The folder queue under several writers and readers: nothing lost, nothing twice, order kept."""

import multiprocessing
import stat
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from hall_ops import broker_folder, embedded_broker

EACH = 150
LIMIT_SECONDS = 30.0
spawn = multiprocessing.get_context("spawn")


def connect(folder: Path) -> Connection:
    embedded_broker.register()
    return Connection("filesystem://", transport_options=embedded_broker.transport_options(folder))


def publish(folder: Path, writer: int, count: int) -> None:
    with connect(folder) as connection, connection.SimpleQueue("bell") as queue:
        for number in range(count):
            queue.put({"writer": writer, "number": number})


def drain(folder: Path, wanted: int) -> list[tuple[int, int]]:
    """Take messages until `wanted` came or the queue stayed silent for a while."""
    taken = []
    with connect(folder) as connection, connection.SimpleQueue("bell") as queue:
        while len(taken) < wanted:
            try:
                message = queue.get(timeout=1.5)
            except Empty:
                break
            message.ack()
            taken.append((message.payload["writer"], message.payload["number"]))
    return taken


def drain_into(folder: Path, results: "multiprocessing.Queue[list[tuple[int, int]]]") -> None:
    results.put(drain(folder, 10_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "broker"


def test_broker_two_threads_lose_nothing_and_repeat_nothing(folder: Path) -> None:
    started = time.monotonic()

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(publish, folder, writer, EACH) for writer in (1, 2)]
        readers = [pool.submit(drain, folder, 10_000) for _ in (1, 2)]
        for writer in writers:
            writer.result()
        taken = Counter(message for reader in readers for message in reader.result())

    assert taken == Counter((writer, number) for writer in (1, 2) for number in range(EACH))
    assert time.monotonic() - started < LIMIT_SECONDS


def test_broker_two_processes_lose_nothing_and_repeat_nothing(folder: Path) -> None:
    started = time.monotonic()
    results = spawn.Queue()
    readers = [spawn.Process(target=drain_into, args=(folder, results)) for _ in (1, 2)]
    writers = [spawn.Process(target=publish, args=(folder, writer, EACH)) for writer in (1, 2)]
    publish(folder, 0, 20)  # something waits before the readers look

    for process in writers + readers:
        process.start()
    taken = Counter(message for _ in readers for message in results.get(timeout=LIMIT_SECONDS))
    for process in writers + readers:
        process.join(LIMIT_SECONDS)
    taken.update(drain(folder, 10_000))  # what came after both readers had gone

    expected = Counter((writer, number) for writer in (1, 2) for number in range(EACH))
    assert taken == expected + Counter((0, number) for number in range(20))
    assert time.monotonic() - started < LIMIT_SECONDS


def test_broker_keeps_the_order_of_sending(folder: Path) -> None:
    publish(folder, 1, 12)

    assert drain(folder, 12) == [(1, number) for number in range(12)]


def test_broker_leaves_no_file_behind(folder: Path) -> None:
    publish(folder, 1, 5)

    drain(folder, 5)

    assert list((folder / "messages").iterdir()) == []


def test_broker_never_reads_a_message_that_is_still_being_written(folder: Path) -> None:
    publish(folder, 1, 1)
    (folder / "messages" / "00000000000000000001_half.bell.tmp").write_bytes(b"")

    assert drain(folder, 2) == [(1, 0)]


def test_tidy_gives_back_what_a_killed_worker_held(folder: Path) -> None:
    publish(folder, 1, 1)
    (message,) = (folder / "messages").iterdir()
    message.rename(message.with_name(message.name + ".taken"))
    (folder / "messages" / "1_half.bell.tmp").write_bytes(b"{")
    (folder / "messages" / "1_old.host.celery.pidbox.msg").write_bytes(b"{}")

    broker_folder.tidy(folder)

    assert drain(folder, 1) == [(1, 0)]
    assert list((folder / "messages").iterdir()) == []


def test_broker_folders_are_closed_to_other_users(folder: Path) -> None:
    embedded_broker.transport_options(folder)

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "messages", folder / "control")}
    assert modes == {0o700}
