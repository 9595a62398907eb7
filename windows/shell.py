"""What the desk shows of the windows: the template variable `window_notices` (context processor), read on use."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from windows.queries.case_notices import Notice, notices_for
from windows.queries.desk_notices import other_notices


def window_notices(request: HttpRequest) -> dict[str, Any]:
    """Deadlines, refusals, matters, failed messages of this person, here or, outside a contract, everywhere."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"window_notices": ()}
    contract = getattr(request, "contract", None)
    return {"window_notices": SimpleLazyObject(lambda: _read(user, contract))}


def _read(user: Any, contract: Any) -> list[Notice]:
    now = timezone.now()
    return [*notices_for(user, contract, now), *other_notices(user, contract, now)]
