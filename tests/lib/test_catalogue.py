"""The catalogue tool: what it collects, what it complains about, what Django reads from it."""

import gettext
import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "script" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(catalogue: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small code base of its own."""
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path / "locale/en/LC_MESSAGES/django.po")
    (tmp_path / "app").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_collects_every_kind_of_call(catalogue: ModuleType, house: Path) -> None:
    (house / "app" / "views.py").write_text(
        'a = _("保存")\nb = gettext_lazy("退回")\nc = ngettext("一条", "%(n)s 条", n)\n'
        'd = pgettext("月", "考核")\n_(name)\nUNIT = {"week": (_lazy("周"), 1)}\n'
    )

    found = catalogue.used_messages()

    assert set(found) == {("", "保存"), ("", "退回"), ("", "一条"), ("月", "考核"), ("", "周")}
    assert found["", "一条"].plural == "%(n)s 条"


def test_collects_from_templates(catalogue: ModuleType, house: Path) -> None:
    (house / "templates" / "x.html").write_text(
        '{% translate "打开" %}{% blocktranslate trimmed with n=x %}\n  共 {{ n }} 条\n{% endblocktranslate %}'
        '{% include "a.html" with label=_("它说\\"好\\"") %}{# _("注释") #}{% translate name %}'
    )

    assert set(catalogue.used_messages()) == {("", "打开"), ("", "共 %(n)s 条"), ("", '它说"好"')}


def test_collects_a_plural_whose_text_closes_a_bracket(catalogue: ModuleType, house: Path) -> None:
    (house / "templates" / "x.html").write_text(
        "{% blocktranslate count n=rows trimmed %}{{ n }} 行（A)，待改{% plural %}{{ n }} 行{% endblocktranslate %}"
    )

    found = catalogue.used_messages()

    assert found["", "%(n)s 行（A)，待改"].plural == "%(n)s 行"


def test_update_keeps_english_and_drops_what_nobody_uses(catalogue: ModuleType, house: Path) -> None:
    entries = [catalogue.Message("保存", texts=["Save"]), catalogue.Message("旧的", texts=["Old"])]
    catalogue.write_catalogue(catalogue.CATALOGUE, entries)
    (house / "app" / "views.py").write_text('_("保存")\n_("新的\\n两行")\n')

    catalogue.update()

    known = catalogue.read_catalogue(catalogue.CATALOGUE)
    assert known["", "保存"].texts == ["Save"]
    assert known["", "新的\n两行"].texts == [""]
    assert ("", "旧的") not in known


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"texts": [""]}, "without English"),
        ({"texts": ["%(n)s rows"], "fuzzy": True}, "without English"),
        ({"texts": ["%(m)s rows of %(n)s"]}, "other placeholders"),
        ({"texts": ["rows"]}, "leaves a placeholder out"),
        (None, "not in the catalogue"),
    ],
)
def test_check_names_what_is_wrong(
    catalogue: ModuleType, entry: dict[str, object] | None, complaint: str
) -> None:
    used = {("", "%(n)s 条"): catalogue.Message("%(n)s 条", places=["app/views.py"])}
    known = {} if entry is None else {("", "%(n)s 条"): catalogue.Message("%(n)s 条", **entry)}

    (said,) = catalogue.problems(used, known)

    assert complaint in said
    assert "%(n)s 条" in said


def test_check_is_silent_when_all_is_there(catalogue: ModuleType) -> None:
    used = {("", "%(n)s 条"): catalogue.Message("%(n)s 条", places=["app/views.py"])}
    known = {("", "%(n)s 条"): catalogue.Message("%(n)s 条", texts=["%(n)s rows"])}

    assert list(catalogue.problems(used, known)) == []


def test_compiled_catalogue_is_read_by_gettext(catalogue: ModuleType) -> None:
    messages = [
        catalogue.Message("保存", texts=["Save"]),
        catalogue.Message("考核", context="月", texts=["Month"]),
        catalogue.Message("一条", plural="%(n)s 条", texts=["one row", "%(n)s rows"]),
        catalogue.Message("没有译文", texts=[""]),
    ]

    read = gettext.GNUTranslations(io.BytesIO(catalogue.machine_object(messages)))

    assert read.gettext("保存") == "Save"
    assert read.pgettext("月", "考核") == "Month"
    assert [read.ngettext("一条", "%(n)s 条", number) for number in (1, 2)] == ["one row", "%(n)s rows"]
    assert read.gettext("没有译文") == "没有译文"
