"""Runs pytauargus on one table: JSON on the standard input, JSON on the standard output. For the Python of its own environment; imports nothing of ours."""

import json
import sys
import tempfile
import time

from pytauargus import protect

asked = json.load(sys.stdin)
people = {name: [] for name in (*asked["names"], "one")}
for codes, count in asked["leaves"]:
    for name, code in zip(asked["names"], codes, strict=True):
        people[name] += [code] * count
    people["one"] += [1] * count
begun = time.process_time()
with tempfile.TemporaryDirectory() as folder:
    result = protect(
        people, [asked["names"]], "one", safety_rules=asked["rule"], suppress=asked["suppress"], workdir=folder
    )
    rows = [
        ([row[name] for name in asked["names"]], row["status"])
        for row in (result.tables[0].rows if not callable(result.tables[0].rows) else result.tables[0].rows())
    ]
    seconds = time.process_time() - begun
    unsafe = sum(bool(row["unsafe"]) for row in result.engine.audit(0))
json.dump({"rows": rows, "seconds": seconds, "unsafe": unsafe}, sys.stdout)
