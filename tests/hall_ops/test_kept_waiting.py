"""Who cannot save because somebody else writes much is told so, not that the system is broken."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from hall_ops.views import server_error


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database is locked"), 503, "正在写入大批数据"),
        (OperationalError("canceling statement due to lock timeout"), 503, "这一步没有保存"),
        (OperationalError("no such table: x"), 500, "系统出错"),
        (ValueError("database is locked"), 500, "系统出错"),
    ],
)
def test_waiting_for_another_writer_is_no_error_of_the_system(
    error: Exception, status: int, words: str, rf: RequestFactory
) -> None:
    try:
        raise error
    except (OperationalError, ValueError):  # as Django calls its handler
        answer = server_error(rf.get("/"))

    assert answer.status_code == status and words in answer.content.decode()
