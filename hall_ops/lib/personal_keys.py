"""The keys that seal personal data: read from the environment, or made once by an embedded installation.

Settings read this file, so it knows neither Django's settings nor translations; no message shows a key.
"""

import base64
import binascii
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
FILE_NAME = "personal_data"
Ring = tuple[tuple[int, bytes], ...]


def read_keys(text: str) -> Ring:
    """Keys as they stand in the environment: "2:base64,1:base64"; the first seals, all of them open.

    Raises: ImproperlyConfigured, naming the place in the list, never the key.
    """
    if not text.strip():
        raise _refused("PERSONAL_DATA_KEYS", "没有设置")
    ring = []
    for place, part in enumerate(text.split(","), start=1):
        number, _, encoded = part.strip().partition(":")
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 255):
            raise _refused("PERSONAL_DATA_KEYS", f"第 {place} 把密钥的编号不是 1 到 255 的整数")
        ring.append((int(number), read_key("PERSONAL_DATA_KEYS", encoded, f"第 {place} 把密钥")))
    if len({number for number, _ in ring}) < len(ring):
        raise _refused("PERSONAL_DATA_KEYS", "有两把密钥编号相同")
    return tuple(ring)


def read_key(name: str, encoded: str, which: str = "密钥") -> bytes:
    """One key of 32 bytes, base64. Raises: ImproperlyConfigured."""
    if not encoded.strip():
        raise _refused(name, f"没有设置{which}")
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise _refused(name, f"{which}不是 32 个字节的 base64 文本")
    return key


def new_key() -> str:
    """A fresh key as it is written into the environment."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def embedded_keys(folder: Path) -> tuple[str, str]:
    """The embedded installation's own keys, made once. Shape: (list of keys, index key), as in the environment."""
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_keys(path, f"1:{new_key()}", new_key(), replace=False)
    lines = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
    return lines.get("PERSONAL_DATA_KEYS", ""), lines.get("PERSONAL_DATA_INDEX_KEY", "")


def write_keys(path: Path, keys: str, index_key: str, *, replace: bool) -> None:
    """Write the file at one stroke; where `replace` is false the first of two processes that start at once wins."""
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(f"PERSONAL_DATA_KEYS={keys}\nPERSONAL_DATA_INDEX_KEY={index_key}\n", encoding="utf-8")
    try:
        if replace:
            own.replace(path)
        elif not path.exists():
            os.link(own, path)
    except FileExistsError:
        return
    finally:
        own.unlink(missing_ok=True)


def _refused(name: str, reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"环境变量 {name} 不能用：{reason}。允许的值见 .env.example；密钥本身不会显示在这里。"
    )
