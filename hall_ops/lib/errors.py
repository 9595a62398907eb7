"""The root of every exception that a user may cause and must be able to read."""


class DomainError(Exception):
    """A wish the rules refuse. str() is plain Chinese: what is wrong and what to do.

    `status` is the HTTP status a screen answers with when it does not catch the exception itself.
    """

    status = 409


class Stale(DomainError):
    """Somebody else changed the row since this screen was loaded (optimistic lock)."""


class NotFound(DomainError):
    """The row does not exist, or not for this user."""

    status = 404
