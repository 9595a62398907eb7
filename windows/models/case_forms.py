"""Forms handed out with a case, as they read when they were made.

Source: 002 § 四(一)(1), facts.md §§ 2–5.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from windows.models.cases import Case


class CaseForm(models.Model):
    """A form handed out, as it read: `content` is everything printed, personal data sealed apart.

    Shape: kind is one of windows.rules.forms.FORM_KINDS; `sealed` holds the printed personal data as a sealed JSON;
    nobody in `made_by` for what the law makes by itself.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="forms")
    kind = models.CharField(_("文书"), max_length=20)
    number = models.CharField(_("文书编号"), max_length=50)
    content = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField(_("出具时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("办件文书")
        ordering: ClassVar = ["case", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="case_form_once"),
            models.CheckConstraint(
                condition=Q(void_at=None, void_by=None, void_reason="")
                | Q(void_at__isnull=False, void_by__isnull=False) & ~Q(void_reason=""),
                name="case_form_void_has_who",
            ),
        ]

    def __str__(self) -> str:
        return self.number
