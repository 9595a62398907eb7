"""The container's health check: does this machine's own web process answer? `python -m hall_ops.probe [path]`"""

import http.client
import os
import sys

WAIT_SECONDS = 4.0


def own_host() -> str:
    """A name the web process accepts: the first allowed host that is no pattern."""
    names = [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "").split(",")]
    return next((name for name in names if name and not name.startswith((".", "*"))), "localhost")


def answers(path: str, port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": own_host(), "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "/healthz"
    sys.exit(0 if answers(asked, int(os.environ.get("PORT", "8000"))) else 1)
