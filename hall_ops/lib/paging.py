"""Pages of lists that grow for years: how many rows there are is counted up to a point, never further."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# Whoever looks for something older narrows the list down.
COUNTED = 3000


class LongPaginator(Paginator):
    """Shape: `is_more` says that there are more rows than `count`; the pages end there."""

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: COUNTED + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self._found, COUNTED)

    @property
    def is_more(self) -> bool:
        return self._found > COUNTED
