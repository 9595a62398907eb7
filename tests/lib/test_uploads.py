"""Evidence: pictures written afresh, PDFs that do nothing, everything else refused with a remedy."""

import hashlib
import io
import struct
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hall_ops.lib.errors import DomainError
from hall_ops.lib.uploads import UploadRefused, check_evidence, safe_name

BEIJING = timezone(timedelta(hours=8))
EXIF_POINTER, TAKEN, OFFSET, ORIENTATION, MAKER = 0x8769, 36867, 36881, 274, 271
PDF_HEAD = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
PDF_TAIL = b"\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 100 if mode in ("L", "P", "1") else None).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def photograph(*, taken: str = "2023:03:15 08:30:00", offset: str = "", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "SECRETPHONE"
    exif[ORIENTATION] = orientation
    exif.get_ifd(EXIF_POINTER)[TAKEN] = taken
    if offset:
        exif.get_ifd(EXIF_POINTER)[OFFSET] = offset
    return picture(exif=exif)


def pdf(body: bytes = b"") -> bytes:
    return PDF_HEAD + body + PDF_TAIL


def hidden_in_object_stream(body: bytes, coding: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(body)
    return pdf(
        b"5 0 obj << /Type /ObjStm /Filter %s /N 1 >>\nstream\n%s\nendstream\nendobj" % (coding, packed)
    )


def png_of_claimed_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def text_bomb() -> bytes:
    """A PNG whose comment unpacks to 64 MiB."""
    whole = picture("PNG")
    body = b"note\0\0" + zlib.compress(bytes(64 * 1024 * 1024))
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return whole[:33] + chunk + whole[33:]


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "空的", "重新选择"),
    "too-many-bytes": (lambda: b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "超过上限 10 MiB", "压缩"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "不是 JPG", "转成 JPG"),
    "html": (lambda: b"<html><script>alert(1)</script>", "不是 JPG", "转成"),
    "gif": (lambda: picture("GIF", mode="P"), "不是 JPG", "转成"),
    "webp": (lambda: picture("WEBP"), "不是 JPG", "转成"),
    "bmp": (lambda: picture("BMP"), "不是 JPG", "转成"),
    "tiff": (lambda: picture("TIFF"), "不是 JPG", "转成"),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(50), "HEIC", "兼容性最佳"),
    "zip": (lambda: b"PK\x03\x04" + bytes(50), "不是 JPG", "转成"),
    "exe": (lambda: b"MZ" + bytes(50), "不是 JPG", "转成"),
    "script": (lambda: b"#!/bin/sh\nid\n", "不是 JPG", "转成"),
    "gif-as-php": (lambda: b"GIF89a<?php system('id'); ?>", "不是 JPG", "转成"),
    "postscript": (lambda: b"%!PS-Adobe-3.0\n", "不是 JPG", "转成"),
    "jpeg-of-three-bytes": (lambda: b"\xff\xd8\xff", "损坏", "重新拍照"),
    "jpeg-cut": (lambda: picture(size=(400, 400))[:600], "损坏", "重新拍照"),
    "jpeg-then-script": (lambda: b"\xff\xd8\xff<script>alert(1)</script>", "损坏", "重新拍照"),
    "png-cut": (lambda: picture("PNG", (400, 400))[:90], "损坏", "重新拍照"),
    "png-30000-by-30000": (lambda: png_of_claimed_size(30_000, 30_000), "30000×30000", "缩小"),
    "png-5001-by-5000": (lambda: png_of_claimed_size(5001, 5000), "2500 万像素", "缩小"),
    "png-of-no-width": (lambda: png_of_claimed_size(0, 10), "损坏", "重新拍照"),
    "png-text-bomb": (text_bomb, "损坏|无法读取", "重新拍照|另存为 JPG"),
    "jpeg-60000-wide-claim": (lambda: jpeg_of_claimed_size(60_000, 60_000), "60000×60000", "缩小"),
    "pdf-cut": (lambda: pdf()[:40], "PDF 不完整", "重新导出"),
    "pdf-script": (lambda: pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "脚本", "打印为 PDF"),
    "pdf-script-spelled-in-hex": (lambda: pdf(b"<< /S /J#61vaScript >>"), "脚本", "打印为 PDF"),
    "pdf-short-js": (lambda: pdf(b"<< /#4a#53 (x) >>"), "脚本", "打印为 PDF"),
    "pdf-additional-action": (lambda: pdf(b"<< /AA << /O 7 0 R >> >>"), "自动动作", "打印为 PDF"),
    "pdf-launch": (lambda: pdf(b"<< /S /Launch /F (cmd.exe) >>"), "启动程序", "打印为 PDF"),
    "pdf-submit": (lambda: pdf(b"<< /S /SubmitForm >>"), "提交数据", "打印为 PDF"),
    "pdf-attachment": (lambda: pdf(b"<< /Type /EmbeddedFile >>"), "附件", "去掉附件"),
    "pdf-rich-media": (lambda: pdf(b"<< /Subtype /RichMedia >>"), "附件", "去掉附件"),
    "pdf-encrypted": (lambda: pdf(b"<< /Encrypt 9 0 R >>"), "密码", "去掉密码"),
    "pdf-xfa": (lambda: pdf(b"<< /XFA 9 0 R >>"), "动态表单", "打印为 PDF"),
    "pdf-script-in-object-stream": (lambda: hidden_in_object_stream(b"<< /S /JavaScript >>"), "脚本", "打印为 PDF"),
    "pdf-js-in-object-stream": (lambda: hidden_in_object_stream(b"<< /JS (x) >>"), "脚本", "打印为 PDF"),
    "pdf-object-stream-in-odd-coding": (
        lambda: hidden_in_object_stream(b"x", b"[/ASCIIHexDecode /FlateDecode]"), "PDF 不完整", "重新导出",
    ),
    "pdf-object-stream-bomb": (lambda: hidden_in_object_stream(bytes(64 * 1024 * 1024)), "PDF 不完整", "重新导出"),
    "pdf-and-html": (lambda: b"%PDF-1.7\n<html><script>" + pdf(), "含有别的内容", "重新导出"),
    "pdf-and-zip": (lambda: pdf() + b"PK\x05\x06" + bytes(18), "含有别的内容", "重新导出"),
    "pdf-late-start": (lambda: b"\n\n" + pdf(), "不是 JPG", "转成"),
}  # fmt: skip


