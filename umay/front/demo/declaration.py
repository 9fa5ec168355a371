"""A declaration that doesn't exist, with commitments, sealed and signed: everything about it is invented and says so.

Its cards come from an authority made while the demonstration is loaded; their keys are thrown away with it. The institutions are those of the desks.
"""

from datetime import datetime, timedelta

import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from umay.cooperation.accords.actions import base, files
from umay.cooperation.accords.actions import declarations as actions
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.models import TrustEntry
from umay.cooperation.accords.proving.known import sha256
from umay.cooperation.accords.queries.base import public_hash_of, standing
from umay.cooperation.partners.actions import add_person
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Party, State
from umay.ground.offices.access import identity_for
from umay.ground.offices.models import Post
from umay.kit.kernel.acting import Identity, acting, founding

TITLES = {
    "tr": "UYDURMA ÖRNEK: Her Çocuğa Bir Aile Bildirisi",
    "az": "UYDURMA NÜMUNƏ: Hər Uşağa Bir Ailə Bəyannaməsi",
    "en": "INVENTED EXAMPLE: Declaration on a Family for Every Child",
}
COMMITMENTS = (
    ("Üç yaşından küçük hiçbir çocuk kurumda kalmaz; ona önce bir aile aranır.",
     "Üç yaşından kiçik heç bir uşaq müəssisədə qalmır; ona əvvəlcə ailə axtarılır.",
     "No child under three stays in an institution; a family is looked for first."),
    ("Kardeşler, çocuklardan birine zarar vermedikçe birlikte kalır.",
     "Bacı-qardaşlar uşaqlardan birinə ziyan dəymədikcə birlikdə qalır.",
     "Brothers and sisters stay together unless that harms one of them."),
    ("Her koruyucu aile, çocuk gelmeden önce hazırlanır ve ilk ay içinde ziyaret edilir.",
     "Hər himayədar ailə uşaq gəlməzdən əvvəl hazırlanır və ilk ay ərzində ziyarət olunur.",
     "Every foster family is prepared before a child comes and visited within the first month."),
    ("Çocuğun görüşü, onun hakkında verilen her karardan önce sorulur ve yazılır.",
     "Uşağın rəyi onun haqqında verilən hər qərardan əvvəl soruşulur və yazılır.",
     "The child's own view is asked and written down before every decision about them."),
)  # fmt: skip
_YEARS = timedelta(days=3650)


