"""Published foster-care figures by place: the proportions demonstration data are drawn from.

They are press and ministry figures of a given day, each with its source; no figure is given where none was found.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stock:
    """Foster care in one place as published. None = that figure was not published.

    children, families: on the day or at the end of `year`; applications, new_families, placed: during that year.
    """

    children: int
    families: int | None
    year: int
    source: str
    applications: int | None = None
    new_families: int | None = None
    placed: int | None = None


_2024 = "S89d 9koy.org, figures of 2024"
_AZ = "S66 1news.az, 24 December 2025"

PUBLISHED: dict[str, Stock] = {
    "TR-34": Stock(1251, 1133, 2024, _2024, 147, 148, 167),
    "TR-16": Stock(312, 269, 2024, _2024, 50, 25, 26),
    "TR-41": Stock(265, 231, 2024, _2024, 2, 10, 9),
    "TR-10": Stock(236, 210, 2024, _2024, 24, 21, 24),
    "TR-59": Stock(160, 145, 2024, _2024, 10, 7, 12),
    "TR-54": Stock(139, 115, 2024, _2024, 9, 15, 15),
    "TR-17": Stock(70, 65, 2024, _2024, 1, 6, 7),
    "TR-22": Stock(69, 58, 2024, _2024, 4, 3, 4),
    "TR-39": Stock(45, 34, 2024, _2024, 14, 4, 6),
    "TR-77": Stock(39, 30, 2024, _2024, 1, 2, 2),
    "TR-11": Stock(28, 24, 2024, _2024, 4, 4, 5),
    "TR-07": Stock(351, 319, 2026, "S98 sondakika.com, January 2026 (60 children placed during 2025)"),
    "TR-58": Stock(83, 63, 2024, "S89e iha.com.tr, 2024"),
    "TR-66": Stock(51, 39, 2025, "S89e ilerigazetesi.com.tr, 2025"),
    "AZ-BA": Stock(31, None, 2025, _AZ),
    "AZ-AGC": Stock(1, None, 2025, _AZ),
    "AZ-BIL": Stock(1, None, 2025, _AZ),
    "AZ-CAL": Stock(1, None, 2025, _AZ),
    "AZ-GA": Stock(3, None, 2025, _AZ),
    "AZ-GOY": Stock(1, None, 2025, _AZ),
    "AZ-GYG": Stock(3, None, 2025, _AZ),
    "AZ-XAC": Stock(2, None, 2025, _AZ),
    "AZ-LAN": Stock(4, None, 2025, _AZ),
    "AZ-SMI": Stock(1, None, 2025, _AZ),
    "AZ-SAK": Stock(1, None, 2025, _AZ),
    "AZ-SKR": Stock(4, None, 2025, _AZ),
    "AZ-ZAQ": Stock(1, None, 2025, _AZ),
    "AZ-AST": Stock(1, None, 2025, _AZ),
    "AZ-ZAR": Stock(1, None, 2025, _AZ),
    "AZ-OGU": Stock(3, None, 2025, _AZ),
    "AZ-IMI": Stock(1, None, 2025, _AZ),
}

# The whole country. Türkiye: "10,732 children with 8,987 families", November 2025; Azerbaijan: families not published.
NATIONAL: dict[str, Stock] = {
    "TR": Stock(10732, 8987, 2025, "S89b star.com.tr 1975131, November 2025", None, 630, 730),
    "AZ": Stock(60, None, 2025, _AZ),
}
