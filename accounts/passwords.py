"""Password validators named in settings. Which rules hold is read from SECURITY_PROFILE at each check."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.rules import (
    LONGEST,
    POLICIES,
    PasswordPolicy,
    character_classes,
    context_word,
    has_run,
    name_with_year,
    worn_stem,
)


def policy() -> PasswordPolicy:
    return POLICIES[settings.SECURITY_PROFILE]


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < policy().shortest:
            raise ValidationError(
                _("口令至少 %(shortest)s 个字符。") % {"shortest": policy().shortest},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("口令最多 %(longest)s 个字符。") % {"longest": LONGEST}, code="password_too_long"
            )

    def get_help_text(self) -> str:
        return _("%(shortest)s 至 %(longest)s 个字符，可以粘贴。") % {
            "shortest": policy().shortest,
            "longest": LONGEST,
        }


class ClassesValidator:
    def validate(self, password: str, user: Any = None) -> None:
        if character_classes(password) < policy().classes:
            raise ValidationError(
                _("口令须含小写字母、大写字母、数字、符号中的至少 %(classes)s 种。")
                % {"classes": policy().classes},
                code="password_too_few_classes",
            )

    def get_help_text(self) -> str:
        if policy().classes < 2:
            return ""
        return _("含小写字母、大写字母、数字、符号中的至少 %(classes)s 种。") % {"classes": policy().classes}


class ContextValidator:
    """Refuse what somebody who knows the person would try first."""

    def validate(self, password: str, user: Any = None) -> None:
        if has_run(password):
            raise ValidationError(
                _("口令含连续或重复的字符（如 123456、qwerty、aaaaaa），请换一个。"), code="password_run"
            )
        if worn_stem(password):
            raise ValidationError(
                _("口令含人人都会试的词（如 password、admin），请换一个。"), code="password_worn"
            )
        if user is None:
            return
        if context_word(password, words_about(user)) or name_with_year(password, name_stems(user.name)):
            raise ValidationError(
                _("口令不要包含登录名、姓名、工号或单位名称（也不要用它们的拼音），也不要用姓名加生日。"),
                code="password_context",
            )

    def get_help_text(self) -> str:
        return _("不含登录名、姓名、工号、单位名称及其拼音，不含 123456 之类的连续字符。")


class HistoryValidator:
    def validate(self, password: str, user: Any = None) -> None:
        keep = policy().keep
        if not keep or user is None or user.pk is None:
            return
        past = list(user.past_passwords.values_list("password", flat=True)[:keep])
        if user.has_usable_password() and user.password not in past:
            past.insert(0, user.password)
        if any(check_password(password, encoded) for encoded in past[:keep]):
            raise ValidationError(
                _("这个口令最近用过。请换一个与最近 %(keep)s 次都不同的口令。") % {"keep": keep},
                code="password_used_before",
            )

    def get_help_text(self) -> str:
        return _("与最近 %(keep)s 次用过的口令不同。") % {"keep": policy().keep} if policy().keep else ""


def name_stems(name: str) -> list[str]:
    """张伟 → 张伟, zhangwei, weizhang, zw, zhang."""
    from pypinyin import Style, lazy_pinyin  # slow to load, and most processes set no password

    syllables = [part for part in lazy_pinyin(name) if part.isalpha()]
    initials = "".join(part[0] for part in lazy_pinyin(name, style=Style.FIRST_LETTER) if part)
    return [name, "".join(syllables), "".join(syllables[1:] + syllables[:1]), initials, *syllables[:1]]


def words_about(user: Any) -> Iterator[str]:
    """The person and the organisations of their contracts, as written and in pinyin."""
    from pypinyin import Style, lazy_pinyin

    yield user.username
    yield user.holder
    yield from (stem for stem in name_stems(user.name) if len(stem) >= 4)
    for text in organisation_names(user):
        yield text
        yield "".join(lazy_pinyin(text))
        yield "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


def organisation_names(user: Any) -> Iterator[str]:
    for place in user.standings():
        contract = place.contract
        if contract is not None:
            yield from (contract.short_name, contract.purchaser.name, contract.contractor.name)
