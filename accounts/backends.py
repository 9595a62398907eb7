"""Name and password; accounts without rights of Django's own permission system."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.models import User

# accounts.actions.sign_in counts a known device's failures under "name#device"; no user name contains this sign.
DEVICE_MARK = "#"


class NamePasswordBackend(BaseBackend):
    """One hash is computed whether or not the name exists or is active, so time tells nothing (A8)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(username.partition(DEVICE_MARK)[0])
        except User.DoesNotExist:
            spend_a_hash(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.signed_in(user_id)


def spend_a_hash(password: str) -> None:
    """The work of one check, for a request that is not checked."""
    User().set_password(password)
