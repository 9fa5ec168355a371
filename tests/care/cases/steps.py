"""What the tests of the cases room do again and again."""

from umay.care.cases import actions
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

CHILD = {"given": "Deniz", "surname": "Örnek", "sex": "f"}


def opened(by, **changes):
    with acting(by):
        return actions.open(persons=[], values={"children": [CHILD], **changes}, by=by, at=now())


def seek(case, by, **changes):
    asked = {"care_type": "term", "urgent": False, "why": "Evde bakacak kimse yok.", "reasons": ["neglect"]} | changes
    return actions.seek_family(case=case, by=by, at=now(), **asked)


def tried(case, by, **changes):
    values = {"kind": "SED", "outcome": "Üç ay sürdü, yetmedi."} | changes
    return actions.add_tried(case=case, by=by, at=now(), **values)


def taken_in(case, by, starts_at, **changes):
    values = {"kind": "taken_in", "authority": "Konya Sosyal Hizmet Merkezi", "starts_at": starts_at} | changes
    return actions.add_basis(case=case, values=values, by=by, at=now())
