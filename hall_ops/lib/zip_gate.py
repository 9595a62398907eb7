"""The outside of a workbook: a zip archive whose members are looked at before any of them is parsed."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

CHUNK = 64 * 1024
LONGEST_ENTRY = 600
END_RECORD = b"PK\x05\x06"

FORBIDDEN_PARTS = (
    "xl/embeddings/", "xl/activex/", "xl/externallinks/", "xl/macrosheets/", "xl/dialogsheets/",
    "xl/ctrlprops/", "xl/querytables/", "customui/", "xl/webextensions/",
)  # fmt: skip
FORBIDDEN_TYPES = (
    b"macroenabled", b"vbaproject", b"oleobject", b"activex", b"externallink", b"ms-excel.sheet.binary",
)  # fmt: skip


class ContainerRefused(Exception):
    """The archive is not a workbook one may open; carries the sentences for the sender."""

    def __init__(self, reason: str, remedy: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.value = reason, remedy, value


def _resave() -> str:
    return _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")


def open_container(data: bytes, max_members: int, max_unpacked: int) -> zipfile.ZipFile:
    """Open the archive once its directory has been found in order.

    Raises: ContainerRefused.
    """
    _check_directory_size(data, max_members)
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as broken:
        raise ContainerRefused(_("文件不完整或已损坏"), _("请重新保存、重新上传")) from broken
    members = container.infolist()
    if len(members) > max_members:
        raise _too_many(len(members), max_members)
    _check_names(members)
    if sum(member.file_size for member in members) > max_unpacked:
        raise too_much(max_unpacked)
    _check_parts({member.filename.lower().lstrip("/") for member in members})
    _check_declarations(container, max_unpacked)
    return container


def too_much(most: int) -> ContainerRefused:
    """The refusal for an archive that unpacks to more than it may."""
    return ContainerRefused(
        _("解压后的内容超过上限 %(most)s MiB") % {"most": most // (1024 * 1024)},
        _("请把数据复制到新建的工作簿，另存为 .xlsx 后再上传"),
    )


def _too_many(count: int, most: int) -> ContainerRefused:
    return ContainerRefused(
        _("压缩包里有 %(count)s 个部件，超过上限 %(most)s 个") % {"count": count, "most": most}, _resave()
    )


def _check_directory_size(data: bytes, max_members: int) -> None:
    """Stop at the end record already, so that a directory of millions is never listed."""
    end = data.rfind(END_RECORD)
    if end < 0 or end + 22 > len(data):
        raise ContainerRefused(_("文件不完整或已损坏"), _("请重新保存、重新上传"))
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if max_members < count or size > max_members * LONGEST_ENTRY:
        raise _too_many(count, max_members)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in member.orig_filename:
            raise ContainerRefused(_("压缩包里有指向包外的路径"), _resave(), name)
        if name.lower() in seen:
            raise ContainerRefused(_("压缩包里有重名的部件"), _resave(), name)
        seen.add(name.lower())
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ContainerRefused(_("压缩包里有链接"), _resave(), name)
        if member.flag_bits & 0x1:
            raise ContainerRefused(_("压缩包设了密码"), _("请去掉密码，另存为 .xlsx 后再上传"), name)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ContainerRefused(_("压缩包用了不支持的压缩方法"), _resave(), name)


def _check_parts(names: set[str]) -> None:
    if "xl/vbaproject.bin" in names or any(name.endswith("vbaproject.bin") for name in names):
        raise ContainerRefused(_("文件带有宏"), _("请另存为不带宏的 .xlsx 后再上传"))
    for name in sorted(names):
        if name.startswith(FORBIDDEN_PARTS) or name == "xl/connections.xml":
            raise ContainerRefused(
                _("文件带有外部链接、嵌入对象或控件"),
                _("请删去这些对象，只留数据，另存为 .xlsx 后再上传"),
                name,
            )
    if "xl/workbook.bin" in names:
        raise ContainerRefused(_("文件是 .xlsb 格式"), _resave())
    if "content.xml" in names and "mimetype" in names:
        raise ContainerRefused(_("文件是 OpenDocument（.ods）格式"), _resave())
    if any(name.endswith(".iwa") for name in names):
        raise ContainerRefused(_("文件是 Numbers 格式"), _("请在 Numbers 中导出为 .xlsx 后再上传"))
    if "[content_types].xml" not in names:
        raise ContainerRefused(_("不是工作簿：缺少内容类型表"), _resave(), "[Content_Types].xml")
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        raise ContainerRefused(_("不是工作簿：缺少工作簿部件"), _resave(), "xl/workbook.xml")
    if not any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names):
        raise ContainerRefused(_("不是工作簿：一张工作表也没有"), _resave(), "xl/worksheets")


def _check_declarations(container: zipfile.ZipFile, max_unpacked: int) -> None:
    """Content types and relationships: no macro, no embedded thing, nothing fetched from outside."""
    budget = Unpacking(max_unpacked)
    for member in container.infolist():
        name = member.filename.lower()
        if name == "[content_types].xml" or name.endswith(".rels"):
            text = b"".join(budget.read(container, member)).replace(b"\0", b"").lower()
            if any(kind in text for kind in FORBIDDEN_TYPES):
                raise ContainerRefused(
                    _("文件声明了宏、外部链接或嵌入对象"),
                    _("请另存为不带宏的 .xlsx 后再上传"),
                    member.filename,
                )
            if name.endswith(".rels") and _fetches_from_outside(text):
                raise ContainerRefused(_("文件引用了外部内容"), _("请断开外部链接后再上传"), member.filename)


def _fetches_from_outside(rels: bytes) -> bool:
    """Whether a relationship other than a plain hyperlink points out of the file."""
    for piece in rels.split(b"<")[1:]:
        if b"targetmode" in piece and b"external" in piece and b"/hyperlink" not in piece:
            return True
    return False


class Unpacking:
    """Counts what members really unpack to, whatever the archive declares."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.counted = 0

    def read(self, container: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The member's bytes in chunks.

        Raises: ContainerRefused when the budget is spent or the data is damaged.
        """
        try:
            with container.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    self.counted += len(chunk)
                    if self.counted > self.most:
                        raise too_much(self.most)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
            raise ContainerRefused(
                _("文件不完整或已损坏"), _("请重新保存、重新上传"), member.filename
            ) from broken
