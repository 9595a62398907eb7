"""What is said at the console before Django is there: the pages' own catalogue, read by the standard library alone."""

import os
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def gettext(text: str) -> str:
    """The text in the installation's language (LANGUAGE_CODE); Chinese, as it stands in the code, without one."""
    return _catalogue(os.environ.get("LANGUAGE_CODE") or "zh-hans").gettext(text)


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("django", LOCALE, languages=[language], fallback=True)
