"""Tries at a public page, counted by the minute in the database: there is no shared cache in the embedded mode."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class RateBucket(models.Model):
    """How often something was tried within one minute.

    Shape: `key` names what is counted and for whom, an address only as a keyed digest. Units: `minute` counts from the
    start of 1970.
    """

    key = models.CharField(max_length=60)
    minute = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["minute"], name="bucket_by_minute")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "minute"], name="bucket_once"),
            models.CheckConstraint(condition=~Q(key=""), name="bucket_key_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
