"""Choices of personnel changes. Source: 002 § 四(二)1(3)⑤, § 八(二)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    JOIN = "join", _("新进")
    MOVE = "move", _("调岗")
    PROMOTE = "promote", _("任班组长")
    STEP_DOWN = "step_down", _("免班组长")
    LEAVE = "leave", _("离职")
    REPLACE = "replace", _("供应商更换")
    SENT_BACK = "sent_back", _("采购人退回")


class ProposedBy(models.TextChoices):
    CONTRACTOR = "contractor", _("供应商")
    PURCHASER = "purchaser", _("采购人")
    PERSON = "person", _("本人")


class ChangeState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    FILED = "filed", _("待采购人答复")
    CONSENTED = "consented", _("采购人已同意")
    REFUSED = "refused", _("采购人不同意")
    DONE = "done", _("已生效")
    WITHDRAWN = "withdrawn", _("已撤回")
