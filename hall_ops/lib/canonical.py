"""The one byte form of data that is hashed or signed."""

import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Mapping[str, Any]) -> bytes:
    """Sorted keys, no blanks, UTF-8. Values are JSON types only."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
