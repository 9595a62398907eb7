"""Rows of accounts for tests. Passwords are PASSWORD unless said otherwise."""

from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from hall_ops.lib.permissions import ROLE_SIDES, Role, Side

PASSWORD = "Harbour-42-kite"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An active contractor's account; `role=` gives it the side of that role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        role: Role | None = None

    username = factory.Sequence(lambda number: f"person{number}")
    name = factory.Sequence(lambda number: f"林海{'甲乙丙丁戊己庚辛壬癸'[number % 10]}")
    side = factory.LazyAttribute(lambda made: ROLE_SIDES[made.role] if made.role else Side.CONTRACTOR)
    holder = factory.Sequence(lambda number: f"H{number:05d}")
    is_active = True
    must_change_password = False
    created_at = factory.LazyFunction(timezone.now)
    activated_at = factory.LazyFunction(timezone.now)
    password_changed_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> User:
        password = values.pop("password", PASSWORD)
        user = model_class(*args, **values)
        user.set_password(password)
        user.save(force_insert=True)
        return user
