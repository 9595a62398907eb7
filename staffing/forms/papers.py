"""HTTP text of a staff file's papers → clean values: one form a kind, all of the same make."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import MonthField, day_input
from staffing.enums import (
    CheckBasis,
    ExamKind,
    InsuranceKind,
    LabourKind,
    SchoolingLevel,
    TraitKind,
    WorkKind,
)
from staffing.models import Person, UniformLot
from staffing.queries.papers import Kind, to_check

PIECES = ("summer", "winter", "waistcoat", "jacket")


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=day_input(), help_text=help_text)


def words(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=help_text
    )


def either(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("yes", yes), ("no", no)], initial="yes", coerce=lambda text: text == "yes",
        widget=forms.RadioSelect(),
    )  # fmt: skip


def scan_field(label: Any = None) -> forms.FileField:
    return forms.FileField(
        label=_("扫描件") if label is None else label, required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}), help_text=_("JPG、PNG 或 PDF，最大 10 MiB。"),
    )  # fmt: skip


class PaperForm(forms.Form):
    """One paper of a person; `entries` are the rows it comes to."""

    def __init__(self, *args: Any, person: Person, kind: Kind, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        if kind.with_file:
            self.fields["file"] = scan_field()
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the person."""

    def entries(self) -> list[dict[str, Any]]:
        return [{name: value for name, value in self.cleaned_data.items() if name != "file"}]


class CheckForm(PaperForm):
    requirements = forms.MultipleChoiceField(
        label=_("任职条件"), widget=forms.CheckboxSelectMultiple(),
        help_text=_("一份声明可以同时说明几项。身高、健康、犯罪记录只记是否符合，不存材料。"),
    )  # fmt: skip
    meets = either(_("结果"), _("符合要求"), _("不符合要求"))
    basis = forms.ChoiceField(label=_("依据"), choices=CheckBasis.choices)
    checked_on = day(_("核查日期"))
    note = words(_("说明"), 200, required=False)

    def prepare(self) -> None:
        offered = to_check(self.person, self.today)
        field: Any = self.fields["requirements"]
        field.choices = [(each.key, each.summary) for each, _open in offered]
        field.initial = [each.key for each, is_open in offered if is_open and each.rule == "exclusion"]

    def entries(self) -> list[dict[str, Any]]:
        common = {name: self.cleaned_data[name] for name in ("meets", "basis", "checked_on", "note")}
        return [{"requirement": key, **common} for key in self.cleaned_data["requirements"]]


