"""What the desk shows of the windows: the template variable `window_notices` (context processor), read on use."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from windows.queries.case_notices import notices_for


def window_notices(request: HttpRequest) -> dict[str, Any]:
    """Deadlines that wait for this person, here or, outside a contract, everywhere."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"window_notices": ()}
    contract = getattr(request, "contract", None)
    return {"window_notices": SimpleLazyObject(lambda: notices_for(user, contract, timezone.now()))}
