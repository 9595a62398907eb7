"""Functions that misbehave, to be run in the cage."""

import os
import socket
import sys
import time
from typing import Any

Answer = tuple[dict[str, Any], bytes]


def echo(arguments: dict[str, Any], payload: bytes) -> Answer:
    """Hand back what came."""
    return arguments, payload


def surroundings(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """What the child can see of its parent."""
    open_files = [name for name in os.listdir("/proc/self/fd") if int(name) > 2]
    targets = [
        os.readlink(f"/proc/self/fd/{name}") for name in open_files if os.path.exists(f"/proc/self/fd/{name}")
    ]
    return {"environment": sorted(os.environ), "files": targets, "modules": sorted(sys.modules)}, b""


def abort(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Die as a native parser does."""
    os.abort()


def devour(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Ask for more memory than there is."""
    return {"size": len(bytearray(2 * 1024**3))}, b""


def spin(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Never finish, using the processor."""
    while True:
        pass


def sleep(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Never finish, using nothing."""
    time.sleep(60)
    return {}, b""


def chatter(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Write to standard output on the way."""
    sys.stdout.write("noise\n")
    sys.stdout.flush()
    return {"said": True}, b"\n\n"


def fail(_arguments: dict[str, Any], _payload: bytes) -> Answer:
    """Raise."""
    raise socket.gaierror("nothing doing")
