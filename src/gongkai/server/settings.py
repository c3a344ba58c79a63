"""The Django settings, built from the typed settings of the installation; no rule of law stands here."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dj_database_url

from gongkai.server import keys
from gongkai.server.config import load_config
from gongkai.server.logs import logging_of
from gongkai.server.mail import mail_settings
from gongkai.server.sign_in import identity_secret, sign_in_settings

CONFIG = load_config()
_MASTER = keys.read_key(CONFIG.keys_dir, keys.MASTER)

SECRET_KEY = keys.read_key(CONFIG.keys_dir, keys.SESSION).hex()
AUDIT_KEY = keys.derive(_MASTER, "audit")
DATA_KEY = keys.derive(_MASTER, "applicant-data")
INDEX_KEY = keys.derive(_MASTER, "blind-index")

DEBUG = False
ALLOWED_HOSTS = CONFIG.hosts
ROOT_URLCONF = "gongkai.server.urls"
WSGI_APPLICATION = "gongkai.server.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "gongkai.apps.core",
    "gongkai.apps.bodies",
    "gongkai.apps.accounts",
    "gongkai.apps.channels",
    "gongkai.apps.disclosure",
    "gongkai.apps.inforequests",
    "gongkai.apps.remedies",
    "gongkai.ui",
    "gongkai.desk",
    "gongkai.portal",
    "django_prose_editor",
    "django.forms",
]

MIDDLEWARE = [
    "gongkai.server.edge.EdgeMiddleware",
    "gongkai.server.probes.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.server.middleware.GovernmentMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongkai.server.middleware.LanguageMiddleware",
    "gongkai.server.edge.SizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.server.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.server.middleware.DoorMiddleware",
    "axes.middleware.AxesMiddleware",
    "gongkai.server.page_views.PageViewMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.server.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "gongkai.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "gongkai.ui.forms.Renderer"

_SQLITE = {
    "ENGINE": "gongkai.server.sqlite",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
_STATED = (
    dj_database_url.parse(CONFIG.database_url, conn_max_age=60, conn_health_checks=True)
    if CONFIG.database_url
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": CONFIG.data_dir / "gongkai.sqlite3"}
)
DATABASES = {"default": _STATED | _SQLITE if _STATED["ENGINE"] == "django.db.backends.sqlite3" else _STATED}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:today"
LOGIN_REDIRECT_URL_FAILURE = "desk:sign_in"
IS_DEMO = CONFIG.demo
SEPARATE_DUTIES = CONFIG.separate_duties
REQUIRE_TOTP = CONFIG.require_totp
TOTP_KEY = keys.derive(_MASTER, "totp")
PASSWORD_LIFE = timedelta(days=CONFIG.password_days) if CONFIG.password_days else None
SESSION_IDLE = timedelta(minutes=CONFIG.session_idle_minutes)
SESSION_LIFE = timedelta(hours=CONFIG.session_hours)
AXES_FAILURE_LIMIT = 5  # failures that lock a user name
AXES_ADDRESS_LIMIT = 30  # failures that lock an address: a whole office may stand behind one
AXES_COOLOFF_TIME = timedelta(minutes=15)
OIDC_ISSUER = CONFIG.oidc_issuer.rstrip("/")
OIDC_RP_CLIENT_ID = CONFIG.oidc_client_id
OIDC_RP_CLIENT_SECRET = identity_secret(CONFIG.keys_dir)
OIDC_TIMEOUT = 10
vars().update(sign_in_settings(CONFIG))

LANGUAGE_CODE = "zh-hans"
LANGUAGE_COOKIE_NAME, SIZE_COOKIE_NAME = "gk_language", "gk_size"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data_dir / "static"
_IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _IS_COLLECTED
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["gongkai.apps.core.attachments_upload.MemoryUploadHandler"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

SESSION_ENGINE = "gongkai.server.session_store"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SESSION_COOKIE_NAME = "__Host-session" if CONFIG.https else "gk_session"
CSRF_COOKIE_NAME = "__Host-csrf" if CONFIG.https else "gk_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "gongkai.server.failures.csrf_failure"
SECURE_SSL_REDIRECT = CONFIG.https
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

PAGE_VIEWS_EVERY: float | None = 20  # seconds in which a process adds up before it tells the database

HANDLERS = "gongkai.server.handlers.HANDLERS"
PROVIDERS = "gongkai.server.providers.PROVIDERS"
IMPORT_TEMPLATES = "gongkai.server.providers.TEMPLATES"
SCHEDULE = "gongkai.server.schedule.SCHEDULE"
RECIPIENTS = "gongkai.server.handlers.RECIPIENTS"

LOGGING = logging_of(CONFIG.log_form)
vars().update(mail_settings(CONFIG.mail_url, CONFIG.mail_from))
