"""Gunicorn in a container: processes that end now and then, nothing written outside /tmp and /dev/shm."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "3"))
worker_class = "sync"
worker_tmp_dir = "/dev/shm"
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
forwarded_allow_ips = ""  # who the client is, is decided in one place: TRUSTED_PROXIES
loglevel = "warning"
