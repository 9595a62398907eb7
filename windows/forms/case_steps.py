"""HTTP text of the steps of one case → clean values.

Shape: every form carries the `revision` the page showed: a step sent twice, or after somebody else's, changes nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input, long_text
from hall_ops.lib.sealing import open_column
from windows.actions.intake_entry import PaperIn
from windows.enums import ChaseWay, RefusalGround, Taken
from windows.models import Case, CaseMaterial
from windows.rules.applicants import is_mobile
from windows.rules.intake import IN, Promise, Told

WAYS = [(each.value, each.label) for each in Taken if each in IN and each != Taken.NOT_NEEDED]


class RevisionField(forms.IntegerField):
    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput(attrs={"id": False}))


class StepForm(forms.Form):
    """A step without anything to fill in."""

    revision = RevisionField()

    def __init__(self, *args: Any, case: Case, materials: Sequence[CaseMaterial] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.materials = case, list(materials)
        self.fields["revision"].initial = case.revision


class TellingForm(StepForm):
    """A step the applicant is told of by text message unless the clerk takes the tick away; mobiles only."""

    sms = forms.BooleanField(label=_("同时发短信告知申请人"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_mobile(open_column(self.case, "phone")):
            self.fields["sms"].initial = True
        else:
            del self.fields["sms"]


class AcceptForm(TellingForm):
    """Accept as complete."""


class AcceptGapForm(TellingForm):
    gap_due_on = forms.DateField(
        label=_("补交期限"), widget=day_input(), help_text=_("不超过事项的承诺时限。")
    )
    promise_signed = forms.BooleanField(label=_("申请人已在容缺受理承诺书上签字"))

    def promise(self) -> Promise:
        return Promise(self.cleaned_data["gap_due_on"], self.cleaned_data["promise_signed"])


class ConcludeForm(TellingForm):
    result_number = forms.CharField(
        label=_("结果文书编号"), max_length=80, required=False, help_text=_("没有编号可不填。")
    )


class RefuseForm(TellingForm):
    ground = forms.ChoiceField(label=_("依据"), choices=RefusalGround.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=long_text(), help_text=_("写进书面告知，申请人看得到。")
    )
    office = forms.CharField(
        label=_("应向其申请的机关"), max_length=100, required=False, help_text=_("不属于本机关职权的必填。")
    )


class WithdrawForm(StepForm):
    reason = forms.CharField(label=_("申请人撤回的原因"), max_length=300, widget=long_text(2))
    taker = forms.CharField(
        label=_("领回材料人"), max_length=60, required=False, help_text=_("申请人本人领回可不填。")
    )


class VoidForm(StepForm):
    reason = forms.CharField(
        label=_("作废的原因"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}), help_text=_("编号保留，标为作废。"),
    )  # fmt: skip


class PlatformForm(StepForm):
    number = forms.CharField(
        label=_("一体化平台编号"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = self.case.platform_number


# -- materials ------------------------------------------------------------------------------------------------------
class PapersForm(StepForm):
    """Materials that come in later: each line ticked, how it came, how many."""

    open_ways: tuple[str, ...] = (Taken.MISSING, Taken.DEFERRED)
    every_paper = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [row for row in self.materials if self.every_paper or row.taken in self.open_ways]
        for row in self.lines:
            place = row.position
            self.fields[f"brought-{place}"] = forms.BooleanField(label=row.name, required=False)
            self.fields[f"taken-{place}"] = forms.ChoiceField(label=_("收取方式"), choices=WAYS)
            self.fields[f"received-{place}"] = forms.IntegerField(
                label=_("份数"), min_value=1, max_value=999, initial=row.copies
            )

    def rows(self) -> Iterator[tuple[CaseMaterial, BoundField, BoundField, BoundField]]:
        for row in self.lines:
            names = (f"{part}-{row.position}" for part in ("brought", "taken", "received"))
            brought, taken, received = (self[name] for name in names)
            yield row, brought, taken, received

    def brought(self) -> list[PaperIn]:
        found = self.cleaned_data
        return [
            PaperIn(row.position, found[f"taken-{row.position}"], found[f"received-{row.position}"])
            for row in self.lines
            if found.get(f"brought-{row.position}")
        ]


class GapForm(PapersForm):
    open_ways = (Taken.DEFERRED,)


class ResubmitForm(PapersForm):
    """What was to be corrected may also be a paper that was in already."""

    every_paper = True


class TellForm(TellingForm):
    """Everything that is missing or wrong, named at once."""

    other = forms.CharField(
        label=_("其他需要补正的内容"), max_length=200, required=False, widget=long_text(2),
        help_text=_("不属于清单上某一份材料的，写在这里。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.materials:
            is_missing = row.taken == Taken.MISSING and row.necessity != "optional"
            self.fields[f"told-{row.position}"] = forms.BooleanField(
                label=row.name, required=False, initial=is_missing
            )
            self.fields[f"why-{row.position}"] = forms.CharField(
                label=_("怎样补正"), max_length=200, required=False
            )

    def rows(self) -> Iterator[tuple[CaseMaterial, BoundField, BoundField]]:
        for row in self.materials:
            yield row, self[f"told-{row.position}"], self[f"why-{row.position}"]

    def told(self) -> list[Told]:
        found = self.cleaned_data
        lines = [
            Told(row.position, row.name, found.get(f"why-{row.position}", ""))
            for row in self.materials
            if found.get(f"told-{row.position}")
        ]
        other = found.get("other", "").strip()
        return [*lines, Told(0, str(_("其他")), other)] if other else lines


# -- special steps and chasing --------------------------------------------------------------------------------------
class SpecialStepForm(StepForm):
    name = forms.CharField(
        label=_("特殊环节"), max_length=80, widget=forms.TextInput(attrs={"list": "special-steps"})
    )
    limit_days = forms.IntegerField(
        label=_("时限（工作日）"),
        min_value=1,
        max_value=250,
        help_text=_("环节需要的时间，到期没有恢复会提醒。"),
    )
    note = forms.CharField(
        label=_("书面告知申请人的情况"), max_length=300, widget=long_text(2),
        help_text=_("例如：11 月 20 日送达《现场核查通知书》。这段时间不计入办理时限。"),
    )  # fmt: skip


class SpecialStepEndForm(StepForm):
    note = forms.CharField(label=_("环节的结果"), max_length=300, required=False, widget=long_text(2))


class ChaseForm(forms.Form):
    way = forms.ChoiceField(label=_("方式"), choices=ChaseWay.choices, initial=ChaseWay.SYSTEM)
    words = forms.CharField(label=_("催办内容"), max_length=200, widget=long_text(2))


class ChaseAnswerForm(forms.Form):
    answer = forms.CharField(label=_("答复"), max_length=300, widget=long_text(2))
    expected_on = forms.DateField(label=_("预计办结日期"), required=False, widget=day_input())


class VoidFormForm(forms.Form):
    """Voiding a printed form."""

    why = forms.CharField(label=_("作废原因"), max_length=200)
