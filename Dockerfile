# One image for web, worker, beat and management commands; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm AS build
ENV PYTHONUTF8=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
# Static files and the English catalogue are made once, here: the running container writes neither.
RUN /venv/bin/python script/catalogue.py compile \
    && HALL_MODE=embedded VAR_DIR=/app/var /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /app/var/secret_key /app/var/keys \
    && /venv/bin/python -m compileall -q accounts assessment contracts hall_ops records staffing windows \
    && /venv/bin/pip uninstall --quiet --yes pip setuptools

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin hall \
    && install -d -o hall -g hall -m 0750 /media-files
ENV PATH=/venv/bin:$PATH PYTHONUTF8=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp XDG_CACHE_HOME=/tmp/cache \
    HALL_MODE=server VAR_DIR=/app/var MEDIA_DIR=/media-files PORT=8000
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER hall
VOLUME /media-files
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "hall_ops.probe"]
CMD ["gunicorn", "hall_ops.wsgi:application", "--config", "hall_ops/gunicorn.py"]