class _Authority:
    """Issues the demonstration's certificates for one state."""

    def __init__(self, state: str, at: datetime):
        self.state, self.at, self.key = state, at, ec.generate_private_key(ec.SECP256R1())
        name = _name(state, "Umay", f"Gösteri kökü / Nümayiş kökü ({state})")
        made = _plain(name, name, self.key, at - timedelta(days=900), at + _YEARS)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        made = made.add_extension(_use(key_cert_sign=True, crl_sign=True), critical=True)
        self.certificate = made.sign(self.key, hashes.SHA256())

    def card(self, common: str, organisation: str):
        """A person's certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(self.state, organisation, common)
        made = _plain(name, self.certificate.subject, key, self.at - timedelta(days=400), self.at + _YEARS)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_use(digital_signature=True, content_commitment=True), critical=True)
        return made.sign(self.key, hashes.SHA256()), key

    def withdrawn(self) -> bytes:
        made = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        made = made.last_update(self.at - timedelta(days=1)).next_update(self.at + _YEARS)
        return _der(made.sign(self.key, hashes.SHA256()))


def _plain(subject, issuer, key, start, end) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


def _name(country: str, organisation: str, common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, country), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, words[:64]) for kind, words in parts])


def _use(**given) -> x509.KeyUsage:
    names = [
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ]  # fmt: skip
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


def _der(one) -> bytes:
    return one.public_bytes(serialization.Encoding.DER)


def invent(at: datetime) -> None:
    """Write it, seal it, let one Azerbaijani ministry sign and leave the other invited, release it."""
    desks = {code: _desk(code) for code in ("TR-MFSS", "AZ-MLSPP", "AZ-SCFWCA")}
    keeper, signer = desks["TR-MFSS"]["desk_lead"], desks["AZ-MLSPP"]["desk_lead"]
    parties = {code: Party.objects.get(code=code) for code in desks}
    authorities = {code: _Authority(code, at) for code in ("TR", "AZ")}
    _pin(authorities, at)
    with acting(keeper):
        declaration, instrument = _written(parties, keeper, at)
        _signed(instrument, authorities["TR"].card("Uydurma Sekretarya", "Gösteri"), keeper, at)
    card = authorities["AZ"].card("Uydurma Nazir", "Nümayiş")
    with acting(signer):
        answer = _answered(declaration, parties["AZ-MLSPP"], card, signer, at)
    with acting(keeper):
        actions.examine(answer=answer, is_in_order=True, by=keeper, at=at)
    with acting(signer):
        proof = _signed(instrument, card, signer, at)
        files.allow(file=proof.file, may_be_public=True, by=signer, at=at)
    for by in (signer, keeper):
        with acting(by):
            accord = declaration.accord
            base.release(accord=accord, sha256=public_hash_of(accord), by=by, at=at)


def _desk(code: str) -> dict[str, Identity]:
    posts = Post.objects.filter(office__parties__code=code).select_related("user", "office")
    return {post.role: identity_for(post) for post in posts}


def _pin(authorities: dict[str, _Authority], at: datetime) -> None:
    with founding():
        for code, one in authorities.items():
            state = State.objects.get(code=code)
            for kind, content in (("root", _der(one.certificate)), ("withdrawn", one.withdrawn())):
                TrustEntry.objects.create(
                    state=state, kind=kind, name=f"Gösteri kökü / Nümayiş kökü ({code})", sha256=sha256(content),
                    content=content, valid_from=at - timedelta(days=1), valid_until=at + _YEARS, source="Umay demo",
                    pinned_at=at, confirmed_at=at
                )  # fmt: skip


def _written(parties, by: Identity, at: datetime):
    declaration = actions.open(
        titles=TITLES,
        languages=["tr", "az", "en"],
        depositary=parties["TR-MFSS"],
        spares=2,
        is_fictitious=True,
        by=by,
        at=at,
    )
    articles = [dict(zip(("tr", "az", "en"), words, strict=True)) for words in COMMITMENTS]
    actions.commit(declaration=declaration, articles=articles, version=1, by=by, at=at)
    for code in ("AZ-SCFWCA", "AZ-MLSPP"):
        actions.invite(declaration=declaration, party=parties[code], sent_on=at.date(), by=by, at=at)
    declaration.refresh_from_db()
    base.approve(thing=declaration, sha256=standing(declaration).sha256, by=by, at=at)
    return declaration, actions.freeze(declaration=declaration, by=by, at=at)


def _answered(declaration, party: Party, card, by: Identity, at: datetime):
    values = {
        "name": "Uydurma Nazir", "kind": "head", "begins_on": None, "ends_on": None, "may_sign": True, "is_public": True,
        "titles": {"tr": "Uydurma Bakan", "az": "Uydurma nazir", "en": "Invented minister"},
    }  # fmt: skip
    mandate = add_person(party=party, values=values, taken=_powers(), by=by, at=at)
    return actions.answer(
        declaration=declaration, will_sign=True, official=mandate.official, title=values["titles"],
        paper=mandate.full_powers, certificate=_der(card[0]), by=by, at=at
    )  # fmt: skip


def _powers() -> Taken:
    words = b'#set document(title: "Uydurma")\n= Uydurma tam yetki belgesi / Uydurma tam s\xc9\x99lahiyy\xc9\x99t'
    pdf = typst.compile(words, timestamp=0)
    return Taken("uydurma.pdf", "application/pdf", len(pdf), sha256(pdf), pdf)


def _signed(instrument, card, by: Identity, at: datetime):
    certificate, key = card
    signing = actions.begin(instrument=instrument, certificate=_der(certificate), by=by, at=at)
    answer = key.sign(pending_of(signing).attributes, ec.ECDSA(hashes.SHA256()))
    return actions.finish(signing=signing, signature=answer, by=by, at=at)
