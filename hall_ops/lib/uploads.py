"""Evidence that people upload: photographs written afresh, PDFs that do nothing, names that mislead nobody."""

import hashlib
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hall_ops.lib.cage import CageFailure, run_caged
from hall_ops.lib.errors import DomainError
from hall_ops.lib.pdf_scan import pdf_fault
from hall_ops.lib.text_hygiene import BIDI_CONTROLS, INVISIBLE

EvidenceKind = Literal["jpg", "png", "pdf"]
MIB = 1024 * 1024
MOST_BYTES = 10 * MIB
MOST_PIXELS = 25_000_000
LONGEST_NAME = 120
REENCODER = "hall_ops.lib.image_reencode:reencode"
CAMERA_ZONE = ZoneInfo("Asia/Shanghai")
RESERVED_NAMES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
UNFIT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')
KNOWN_ENDINGS = (".jpg", ".jpeg", ".png", ".pdf")


class UploadRefused(DomainError, ValueError):
    """A piece of evidence was turned away; str() says why and what to do."""

    status = 400

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}。")
        self.reason, self.remedy = reason, remedy


@dataclass(frozen=True)
class CheckedUpload:
    """A piece of evidence fit to keep.

    Shape: `content` is what is stored (images written afresh); `sha256` is its hash, `original_sha256` that of the
    bytes as sent; `taken_at` is what the camera wrote, aware, or None; width and height are 0 for a PDF.
    """

    name: str
    kind: EvidenceKind
    content: bytes
    sha256: str
    original_sha256: str
    taken_at: datetime | None = None
    width: int = 0
    height: int = 0


def check_evidence(name: str, data: bytes) -> CheckedUpload:
    """Judge a file by its content, whatever its name says.

    Raises: UploadRefused.
    Source: security.md C9.
    """
    if not data:
        raise UploadRefused(_("文件是空的（0 字节）"), _("请重新选择文件"))
    if len(data) > MOST_BYTES:
        size = f"{len(data) / MIB:.1f}"
        raise UploadRefused(
            _("文件有 %(size)s MiB，超过上限 %(most)s MiB") % {"size": size, "most": MOST_BYTES // MIB},
            _("请压缩后再上传"),
        )
    if data.startswith(b"\xff\xd8\xff"):
        return _image(name, data, "jpg", "JPEG")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _image(name, data, "png", "PNG")
    if data.startswith(b"%PDF-"):
        return _pdf(name, data)
    raise _unknown(data)


def _unknown(data: bytes) -> UploadRefused:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif"):
        return UploadRefused(
            _("照片是 HEIC 格式"), _("请在手机相机设置中选“兼容性最佳”，或转成 JPG 后再上传")
        )
    return UploadRefused(_("文件的内容不是 JPG、PNG 或 PDF"), _("请转成 JPG、PNG 或 PDF 后再上传"))


def _image(name: str, data: bytes, kind: EvidenceKind, decoder: str) -> CheckedUpload:
    try:
        answer, content = run_caged(REENCODER, {"format": decoder, "most_pixels": MOST_PIXELS}, data)
    except CageFailure as failure:
        raise UploadRefused(_("图片无法读取"), _("请用看图软件另存为 JPG 后再上传")) from failure
    if answer.get("refused") == "pixels":
        raise UploadRefused(
            _("图片有 %(width)s×%(height)s 像素，超过上限 2500 万像素")
            % {"width": answer["width"], "height": answer["height"]},
            _("请缩小后再上传"),
        )
    if "refused" in answer:
        raise UploadRefused(_("图片不完整或已损坏"), _("请重新拍照，或另存为 JPG 后再上传"))
    taken_at = _camera_time(answer["taken"], answer["offset"])
    return _checked(name, kind, data, content, taken_at, answer["width"], answer["height"])


def _pdf(name: str, data: bytes) -> CheckedUpload:
    reasons = {
        "broken": (_("PDF 不完整或已损坏"), _("请重新导出 PDF 后再上传")),
        "mixed": (_("文件既是 PDF 又含有别的内容"), _("请重新导出 PDF 后再上传")),
        "script": (_("PDF 含有脚本或自动动作"), _("请用“打印为 PDF”重新生成后再上传")),
        "launch": (_("PDF 会启动程序或提交数据"), _("请用“打印为 PDF”重新生成后再上传")),
        "attachment": (_("PDF 里嵌有附件"), _("请去掉附件，或把附件另行上传")),
        "encrypted": (_("PDF 设了密码或权限"), _("请去掉密码后再上传")),
        "form": (_("PDF 含有动态表单"), _("请用“打印为 PDF”重新生成后再上传")),
    }
    fault = pdf_fault(data)
    if fault:
        raise UploadRefused(*reasons[fault])
    return _checked(name, "pdf", data, data)


def _checked(
    name: str,
    kind: EvidenceKind,
    original: bytes,
    content: bytes,
    taken_at: datetime | None = None,
    width: int = 0,
    height: int = 0,
) -> CheckedUpload:
    return CheckedUpload(
        name=safe_name(name, kind),
        kind=kind,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        original_sha256=hashlib.sha256(original).hexdigest(),
        taken_at=taken_at,
        width=width,
        height=height,
    )


def safe_name(name: str, kind: EvidenceKind) -> str:
    """A file name to show and to download by: no path, no hidden or turning marks, the ending that is true."""
    text = unicodedata.normalize("NFC", posixpath.basename(name.replace("\\", "/")))
    text = "".join(
        mark
        for mark in text
        if unicodedata.category(mark) not in ("Cc", "Cs", "Zl", "Zp")
        and mark not in BIDI_CONTROLS | INVISIBLE
    )
    stem = UNFIT_IN_NAMES.sub("_", text).strip()
    for ending in KNOWN_ENDINGS:
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
            break
    stem = stem.strip(" .")
    if RESERVED_NAMES.match(stem):
        stem = "_" + stem
    return f"{stem[: LONGEST_NAME - 4] or _('证据')}.{kind}"


def _camera_time(taken: str, offset: str) -> datetime | None:
    """The camera's own time; without an offset it is taken for Beijing time."""
    try:
        moment = datetime.strptime(taken.strip("\0 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=CAMERA_ZONE)
    except ValueError:
        return None
    written = re.fullmatch(r"([+-])(\d{2}):(\d{2})", offset.strip("\0 "))
    if written is None or int(written[2]) > 14:
        return moment
    away = timedelta(hours=int(written[2]), minutes=int(written[3]))
    return moment.replace(tzinfo=timezone(away if written[1] == "+" else -away))
