"""HTTP text of the catalogue's screens → clean values."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation
from hall_ops.lib.form_fields import KeyField, day_input, long_text
from windows.enums import Channel, CrossRegion, ItemKind, MaterialForm, Necessity, ResultKind
from windows.models import ServiceItem
from windows.queries.departments import departments_of
from windows.rules.item_content import MOST_PAPERS, MOST_QUESTIONS, PLAIN, Fault, ItemContent, Paper, Question
from windows.rules.item_phrases import NotRead, read_steps, read_when, step_words, when_line

ANY = [("", _("全部"))]
YES_NO = [("yes", _("是")), ("no", _("否"))]
STANDINGS = [
    ("served", _("在大厅办理")), ("outside", _("未进驻大厅")), ("coming", _("尚未生效")),
    ("retired", _("已停办")), ("all", _("全部")),
]  # fmt: skip


class ItemFilterForm(forms.Form):
    """What the catalogue is narrowed to."""

    words = forms.CharField(
        label=_("查找"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称、编码或拼音首字母")}),
    )
    department = forms.ModelChoiceField(
        label=_("部门"), queryset=Organisation.objects.none(), required=False, empty_label=_("全部")
    )
    kind = forms.ChoiceField(label=_("办件类型"), choices=ANY + list(ItemKind.choices), required=False)
    zero_visit = forms.ChoiceField(label=_("可零跑动"), choices=ANY + YES_NO, required=False)
    cross_region = forms.ChoiceField(
        label=_("通办范围"),
        choices=[*ANY, ("any", _("可通办")), *[each for each in CrossRegion.choices if each[0]]],
        required=False,
    )
    standing = forms.ChoiceField(label=_("状态"), choices=STANDINGS, required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(contract)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "")


class ItemForm(forms.Form):
    """An item and what its version says, but for questions and materials."""

    key = KeyField()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("事项名称"), max_length=200)
    department = forms.ModelChoiceField(label=_("部门"), queryset=Organisation.objects.none())
    short_code = forms.CharField(
        label=_("简码"), max_length=12, required=False, help_text=_("窗口查找用；留空由系统编号。")
    )
    national_code = forms.CharField(
        label=_("实施编码"), max_length=40, required=False, help_text=_("31 位，可不填。")
    )
    in_hall = forms.BooleanField(label=_("已进驻大厅"), required=False, initial=True)
    counted = forms.BooleanField(
        label=_("计入进驻率"),
        required=False,
        initial=True,
        help_text=_("公安、税务、社保等不计入的事项请取消。"),
    )
    kind = forms.ChoiceField(label=_("办件类型"), choices=ItemKind.choices, initial=ItemKind.PROMISED)
    statutory_days = forms.IntegerField(label=_("法定时限"), min_value=0, max_value=999)
    promised_days = forms.IntegerField(
        label=_("承诺时限"), min_value=0, max_value=999, help_text=_("即办件填 0。")
    )
    fee_yuan = forms.DecimalField(
        label=_("收费"), min_value=0, max_digits=10, decimal_places=2, initial=0, required=False
    )
    fee_note = forms.CharField(label=_("收费说明"), max_length=200, required=False)
    channels = forms.MultipleChoiceField(
        label=_("办理渠道"), choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple,
        initial=[Channel.COUNTER],
    )  # fmt: skip
    cross_region = forms.ChoiceField(label=_("通办范围"), choices=CrossRegion.choices, required=False)
    zero_visit = forms.BooleanField(label=_("可零跑动"), required=False)
    special_steps = forms.CharField(
        label=_("特殊环节"), max_length=600, required=False, widget=long_text(2),
        help_text=_("不计入时限的环节，每行一个，写明工作日，如“听证：15”。"),
    )  # fmt: skip
    result_kind = forms.ChoiceField(label=_("结果类型"), choices=ResultKind.choices)
    result_name = forms.CharField(label=_("结果名称"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("咨询电话"), max_length=40, required=False, help_text=_("部门对外公布的电话。")
    )
    basis = forms.CharField(label=_("设定依据"), max_length=300, required=False)
    hints = forms.CharField(label=_("办理提示"), max_length=2000, required=False, widget=long_text(3))
    effective_on = forms.DateField(label=_("生效日期"), widget=day_input())
    source = forms.CharField(
        label=_("修改依据"), max_length=120, required=False, help_text=_("如文件名称、文号。")
    )

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """One question of the situations with its answers, a line each."""

    question = forms.CharField(label=_("情形问题"), max_length=120, required=False)
    options = forms.CharField(
        label=_("选项"), max_length=2600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PaperForm(forms.Form):
    """One material. Its situations are named as a person would write them."""

    name = forms.CharField(label=_("材料名称"), max_length=200, required=False)
    form = forms.ChoiceField(label=_("形式"), choices=MaterialForm.choices)
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=99, initial=1, required=False)
    necessity = forms.ChoiceField(label=_("必要性"), choices=Necessity.choices)
    licence = forms.CharField(label=_("可用电子证照代替"), max_length=100, required=False)
    note = forms.CharField(label=_("要求"), max_length=200, required=False)
    when = forms.CharField(label=_("适用情形"), max_length=600, required=False)


class Rows(forms.BaseFormSet):
    """Rows in the order their numbers say; those without their first text count as empty."""

    must = ""

    @property
    def filled(self) -> list[dict[str, Any]]:
        rows = [
            (form.cleaned_data.get("ORDER") or position, position, form.cleaned_data)
            for position, form in enumerate(self.forms, start=1)
            if form.cleaned_data.get(self.must) and not form.cleaned_data.get("DELETE")
        ]
        return [values for _order, _position, values in sorted(rows, key=lambda row: row[:2])]


class QuestionRows(Rows):
    must = "question"


class PaperRows(Rows):
    must = "name"


def row_sets(data: Any, content: ItemContent | None, more: dict[str, int]) -> tuple[Rows, Rows]:
    """The two tables of a content, or of what was sent; `more` adds empty rows to one of them."""
    questions = forms.formset_factory(
        QuestionForm, formset=QuestionRows, can_delete=True, can_order=True, max_num=MOST_QUESTIONS,
        extra=more.get("questions", 1),
    )  # fmt: skip
    papers = forms.formset_factory(
        PaperForm, formset=PaperRows, can_delete=True, can_order=True, max_num=MOST_PAPERS,
        extra=more.get("papers", 3),
    )  # fmt: skip
    asked = questions(data, prefix="q", initial=question_rows(content) if content else None)
    wanted = papers(data, prefix="m", initial=paper_rows(content) if content else None)
    return cast(Rows, asked), cast(Rows, wanted)


def question_rows(content: ItemContent) -> list[dict[str, Any]]:
    return [{"question": each.question, "options": "\n".join(each.options)} for each in content.questions]


def paper_rows(content: ItemContent) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name, "form": each.form, "copies": each.copies, "necessity": each.necessity,
            "licence": each.licence, "note": each.note, "when": when_line(each.when, content.questions),
        }
        for each in content.papers
    ]  # fmt: skip


def item_initial(item: ServiceItem, content: ItemContent, seen: int, today: date) -> dict[str, Any]:
    """The form of an item as it stands, for its next version."""
    return {
        **{name: getattr(content, name) for name in PLAIN},
        "channels": content.channels,
        "special_steps": "\n".join(map(step_words, content.special_steps)),
        "department": item.department_id,
        "short_code": item.short_code,
        "national_code": item.national_code,
        "in_hall": item.in_hall,
        "counted": item.counted,
        "seen": seen,
        "effective_on": today,
    }


def content_from(form: ItemForm, questions: Rows, papers: Rows) -> ItemContent | None:
    """What valid forms say together; None with the faults written onto the form."""
    values = form.cleaned_data
    asked = tuple(
        Question(row["question"], tuple(line.strip() for line in row["options"].splitlines() if line.strip()))
        for row in questions.filled
    )
    try:
        steps = read_steps(values["special_steps"])
    except NotRead as wrong:
        form.add_error("special_steps", str(wrong))
        steps = ()
    found = [_paper(form, number, row, asked) for number, row in enumerate(papers.filled, start=1)]
    if form.errors:
        return None
    plain = {name: values[name] for name in PLAIN if name != "fee_yuan"}
    return ItemContent(
        **plain, fee_yuan=values["fee_yuan"] or Decimal(0), channels=tuple(values["channels"]), special_steps=steps,
        questions=asked, papers=tuple(found),
    )  # fmt: skip


def _paper(form: ItemForm, number: int, row: dict[str, Any], asked: tuple[Question, ...]) -> Paper:
    when: tuple[tuple[int, int], ...] = ()
    try:
        when = read_when(row["when"], asked)
    except NotRead as wrong:
        words = {"number": number, "name": row["name"], "why": str(wrong)}
        form.add_error(None, _("材料第 %(number)s 行“%(name)s”：%(why)s") % words)
    return Paper(
        row["name"], row["form"], row["copies"] or 1, row["necessity"], row["licence"], row["note"], when
    )


def tell_faults(form: ItemForm, faults: tuple[Fault, ...]) -> None:
    """Write the rules' faults onto the fields they name."""
    rows = {"questions": _("情形第 %(row)s 行：%(why)s"), "papers": _("材料第 %(row)s 行：%(why)s")}
    for fault in faults:
        if fault.field in form.fields:
            form.add_error(fault.field, str(fault))
        elif fault.row and fault.field in rows:
            form.add_error(None, rows[fault.field] % {"row": fault.row, "why": fault})
        else:
            form.add_error(None, str(fault))


