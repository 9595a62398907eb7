"""One function a use case; a module a noun."""
