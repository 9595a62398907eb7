"""Runs one named function on untrusted bytes in a child process that may fail without hurting anyone.

The child knows neither the settings nor the database: it is started from this file with an empty environment
and imports no Django. What it may use up is bounded; whatever it dies of reaches the caller as `CageFailure`.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class CageLimits:
    """What a caged call may use.

    Units: bytes of address space; seconds of processor and of wall clock.
    """

    memory_bytes: int = 512 * 1024 * 1024
    cpu_seconds: int = 20
    wall_seconds: float = 40.0


DEFAULT_LIMITS = CageLimits()


class CageFailure(Exception):
    """A caged call came to nothing; `cause` is "memory", "time", "crash" or "fault" (it raised)."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause
        self.detail = detail


def run_caged(
    function: str, arguments: dict[str, Any], payload: bytes = b"", *, limits: CageLimits = DEFAULT_LIMITS
) -> tuple[dict[str, Any], bytes]:
    """Call `module:function(arguments, payload)` in a child and hand back its answer and its bytes.

    Shape: both directions carry one line of JSON, then raw bytes.
    Raises: CageFailure, when the child used too much, died or raised.
    """
    order = {
        "function": function,
        "arguments": arguments,
        "memory": limits.memory_bytes,
        "cpu": limits.cpu_seconds,
    }
    message = json.dumps(order).encode() + b"\n" + payload
    with subprocess.Popen(
        [sys.executable, "-I", __file__],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"PYTHONUTF8": "1"}, cwd="/",
    ) as child:  # fmt: skip
        try:
            out, err = child.communicate(message, timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as late:
            child.kill()
            child.communicate()
            raise CageFailure("time") from late
    if child.returncode != 0:
        raise _failure(child.returncode, err)
    head, _newline, blob = out.partition(b"\n")
    return json.loads(head), blob


def _failure(code: int, err: bytes) -> CageFailure:
    said = err.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
    if b"memory allocation of" in err or b"MemoryError" in err:
        return CageFailure("memory", said)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return CageFailure("time", said)
    return CageFailure("fault" if code > 0 else "crash", said)


def _main() -> None:
    """The child: read the order, bound itself, call the function, write the answer."""
    import resource

    gc.disable()  # the child ends before rubbish could matter
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not spoil the answer
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"] + 1))
    module, _colon, name = order["function"].partition(":")
    answer, blob = getattr(import_module(module), name)(order["arguments"], sys.stdin.buffer.read())
    head = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    answers.write(head.encode("utf-8", "surrogatepass") + b"\n" + blob)
    answers.flush()


def _open_package() -> None:
    """Make the project importable without its own start-up code, which may load settings."""
    package = ModuleType("hall_ops")
    package.__path__ = [str(ROOT / "hall_ops")]
    sys.modules["hall_ops"] = package
    sys.path.append(str(ROOT))


if __name__ == "__main__":
    _open_package()
    _main()
    os._exit(0)  # nothing is left to tidy, and the parent waits