def tell_rows(form: ItemForm, title: Any, rows: Rows) -> None:
    """Say above the form which rows of a table are at fault, as their fields do in their places."""
    for number, row in enumerate(rows.forms, start=1):
        for name, errors in row.errors.items():
            label = row.fields[name].label if name in row.fields else ""
            words = {"title": title, "row": number, "label": label, "why": " ".join(errors)}
            form.add_error(None, _("%(title)s第 %(row)s 行“%(label)s”：%(why)s") % words)
    for error in rows.non_form_errors():
        form.add_error(None, error)


class RetireForm(forms.Form):
    retired_on = forms.DateField(label=_("停办日期"), widget=day_input(), help_text=_("从这一天起不再收件。"))
    reason = forms.CharField(label=_("原因"), max_length=200, widget=long_text(2))


class ItemFileForm(forms.Form):
    """The list as Excel or CSV."""

    file = forms.FileField(
        label=_("事项清单"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 10 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class TakeItemsForm(forms.Form):
    """From which days an uploaded list holds, and whether what it leaves out is served no more."""

    effective_on = forms.DateField(label=_("修改自何日生效"), widget=day_input())
    added_from = forms.DateField(
        label=_("新增事项自何日办理"), widget=day_input(), help_text=_("可早于今天，以便录入以往的办件。")
    )
    retire_missing = forms.BooleanField(label=_("停办清单中没有的事项"), required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
