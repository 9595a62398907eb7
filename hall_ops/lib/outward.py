"""HTTP to the outside: to checked addresses only, without redirects, over in a bounded time (security S14)."""

import errno
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.utils.translation import gettext as _

STEP_SECONDS = 5.0  # connecting, each read and write
WHOLE_SECONDS = 30.0  # everything together: a server that drips is cut off


class OutwardRefused(Exception):
    """This address is not gone to. Trying again does not help."""


class OutwardFailed(Exception):
    """It was tried and did not work; str() holds no personal data."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


def host_of(url: str) -> str:
    """The host of an address, in small letters; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    private_hosts: Collection[str] = (),
    most_bytes: int = 0,
) -> Answer:
    """POST once. Hosts named in `private_hosts` may lie inside the network and be spoken to without TLS.

    Shape: of the answer's body not more than `most_bytes` are read.
    Raises: OutwardRefused, OutwardFailed. A redirect is an answer like any other and is not followed.
    """
    parts = _checked(url, private_hosts)
    try:
        with _connected(parts, private_hosts) as connection:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
                f"?{parts.query}" if parts.query else ""
            )
            connection.request("POST", target, body, {"Host": parts.netloc, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(most_bytes))
    except OSError as error:
        raise OutwardFailed(f"{type(error).__name__}: {error.strerror or ''}".rstrip(": ")) from error
    except (http.client.HTTPException, ValueError) as error:
        raise OutwardFailed(type(error).__name__) from error


def _checked(url: str, private_hosts: Collection[str]) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # a port that is no number raises here
        host = host_of(url).encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise OutwardRefused(_("地址写法不对")) from error
    if not host or parts.username or not url.isascii():
        raise OutwardRefused(_("地址写法不对"))
    if parts.scheme != "https" and not (parts.scheme == "http" and host in private_hosts):
        raise OutwardRefused(_("地址须以 https:// 开头"))
    return parts


@contextmanager
def _connected(parts: SplitResult, private_hosts: Collection[str]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the very address that was checked: the name is not asked a second time."""
    host, secure = host_of(parts.geturl()), parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _address(host, port, inside=host in private_hosts)
    connection = http.client.HTTPConnection(host, port, timeout=STEP_SECONDS)
    with cut_off(lambda: connection.sock):
        connection.sock = socket.create_connection((address, port), STEP_SECONDS)
        try:
            if secure:
                connection.sock = ssl.create_default_context().wrap_socket(
                    connection.sock, server_hostname=host
                )
            yield connection
        finally:
            connection.close()


def _address(host: str, port: int, *, inside: bool) -> str:
    """One address of the host. Raises: OutwardRefused when any of them lies inside a network, OSError."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not inside and not all(is_public(each) for each in found):
        raise OutwardRefused(_("地址在内部网络，未列入 OUTBOX_PRIVATE_HOSTS"))
    return found[0]


def is_public(address: str) -> bool:
    """Does this address belong to the open internet, whatever notation or tunnel it hides in?"""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if hidden or ip in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return ip.is_global and not ip.is_multicast


@contextmanager
def cut_off(find: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the socket that `find` gives when the time is over: who waits on it gets an end. Raises: TimeoutError."""
    over = threading.Event()

    def cut() -> None:
        over.set()
        sock = find()
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(WHOLE_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if over.is_set():
        raise TimeoutError(errno.ETIMEDOUT, "too slow")
