"""The process of apart.py. Bounds itself before anything of the file is read."""

import json
import sys
from datetime import datetime


def _bound(seconds: int, megabytes: int) -> None:
    try:
        import resource  # not on every system; there the caller's clock alone bounds it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    read = sys.stdin.buffer.read
    asked = json.loads(read(int.from_bytes(read(8), "big")))
    _bound(asked["seconds"], asked["megabytes"])
    from umay.cooperation.accords.proving.apart import known_from_json, list_from_json
    from umay.cooperation.accords.proving.checking import verify

    verdict = verify(
        read(),
        trust_lists=tuple(list_from_json(one) for one in asked["lists"]),
        at=datetime.fromisoformat(asked["at"]),
        known=known_from_json(asked["known"]) if asked["known"] else None,
        is_arriving=asked["is_arriving"],
    )
    json.dump(verdict.as_json(), sys.stdout)


main()
