"""Where the database is and who signs in to it, from the environment or from the embedded server's secrets.

UMAY_DATABASE_URL         the owner's address on a server of yours; absent: the embedded server
UMAY_APP_DATABASE_URL     the application's; absent: the same server as umay_app with UMAY_APP_PASSWORD
UMAY_BACKUP_DATABASE_URL  the backup's; absent: the same server as umay_backup with UMAY_BACKUP_PASSWORD
UMAY_ADMIN_DATABASE_URL   a superuser's; asked for by `umay restore` alone
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from umay.kit.kernel import secrets
from umay.kit.kernel.postgres import roles
from umay.kit.kernel.postgres.place import PORT, settle
from umay.kit.kernel.postgres.postmaster import ADMIN
from umay.kit.kernel.postgres.problems import ServerProblem, told_plainly

Address = dict  # {"HOST", "PORT", "NAME", "USER", "PASSWORD"} and, for an outside server, perhaps "OPTIONS"


@dataclass(frozen=True)
class Addresses:
    """One address per purpose, shaped as Django's DATABASES wants it; None where it was not given."""

    # They hold passwords, which have no place in a trace.
    app: Address = field(repr=False)
    owner: Address | None = field(repr=False)
    backup: Address | None = field(repr=False)
    admin: Address | None = field(repr=False)
    is_embedded: bool


def addresses(environ: Mapping[str, str], home: Path) -> Addresses:
    """Return the addresses of this installation. Starts nothing; makes missing passwords of the embedded server.

    Raises ServerProblem on an address that cannot be read or a data folder that cannot be used.
    """
    if is_external(environ):
        return _external(environ, home)
    place = settle(home)
    with told_plainly(home):

        def embedded(user: str, database: str = roles.DATABASE) -> Address:
            password = secrets.read_or_create(home, secret_name(user))
            return {"HOST": str(place.sockets), "PORT": str(PORT), "NAME": database, "USER": user, "PASSWORD": password}

        return Addresses(
            app=embedded(roles.APP),
            owner=embedded(roles.OWNER),
            backup=embedded(roles.BACKUP),
            admin=embedded(ADMIN, "postgres"),
            is_embedded=True,
        )


def is_external(environ: Mapping[str, str]) -> bool:
    """Say whether the environment names a server of its own."""
    return bool(environ.get("UMAY_DATABASE_URL") or environ.get("UMAY_APP_DATABASE_URL"))


def secret_name(role: str) -> str:
    """Return the name of the secret that holds the password of `role`."""
    return "database-" + role.removeprefix("umay_")


def parsed(url: str, variable: str = "the address") -> Address:
    """Return the parts of a postgresql:// address. Raises ServerProblem naming `variable`, never the address itself."""
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        port = parts.port
    except ValueError:
        parts, options, port = urlsplit(""), {}, None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.username or not parts.path.strip("/"):
        raise ServerProblem(f"{variable} must look like postgresql://user:password@host:5432/database")
    address = {
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", "") or port or PORT),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
    }
    # urlsplit lowers the letters of a host, which a socket's folder given as %2Ftmp%2FRun does not survive.
    raw_host = parts.netloc.rpartition("@")[2].rpartition(":")[0] or parts.netloc.rpartition("@")[2]
    if raw_host.lower().startswith("%2f"):
        address["HOST"] = unquote(raw_host)
    return address | ({"OPTIONS": options} if options else {})


def url(address: Address) -> str:
    """Return `address` as postgresql://..., as psql and every driver take it."""
    options = dict(address.get("OPTIONS", {}))
    host = address["HOST"]
    if host.startswith("/"):
        options = {"host": host, "port": address["PORT"], **options}
        where = ""
    else:
        where = (f"[{host}]" if ":" in host else host) + f":{address['PORT']}"
    secret = f":{quote(address['PASSWORD'], safe='')}" if address["PASSWORD"] else ""
    query = "?" + urlencode(options, quote_via=quote, safe="/") if options else ""
    return f"postgresql://{quote(address['USER'], safe='')}{secret}@{where}/{quote(address['NAME'], safe='')}{query}"


def _external(environ: Mapping[str, str], home: Path) -> Addresses:
    def named(variable: str) -> Address | None:
        return parsed(environ[variable], variable) if environ.get(variable) else None

    owner = named("UMAY_DATABASE_URL")

    def derived(role: str, variable: str) -> Address | None:
        if owner is None:
            return None
        with told_plainly(home):
            password = environ.get(variable) or secrets.read_or_create(home, secret_name(role))
        return owner | {"USER": role, "PASSWORD": password}

    app = named("UMAY_APP_DATABASE_URL") or derived(roles.APP, "UMAY_APP_PASSWORD")
    backup = named("UMAY_BACKUP_DATABASE_URL") or derived(roles.BACKUP, "UMAY_BACKUP_PASSWORD")
    if app is None:
        raise ServerProblem("UMAY_DATABASE_URL must look like postgresql://user:password@host:5432/database")
    return Addresses(app=app, owner=owner, backup=backup, admin=named("UMAY_ADMIN_DATABASE_URL"), is_embedded=False)
