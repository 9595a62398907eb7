"""Clerks who post at once, each in a loop of its own: a request, its whole answer, the next request.

Sockets and asyncio alone, so that the one who asks costs little of the machine that is measured.
"""

import asyncio
import json
import re
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bench._web import HOST

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One request and what came of it. Shape: status 0 where no whole answer came. Units: seconds."""

    clerk: int
    key: str
    status: int
    seconds: float
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return str(self.body.get("number", ""))


@dataclass(frozen=True, slots=True)
class Form:
    """What every clerk sends. Shape: cookies one a clerk; a fresh key is added to each request."""

    url: str
    body: dict[str, str]
    cookies: Sequence[str]

    def request(self, clerk: int, key: str) -> bytes:
        sent = urlencode({**self.body, "key": key}).encode()
        head = (
            f"POST {self.url} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {self.cookies[clerk]}\r\n"
            f"X-Forwarded-Proto: https\r\nX-Forwarded-For: 10.0.{clerk // 250}.{clerk % 250 + 1}\r\n"
            f"Referer: https://{HOST}/\r\nX-Requested-With: fetch\r\nAccept: application/json\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sent)}\r\n"
            "Connection: close\r\n\r\n"
        )
        return head.encode() + sent


Heard = Callable[[Answer], None]


async def post(port: int, form: Form, clerk: int, key: str) -> Answer:
    """One request. An answer counts only when all of it came."""
    began, status, said = time.perf_counter(), 0, {}
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(form.request(clerk, key))
        head = await reader.readuntil(b"\r\n\r\n")
        said = json.loads(await reader.readexactly(int(LENGTH.findall(head)[0])))
        status = int(head.split(b" ", 2)[1])
        writer.close()
    except (OSError, asyncio.IncompleteReadError, ValueError, IndexError):
        said = {}
    return Answer(clerk, key, status, time.perf_counter() - began, said if isinstance(said, dict) else {})


def again(port: int, form: Form, answer: Answer) -> Answer:
    """The same form sent once more."""
    return asyncio.run(post(port, form, answer.clerk, answer.key))


async def clerk_posts(port: int, form: Form, clerk: int, more: Callable[[int], bool], heard: Heard) -> None:
    made = 0
    while more(made):
        answer = await post(port, form, clerk, uuid.uuid4().hex)
        heard(answer)
        made += 1
        if not answer.status:
            await asyncio.sleep(0.05)  # the process that was to answer is gone


def storm(port: int, form: Form, more: Callable[[int], bool], heard: Heard | None = None) -> list[Answer]:
    """All clerks at once, each for as long as `more(how many it has made)`. Shape: the answers as they came."""
    answers: list[Answer] = []

    def keep(answer: Answer) -> None:
        answers.append(answer)
        if heard is not None:
            heard(answer)

    async def all_clerks() -> None:
        await asyncio.gather(
            *(clerk_posts(port, form, clerk, more, keep) for clerk in range(len(form.cookies)))
        )

    asyncio.run(all_clerks())
    return answers
