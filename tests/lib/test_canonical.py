"""The canonical form: the same bytes as the standard library writes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_ops.lib.canonical import canonical

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=12)


@given(st.dictionaries(TEXT, VALUES))
def test_canonical_is_what_the_standard_library_writes(content: dict[str, Any]) -> None:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert canonical(content) == plain


@pytest.mark.parametrize("content", [{"n": 2**70}, {"x": object()}, {1: "a"}])
def test_canonical_refuses_what_has_no_one_form(content: Any) -> None:
    with pytest.raises(TypeError):
        canonical(content)