class LabourForm(PaperForm):
    kind = forms.ChoiceField(label=_("合同类型"), choices=LabourKind.choices)
    number = words(_("合同编号"), 40, required=False)
    signed_on = day(_("签订日期"))
    starts_on = day(_("开始"))
    ends_on = day(_("结束"), required=False, help_text=_("无固定期限的留空。"))
    note = words(_("备注"), 200, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == LabourKind.FIXED and not values.get("ends_on"):
            self.add_error("ends_on", _("固定期限的合同请填写结束日期。"))
        return values


class SecrecyForm(PaperForm):
    signed_on = day(_("签订日期"))
    note = words(_("备注"), 200, required=False)


class MedicalForm(PaperForm):
    checked_on = day(_("体检日期"), help_text=_("只记是否合格，不记体检内容，也不存报告。"))
    fit = either(_("结论"), _("合格"), _("不合格"))
    next_due_on = day(_("下次体检"), required=False)


class InsuranceForm(PaperForm):
    kinds = forms.MultipleChoiceField(
        label=_("险种"), choices=InsuranceKind.choices, initial=InsuranceKind.values,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    from_month = MonthField(label=_("参保起始月"))
    note = words(_("备注"), 200, required=False)

    def entries(self) -> list[dict[str, Any]]:
        common = {"from_month": self.cleaned_data["from_month"], "note": self.cleaned_data["note"]}
        return [{"kind": kind, **common} for kind in self.cleaned_data["kinds"]]


class BadgeForm(PaperForm):
    number = words(_("工牌号"), 30)
    issued_on = day(_("发放日期"))


class UniformForm(PaperForm):
    lot = forms.ModelChoiceField(UniformLot.objects.none(), label=_("批次"))
    size = words(_("尺码"), 20, required=False)
    summer = forms.IntegerField(label=_("夏装"), min_value=0, max_value=20, required=False)
    winter = forms.IntegerField(label=_("冬装"), min_value=0, max_value=20, required=False)
    waistcoat = forms.IntegerField(label=_("马甲"), min_value=0, max_value=20, required=False)
    jacket = forms.IntegerField(label=_("西装外套"), min_value=0, max_value=20, required=False)
    issued_on = day(_("发放日期"))

    def prepare(self) -> None:
        lots = self.person.contract.uniform_lots.order_by("pk")
        field: Any = self.fields["lot"]
        field.queryset = lots
        if (first := lots.first()) is not None:
            field.initial = first.pk
            for name in PIECES:
                self.fields[name].initial = getattr(first, name)

    def entries(self) -> list[dict[str, Any]]:
        return [
            {name: (value or 0) if name in PIECES else value for name, value in self.cleaned_data.items()}
        ]


class CertificateForm(PaperForm):
    name = words(_("证书名称"), 60)
    level = forms.TypedChoiceField(
        label=_("等级"), coerce=int, initial=5,
        choices=[(5, _("五级（初级工）")), (4, _("四级（中级工）")), (3, _("三级（高级工）")), (2, _("二级（技师）")),
                 (1, _("一级（高级技师）"))],
    )  # fmt: skip
    number = words(_("证书编号"), 60)
    issued_on = day(_("发证日期"))
    expires_on = day(_("有效期至"), required=False, help_text=_("长期有效的留空。"))

    def prepare(self) -> None:
        self.fields["name"].initial = _("政务服务综合窗口办事员")


class ExamForm(PaperForm):
    kind = forms.ChoiceField(label=_("类别"), choices=ExamKind.choices)
    subject = words(_("科目"), 80)
    held_on = day(_("日期"))
    score = forms.DecimalField(
        label=_("成绩"), min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False
    )
    passed = either(_("结果"), _("合格"), _("不合格"))


class SchoolingForm(PaperForm):
    level = forms.ChoiceField(
        label=_("学历"), choices=SchoolingLevel.choices, initial=SchoolingLevel.BACHELOR
    )
    full_time = either(_("培养方式"), _("全日制"), _("非全日制"))
    school = words(_("毕业院校"), 80)
    major = words(_("专业"), 80, required=False)
    graduated_on = day(_("毕业日期"))


class HistoryForm(PaperForm):
    kind = forms.ChoiceField(label=_("性质"), choices=WorkKind.choices, initial=WorkKind.SERVICE)
    employer = words(_("单位"), 80)
    title = words(_("职务"), 60, required=False)
    starts_on = day(_("开始"))
    ends_on = day(_("结束"))


class TraitForm(PaperForm):
    kind = forms.ChoiceField(
        label=_("类别"), choices=TraitKind.choices, help_text=_("党团身份只按本人申报登记，没有申报的不填。")
    )
    text = words(_("内容"), 60)
    level = words(_("程度"), 30, required=False)
    declared_on = day(_("申报日期"))


FORMS: dict[str, type[PaperForm]] = {
    "check": CheckForm, "labour": LabourForm, "secrecy": SecrecyForm, "medical": MedicalForm,
    "insurance": InsuranceForm, "badge": BadgeForm, "uniform": UniformForm, "certificate": CertificateForm,
    "exam": ExamForm, "schooling": SchoolingForm, "history": HistoryForm, "trait": TraitForm,
}  # fmt: skip
SETTLE_LABELS = {"lost_on": _("挂失日期"), "returned_on": _("交回日期")}


class SettleForm(forms.Form):
    """What happened to a thing later: one of the kind's days."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in kind.settles:
            self.fields[name] = (
                MonthField(label=_("停保月"), required=False, help_text=_("从这个月起不再缴纳。"))
                if name.endswith("_month")
                else day(SETTLE_LABELS[name], required=False)
            )

    def given(self) -> dict[str, date | None]:
        return {name: value or None for name, value in self.cleaned_data.items()}


class VoidForm(forms.Form):
    reason = words(_("作废原因"), 200)
