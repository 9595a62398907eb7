"""Choices of the staff file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")


class SchoolingLevel(models.TextChoices):
    """From the lowest to the highest; rules compare by this order."""

    SECONDARY = "secondary", _("高中或中专")
    COLLEGE = "college", _("大学专科")
    BACHELOR = "bachelor", _("大学本科")
    MASTER = "master", _("硕士研究生")
    DOCTOR = "doctor", _("博士研究生")


class WorkKind(models.TextChoices):
    MANAGEMENT = "management", _("政务服务外包管理")
    SERVICE = "service", _("政务或窗口服务")
    OTHER = "other", _("其他")


class TraitKind(models.TextChoices):
    LANGUAGE = "language", _("语言")
    SKILL = "skill", _("特长")
    MEMBERSHIP = "membership", _("本人申报的党团身份")
    SERVICE = "service", _("退役军人等经历")


class CheckBasis(models.TextChoices):
    DECLARATION = "declaration", _("本人签署的声明")
    DOCUMENT = "document", _("查验证件或证明")
    MEASURED = "measured", _("现场查验，只记是否符合")
    PURCHASER = "purchaser", _("采购人认定")


class EndKind(models.TextChoices):
    RESIGNED = "resigned", _("本人离职")
    MOVED = "moved", _("调整岗位")
    REPLACED = "replaced", _("供应商更换")
    SENT_BACK = "sent_back", _("采购人退回")
    EXPIRED = "expired", _("合同到期")
    OTHER = "other", _("其他")


class LabourKind(models.TextChoices):
    FIXED = "fixed", _("固定期限")
    OPEN = "open", _("无固定期限")
    TASK = "task", _("以完成任务为期限")


class InsuranceKind(models.TextChoices):
    PENSION = "pension", _("养老保险")
    MEDICAL = "medical", _("医疗保险")
    UNEMPLOYMENT = "unemployment", _("失业保险")
    INJURY = "injury", _("工伤保险")
    MATERNITY = "maternity", _("生育保险")
    HOUSING_FUND = "housing_fund", _("住房公积金")


class ExamKind(models.TextChoices):
    PRE_POST_TRAINING = "pre_post_training", _("岗前培训")
    PRE_POST_EXAM = "pre_post_exam", _("岗前考试")
    ON_POST = "on_post", _("岗中考核")
    TRIAL = "trial", _("试岗轮训")
