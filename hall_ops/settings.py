"""Settings: everything that differs between installations comes from the environment (see .env.example)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.environment import Environment
from hall_ops.lib.outbox_settings import check_live, read_channels, read_pattern, read_template
from hall_ops.lib.personal_keys import embedded_keys, read_key, read_keys

ROOT = Path(__file__).resolve().parent.parent
env = Environment()

# -- what kind of installation this is ---------------------------------------------------------------------------
MODE = env.choice("HALL_MODE", ["embedded", "server"], "embedded")
EMBEDDED = MODE == "embedded"
DEMO = env.flag("HALL_DEMO")
DEBUG = env.flag("DEBUG")
VAR_DIR = env.folder("VAR_DIR", ROOT / "var")
SECURITY_PROFILE = env.choice("SECURITY_PROFILE", ["mlps3", "asvs"], "mlps3")
if DEMO and not EMBEDDED and not DEBUG:
    raise ImproperlyConfigured(
        "环境变量 HALL_DEMO 只能与 HALL_MODE=embedded 一起使用：演示账号不得出现在正式环境。"
    )


def embedded_secret() -> str:
    """The embedded installation makes its own key once; a server names one."""
    path = VAR_DIR / "secret_key"
    if path.exists():
        return path.read_text().strip()
    from django.core.management.utils import get_random_secret_key

    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(get_random_secret_key() + get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = env.text("SECRET_KEY", "") or (
    embedded_secret() if EMBEDDED else env.text("SECRET_KEY", secret=True)
)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("环境变量 SECRET_KEY 太短。允许的值：至少 50 个字符的随机文本。")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["*"] if EMBEDDED else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "环境变量 ALLOWED_HOSTS 没有设置。允许的值：逗号分隔的域名，如 hall.example.gov.cn。"
    )
PUBLIC_URL = env.matching(
    "PUBLIC_URL", r"https?://[^\s/]+(/[^\s]*)?", "http://127.0.0.1:8000", "http:// 或 https:// 开头的网址"
).rstrip("/")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0 if EMBEDDED else 1, low=0, high=5)

# -- apps, from the lowest to the highest ------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    "import_export",
    "django_filters",
    "records",
    "accounts",
    "contracts",
    "staffing",
    "windows",
    "assessment",
    "hall_ops",
]
# Each upper app fills in its part of a contract from the profile: install(profile, contract).
PROFILE_INSTALLERS = ["contracts.profile.install", "staffing.profile.install", "assessment.profile.install"]
# What other systems reach: (prefix, router), joined in hall_ops.api.
API_ROUTERS = [("", "windows.api.router"), ("", "staffing.api.router")]
# What Ctrl K looks through: search(user, contract, words) -> groups.
SEARCH_PROVIDERS = [
    "windows.queries.find.search_cases",
    "contracts.queries.search",
    "windows.queries.find.search_catalogue",
    "assessment.queries.search.search",
]
# What upper apps tell contracts (contracts.queries.hooks).
DECISION_EFFECTS = "assessment.queries.effects.decision_effects"
MONTH_SCORES = "assessment.queries.settlement.month_scores"
SETTLED_YEARS = "assessment.queries.settlement.settled_years"
PREPAID_WAGES = "staffing.queries.prepaid.told_prepaid"
DECISION_FIGURES = "staffing.queries.readings.decision_figures"
# What an upper app tells staffing (staffing.queries.hooks).
CLERK_FIGURES = "windows.queries.staff_figures.clerk_figures"
# What waits for one person, on the desk and behind the bell: source(user, contract, now) -> [Waiting].
NOTICE_SOURCES = [
    "windows.queries.waiting.waiting_here",
    "staffing.queries.notices.waiting_here",
    "assessment.queries.notices.waiting_here",
]
# What else people are to be reminded of: source(now) -> [{kind, key, text, role, url, contract_id}].
REMINDER_SOURCES = [
    "contracts.jobs.payment_reminders",
    "windows.jobs.carriers.carrier_reminders",
    "windows.jobs.ratings.followup_reminders",
]

MIDDLEWARE = [
    "hall_ops.lib.request_context.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are text and tables: a tenth of the bytes. It pads at random, and tokens are masked anew (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hall_ops.lib.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SessionRulesMiddleware",
    "contracts.middleware.ScreenGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hall_ops.urls"
WSGI_APPLICATION = "hall_ops.wsgi.application"
FORM_RENDERER = "hall_ops.lib.form_renderer.HouseRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "contracts.shell.shell",
                "contracts.shell.waiting",
            ],
        },
    }
]


def database_config(url: str) -> dict[str, Any]:
    """Two databases are supported and tested, no other. Raises: ValueError."""
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ValueError(url)
    return dict(environ.Env.db_url_config(url))


# -- database ----------------------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.parsed(
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'hall_ops.sqlite3'}",
        database_config,
        "sqlite:////绝对路径 或 postgres://用户:口令@主机:5432/库名",
    )
}
DATABASE = DATABASES["default"]
DATABASE["ATOMIC_REQUESTS"] = False
if DATABASE["ENGINE"].endswith("sqlite3"):
    # Measured: without IMMEDIATE, concurrent writers lose writes to "database is locked" (docs/decisions).
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
        ),
    }
    DATABASE["CONN_MAX_AGE"] = 0
else:
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # A page reads few rows of long tables by indexes that lie in memory: no plan for it reads a whole table, starts
    # workers or compiles (docs/operations.md, Measured).
    DATABASE["OPTIONS"] = {
        "options": (
            "-c lock_timeout=3000 -c statement_timeout=60000 -c random_page_cost=1.1 -c jit=off "
            "-c max_parallel_workers_per_gather=0"
        )
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- signing in (security A1-A9) ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.NamePasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.ClassesValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ContextValidator"},
    {"NAME": "accounts.passwords.HistoryValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "contracts:home"
PASSWORD_RESET_TIMEOUT = 24 * 3600
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "hall_ops.lib.request_context.client_address"
# Our own sign-in answers a lockout like any other failure (A8), so axes' middleware, which answers 429, stays out.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
AXES_SENSITIVE_PARAMETERS: list[str] = []
AXES_VERBOSE = False
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 30, low=1, high=240)
SESSION_IDLE_PRIVILEGED_MINUTES = env.number("SESSION_IDLE_PRIVILEGED_MINUTES", 15, low=1, high=240)
SESSION_ABSOLUTE_HOURS = env.number("SESSION_ABSOLUTE_HOURS", 12, low=1, high=24)
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hall_ops.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- browser -----------------------------------------------------------------------------------------------------
SECURE = not EMBEDDED and not DEBUG
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "hall_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "hall_csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DEFAULT_OBJECTION_WORKING_DAYS = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20

# -- language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", ["zh-hans", "en"], "zh-hans")
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "hall_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.choice(
    "TIME_ZONE", sorted(available_timezones()), "Asia/Shanghai", shown="时区名，例如 Asia/Shanghai"
)

# -- files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = env.folder("MEDIA_DIR", VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# -- background work ---------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.matching(
    "BROKER_URL",
    r"filesystem://.*|rediss?://.+",
    "filesystem://" if EMBEDDED else "redis://127.0.0.1:6379/0",
    "filesystem://（单机）或 redis://主机:6379/0",
)
CELERY_TIMEZONE = TIME_ZONE
# (name, dotted function, time of day); the tick of records.tasks runs them, each due time once.
SCHEDULED_JOBS = [
    ("turn_items", "windows.jobs.nightly.turn_items", "00:02"),
    ("end_sessions", "windows.jobs.nightly.end_sessions", "00:04"),
    ("count_days", "windows.jobs.ledgers.count_days", "00:06"),
    ("daily_seal", "assessment.jobs.seal_days", "00:10"),
    ("close_cards", "assessment.jobs.close_cards", "00:20"),
    ("deem_accepted", "windows.jobs.nightly.deem_accepted", "00:25"),
    ("remind", "assessment.jobs.remind", "00:30"),
    ("find", "assessment.jobs.find", "01:00"),
    ("verify_seals", "assessment.jobs.verify_seals_nightly", "02:40"),
    ("verify_chain", "records.jobs.verify_chain_nightly", "02:30"),
    ("clean_up", "records.jobs.clean_up", "03:10"),
    ("sweep_files", "records.jobs.sweep_files", "03:12"),
    ("clean_public", "windows.jobs.ratings.clean_public", "03:15"),
    ("clean_drafts", "windows.jobs.nightly.clean_drafts", "03:15"),
    ("disable_idle_accounts", "accounts.jobs.disable_idle_accounts", "03:20"),
    ("forget_read_notices", "contracts.jobs.forget_old_reads", "03:25"),
    ("seed_calendar", "contracts.jobs.seed_calendar_ahead", "03:30"),
    ("recompute_due", "windows.jobs.nightly.recompute_due", "03:50"),
    ("remind_due", "windows.jobs.nightly.remind_due", "07:30"),
    ("expire_carriers", "windows.jobs.nightly.expire_carriers", "03:40"),
    ("delete_export_files", "windows.jobs.ledgers.delete_export_files", "03:45"),
    ("forget_imports", "windows.jobs.old_ledgers.forget_imports", "03:46"),
    ("erase_expired", "windows.jobs.nightly.erase_expired", "03:50"),
]
# Long work (records.models.Job): kind → dotted function run(job: records.runner.JobRun). Of the worker's processes only
# so many are given to it, so that messages and due times never wait for an import.
JOB_KINDS: dict[str, str] = {
    "ledger_export": "windows.jobs.ledgers.export_ledger",
    "roster_proposal": "staffing.jobs.propose_week",
    "ledger_check": "windows.jobs.old_ledgers.check_old_ledger",
    "ledger_import": "windows.jobs.old_ledgers.import_old_ledger",
    "data_package": "windows.jobs.data_returns.write_package",
    "contract_erase": "windows.jobs.data_returns.erase_contract_data",
}
JOBS_AT_ONCE = env.number("JOBS_AT_ONCE", 1, low=1, high=8)
JOB_FILE_HOURS = env.number("JOB_FILE_HOURS", 24, low=1, high=168)
EMAIL_CONFIG = env.parsed(
    "EMAIL_URL", "consolemail://", environ.Env.email_url_config, "smtp+tls://用户:口令@主机:587"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "hall-ops@localhost")

# -- outbox: SMS, e-mail, webhook (docs/operations.md) -------------------------------------------------------------
OUTBOX_LIVE = env.parsed(
    "OUTBOX_LIVE", "", read_channels, "sms、email、webhook 中的若干个，逗号分隔；空为全部写入文件"
)
OUTBOX_TRIES = env.number("OUTBOX_TRIES", 10, low=1, high=30)
OUTBOX_WAIT_MINUTES = env.number("OUTBOX_WAIT_MINUTES", 1, low=1, high=60)
OUTBOX_PRIVATE_HOSTS = frozenset(host.lower() for host in env.words("OUTBOX_PRIVATE_HOSTS", []))
OUTBOX_SECRET = env.text("OUTBOX_SECRET", "")
SMS_URL = env.matching("SMS_URL", r"(https?://\S+)?", "", "http:// 或 https:// 开头的网址")
SMS_TOKEN = env.text("SMS_TOKEN", "")
SMS_TEMPLATE = env.parsed(
    "SMS_TEMPLATE",
    '{"phone": "{to}", "text": "{body}", "id": "{id}"}',
    read_template,
    "含 {to} 与 {body} 的 JSON 文档，或 mobile={to}&content={body} 这样的表单",
)
SMS_OK_PATTERN = env.parsed("SMS_OK_PATTERN", "", read_pattern, "正则表达式；空为只看 HTTP 状态")
check_live(OUTBOX_LIVE, sms_url=SMS_URL, secret=OUTBOX_SECRET, mail_backend=EMAIL_CONFIG["EMAIL_BACKEND"])

# -- seals and reminders -----------------------------------------------------------------------------------------
SEALS_DIR = env.folder("SEALS_DIR", VAR_DIR / "seals")
SEAL_MAIL = env.words("SEAL_MAIL", [])
CARD_REMINDER_DAYS = env.number("CARD_REMINDER_DAYS", 5, low=0, high=60)

# -- personal data: sealed with these, outside the database and its backups (docs/operations.md) -------------------
own_keys = embedded_keys(VAR_DIR / "keys") if EMBEDDED else ("", "")
PERSONAL_DATA_KEYS = read_keys(env.text("PERSONAL_DATA_KEYS", "") or own_keys[0])
PERSONAL_DATA_INDEX_KEY = read_key(
    "PERSONAL_DATA_INDEX_KEY", env.text("PERSONAL_DATA_INDEX_KEY", "") or own_keys[1]
)

# -- logs: one JSON line each, no personal data ------------------------------------------------------------------
LOG_LEVEL = env.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hall_ops.lib.logs.json_formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.security.DisallowedHost": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
