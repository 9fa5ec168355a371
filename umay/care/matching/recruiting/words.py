"""What the kinds of family are called, and what exactly is meant by each."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "young": (_("for young children"), _("one place, for a child up to 9, until the child can go home")),
    "teenagers": (_("for teenagers"), _("one place, for a child of 10 to 17, until the child can go home")),
    "three_places": (_("for three brothers and sisters"), _("three places, all ages, until the children can go home")),
    "temporary": (_("for a short time"), _("one place, all ages, temporary care")),
    "specialised": (
        _("prepared for health needs"),
        _("one place, all ages, specialised care: daily medical care, medicine, epilepsy, diabetes, a step-free home"),
    ),
    "sign_language": (_("who know sign language"), _("one place, all ages, until the child can go home")),
}
