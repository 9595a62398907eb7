"""HTTP text of recruitment's screens → clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Team, Window
from contracts.profile_schema.work import Requirement
from hall_ops.lib.form_fields import day_input, long_text
from staffing.actions.candidate_steps import StepData
from staffing.actions.candidates import Application
from staffing.actions.recruitment import NoticeData
from staffing.enums import Grade, SchoolingLevel, Stage, StepResult
from staffing.forms.changes import FollowedField
from staffing.models import Candidate, Need, Notice, Post, StaffChange
from staffing.rules.recruitment import ASKS, SETTLES, who_judges

LOOKED = [("", _("还没核查")), ("yes", _("符合")), ("no", _("不符合"))]
UPLOAD = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})


def score_input() -> forms.NumberInput:
    return forms.NumberInput(attrs={"step": "0.1", "min": "0", "max": "100", "inputmode": "decimal"})


class NeedForm(forms.Form):
    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"))
    headcount = forms.IntegerField(label=_("需求人数"), min_value=1, max_value=500)
    wanted_on = forms.DateField(label=_("希望到岗日期"), widget=day_input())
    reason = forms.CharField(label=_("需求说明"), max_length=300, widget=long_text(3))

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    title = forms.CharField(label=_("公告标题"), max_length=120)
    published_on = forms.DateField(
        label=_("发布日期"), widget=day_input(), help_text=_("年龄算到这一天，登记后不能改。")
    )
    closes_on = forms.DateField(label=_("报名截止"), widget=day_input())
    channels = forms.CharField(
        label=_("发布渠道"), max_length=200, help_text=_("如：官网、公众号、人才市场。")
    )
    text = forms.CharField(label=_("公告内容"), max_length=8000, widget=long_text(12))

    def data_of(self) -> NoticeData:
        return NoticeData(**self.cleaned_data)


class NoticeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}（{obj.published_on:%Y-%m-%d}）"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=long_text(2))


class NoticeFixForm(ReasonForm):
    """Which notice somebody answered, set right after the hiring too."""

    notice = NoticeChoice(Notice.objects.none(), label=_("所应聘的公告"), required=False)

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].queryset = need.notices.all()  # type: ignore[attr-defined]
        self.order_fields(["notice", "reason"])


class CandidateForm(forms.Form):
    """An application. A correction leaves ID number and telephone empty to keep them, and says why."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(label=_("身份证号"), max_length=30, help_text=_("出生日期和性别由此得出。"))
    phone = forms.CharField(label=_("联系电话"), max_length=30)
    notice = NoticeChoice(
        Notice.objects.none(),
        label=_("所应聘的公告"),
        required=False,
        empty_label=_("没有公告（如原服务人员）"),
    )
    schooling = forms.ChoiceField(label=_("学历"), choices=SchoolingLevel.choices)
    full_time = forms.BooleanField(label=_("全日制"), required=False)
    school = forms.CharField(label=_("毕业院校"), max_length=80, required=False)
    major = forms.CharField(label=_("专业"), max_length=80, required=False)
    experience_years = forms.DecimalField(
        label=_("相关工作年限"), max_digits=4, decimal_places=1, min_value=0
    )
    experience_note = forms.CharField(
        label=_("工作经历"), max_length=300, required=False, widget=long_text(2)
    )
    preferences = forms.MultipleChoiceField(
        label=_("优先条件"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    incumbent = forms.BooleanField(label=_("原服务人员"), required=False)
    former_pay_yuan = forms.DecimalField(
        label=_("原月薪酬（元）"),
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=_("原服务人员填写。"),
    )
    offered_pay_yuan = forms.DecimalField(
        label=_("拟定月薪酬（元）"), max_digits=10, decimal_places=2, required=False
    )
    reason = forms.CharField(label=_("更正理由"), max_length=200)

    def __init__(self, *args: Any, need: Need, candidate: Candidate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notices = need.notices.all()
        self.fields["notice"].queryset = notices  # type: ignore[attr-defined]
        known = need.contract.profile.get("preferences", [])
        if known:
            self.fields["preferences"].choices = [(each, each) for each in known]  # type: ignore[attr-defined]
        else:
            del self.fields["preferences"]
        if candidate is None:
            del self.fields["reason"]
            self.initial.setdefault("notice", notices.first())
            self.initial.setdefault("full_time", True)
            self.initial.setdefault("experience_years", 0)
            return
        for name in ("id_number", "phone"):
            self.fields[name].required = False
            self.fields[name].help_text = _("留空表示不改。")
        for name in self.fields:
            if name not in ("id_number", "phone", "reason"):
                self.initial.setdefault(name, getattr(candidate, name))

    def application(self) -> Application:
        values = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Application(**values)


class StepForm(forms.Form):
    """What the stage somebody waits in came to: only the fields that this stage and this reader need."""

    stage = forms.CharField(widget=forms.HiddenInput())
    result = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect())
    grade = forms.ChoiceField(label=_("初试档次"), choices=[("", "—"), *Grade.choices], required=False)
    score = forms.DecimalField(
        label=_("成绩（百分制）"), max_digits=5, decimal_places=1, required=False, widget=score_input()
    )
    held_on = forms.DateField(label=_("日期"), widget=day_input())
    note = forms.CharField(label=_("说明"), max_length=300, required=False, widget=long_text(2))
    file = forms.FileField(label=_("附件（PDF 或照片）"), required=False, widget=UPLOAD)
    through = forms.BooleanField(
        label=_("后面招标文件没有要求的环节一并免予"), required=False, help_text=_("逐个环节留下记录和理由。")
    )

    def __init__(
        self, *args: Any, candidate: Candidate, side: str, named: frozenset[str], demands: Sequence[Requirement],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        stage = candidate.stage
        asks = ASKS[stage]
        self.initial.setdefault("stage", stage)
        results = {
            each: StepResult(each).label
            for each in (StepResult.PASSED, StepResult.FAILED, StepResult.WAIVED, StepResult.WITHDREW)
            if who_judges(stage, each, named) in (side, "either")
        }
        if asks.purchaser and StepResult.PASSED in results:
            results |= {StepResult.PASSED: _("确认"), StepResult.FAILED: _("不予确认")}
        self.fields["result"].choices = list(results.items())  # type: ignore[attr-defined]
        if StepResult.PASSED in results:
            self.initial.setdefault("result", StepResult.PASSED)
        if not asks.grade:
            del self.fields["grade"]
        if not asks.score and stage != Stage.INTERVIEW:
            del self.fields["score"]
        if stage in named or StepResult.WAIVED not in results:
            del self.fields["through"]
        self.checks = [] if side == "purchaser" else self._looked(candidate, demands)

    def _looked(self, candidate: Candidate, demands: Sequence[Requirement]) -> list[str]:
        """A question for each demand that somebody must look at; the stage's own result answers one of them."""
        names = []
        for each in demands:
            name = f"check-{each.key}"
            said = candidate.checks.get(each.key, {}).get("meets")
            initial = {True: "yes", False: "no"}.get(said, "")
            help_text = each.clause
            if each.rule == SETTLES.get(candidate.stage):
                help_text = _("%(clause)s，登记“通过”即为符合") % {"clause": each.clause}
            self.fields[name] = forms.ChoiceField(
                label=each.summary, choices=LOOKED, required=False, initial=initial, help_text=help_text,
                widget=forms.RadioSelect(),
            )  # fmt: skip
            names.append(name)
        return names

    def check_fields(self) -> list[Any]:
        return [self[name] for name in self.checks]

    def main_fields(self) -> list[Any]:
        names = ("result", "grade", "score", "held_on", "note", "file", "through")
        return [self[name] for name in names if name in self.fields]

    def data_of(self) -> StepData:
        values = self.cleaned_data
        upload = values.get("file")
        looked = {name.removeprefix("check-"): values.get(name) for name in self.checks}
        return StepData(
            result=values["result"], held_on=values["held_on"], score=values.get("score"),
            grade=values.get("grade") or "", note=values["note"],
            checks={key: said == "yes" for key, said in looked.items() if said},
            file=(upload.name, upload.read()) if upload else None, through=bool(values.get("through")),
        )  # fmt: skip


class HireForm(forms.Form):
    """Onto the post: the staff file's own facts and where the person stands."""

    number = forms.CharField(label=_("工号"), max_length=20)
    starts_on = forms.DateField(label=_("到岗日期"), widget=day_input())
    graduated_on = forms.DateField(label=_("毕业日期"), widget=day_input(), help_text=_("以毕业证书为准。"))
    team = forms.ModelChoiceField(Team.objects.none(), label=_("班组"), required=False)
    window = forms.ModelChoiceField(Window.objects.none(), label=_("窗口"), required=False)
    replaces = FollowedField(
        StaffChange.objects.none(), label=_("接替谁"), required=False, help_text=_("离开和接替算同一次变更。")
    )

    def __init__(self, *args: Any, contract: Contract, followed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = followed  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(contract=contract)  # type: ignore[attr-defined]
        windows = Window.objects.filter(venue__contracts=contract).order_by("venue", "number")
        self.fields["window"].queryset = windows  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    note = forms.CharField(label=_("意见"), max_length=300, required=False)
