"""The folder that is a single machine's queue, between two runs. Standard library only: a start waits for it."""

from pathlib import Path


def tidy(folder: Path) -> None:
    """Before the first worker starts: give back what a killed one held, drop half-written mail."""
    messages = folder / "messages"
    if not messages.is_dir():
        return
    for path in messages.iterdir():
        if path.suffix == ".taken":
            path.rename(path.with_suffix(""))
        elif path.suffix == ".tmp" or path.name.endswith(".pidbox.msg"):
            path.unlink(missing_ok=True)
