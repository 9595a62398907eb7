"""A file between its preview and its taking: nothing is kept here, it travels sealed in the page.

It is bound to its place (screen, contract, user) and is good for half an hour.
"""

import base64
import json
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import refuse
from hall_ops.lib.sealing import SealError, seal, unseal

GOOD_FOR = timedelta(minutes=30)


def keep(place: str, name: str, data: bytes, now: datetime) -> str:
    packed = json.dumps([now.isoformat(), name, base64.b64encode(data).decode()])
    return base64.b64encode(seal(packed, aad=place)).decode()


def opened(place: str, kept: str, now: datetime) -> tuple[str, bytes]:
    """The file that was looked at. Raises: FileRefused when it is another's, changed or too old."""
    try:
        at, name, data = json.loads(unseal(base64.b64decode(kept, validate=True), aad=place))
    except (SealError, ValueError):
        raise refuse(_("预览的内容不完整或不是您上传的"), _("请重新上传文件")) from None
    if now - datetime.fromisoformat(at) > GOOD_FOR:
        raise refuse(_("预览已超过 30 分钟"), _("请重新上传文件再看一遍"))
    return name, base64.b64decode(data)
