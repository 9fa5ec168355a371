"""Recall and false hits on the pairs of names: python -m tests.care.persons.names.report writes docs/reference/names.md."""

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from umay.care.persons.names import LIKELY, plan, score, tokens

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[3] / "docs" / "reference" / "names.md"
THRESHOLDS = (0.75, 0.80, 0.84, LIKELY, 0.90, 0.94)


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    answer: str
    kind: str

    @property
    def is_held_out(self):
        return int(hashlib.sha256(f"{self.a}\t{self.b}".encode()).hexdigest(), 16) % 100 >= 40

    @property
    def value(self):
        return score(self.a, self.b).value

    @property
    def is_met(self):
        """Whether a search for either name reaches a person stored with the other."""
        return reaches(self.a, self.b) and reaches(self.b, self.a)


def pairs():
    with (HERE / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(line["a"], line["b"], line["answer"], line["kind"]) for line in lines]


def reaches(typed, stored):
    """Whether a step brings the person; for several words, only steps that bring short lists count."""
    keys = tokens(stored)
    steps = plan(typed).steps
    short = [step for step in steps if not step.is_wide and step.name != "number"]
    is_one_word = all(step.beginning for step in short)
    return any(
        step.tokens & keys or (step.beginning and any(key.startswith(step.beginning) for key in keys))
        for step in (steps if is_one_word else short)
    )


def page():
    every = pairs()
    held = [pair for pair in every if pair.is_held_out]
    tune = [pair for pair in every if not pair.is_held_out]
    return "\n".join([*_head(every, tune, held), *_summary(tune, held), *_kinds(held), *_errors(held)]) + "\n"


def recall(found, threshold=LIKELY):
    same = [pair for pair in found if pair.answer == "same"]
    return sum(pair.value >= threshold for pair in same), len(same)


def met(found):
    same = [pair for pair in found if pair.answer == "same"]
    return sum(pair.is_met for pair in same), len(same)


def false_hits(found, threshold=LIKELY):
    different = [pair for pair in found if pair.answer == "different"]
    return sum(pair.value >= threshold for pair in different), len(different)


def _head(every, tune, held):
    return [
        "# Names: what is found and what is mistaken",
        "",
        "Made by `python -m tests.care.persons.names.report`; a test fails when this page is old.",
        "",
        f"{len(every)} pairs of names were written down in `tests/care/persons/names/pairs.tsv` before the comparison"
        f" existed. {len(tune)} of them (tune) were looked at while it was made and the threshold {LIKELY:.2f} was chosen;"
        f" {len(held)} (held out) were not, and their result is the published one. The pairs were put together by the same"
        " hand that wrote the comparison, from spellings it knew to be hard: they are a check, not a sample of a"
        " country's records. The near and different names were chosen to be mistaken: among people met by chance false"
        " hits are far rarer.",
        "",
        "- **Met**: a search for one name reaches the person stored under the other, in both directions (for several words"
        " by keys of two words, never by one common word alone).",
        "- **Recall**: pairs of one person's name whose score reaches the threshold, so that *search before create*"
        " calls them likely.",
        "- **False hits**: pairs of different people's names that reach it. They are shown to a human with what differs;"
        " nothing is ever joined by a score.",
        "",
    ]


def _share(part):
    return f"{part[0]} of {part[1]} ({100 * part[0] / part[1]:.1f} %)"


def _summary(tune, held):
    lines = ["| pairs | met | recall | false hits |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {_share(met(found))} | {_share(recall(found))} | {_share(false_hits(found))} |"
        for name, found in (("**held out**", held), ("tune", tune))
    ]
    lines += [
        "",
        "The same held-out pairs at other thresholds:",
        "",
        "| threshold | recall | false hits |",
        "|---|---|---|",
    ]
    lines += [f"| {at:.2f} | {_share(recall(held, at))} | {_share(false_hits(held, at))} |" for at in THRESHOLDS]
    return [*lines, ""]


def _kinds(held):
    lines = ["## Held out, by kind", "", "| kind | answer | pairs | met | likely |", "|---|---|---|---|---|"]
    order = Counter((pair.answer, pair.kind) for pair in held)
    for (answer, kind), number in sorted(order.items(), key=lambda item: (item[0][0] != "same", item[0][1])):
        group = [pair for pair in held if (pair.answer, pair.kind) == (answer, kind)]
        reached = sum(pair.is_met for pair in group) if answer == "same" else "-"
        lines.append(f"| {kind} | {answer} | {number} | {reached} | {sum(pair.value >= LIKELY for pair in group)} |")
    return [*lines, ""]


def _errors(held):
    missed = [pair for pair in held if pair.answer == "same" and (pair.value < LIKELY or not pair.is_met)]
    wrong = [pair for pair in held if pair.answer == "different" and pair.value >= LIKELY]
    lines = ["## Every held-out mistake", "", "Missed (one person, score too low, or not met by a search):", ""]
    lines += [
        f"- {pair.a} / {pair.b}: {pair.value:.2f}{'' if pair.is_met else ', not met'} ({pair.kind})"
        for pair in sorted(missed, key=lambda pair: pair.value)
    ]
    lines += ["", "False hits (two people, called likely):", ""]
    lines += [
        f"- {pair.a} / {pair.b}: {pair.value:.2f} ({pair.kind})" for pair in sorted(wrong, key=lambda p: -p.value)
    ]
    return lines


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
