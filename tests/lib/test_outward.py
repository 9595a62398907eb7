"""Where messages may go: public addresses under every notation, hosts that are named, nothing else."""

import socket
from typing import Any

import pytest

from hall_ops.lib.outward import OutwardFailed, OutwardRefused, is_public, post


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
        "2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:53aa:64c:0:0:f5ff:fffe", "ff02::1",
    ],
)  # fmt: skip
def test_inside_addresses_are_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https:///x", "https://user:pass@example.com/", "https://[::1/",
        "https://example.com:port/", "example.com", "", "https://exämple.com/", "file:///etc/passwd", "//example.com/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_gone_to(url: str) -> None:
    with pytest.raises(OutwardRefused):
        post(url, b"", headers={})


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"]])
def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    """All addresses of the name are looked at, and the one that was checked is the one that is gone to."""
    rows: list[Any] = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: rows)

    with pytest.raises(OutwardRefused, match="内部网络"):
        post("https://harmless.example/", b"", headers={})


def test_a_name_nobody_knows_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(OutwardFailed, match="gaierror"):
        post("https://nobody.example/", b"", headers={})
