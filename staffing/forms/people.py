"""HTTP text of staff files and engagements → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.models import Contract, Team, Venue, Window
from hall_ops.lib.form_fields import PasswordField, day_input
from hall_ops.lib.identity_numbers import NumberRefused, born_on, check_resident_number
from staffing.actions.engagements import Place
from staffing.actions.people import PersonEntry
from staffing.enums import EndKind, Sex
from staffing.models import Engagement, Person, Post
from staffing.queries.disclosure import masked_column
from staffing.rules.people import GAP_NAMES, Standing, sex_of

CHOOSE = [("", _("请选择"))]
STANDINGS = [
    (Standing.ON_POST, _("在岗")), (Standing.COMING, _("待到岗")), (Standing.LEFT, _("已离开")),
    (Standing.NOWHERE, _("未任职")),
]  # fmt: skip
GAPS = dict(zip(GAP_NAMES, (
    _("任职条件不符合"), _("任职条件待核查"), _("劳动合同"), _("保密协议"), _("体检"), _("工牌"), _("社保和公积金"),
    _("学历"), _("证书"), _("身份证号"), _("联系电话"), _("公示照片"),
), strict=True))  # fmt: skip


def words(label: Any, most: int, *, required: bool = True, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **options.pop("attrs", {})})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **options)


class PersonFilter(forms.Form):
    q = forms.CharField(
        label=_("姓名或工号"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"), required=False, empty_label=_("全部"))
    team = forms.ModelChoiceField(Team.objects.none(), label=_("班组"), required=False, empty_label=_("全部"))
    standing = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *STANDINGS])
    gap = forms.ChoiceField(label=_("缺少或到期"), required=False, choices=[("", _("全部")), *GAPS.items()])

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["post"].queryset, fields["team"].queryset = (
            contract.posts.all(),
            contract.teams.order_by("name"),
        )


class PersonForm(forms.Form):
    """A staff file. With an ID number, birth date and sex may stay empty: they stand in it."""

    number = words(_("工号"), 20, attrs={"autofocus": True})
    name = words(_("姓名"), 60)
    id_number = words(
        _("身份证号"), 30, required=False, help_text=_("加密保存；填了它，性别和出生日期可以不填。")
    )
    sex = forms.ChoiceField(label=_("性别"), choices=[*CHOOSE, *Sex.choices], required=False)
    born_on = forms.DateField(label=_("出生日期"), required=False, widget=day_input())
    phone = words(_("联系电话"), 30, required=False, attrs={"inputmode": "tel"}, help_text=_("加密保存。"))
    address = words(_("住址"), 120, required=False, help_text=_("加密保存。"))
    user = forms.ModelChoiceField(
        User.objects.none(), label=_("登录账号"), required=False, empty_label=_("没有账号"),
        help_text=_("本人登录后能看到自己的档案、排班和考勤。"),
    )  # fmt: skip
    incumbent = forms.BooleanField(label=_("原服务人员（由上一供应商转来）"), required=False)
    former_pay_yuan = forms.DecimalField(
        label=_("原月薪酬（元）"), min_value=0, max_digits=10, decimal_places=2, required=False,
        help_text=_("只问原服务人员：新的薪酬不低于它。"),
    )  # fmt: skip
    former_basic_yuan = forms.DecimalField(
        label=_("其中原基本工资（元）"), min_value=0, max_digits=10, decimal_places=2, required=False
    )
    former_allowance_yuan = forms.DecimalField(
        label=_("其中原补贴（元）"), min_value=0, max_digits=10, decimal_places=2, required=False
    )
    photo = forms.FileField(
        label=_("公示照片"), required=False, widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"})
    )

    def __init__(self, *args: Any, contract: Contract, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Person.objects.filter(contract=contract, user__isnull=False)
        taken = taken.exclude(pk=person.pk) if person else taken
        members = contract.memberships.in_force().filter(side="contractor").values("user")
        field: Any = self.fields["user"]
        field.queryset = (
            User.objects.filter(pk__in=members).exclude(pk__in=taken.values("user")).order_by("name")
        )
        for name, column in (("id_number", "id"), ("phone", "phone"), ("address", "address")):
            if person is not None and (kept := masked_column(person, column)):
                self.fields[name].help_text = _("已登记 %(kept)s，留空不改。") % {"kept": kept}

    def clean(self) -> dict[str, Any]:
        """What an ID number says already need not be typed again; a wrong number is refused by its own field."""
        values = super().clean() or {}
        if number := values.get("id_number", "").strip():
            try:
                number = check_resident_number(number)
            except NumberRefused as refused:
                self.add_error("id_number", str(refused))
                return values
            values["born_on"] = values.get("born_on") or born_on(number)
            values["sex"] = values.get("sex") or sex_of(number)
        for name, label in (("sex", _("请选择性别。")), ("born_on", _("请填写出生日期。"))):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, label)
        return values

    def entry(self) -> PersonEntry:
        return PersonEntry(**{name: value for name, value in self.cleaned_data.items() if name != "photo"})


class EngagementForm(forms.Form):
    starts_on = forms.DateField(label=_("到岗日期"), widget=day_input())
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"))
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("班组"), required=False, empty_label=_("不分班组")
    )
    leader = forms.BooleanField(label=_("担任班组长"), required=False)
    window = forms.ModelChoiceField(
        Window.objects.none(), label=_("固定窗口"), required=False, empty_label=_("不固定，由排班指定")
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label=_("场所"), required=False, empty_label=_("不固定"),
        help_text=_("选了窗口就不用选。"),
    )  # fmt: skip
    despite = words(_("条件不符仍任用的理由"), 200, required=False, help_text=_("任职条件都符合的不用填。"))

    def __init__(self, *args: Any, contract: Contract, held: Engagement | None = None, **kwargs: Any) -> None:
        if held is not None:
            now = ("post", "team", "leader", "window", "venue")
            kwargs["initial"] = {name: getattr(held, name) for name in now} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["post"].queryset = contract.posts.filter(retired_on=None)
        fields["team"].queryset = contract.teams.order_by("name")
        fields["venue"].queryset = contract.venues.all()
        windows = (
            Window.objects.filter(venue__contracts=contract)
            .select_related("venue")
            .order_by("venue", "number")
        )
        fields["window"].queryset = windows
        if held is not None:
            fields["starts_on"].label = _("从哪天起")

    def place(self) -> Place:
        return Place(**{name: value for name, value in self.cleaned_data.items() if name != "starts_on"})


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("最后在岗日"), widget=day_input())
    kind = forms.ChoiceField(
        label=_("离岗原因"),
        choices=[*CHOOSE, *(each for each in EndKind.choices if each[0] != EndKind.MOVED)],
    )


class UnmaskForm(forms.Form):
    """Why a sealed field is to be seen."""

    reason = words(_("为什么查看"), 200, attrs={"autofocus": True})
    password = PasswordField()

    def __init__(self, *args: Any, ask_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_password:
            del self.fields["password"]
        else:
            self.fields["password"].help_text = _("今天已看满 20 次，请再输一次登录口令。")
