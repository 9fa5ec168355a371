"""Settings of one installation, read from the environment. Production is the default; the demo says so itself.

UMAY_HOME            data folder (database, files, secrets)
UMAY_DEMO=1          demo mode: invented people, loopback only, two countries, unverified values of the packs are used
UMAY_DATABASE_URL    the owner of an external PostgreSQL; without it the embedded one is used
UMAY_BEHIND_PROXY=1  requests come through one proxy of yours, which sets X-Forwarded-For and X-Forwarded-Proto
UMAY_HOSTS           host names that are answered, separated by commas
UMAY_COUNTRY         the country of this installation (TR, AZ); demo holds both
UMAY_LANGUAGE        the language of who has not chosen one (tr, az, en; the country's own by itself)
UMAY_NAME_TR/AZ/EN   the displayed name
UMAY_MAIL            the mail server for reminders: smtp+tls://user:password@host:587, smtps://... or smtp://...
UMAY_MAIL_FROM       who they are from
UMAY_IATI            registered identifiers of institutions for IATI files (TR-MFSS=XX-ABC-1,AZ-MLSPP=XX-ABC-2; else our own codes)
UMAY_ADDRESS         where the pages are, for links in e-mails (https://umay.example.org; else the first of UMAY_HOSTS)
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from umay.kit.kernel.home import home_folder
from umay.kit.kernel.keys import secret
from umay.kit.kernel.postgres import addresses
from umay.kit.ui import conf as look


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in ("1", "true", "yes")


BASE_DIR = Path(__file__).resolve().parent.parent
UMAY_HOME = home_folder(os.environ)
UMAY_DEMO = _flag("UMAY_DEMO")
UMAY_BEHIND_PROXY = _flag("UMAY_BEHIND_PROXY")
UMAY_COUNTRY = os.environ.get("UMAY_COUNTRY", "")
UMAY_NAMES = {
    "tr": os.environ.get("UMAY_NAME_TR", "Koruyucu Aile"),
    "az": os.environ.get("UMAY_NAME_AZ", "Himayədar Ailə"),
    "en": os.environ.get("UMAY_NAME_EN", "Foster Family"),
}
UMAY_FILES = UMAY_HOME / "files"

SECRET_KEY = secret("session").hex()
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("UMAY_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("UMAY_ORIGINS", "").split(",") if o]

_addresses = addresses(os.environ, UMAY_HOME)
_acts_as_owner = os.environ.get("UMAY_DB_ROLE") == "owner"
_address = dict(_addresses.owner if _acts_as_owner else _addresses.app)
if os.environ.get("UMAY_DATABASE_NAME"):  # another database of the same server: for trials
    _address["NAME"] = os.environ["UMAY_DATABASE_NAME"]
DATABASES = {
    "default": {
        "ENGINE": "umay.kit.kernel.db",
        **_address,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_address.get("OPTIONS", {}), "application_name": "umay", "connect_timeout": 5},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    *look.APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "umay.front",  # before allauth: our pages of sign-in stand in front of its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "umay.ground.journal",
    "umay.ground.offices",
    "umay.cooperation.partners",
    "umay.cooperation.accords",
    "umay.care.persons",
    "umay.care.intake",
    "umay.care.cases",
    "umay.care.families",
    "umay.care.matching",
    "umay.care.placements",
    "umay.care.visits",
    "umay.care.fairness",
]

MIDDLEWARE = [
    "umay.front.middleware.Origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "umay.front.middleware.SessionLimits",
    "umay.front.middleware.NextStep",
    "axes.middleware.AxesMiddleware",
    "umay.front.middleware.OwnAccount",  # last: its transaction ends before the answer is finished outside
]

ROOT_URLCONF = "umay.front.urls"
WSGI_APPLICATION = "umay.front.wsgi.application"
TEMPLATES = look.templates("umay.front.context.page")
FORM_RENDERER = look.FORM_RENDERER
COTTON_ISOLATE_BY_DEFAULT = look.COTTON_ISOLATE_BY_DEFAULT
CSRF_FAILURE_VIEW = "umay.front.errors.form_expired"

AUTH_USER_MODEL = "offices.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "umay.front.accounts.adapter.Accounts"
ACCOUNT_FORMS = {
    "login": "umay.front.accounts.forms.SignInForm",
    "change_password": "umay.front.accounts.forms.PasswordForm",
    "reauthenticate": "umay.front.accounts.forms.AgainForm",
}
# Failures are counted by axes, in the database, by name and address; a whole office may come from one address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip"}
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Umay"
MFA_FORMS = {
    "authenticate": "umay.front.accounts.forms.CodeForm",
    "reauthenticate": "umay.front.accounts.forms.CodeAgainForm",
    "activate_totp": "umay.front.accounts.forms.TelephoneForm",
    "add_webauthn": "umay.front.accounts.forms.PasskeyForm",
    "edit_webauthn": "umay.front.accounts.forms.PasskeyNameForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = UMAY_DEMO  # localhost without https
MFA_ADAPTER = "umay.front.accounts.adapter.SecondFactors"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_USERNAME_CALLABLE = "umay.front.accounts.events.name_tried"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "login"]

# Shared by all processes: how often somebody tried a code must count over all of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": UMAY_HOME / "run" / "cache",
    }
}
SESSION_ENGINE = "umay.front.sessions"
SESSION_COOKIE_AGE = 8 * 3600  # a working day at the longest
UMAY_IDLE_SECONDS = 30 * 60  # without a click for so long, the session ends; the page warns five minutes before
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if not UMAY_DEMO:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by the machine itself; answers one word
    SECURE_HSTS_SECONDS = 365 * 86400
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if UMAY_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = os.environ.get("UMAY_LANGUAGE") or {"AZ": "az"}.get(UMAY_COUNTRY, "tr")  # of who has not chosen yet
LANGUAGES = [("tr", _("Turkish")), ("az", _("Azerbaijani")), ("en", _("English"))]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Istanbul"

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("UMAY_STATIC", UMAY_HOME / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = UMAY_DEMO
if UMAY_DEMO:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = UMAY_FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# No values of forms or rows in the log: only what failed, and where.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "umay.front.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"django.server": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Reminders to desks of the cooperation house; without a mail server none goes out and nothing else is missing.
_mail = urlsplit(os.environ.get("UMAY_MAIL", ""))
UMAY_MAILS = bool(_mail.hostname)
UMAY_MAIL_FROM = os.environ.get("UMAY_MAIL_FROM", "")
UMAY_ADDRESS = (
    os.environ.get("UMAY_ADDRESS", "").rstrip("/") or f"https://{ALLOWED_HOSTS[0] if ALLOWED_HOSTS else 'localhost'}"
)
UMAY_IATI_IDENTIFIERS = dict(one.split("=", 1) for one in os.environ.get("UMAY_IATI", "").split(",") if "=" in one)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if UMAY_MAILS else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail.scheme == "smtp+tls", _mail.scheme == "smtps", 20
