"""The demonstration: two countries of invented people, drawn from published figures, with dates relative to today.

small      every province of Türkiye and the districts of Azerbaijan with published figures; a twenty-fifth of Türkiye's children
national   the published totals: 10,732 children and 8,987 families in Türkiye, 60 children in Azerbaijan

What is drawn from figures and what is made up: docs/reference/demo.md.
"""

from umay.front.demo.load import is_loaded, load
from umay.front.demo.staff import sign_ins

__all__ = ["is_loaded", "load", "sign_ins"]
