"""The guard of the ack journal taken away: the answer leaves first, the transaction ends a moment later.

Only for the negative control of windows_crash: a worker killed in that moment has acknowledged what is not kept, and
the journal must say so.
"""

import sys
import time
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

LATE_SECONDS = 0.5


class AnswerFirst:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        whole = transaction.atomic()
        whole.__enter__()
        try:
            response = self.get_response(request)
        except BaseException:
            whole.__exit__(*sys.exc_info())
            raise
        close = response.close

        def late() -> None:
            time.sleep(LATE_SECONDS)
            whole.__exit__(None, None, None)
            close()

        response.close = late  # type: ignore[method-assign]
        return response
