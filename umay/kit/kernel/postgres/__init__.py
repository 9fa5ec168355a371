"""PostgreSQL for this installation: an embedded server of its own, or one named by UMAY_DATABASE_URL."""

from umay.kit.kernel.postgres.addressing import Address, Addresses, addresses, is_external, parsed, url
from umay.kit.kernel.postgres.problems import ServerProblem
from umay.kit.kernel.postgres.server import (
    Server,
    Status,
    create_database,
    discard,
    ensure,
    prepare_database,
    status,
    stop,
)

__all__ = [
    "Address",
    "Addresses",
    "Server",
    "ServerProblem",
    "Status",
    "addresses",
    "create_database",
    "discard",
    "ensure",
    "is_external",
    "parsed",
    "prepare_database",
    "status",
    "stop",
    "url",
]
