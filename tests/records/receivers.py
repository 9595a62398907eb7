"""The outside, on this machine: a web server and a mail server that note what they get and answer as they are told."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """What came in, and how the next requests are answered."""

    port: int = 0
    status: int = 200
    answer: bytes = b'{"code": 0}'
    headers: dict[str, str] = field(default_factory=dict)
    drip_seconds: float = 0.0
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def web_server() -> Iterator[Heard]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.requests.append((self.path, dict(self.headers.items()), body))
            self.send_response(heard.status)
            for name, value in heard.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(heard.answer)))
            self.end_headers()
            with suppress(OSError):  # who does not want the body goes away
                for place in range(len(heard.answer)):
                    time.sleep(heard.drip_seconds)
                    self.wfile.write(heard.answer[place : place + 1])

        def log_message(self, *_arguments: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.port = server.server_address[1]
    with serving(server):
        yield heard


@contextmanager
def mail_server() -> Iterator[Heard]:
    """As much SMTP as one letter needs; `heard.status` is the answer to the recipient."""
    heard = Heard(status=250)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.take()
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    code = heard.status if word == b"RCPT" else 250
                    self.wfile.write(f"{code} well\r\n".encode())

        def take(self) -> None:
            self.wfile.write(b"354 go on\r\n")
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line)
            heard.mails.append(b"".join(lines))
            self.wfile.write(b"250 taken\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    heard.port = server.server_address[1]
    with serving(server):
        yield heard
