"""Numbers without gaps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Counter(models.Model):
    """The last number given out in one series. Its row is locked by the transaction that takes the next one."""

    scope = models.CharField(max_length=120, primary_key=True)
    value = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(scope=""), name="counter_names_scope"),
            models.CheckConstraint(condition=Q(value__gte=1), name="counter_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.value}"
