"""manage.py migrate, which makes guards that are missing or changed again and so may not be stopped by them."""

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Django's own, without the checks that ask the database: whoever serves asks them after it."""

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """What is checked beforehand: the program, not the database."""
        asked = super().get_check_kwargs(options)
        return {key: value for key, value in asked.items() if key != "databases"}
