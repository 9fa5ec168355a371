"""The declarations a person sees, and what stands in one."""

from django.db.models import QuerySet

from umay.cooperation.accords.models import Accord, Commitment, Declaration, Notice, Statement
from umay.cooperation.accords.queries import base
from umay.kit.kernel.acting import Identity


def declarations(by: Identity | None) -> QuerySet[Declaration]:
    """Those of the person's country, the newest first; for nobody in particular, those that everybody may read."""
    found = base.visible(by) if by else base.public()
    return (
        Declaration.objects.filter(accord__in=found.order_by().values("pk"))
        .select_related("accord__source")
        .order_by("-accord__recorded_at", "pk")
    )


def head(declaration: Declaration) -> Accord:
    return declaration.accord


def of_accord(accord: Accord) -> Declaration | None:
    return Declaration.objects.select_related("accord").filter(accord=accord).first()


def articles(declaration: Declaration) -> list[Commitment]:
    """Its numbered articles; one that was taken out while it was written has no words left and is not among them."""
    found = Commitment.objects.filter(accord=declaration.accord).order_by("number")
    return [one for one in found if any(one.words.values())]


def is_complete(declaration: Declaration, found: list[Commitment]) -> bool:
    """Every article stands in every language, and there is one."""
    return bool(found) and all(one.words.get(code, "").strip() for one in found for code in declaration.languages)


def statements(declaration: Declaration) -> list[Statement]:
    found = Statement.objects.filter(accord=declaration.accord).select_related("party", "to__party")
    return list(found.order_by("at", "pk"))


def notices(declaration: Declaration) -> QuerySet[Notice]:
    return Notice.objects.filter(accord=declaration.accord).select_related("about").order_by("-number")
