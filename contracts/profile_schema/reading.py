"""YAML text → plain values with the line of each, refusing what YAML would silently change.

A float loses digits (3.10 becomes 3.1), `on` becomes true, 14:30 becomes 870: each is refused on its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from contracts.profile_schema.problems import Path

CODE_KEYS = frozenset({"code", "codes", "criterion", "criteria", "group", "groups", "seed", "version"})
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # composed from, never constructed with
DEEPEST = 30
TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault before it has a file name: the path says the field and, through the line map, the line."""

    path: Path
    value: str
    reason: str
    remedy: str
    line: int | None = None


@dataclass(slots=True)
class Reading:
    """The values of one file, the line of every path, and the faults found while reading."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str) -> Reading:
    """Parse one YAML document; what cannot be read at all becomes a single fault."""
    reading = Reading()
    try:
        if _too_deep(text):
            reading.faults.append(Fault((), "", _("层次太深"), _("请照现有的合同文件分层"), 1))
            return reading
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        reading.faults.append(Fault((), "", _("不是完好的 YAML"), _("请检查缩进、冒号和引号"), line))
        return reading
    if not isinstance(node, yaml.MappingNode):
        reading.faults.append(Fault((), "", _("文件应是一组“名称: 值”"), _("请从现有的合同文件抄起"), 1))
        return reading
    reading.data = _value(node, (), reading)
    return reading


def _too_deep(text: str) -> bool:
    """Whether lists stand in lists beyond any use; libyaml's composer would overrun the stack on them."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _value(node: yaml.Node, path: Path, reading: Reading) -> Any:
    reading.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in reading.seen:
        reading.faults.append(Fault(path, "", _("用 * 引用了别处的内容"), _("请把内容写在这里")))
        return None
    reading.seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, reading))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), reading) for at, item in enumerate(node.value)]
    return _scalar(node, path, reading)


def _pairs(node: yaml.MappingNode, path: Path, reading: Reading) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if key_node.tag != TAG + "str":
            reading.faults.append(Fault((*path, key), key, _("名称不是文字"), _("请给名称加引号"), line))
        if key in seen:
            reason = _("名称重复，第 %(line)d 行已经写过") % {"line": seen[key]}
            reading.faults.append(Fault((*path, key), key, reason, _("请只留一处"), line))
            continue
        seen[key] = line
        reading.lines[(*path, key)] = line
        yield key, _value(value_node, (*path, key), reading)


def _scalar(node: yaml.Node, path: Path, reading: Reading) -> Any:
    text = str(node.value)
    kind = node.tag.removeprefix(TAG)
    if kind == "str" or kind == "timestamp":
        return text
    if kind == "null":
        return None
    if kind == "bool" and text in ("true", "false"):
        return text == "true"
    if kind == "int" and INTEGER.fullmatch(text) and not _is_code(path):
        return int(text)
    reason, remedy = _refusal(kind, path)
    reading.faults.append(Fault(path, text, reason, remedy))
    return text


def _is_code(path: Path) -> bool:
    names = [step for step in path if isinstance(step, str)]
    return bool(names) and names[-1] in CODE_KEYS


def _refusal(kind: str, path: Path) -> tuple[str, str]:
    if _is_code(path):
        return _("编码是文字，不加引号会被当成数字"), _('编码请加引号，例如 "3.10"')
    if kind == "float":
        return _("不加引号的小数不精确"), _("金额和比例请加引号")
    if kind == "bool":
        return _("会被当成“是/否”"), _("是否请写 true 或 false，文字请加引号")
    if kind == "int":
        return _("会被换算成另一个数"), _("时刻和带前导零的数请加引号")
    return _("不支持这种写法"), _("请写成文字、整数、true/false 或列表")
