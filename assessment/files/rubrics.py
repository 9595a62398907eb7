"""A rubric from wherever it stands: a shipped profile, a purchaser's workbook, our template, a YAML document."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessment.files.official_layout import Preview, Status, official_from, rubric_of
from assessment.files.rubric_template_reading import read_template, template_sheet
from assessment.rules import Rubric, RubricProblem, RubricRefused
from assessment.rules.document import rubric_from_document
from contracts.profile_schema import ProfileRefused, load_profile, profile_names
from contracts.profile_schema.reading import Reading, read_yaml
from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse
from hall_ops.lib.sheets import OFFICIAL_LIMITS, read_workbook

YAML_MOST = 1_000_000
STEP = re.compile(r"([A-Za-z_]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class RubricFile:
    """A rubric that was read, and what a person should look at in it.

    Shape: `share` is the part of the fee that the score decides, where the rubric stands in a profile that says so.
    """

    rubric: Rubric
    doubts: tuple[str, ...] = ()
    share: Decimal | None = None


def find_rubric(argument: str) -> RubricFile:
    """Return the rubric that a profile's name or a file's path stands for.

    Raises: FileRefused with every fault, each line that was not understood among them.
    """
    if argument in profile_names():
        return _of_profile(argument)
    path = Path(argument)
    ending = path.suffix.lower()
    if not path.is_file() or ending not in (".xlsx", ".yaml", ".yml"):
        known = "、".join(profile_names())
        missing = _("找不到计分规则“%(given)s”") if not path.is_file() else _("“%(given)s”不是计分规则文件")
        remedy = _("请给合同名称（%(known)s），或一个 .xlsx、.yaml 文件") % {"known": known}
        raise refuse(missing % {"given": argument}, remedy)
    data = read_bytes(path)
    return of_yaml(path.name, data) if ending != ".xlsx" else of_workbook(path.name, data)


def read_bytes(path: Path) -> bytes:
    """Return a file's content. Raises: FileRefused where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as failed:
        raise refuse(_("读不到文件“%(name)s”") % {"name": path.name}, _("请核对路径和权限")) from failed


def _of_profile(name: str) -> RubricFile:
    try:
        profile = load_profile(name)
    except ProfileRefused as refused:
        raise refuse(str(refused), _("请先改正合同文件")) from refused
    if profile.rubric is None:
        remedy = _("请导入采购人的考核表（.xlsx）")
        raise refuse(_("合同“%(name)s”没有自带的计分规则") % {"name": name}, remedy)
    performance = profile.payment.performance
    return RubricFile(
        rubric_from_document(profile.rubric), share=performance.share if performance else Decimal(0)
    )


def of_yaml(name: str, data: bytes) -> RubricFile:
    """Return the rubric of a YAML document, which may be a whole profile.

    Raises: FileRefused with the line of every fault.
    """
    try:
        text = data[:YAML_MOST].decode("utf-8-sig") if len(data) <= YAML_MOST else ""
    except UnicodeDecodeError as broken:
        raise refuse(_("文件“%(name)s”不是 UTF-8 编码") % {"name": name}, _("请另存为 UTF-8")) from broken
    reading = read_yaml(text)
    if reading.faults:
        raise FileRefused(
            FileProblem(
                f.reason,
                f.remedy,
                row=f.line or reading.line_of(f.path),
                header=_named(f.path),
                value=f.value,
            )
            for f in reading.faults
        )
    inside = isinstance(reading.data, dict) and isinstance(reading.data.get("rubric"), dict)
    document = reading.data["rubric"] if inside else reading.data
    if not isinstance(document, dict):
        raise refuse(_("文件“%(name)s”里没有计分规则") % {"name": name}, _("请照随附的合同文件书写"))
    try:
        return RubricFile(rubric_from_document(document), share=_share_in(reading.data) if inside else None)
    except RubricRefused as refused:
        prefix: tuple[str | int, ...] = ("rubric",) if inside else ()
        raise FileRefused(_placed(problem, reading, prefix) for problem in refused.problems) from refused


def _share_in(profile: dict[str, Any]) -> Decimal | None:
    """The share a whole profile states in its payment; None where it states none that can be read."""
    part: Any = profile
    for name in ("payment", "performance", "share"):
        part = part.get(name) if isinstance(part, dict) else None
    try:
        return Decimal(str(part)) if part is not None else None
    except InvalidOperation:
        return None


def _placed(problem: RubricProblem, reading: Reading, prefix: tuple[str | int, ...]) -> FileProblem:
    steps = tuple(word or int(place) for word, place in STEP.findall(problem.where))
    line = reading.line_of((*prefix, *steps))
    return FileProblem(problem.reason, problem.remedy, row=line, header=problem.where, value=problem.value)


def _named(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in path)


def of_workbook(name: str, data: bytes) -> RubricFile:
    """Return the rubric of a workbook in the official layout, or of our template.

    Raises: FileRefused naming every line that was not understood.
    """
    book = read_workbook(name, data, OFFICIAL_LIMITS)
    official = official_from(book)
    if official is None and template_sheet(book) is not None:
        return RubricFile(read_template(book))
    if official is None:
        remedy = _("请使用采购人的八列考核表，或系统下载的模板")
        raise refuse(_("前 30 行内没有找到官方考核表或模板的表头"), remedy)
    found = official.preview()
    sheet = official.table.sheet
    refused = found.lines_with(Status.REFUSED)
    if refused:
        raise FileRefused(
            FileProblem(_("条款 %(code)s 未识别：%(why)s") % {"code": line.code, "why": "；".join(line.faults)},
                        _("请改写评分细则，或在计分规则页面逐行修改后采用"), sheet, line.row)
            for line in refused
        )  # fmt: skip
    try:
        return RubricFile(rubric_of(found), doubts_of(found))
    except RubricRefused as wrong:
        raise FileRefused(
            FileProblem(p.reason, p.remedy, sheet, header=p.where, value=p.value) for p in wrong.problems
        ) from wrong


def doubts_of(found: Preview) -> tuple[str, ...]:
    """Return what a person should look at, line by line, then about the whole table."""
    told = [
        _("第 %(row)s 行 %(code)s：%(why)s")
        % {"row": line.row, "code": line.code, "why": "；".join(line.doubts)}
        for line in found.lines_with(Status.DOUBTFUL)
    ]
    return (*told, *found.warnings)
