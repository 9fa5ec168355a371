"""A certificate authority made in the tests: invented states, invented people, keys that live for one run."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from umay.cooperation.accords.proving import TrustList

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2029, 1, 1, tzinfo=UTC)


def _key(kind: str):
    return rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())


def _name(country: str, organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _use(**given) -> x509.KeyUsage:
    names = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


def der(one) -> bytes:
    return one.public_bytes(serialization.Encoding.DER)


@dataclass
class Signer:
    """A person with a card. The key never leaves: `sign` answers as a card does."""

    certificate: x509.Certificate
    key: object = field(repr=False)

    @property
    def der(self) -> bytes:
        return der(self.certificate)

    @property
    def sha256(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def sign(self, attributes: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(attributes, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(attributes, ec.ECDSA(hashes.SHA256()))


@dataclass
class Authority:
    """A state's authority: a root, what it issued, what it withdrew."""

    country: str
    key: object = field(repr=False)
    certificate: x509.Certificate = field(repr=False)
    withdrawn: dict[int, datetime] = field(default_factory=dict)

    @classmethod
    def make(cls, country: str, *, kind: str = "ec") -> "Authority":
        key = _key(kind)
        name = _name(country, "Invented Authority", f"Invented root of {country}")
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(START)
            .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_use(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        return cls(country, key, made.sign(key, hashes.SHA256()))

    def issue(self, common: str, *, kind="ec", start=START, end=END, use=None, stamps=False) -> Signer:
        key = _key(kind)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(self.country, "Invented Ministry", common))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(use or _use(digital_signature=True, content_commitment=not stamps), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return Signer(made.sign(self.key, hashes.SHA256()), key)

    def withdraw(self, signer: Signer, at: datetime) -> None:
        self.withdrawn[signer.certificate.serial_number] = at

    def crl(self, at: datetime, *, days: int = 30) -> bytes:
        made = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        made = made.last_update(at).next_update(at + days * DAY)
        for serial, day in self.withdrawn.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(day)
            made = made.add_revoked_certificate(entry.build())
        made = made.add_extension(x509.CRLNumber(1), critical=False)
        return der(made.sign(self.key, hashes.SHA256()))

    def list(self, at: datetime | None = None, **options) -> TrustList:
        crls = (self.crl(at),) if at else ()
        return TrustList(self.country, (der(self.certificate),), crls=crls, **options)


@lru_cache
def authority(country: str) -> Authority:
    """One for each country in a run; tests that withdraw something make their own."""
    return Authority.make(country)


def no_non_repudiation() -> x509.KeyUsage:
    return _use(key_encipherment=True, digital_signature=True)
