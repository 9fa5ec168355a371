"""Whom each state trusts: who pins it, what is refused, what the database itself keeps."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.cooperation.accords.proving.authority import Authority
from tests.cooperation.factories import make_ministry
from tests.factories.cast import make_person, user_of
from umay.cooperation.accords.actions import trust
from umay.cooperation.accords.models import TrustEntry
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.partners.models import State
from umay.ground.offices.models import Office
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrators(coop_cast):
    """One in each country."""
    turkish = make_ministry("TRA", country="TR", place="TR-06", name="Yönetim")
    azerbaijani = make_ministry("AZA", country="AZ", place="AZ-BA", name="İdarə")
    return make_person("derya.x", "administrator", turkish), make_person("rena.x", "administrator", azerbaijani)


@pytest.fixture
def auditors(administrators):
    """One beside each of them."""
    turkish, azerbaijani = administrators
    offices = {one.user_id: Office.objects.get(pk=one.office_id) for one in administrators}
    return (
        make_person("ilgaz.x", "auditor", offices[turkish.user_id]),
        make_person("ilqar.x", "auditor", offices[azerbaijani.user_id]),
    )


@pytest.fixture
def authority() -> Authority:
    return Authority.make("TR")


def _pin(by, state, kind, content):
    with acting(by), transaction.atomic():
        return trust.pin(
            state=State.objects.get(code=state), kind=kind, content=content, source="tests", by=by, at=now()
        )


def _confirm(by, entry):
    with acting(by), transaction.atomic():
        return trust.confirm(entry=entry, by=by, at=now())


def _code(by, state, kind, content) -> str:
    with pytest.raises(Refusal) as refused:
        _pin(by, state, kind, content)
    return refused.value.code


def test_a_root_and_its_list_are_pinned_confirmed_and_taken_off(administrators, auditors, authority):
    by, _other = administrators
    root = _pin(by, "TR", "root", authority.list().roots[0])
    crl = _pin(by, "TR", "withdrawn", authority.crl(now() - timedelta(days=1)))
    with acting(None):
        assert queries.trust_lists() == (), "nothing counts before a second person's yes"
    for entry in (root, crl):
        _confirm(auditors[0], entry)
    with acting(None):
        (found,) = queries.trust_lists()
        assert (found.country, len(found.roots), len(found.crls)) == ("TR", 1, 1)

    with acting(by):
        trust.remove(entry=root, by=by, at=now())
    with acting(None):
        assert queries.trust_lists() == ()
        assert TrustEntry.objects.filter(pk=root.pk).exists()


def test_nobody_confirms_what_they_pinned_themselves_nor_for_another_state(administrators, auditors, authority):
    by, other = administrators
    root = _pin(by, "TR", "root", authority.list().roots[0])
    with pytest.raises(Refusal) as refused:
        _confirm(by, root)
    assert refused.value.code == "second_person"
    for change in ({"confirmed_at": now()}, {"confirmed_by": auditors[0].user_id}):
        with acting(by), pytest.raises(DatabaseError), transaction.atomic():  # past the program
            TrustEntry.objects.filter(pk=root.pk).update(**change)
    for stranger in (other, auditors[1]):
        with acting(stranger):
            assert TrustEntry.objects.filter(pk=root.pk).update(confirmed_at=now()) == 0
    with acting(auditors[0]), pytest.raises(DatabaseError), transaction.atomic():
        TrustEntry.objects.filter(pk=root.pk).update(removed_at=now())  # an auditor takes nothing off
    confirmed = _confirm(auditors[0], root)
    assert confirmed.confirmed_by == auditors[0].user_id
    with pytest.raises(Refusal) as twice:
        _confirm(auditors[0], root)
    assert twice.value.code == "moved_on"


def test_the_only_list_of_withdrawn_certificates_stays_until_a_newer_one_counts(administrators, auditors, authority):
    by, _other = administrators
    _confirm(auditors[0], _pin(by, "TR", "root", authority.list().roots[0]))
    old = _confirm(auditors[0], _pin(by, "TR", "withdrawn", authority.crl(now() - timedelta(days=9))))
    new = _pin(by, "TR", "withdrawn", authority.crl(now() - timedelta(days=1)))
    with pytest.raises(Refusal) as refused, acting(by):
        trust.remove(entry=old, by=by, at=now())
    assert refused.value.code == "last_list"
    _confirm(auditors[0], new)
    with acting(by):
        trust.remove(entry=old, by=by, at=now())
        assert TrustEntry.objects.get(pk=old.pk).removed_at


def test_what_is_no_authority_or_was_not_signed_by_one_is_refused(administrators, authority):
    by, _other = administrators
    root = authority.list().roots[0]
    stranger = Authority.make("TR").crl(now())
    assert _code(by, "TR", "withdrawn", authority.crl(now())) == "untrusted"
    _pin(by, "TR", "root", root)

    codes = [
        _code(by, "TR", "root", authority.issue("A person").der),
        _code(by, "TR", "root", b"no certificate"),
        _code(by, "TR", "withdrawn", stranger),
        _code(by, "TR", "root", root),
        _code(by, "TR", "root", bytes(6 << 20)),
    ]

    assert codes == ["wrong_use", "wrong_certificate", "untrusted", "pinned", "too_large"]


def test_an_administrator_pins_for_their_own_state_and_for_one_that_nobody_represents(administrators, authority):
    turkish, azerbaijani = administrators
    root = authority.list().roots[0]

    _pin(azerbaijani, "KZ", "root", root)
    with pytest.raises(DatabaseError):
        _pin(azerbaijani, "TR", "root", root)
    entry = _pin(turkish, "TR", "root", root)
    with acting(azerbaijani), pytest.raises(NotAllowed), transaction.atomic():
        trust.remove(entry=entry, by=azerbaijani, at=now())


def test_a_desk_pins_nothing_and_nobody_changes_what_is_pinned(administrators, coop_cast, authority):
    by, _other = administrators
    entry = _pin(by, "TR", "root", authority.list().roots[0])
    with pytest.raises(NotAllowed):
        _pin(coop_cast.tr_lead, "TR", "root", authority.list().roots[0])

    for change in ({"content": b"x"}, {"state": State.objects.get(code="AZ")}, {"kind": "stamps"}):
        with acting(by), pytest.raises(DatabaseError), transaction.atomic():
            TrustEntry.objects.filter(pk=entry.pk).update(**change)


def test_the_pages_of_the_list(client, administrators, auditors, authority):
    by, other = administrators
    client.force_login(user_of(by))
    with acting(by):
        state = State.objects.get(code="TR")
    answer = client.post(
        reverse("trust:pin"),
        {
            "idempotency_key": new_id(), "state": state.pk, "kind": "root", "source": "Compared by telephone",
            "file": SimpleUploadedFile("root.cer", authority.list().roots[0])
        },
    )  # fmt: skip
    page = client.get(reverse("trust:list")).content.decode()
    with acting(by):
        entry = TrustEntry.objects.get()

    assert answer.status_code == 302
    assert "Invented root of TR" in page
    client.force_login(user_of(other))
    assert client.get(reverse("trust:remove", args=[entry.pk])).status_code == 404
    client.force_login(user_of(by))
    second = reverse("trust:confirm", args=[entry.pk])
    own = client.post(second, {"idempotency_key": new_id()})
    assert own.status_code == 422 and entry.sha256 in own.content.decode()
    client.force_login(user_of(auditors[0]))
    assert "/trust/" in client.get("/").content.decode(), "it stands in the second person's work"
    assert client.post(second, {"idempotency_key": new_id()}).status_code == 302
    assert client.post(reverse("trust:pin")).status_code == 403
    with acting(auditors[0]):
        assert TrustEntry.objects.get().confirmed_by == auditors[0].user_id
    client.force_login(user_of(by))
    removed = client.post(reverse("trust:remove", args=[entry.pk]), {"idempotency_key": new_id()})
    assert removed.status_code == 302
    assert "Invented root of TR" not in client.get(reverse("trust:list")).content.decode()
