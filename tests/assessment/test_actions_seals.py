"""What a seal holds: the signed content, the printed form, their hashes, the place in the chain."""

import io
import json
import random
import re

import pytest
from pypdf import PdfReader

from assessment.models import CardSeal, Scorecard
from assessment.queries.content import digest
from assessment.queries.verification import verdict_of_code, verdict_on
from hall_ops.lib.codes import is_code
from hall_ops.lib.triggers import drop_triggers
from records.models import AuditEvent
from tests.assessment.signing import People, signed, told


@pytest.fixture
def seal(march: Scorecard, people: People) -> CardSeal:
    told(march, count=2)
    return signed(march, people).seal


def test_the_seal_holds_what_was_signed(seal: CardSeal) -> None:
    content = json.loads(seal.content)
    approval = AuditEvent.objects.get(number=seal.event_number)

    assert (content["month"], content["total"], content["revision"]) == ("2023-03", "98", 1)
    assert content["entries"][0]["subject"] == "窗口 03"
    assert seal.content_hash == digest(seal.content.encode()) == approval.after["document_hash"]
    assert (approval.hash, seal.pdf_hash) == (seal.event_hash, digest(bytes(seal.pdf)))
    assert is_code(seal.code)


def test_the_printed_form_names_signers_code_and_hash(seal: CardSeal) -> None:
    pages = PdfReader(io.BytesIO(bytes(seal.pdf))).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))

    for wanted in ("符海燕", "王晓岚", "陈国栋", seal.content_hash, seal.code[:4]):
        assert wanted in text, wanted


def test_the_seal_is_in_the_chain_with_its_hashes(seal: CardSeal) -> None:
    told_so = AuditEvent.objects.get(action="scorecard.seal")

    assert told_so.after == {"code": seal.code, "content_hash": seal.content_hash, "pdf_hash": seal.pdf_hash}


def test_any_flipped_byte_is_found(seal: CardSeal) -> None:
    """F3, a hundred bytes of content and PDF each; the bench flips more."""
    drop_triggers()
    chance = random.Random(7)
    content, pdf = seal.content.encode(), bytes(seal.pdf)
    for _round in range(100):
        broken = bytearray(content)
        broken[chance.randrange(len(broken))] ^= 1
        assert digest(bytes(broken)) != seal.content_hash
        other = bytearray(pdf)
        other[chance.randrange(len(other))] ^= 1
        assert digest(bytes(other)) != seal.pdf_hash
    CardSeal.objects.filter(pk=seal.pk).update(pdf=bytes(other))

    assert verdict_on(CardSeal.objects.get()).faults == ("pdf",)


@pytest.mark.parametrize("text", ["not json", "[]", "{}"])
def test_an_unreadable_seal_is_a_fault_and_no_crash(seal: CardSeal, text: str) -> None:
    drop_triggers()
    CardSeal.objects.filter(pk=seal.pk).update(content=text)

    verdict = verdict_of_code(seal.code)

    assert verdict is not None and {"content", "rows"} <= set(verdict.faults)
