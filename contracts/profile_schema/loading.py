"""Finds, reads and checks profile files; a file with any fault is refused whole, with every fault named."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from contracts.profile_schema.checks import CHECKS, clauses_begin_with_tender, keys_are_single
from contracts.profile_schema.problems import Path, ProfileProblem, ProfileRefused, field_name
from contracts.profile_schema.profile import Profile
from contracts.profile_schema.reading import Fault, Reading, read_yaml
from contracts.profile_schema.scalars import Model

FOLDER = FilePath(__file__).resolve().parent.parent / "profiles"
LARGEST_BYTES = 1_000_000
SECTIONS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(info.rebuild_annotation(), config=None) for name, info in Profile.model_fields.items()
}


def profile_names() -> tuple[str, ...]:
    """Return the names of the shipped profiles, in order of the alphabet."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def load_profile(name_or_path: str | FilePath) -> Profile:
    """Read a shipped profile by its name, or any profile by its path. Raises: ProfileRefused."""
    profile, problems = _read(_file_of(name_or_path))
    if profile is None:
        raise ProfileRefused(problems)
    return profile


def profile_problems(path: str | FilePath) -> tuple[ProfileProblem, ...]:
    """Return everything wrong with a profile file, in the order of its lines; nothing when it may be used."""
    return _read(_file_of(path))[1]


def _file_of(name_or_path: str | FilePath) -> FilePath:
    if isinstance(name_or_path, str) and name_or_path in profile_names():
        return FOLDER / f"{name_or_path}.yaml"
    return FilePath(name_or_path)


def _read(file: FilePath) -> tuple[Profile | None, tuple[ProfileProblem, ...]]:
    reading = _read_text(file)
    faults = list(reading.faults)
    profile = None
    if isinstance(reading.data, dict):
        faults += _structure_faults(reading, file.stem)
    if not faults:
        profile = Profile.model_validate(reading.data)
    placed = ((fault, fault.line or reading.line_of(fault.path)) for fault in faults)
    problems = sorted((_problem(file.name, fault, line) for fault, line in placed), key=lambda p: p.line)
    return profile, tuple(problems)


def _read_text(file: FilePath) -> Reading:
    try:
        raw = file.read_bytes()
        if len(raw) > LARGEST_BYTES:
            return Reading(faults=[Fault((), "", _("文件太大"), _("合同文件应小于 1 MB"), 1)])
        return read_yaml(raw.decode("utf-8-sig"))
    except OSError:
        names = "、".join(profile_names())
        remedy = _("现有的合同文件：%(names)s") % {"names": names}
        return Reading(faults=[Fault((), str(file.name), _("找不到这个合同文件"), remedy, 1)])
    except UnicodeDecodeError:
        return Reading(faults=[Fault((), "", _("文件不是 UTF-8 编码"), _("请另存为 UTF-8"), 1)])


def _structure_faults(reading: Reading, stem: str) -> list[Fault]:
    """Check section by section, so that one bad section does not hide the faults of the others."""
    whole: dict[str, Any] = reading.data
    known_bad = {fault.path for fault in reading.faults}
    good: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in whole.keys() - SECTIONS.keys():
        faults.append(_unknown_name((name,), SECTIONS))
    for name, adapter in SECTIONS.items():
        if name not in whole:
            if Profile.model_fields[name].is_required():
                faults.append(_missing((name,)))
            continue
        try:
            good[name] = adapter.validate_python(whole[name], strict=True)
        except ValidationError as error:
            found = (_fault(detail, name) for detail in error.errors(include_url=False))
            faults += [fault for fault in found if not _covered(fault.path, known_bad)]
    if good.get("name", stem) != stem:
        remedy = _("请写 %(stem)s，或给文件改名") % {"stem": stem}
        faults.append(Fault(("name",), good["name"], _("与文件名不同"), remedy))
    for needed, check in CHECKS:
        if all(name in good for name in needed):
            faults += check(*(good[name] for name in needed))
    if "tender" in good:
        faults += clauses_begin_with_tender(good["tender"], whole)
    faults += keys_are_single(whole)
    return faults


def _covered(path: Path, known_bad: set[Path]) -> bool:
    return any(path[: len(bad)] == bad for bad in known_bad)


def _missing(path: Path) -> Fault:
    return Fault(path, "", _("缺少这一项"), _("请补写"))


def _unknown_name(path: Path, allowed: Any) -> Fault:
    remedy = _("可用的名称：%(names)s") % {"names": "、".join(allowed)} if allowed else _("请删去或改正")
    return Fault(path, str(path[-1]), _("没有这个名称"), remedy)


def _fault(detail: Any, section: str) -> Fault:
    """Turn one pydantic error into a fault in plain Chinese."""
    path: Path = (section, *(step for step in detail["loc"] if step != "[key]"))
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return _missing(path)
    if kind == "extra_forbidden":
        return _unknown_name(path, _names_at(path))
    value = detail["input"]
    shown = "" if isinstance(value, dict | list | tuple) or value is None else str(value)[:60]
    if kind == "profile":
        return Fault(path, shown, str(context["reason"]), str(context["remedy"]))
    return Fault(path, shown, *_reason_and_remedy(kind, str(context.get("expected", ""))))


def _reason_and_remedy(kind: str, expected: str) -> tuple[str, str]:
    reasons = {
        "literal_error": (
            _("不在可选的值之中"),
            _("可选：%(names)s") % {"names": expected.replace(" or ", ", ")},
        ),
        "string_type": (_("不是文字"), _("请写加引号的文字")),
        "string_too_short": (_("是空的"), _("请写明内容")),
        "string_too_long": (_("太长"), _("请写短一些")),
        "string_pattern_mismatch": (_("写法不对"), _("请用小写字母、数字，从字母开始")),
        "int_type": (_("不是整数"), _("请写不加引号的整数")),
        "bool_type": (_("不是“是/否”"), _("请写 true 或 false")),
        "tuple_type": (_("不是列表"), _("请用 - 逐项写")),
        "too_short": (_("项数太少"), _("请补写")),
        "greater_than_equal": (_("数值太小"), _("请核对数值")),
        "less_than_equal": (_("数值太大"), _("请核对数值")),
        "decimal_max_places": (_("小数位太多"), _("金额最多两位小数")),
    }
    return reasons.get(kind, (_("写法不对"), _("请对照现有的合同文件")))


def _names_at(path: Path) -> tuple[str, ...]:
    """Return the names allowed beside a name that is unknown."""
    model: type[Model] = Profile
    for step in path[:-1]:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return tuple(model.model_fields)


def _model_in(annotation: Any) -> type[Model] | None:
    """Return the section model inside an annotation such as dict[Key, Figure] or tuple[Post, ...]."""
    return next(_models_in(annotation), None)


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _problem(file: str, fault: Fault, line: int) -> ProfileProblem:
    return ProfileProblem(file, line, field_name(fault.path), fault.value, fault.reason, fault.remedy)
