"""The settings of CO-CREATOR: everything that differs between places is read from the environment, here."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cocreator.environment import database, env_bool, env_float, env_list, env_str
from cocreator.keys.settings import *  # noqa: F403  one file for all that keys are told
from cocreator.keys.settings import APPS, MIDDLEWARE_OF_KEYS

#: So many signs a secret has at least in production: what is shorter was thought up, or left as it came.
SHORTEST_SECRET = 40
BASE_DIR = Path(__file__).resolve().parent.parent


def make_var() -> Path:
    """Make the folder for everything that this installation writes, and return it."""
    try:
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The folder {VAR} cannot be made ({problem.strerror}). Set COCREATOR_VAR to a folder that can be written."
        ) from problem
    return VAR


def env_secret(name: str, file_name: str) -> str:
    """Return a secret from the environment, or outside production from a file of our own, made once."""
    if secret := env_str(name):
        if PRODUCTION and len(secret) < SHORTEST_SECRET:
            raise ImproperlyConfigured(
                f"{name} is too short. With PRODUCTION=1 it must be a long random text, {SHORTEST_SECRET} signs at least."
            )
        return secret
    if PRODUCTION:
        raise ImproperlyConfigured(
            f"{name} is not set. With PRODUCTION=1 it must be set to a long random text."
        )
    path = make_var() / file_name
    try:
        if not path.exists():
            with NamedTemporaryFile("w", dir=path.parent) as fresh, suppress(FileExistsError):
                fresh.write(secrets.token_urlsafe(50))
                fresh.flush()
                os.link(fresh.name, path)  # whoever comes second finds the first one's
        return path.read_text()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The secret key in {path} cannot be read or made ({problem.strerror}). "
            f"Set {name}, or set COCREATOR_VAR to a folder that can be written."
        ) from problem


PRODUCTION = env_bool("PRODUCTION")
DEBUG = env_bool("DEBUG")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG=1 shows secrets to every visitor; it cannot be set together with PRODUCTION=1."
    )
VAR = Path(env_str("COCREATOR_VAR", str(BASE_DIR / "var"))).resolve()
#: What was erased, by hashes alone; it is kept apart from the database, so that a restore of an old backup can erase it again.
LEDGER = VAR / "erased.jsonl"
PACE = env_float("COCREATOR_PACE", 1.0)
REDIS_URL = env_str("REDIS_URL")
DATABASE_URL = env_str("DATABASE_URL")
METRICS_TOKEN = env_str("METRICS_TOKEN")
# Who runs this site, as its accessibility statement and its page on privacy say.
RUN_BY = env_str("RUN_BY")
RUN_BY_EMAIL = env_str("RUN_BY_EMAIL")
ENFORCEMENT_URL = env_str("ENFORCEMENT_URL")

SECRET_KEY = env_secret("SECRET_KEY", "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env_list("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "channels",
    "simple_history",
    "research",
    "scenarios",
    "game",
    *APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cocreator.headers.OwnHeaders",  # before the files, which carry them too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # blurs lengths against guessing; form tokens are masked anyway
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cocreator.language.OfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cocreator.outage.DatabaseAway",
    "simple_history.middleware.HistoryRequestMiddleware",  # who changed what in the library; keeps nothing of a player
    *MIDDLEWARE_OF_KEYS,
]
ROOT_URLCONF = "cocreator.urls"
ASGI_APPLICATION = "cocreator.asgi.application"
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "workshops"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

if DATABASE_URL:
    DATABASES = {"default": database(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": make_var() / "cocreator.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            },
            "TEST": {"NAME": VAR / f"test-{os.getpid()}.sqlite3"},  # a file, so that other threads see it
        }
    }
ONE_CLOCK = bool(DATABASE_URL)  # several machines may share PostgreSQL, and then its clock is the one
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CACHES: dict[str, Any] = {
        "default": {"BACKEND": "cocreator.soft_cache.SoftRedisCache", "LOCATION": REDIS_URL}
    }
    LAYER = "channels_redis.pubsub.RedisPubSubChannelLayer"
    CHANNEL_LAYERS: dict[str, Any] = {"default": {"BACKEND": LAYER, "CONFIG": {"hosts": [REDIS_URL]}}}
else:
    MEMORY = "django.core.cache.backends.locmem.LocMemCache"
    CACHES = {"default": {"BACKEND": MEMORY, "OPTIONS": {"MAX_ENTRIES": 100_000}}}
    CHANNEL_LAYERS = {}

# The first collectstatic must hash the files although no manifest is there yet.
COLLECTED = (VAR / "static" / "staticfiles.json").exists() or sys.argv[1:2] == ["collectstatic"]
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static" if COLLECTED else None
HASHED, PLAIN = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage",
    "django.contrib.staticfiles.storage.StaticFilesStorage",
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": HASHED if COLLECTED else PLAIN},
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60 if COLLECTED else 5
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en"
# Each in its own words, as it stands in the menu. What Django says itself, it says in these languages too.
LANGUAGES = [
    ("en", "English"),
    ("da", "Dansk"),
    ("nl", "Nederlands"),
    ("fr", "Français"),
    ("sl", "Slovenščina"),
    ("hr", "Hrvatski"),
]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
FORMAT_MODULE_PATH = ["cocreator.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"

OURS = ("script-src", "style-src", "font-src", "connect-src", "manifest-src", "form-action", "base-uri")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
        **{directive: [SELF] for directive in OURS},
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "game.views.refused.csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a case with forty rows of evidence

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = None
if env_bool("TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "cocreator.headers.BehindProxy")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tersely": {"()": "cocreator.outage.Tersely"}, "scrub": {"()": "cocreator.logs.Scrub"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "cocreator.logs.AsJson"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["tersely", "scrub"],
            "formatter": "json" if env_bool("LOG_JSON") else "line",
        },
        "errors": {"class": "game.metrics.CountErrors"},
    },
    "root": {"handlers": ["console", "errors"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "daphne": {"level": "WARNING"},
    },
}
