"""Repeat a comparison of a whole country from what it kept, on the server: `umay manage replay_run ID`. Says hashes, never a child.

With --check each question and its result are also given to the checker that shares nothing with the engine.
"""

import hashlib
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from umay.care.matching import queries, rounds
from umay.care.matching.access import national
from umay.care.matching.checking import check
from umay.care.matching.engine import dump
from umay.care.matching.jobs import engine_solve
from umay.ground.offices.packs.pack import COUNTRIES
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


class Command(BaseCommand):
    help = "Repeats a run from its kept input and compares the bytes of the result. Exit 0: the same; 1: not the same, or nothing kept."

    def add_arguments(self, parser):
        parser.add_argument("run", type=UUID, help="the run's id, as in the address of its page")
        parser.add_argument("--check", action="store_true", help="also check every result with the independent checker")

    def handle(self, *args, **options):
        kept = self._kept(options["run"])
        if kept is None:
            raise CommandError("There is no such run, or it kept no result.")
        raw, answer = kept
        again = rounds.solved(raw, solve=engine_solve, before=answer)
        self.stdout.write(f"input   {hashlib.sha256(raw).hexdigest()}")
        self.stdout.write(f"kept    {hashlib.sha256(answer).hexdigest()}")
        self.stdout.write(f"again   {hashlib.sha256(again).hexdigest()}")
        if again != answer:
            raise CommandError("Something else came out.")
        self.stdout.write("the same, to the last byte")
        if options["check"]:
            self._check(raw, answer)

    def _check(self, raw: bytes, answer: bytes) -> None:
        """Says for each result whether it holds every rule and whether nothing better exists; counts, never a child."""
        faults = 0
        for one in rounds.rounds_of(raw, answer):
            for name, file in (("who", one.who), ("where", one.where)):
                if file is None:
                    continue
                verdict = check(dump(file.instance), file.text.encode())
                faults += len(verdict.faults)
                proven = "proven" if verdict.is_bound_proven else "not proven"
                self.stdout.write(f"{one.name:<7} {name:<6} {len(verdict.faults)} faults, {proven}")
        if faults:
            raise CommandError("The checker found faults.")

    def _kept(self, run_id: UUID) -> tuple[bytes, bytes] | None:
        """(input, result) of the run, read as the job of its country."""
        for country in COUNTRIES:
            by = national(country, now())
            with acting(by):
                found = queries.kept_of(run_id, by)
            if found is not None:
                return found
        return None
