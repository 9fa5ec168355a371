"""Invented people: names drawn by rank, birth days by the published ages, numbers that can't be real."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

NAMES = Path(__file__).parent / "names"

# Share of foster children by age, Türkiye, February 2014 (domain S89c; the 2.9 % of 19 and over left out); Azerbaijan 24 December 2025 (S66).
AGES = {
    "TR": (((0, 3), 15.4), ((4, 5), 12.0), ((6, 9), 29.6), ((10, 14), 26.5), ((15, 17), 13.6)),
    "AZ": (((0, 6), 28), ((7, 13), 26), ((14, 17), 6)),
}
GIRLS = {"TR": 0.59, "AZ": 0.60}
DISABILITY = 0.11  # 1,133 of 10,294 in September 2024 (S89)


@functools.cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple(line for line in (NAMES / name).read_text(encoding="utf-8").splitlines() if line.strip())


@dataclass(frozen=True)
class Human:
    """An invented person."""

    given: str
    surname: str
    sex: str
    born_on: date


class Crowd:
    """Draws people of one country from one random source, so that a run gives the same people again."""

    def __init__(self, country: str, random: Random, today: date):
        self.country, self.random, self.today = country, random, today
        self.language = country.lower()

    def _by_rank(self, lines: tuple[str, ...]) -> str:
        """Common names are common: rank drawn with a heavy head."""
        return lines[min(int(self.random.paretovariate(0.9)) - 1 + self.random.randrange(12), len(lines) - 1)]

    def given(self, sex: str) -> str:
        return self._by_rank(_lines(f"{'female' if sex == 'f' else 'male'}.{self.language}.txt"))

    def surname(self) -> str:
        """A family's surname as its line: one form, or the man's and the woman's with a tab."""
        return self._by_rank(_lines(f"surnames.{self.language}.txt"))

    @staticmethod
    def worn(surname: str, sex: str) -> str:
        forms = surname.split("\t")
        return forms[-1] if sex == "f" else forms[0]

    def child(self, surname: str, *, near_age: int | None = None) -> Human:
        sex = "f" if self.random.random() < GIRLS[self.country] else "m"
        low, high = self._band()
        age = (
            self.random.randint(low, high)
            if near_age is None
            else max(0, min(17, near_age + self.random.choice((-4, -3, -2, 2, 3, 4))))
        )
        return Human(self.given(sex), self.worn(surname, sex), sex, self._born(age))

    def grown(self, surname: str, sex: str, low=28, high=62) -> Human:
        return Human(self.given(sex), self.worn(surname, sex), sex, self._born(self.random.randint(low, high)))

    def _band(self) -> tuple[int, int]:
        bands, weights = zip(*AGES[self.country], strict=True)
        return self.random.choices(bands, weights)[0]

    def _born(self, age: int) -> date:
        return self.today - timedelta(days=age * 365 + age // 4 + self.random.randrange(1, 364))

    def number(self) -> str:
        """An identity number that can't be real: Türkiye's begin with 0 and carry right check digits, Azerbaijan's begin with 0."""
        if self.country == "AZ":
            return "0" + "".join(self.random.choice("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(6))
        digits = [0] + [self.random.randrange(10) for _ in range(8)]
        tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
        return "".join(map(str, [*digits, tenth, (sum(digits) + tenth) % 10]))
