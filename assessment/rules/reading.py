"""Reading plain data (YAML, JSON) into exact values: every slip is noted with its place, and reading goes on."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from assessment.rules.problems import RubricProblem

Choice = TypeVar("Choice", bound=StrEnum)


def label_of(option: StrEnum) -> str:
    """The option's Chinese label, where its enumeration gives one."""
    return str(getattr(option, "label", option.name))


NUMBER = re.compile(r"-?\d{1,7}(\.\d{1,4})?", re.ASCII)
WHOLE_MOST = 1_000_000


class Node:
    """One mapping of a document with its place; `problems` is shared by the whole document."""

    def __init__(self, data: object, where: str, problems: list[RubricProblem]) -> None:
        self.where = where
        self.problems = problems
        self._seen: set[str] = set()
        self._data: Mapping[object, object] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            self.refuse("", data, _("此处应为一组字段"), _("请按“字段: 值”书写"))

    def refuse(self, key: str, value: object, reason: str, remedy: str) -> None:
        """Note one problem at `key` of this node."""
        shown = "" if value is None else str(value)
        self.problems.append(
            RubricProblem(key, shown[:80], reason, remedy).under(self.where)
            if self.where
            else RubricProblem(key, shown[:80], reason, remedy)
        )

    def has(self, key: str) -> bool:
        """Tell whether `key` is given and not empty."""
        return self._data.get(key) is not None

    def take(self, key: str) -> object:
        """Return the raw value of `key`, which counts as known from now on."""
        self._seen.add(key)
        return self._data.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        if value is None or value == "":
            self.refuse(key, value, _("缺少此项"), _("请填写文本"))
        else:
            self.refuse(key, value, _("应为文本"), _("请给该值加上引号"))
        return ""

    def code(self, key: str, default: str | None = None) -> str:
        """Return a code, which is text everywhere: an unquoted 3.10 has become the number 3.1 already."""
        value = self.take(key)
        if value is not None and not isinstance(value, str):
            self.refuse(key, value, _("编号是数字而不是文本，3.10 会变成 3.1"), code_remedy())
            return ""
        return self.text(key, default)

    def number(self, key: str) -> Decimal:
        """Return an exact number that must be there."""
        number = self.optional(key)
        if number is None:
            if not self.has(key):
                self.refuse(key, None, _("缺少此项"), _('请填写数字，例如 "3" 或 "0.5"'))
            return Decimal(1)
        return number

    def optional(self, key: str) -> Decimal | None:
        """Return an exact number, or None where nothing is given."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, float):
            remedy = _('请给数字加引号，例如 "0.5"')
            self.refuse(key, value, _("未加引号的小数不能保证准确"), remedy)
            return None
        plain = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        shown = str(value).strip() if plain or isinstance(value, str) else ""
        if not NUMBER.fullmatch(shown):
            remedy = _("请填写整数部分不超过 7 位、小数不超过 4 位的数字")
            self.refuse(key, value, _("不是可用的数字"), remedy)
            return None
        return Decimal(shown)

    def whole(self, key: str) -> int:
        """Return a whole number that must be there."""
        value = self.take(key)
        shown = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
        if shown.isascii() and shown.isdigit() and int(shown) <= WHOLE_MOST:
            return int(shown)
        self.refuse(key, value, _("应为整数"), _("请填写 0 至 1000000 的整数"))
        return 1

    def flag(self, key: str) -> bool:
        """Return yes or no; nothing given is no."""
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(key, value, _("应为是或否"), _("请填写 true 或 false"))
        return False

    def choice(self, key: str, options: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of the options."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        for option in options:
            if value == option.value:
                return option
        allowed = "、".join(f"{option.value}（{label_of(option)}）" for option in options)
        reason = _("缺少此项") if value is None else _("不是可选的值")
        self.refuse(key, value, reason, _("可选：%(allowed)s") % {"allowed": allowed})
        return next(iter(options))

    def rows(self, key: str) -> Iterator["Node"]:
        """Yield the mappings of a list."""
        value = self.take(key)
        if value is None:
            return
        if not isinstance(value, (list, tuple)):
            self.refuse(key, value, _("应为列表"), _("请逐条列出"))
            return
        place = f"{self.where}.{key}" if self.where else key
        for position, row in enumerate(value):
            yield Node(row, f"{place}[{position}]", self.problems)

    def texts(self, key: str, *, codes: bool = False) -> tuple[str, ...]:
        """Return a list of texts, or of codes."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)):
            self.refuse(key, value, _("应为列表"), _("请逐条列出"))
            return ()
        for position, item in enumerate(value):
            if not isinstance(item, str):
                remedy = code_remedy() if codes else _("请给该值加上引号")
                self.refuse(f"{key}[{position}]", item, _("应为文本"), remedy)
        return tuple(item for item in value if isinstance(item, str))

    def numbers(self, key: str) -> tuple[tuple[str, Decimal], ...]:
        """Return a mapping from text to exact numbers as pairs."""
        value = self.take(key)
        if value is None:
            return ()
        place = f"{self.where}.{key}" if self.where else key
        node = Node(value, place, self.problems)
        return tuple(
            (str(name), node.number(str(name))) for name in (value if isinstance(value, Mapping) else ())
        )

    def node(self, key: str) -> "Node":
        """Return the mapping under `key`."""
        return Node(self.take(key), f"{self.where}.{key}" if self.where else key, self.problems)

    def finish(self) -> None:
        """Refuse every key that nothing asked for: a misspelt key must not pass in silence."""
        for key in self._data:
            if key not in self._seen:
                known = "、".join(sorted(self._seen))
                remedy = _("请删除或改正；可用的字段：%(known)s") % {"known": known}
                self.refuse(str(key), self._data[key], _("不认识的字段"), remedy)


def code_remedy() -> str:
    """Return what to do about a code that became a number."""
    return _('条款编号须写成文本，例如加引号 "3.10"')