def jpeg_of_claimed_size(width: int, height: int) -> bytes:
    whole = bytearray(picture())
    frame = whole.find(b"\xff\xc0")
    whole[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


@pytest.mark.parametrize("label", REFUSED)
def test_unfit_evidence_is_refused_with_reason_and_remedy(label: str) -> None:
    make, reason, remedy = REFUSED[label]
    data = make()
    start = time.perf_counter()

    with pytest.raises(UploadRefused, match=reason) as refused:
        check_evidence("照片.jpg", data)

    assert isinstance(refused.value, DomainError) and isinstance(refused.value, ValueError)
    assert any(words in str(refused.value) for words in remedy.split("|"))
    assert time.perf_counter() - start < 5


def test_photograph_loses_its_exif_and_keeps_its_time_apart() -> None:
    data = photograph()

    checked = check_evidence("IMG_1.JPG", data)

    assert (checked.kind, checked.name, checked.width, checked.height) == ("jpg", "IMG_1.jpg", 40, 20)
    assert b"SECRETPHONE" in data and b"SECRETPHONE" not in checked.content
    assert b"Exif" not in checked.content
    assert checked.taken_at == datetime(2023, 3, 15, 8, 30, tzinfo=BEIJING)


def test_hashes_are_of_what_was_sent_and_of_what_is_kept() -> None:
    data = photograph()

    checked = check_evidence("a.jpg", data)

    assert checked.original_sha256 == hashlib.sha256(data).hexdigest()
    assert checked.sha256 == hashlib.sha256(checked.content).hexdigest() != checked.original_sha256


def test_orientation_is_applied() -> None:
    checked = check_evidence("a.jpg", photograph(orientation=6))

    with Image.open(io.BytesIO(checked.content)) as image:
        assert image.size == (20, 40) == (checked.width, checked.height)


@pytest.mark.parametrize(
    ("taken", "offset", "moment"),
    [
        ("2023:03:15 08:30:00", "+00:00", datetime(2023, 3, 15, 8, 30, tzinfo=UTC)),
        ("2023:03:15 08:30:00", "nonsense", datetime(2023, 3, 15, 8, 30, tzinfo=BEIJING)),
        ("0000:00:00 00:00:00", "", None),
        ("yesterday", "", None),
    ],
)
def test_camera_time_is_aware_or_absent(taken: str, offset: str, moment: datetime | None) -> None:
    assert check_evidence("a.jpg", photograph(taken=taken, offset=offset)).taken_at == moment


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_kept(mode: str) -> None:
    checked = check_evidence("a.png", picture("PNG", mode=mode))

    with Image.open(io.BytesIO(checked.content)) as image:
        assert (image.format, image.size, checked.kind) == ("PNG", (40, 20), "png")


def test_png_comments_do_not_survive() -> None:
    notes = PngInfo()
    notes.add_text("Author", "SECRETPERSON")

    assert b"SECRETPERSON" not in check_evidence("a.png", picture("PNG", pnginfo=notes)).content


@pytest.mark.parametrize(
    "tail", [b"PK\x05\x06" + bytes(18), b"<script>alert(1)</script>", b"MZ" + bytes(100), b"%PDF-1.7"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_hangs_behind_a_picture_is_dropped(kind: str, tail: bytes) -> None:
    checked = check_evidence("a.jpg", picture(kind) + tail)

    assert tail not in checked.content


def test_script_in_a_jpeg_comment_is_dropped() -> None:
    assert b"<script" not in check_evidence("a.jpg", picture(comment=b"<script>alert(1)</script>")).content


def test_cmyk_photograph_becomes_rgb() -> None:
    checked = check_evidence("a.jpg", picture(mode="CMYK"))

    with Image.open(io.BytesIO(checked.content)) as image:
        assert image.mode == "RGB"


def test_25_megapixels_are_taken() -> None:
    checked = check_evidence("a.jpg", picture(size=(5000, 5000)))

    assert (checked.width, checked.height) == (5000, 5000)


def test_quiet_pdf_is_kept_byte_by_byte() -> None:
    data = pdf(b"3 0 obj << /Length 9 >>\nstream\nx /JS /AA\nendstream\nendobj")

    checked = check_evidence("通知.pdf", data)

    assert (checked.kind, checked.content, checked.name, checked.taken_at) == ("pdf", data, "通知.pdf", None)


def test_quiet_pdf_with_object_streams_is_kept() -> None:
    assert check_evidence("a.pdf", hidden_in_object_stream(b"<< /Type /Page >>")).kind == "pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\x\\照片.JPG", "照片.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe.jpg"),
        ("a\0b\n.jpg", "ab.jpg"),
        ("shell.php.jpg", "shell.php.jpg"),
        (".jpg", "证据.jpg"),
        ("...", "证据.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ('a<b>:"|?*.png', "a_b______.jpg"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
        ("\u200b零宽\ufeff.jpeg", "零宽.jpg"),
        ("𠮷.png", "𠮷.jpg"),
    ],
)
def test_name_keeps_no_path_and_no_disguise(given: str, kept: str) -> None:
    assert safe_name(given, "jpg") == kept
