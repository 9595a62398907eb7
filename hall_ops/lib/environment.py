"""Settings from the environment: a bad value stops the start with its name and what is allowed.

Messages are plain Chinese text: translations are not loaded yet while settings are read.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off", "")


class Environment:
    """Reads one variable at a time and names it when it is wrong.

    Raises: ImproperlyConfigured with variable, value and allowed values.
    """

    def __init__(self) -> None:
        self._env = environ.Env()

    def text(self, name: str, default: str | None = None, *, secret: bool = False) -> str:
        value = (
            self._env.str(name, default=default) if default is not None else self._env.str(name, default="")
        )
        if default is None and not value.strip():
            hint = "一段至少 50 个字符的随机文本" if secret else "不能为空"
            raise ImproperlyConfigured(f"环境变量 {name} 没有设置。允许的值：{hint}。")
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str, *, shown: str = "") -> str:
        value = self._env.str(name, default=default)
        if value not in allowed:
            raise self._refused(name, value, shown or "、".join(allowed))
        return value

    def matching(self, name: str, pattern: str, default: str, allowed: str) -> str:
        value = self._env.str(name, default=default)
        if not re.fullmatch(pattern, value):
            raise self._refused(name, value, allowed)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._env.str(name, default="1" if default else "0").strip().lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise self._refused(name, value, "1、0（或 true、false）")

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self._env.str(name, default=str(default)).strip()
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise self._refused(name, value, f"{low} 到 {high} 的整数")
        return int(value)

    def words(self, name: str, default: Sequence[str]) -> list[str]:
        value = self._env.str(name, default=",".join(default))
        return [word.strip() for word in value.split(",") if word.strip()]

    def folder(self, name: str, default: Path) -> Path:
        path = Path(self._env.str(name, default=str(default)))
        if not path.is_absolute():
            raise self._refused(name, str(path), "以 / 开头的绝对路径")
        return path

    def parsed(self, name: str, default: str, parse: Callable[[str], Any], allowed: str) -> Any:
        value = self._env.str(name, default=default)
        try:
            return parse(value)
        except (ImproperlyConfigured, ValueError, KeyError, AttributeError) as error:
            raise self._refused(name, value, allowed) from error

    @staticmethod
    def _refused(name: str, value: str, allowed: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"环境变量 {name} 的值“{value}”不能用。允许的值：{allowed}。")
