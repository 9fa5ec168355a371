"""Turkish- and Azerbaijani-safe text: casing, repair of typed letters, search fold, sort keys.

Python's own `lower`, `upper` and `title` are wrong for people's names in Turkish and Azerbaijani
(`"İpek".lower()` has five letters, `"IŞIK".lower()` becomes another name), so names go through here.
"""

from umay.kit.kernel.text.cases import capital, lower, name_case, upper
from umay.kit.kernel.text.fold import equal_names, fold
from umay.kit.kernel.text.order import SORT_VERSION, initials, sort_key, sorted_people
from umay.kit.kernel.text.repair import tidy

__all__ = [
    "SORT_VERSION",
    "capital",
    "equal_names",
    "fold",
    "initials",
    "lower",
    "name_case",
    "sort_key",
    "sorted_people",
    "tidy",
    "upper",
]
