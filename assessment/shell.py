"""What the desk shows of this app: the template variable `notices` (context processor), read when a page asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from assessment.queries.notices import notices_for


def notices(request: HttpRequest) -> dict[str, Any]:
    """Open notices of the user, here or, outside a contract, everywhere."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"notices": ()}
    return {"notices": SimpleLazyObject(lambda: notices_for(user, getattr(request, "contract", None)))}
