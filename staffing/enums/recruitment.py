"""Choices of recruitment. Source: 002 § 四(二)1(1)(2), 000 § 四.4④, 003 § 五."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedState(models.TextChoices):
    OPEN = "open", _("招聘中")
    FILLED = "filled", _("已招满")
    CLOSED = "closed", _("已关闭")


class Stage(models.TextChoices):
    """The way of a candidate, in its order."""

    APPLIED = "applied", _("报名登记")
    SCREENING = "screening", _("初试")
    WRITTEN = "written", _("笔试")
    INTERVIEW = "interview", _("面试")
    MEDICAL = "medical", _("体检")
    BACKGROUND = "background", _("政审")
    CONFIRMATION = "confirmation", _("采购人确认")
    TRAINING = "training", _("岗前培训与考试")
    TRIAL = "trial", _("试岗轮训")
    ON_POST = "on_post", _("上岗")


class CandidateState(models.TextChoices):
    ACTIVE = "active", _("进行中")
    REJECTED = "rejected", _("未通过")
    WITHDRAWN = "withdrawn", _("本人放弃")
    HIRED = "hired", _("已上岗")


class Grade(models.TextChoices):
    A = "A", _("A 档")
    B = "B", _("B 档")
    C = "C", _("C 档")


class StepResult(models.TextChoices):
    PASSED = "passed", _("通过")
    FAILED = "failed", _("未通过")
    WAIVED = "waived", _("免予（写明理由）")
    WITHDREW = "withdrew", _("本人放弃")
    REOPENED = "reopened", _("重新考虑")
