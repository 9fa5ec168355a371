"""Each institution writes its own rows; what the machine loads is read by everybody."""

from django.db import migrations

from umay.cooperation.partners.rows import OfParty, Ruled
from umay.cooperation.partners.sql import FIXED, PARTIES, SCHEMA
from umay.kit.kernel.rows.operations import AsKeeper, Sql

_DESCRIBED = "party_id = any((select coop.described())::uuid[])"
_STATE = "state_id = any((select coop.states())::uuid[])"
_GIVEN = "(select ctx.has('d')) and (given_at is not null or party_id = any((select coop.compatriots())::uuid[]))"
_PUBLIC = "is_public or (select ctx.has('d'))"


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("journal", "0004_told"), ("offices", "0008_power")]

    operations = [
        Sql(SCHEMA),
        Sql("grant select on partners_state, partners_party to umay_keeper"),
        AsKeeper(PARTIES),
        Sql(FIXED),
        Ruled(
            "partners_state",
            see="true",
            add="true",
            change="id = any((select coop.states())::uuid[])",
            trigger="coop.partner_row()",
        ),
        Ruled(
            "partners_party",
            see="true",
            add=f"state_id is null or {_STATE}",
            change="id = any((select coop.described())::uuid[])",
            trigger="coop.partner_row()",
        ),
        OfParty("partners_name", see="true", write=_DESCRIBED),
        OfParty("partners_official", see=_PUBLIC, write=_DESCRIBED),
        OfParty("partners_mandate", see=_PUBLIC, write=_DESCRIBED),
        OfParty("partners_paper", see=_GIVEN, write=_DESCRIBED),
        OfParty("partners_delegation", see=_GIVEN, write=_DESCRIBED),
        OfParty(
            "partners_delegate",
            see="exists (select 1 from partners_delegation d where d.id = partners_delegate.delegation_id)",
            write=_DESCRIBED,
        ),
        # What the machine loaded was published; what a desk writes down may be a letter.
        OfParty("partners_source", see="recorded_by is null or (select ctx.has('d'))", write="true", written_once=True),
        # Nobody puts sentences into a source that somebody else wrote down.
        OfParty(
            "partners_sentence",
            see="exists (select 1 from partners_source s where s.id = partners_sentence.source_id)",
            write="exists (select 1 from partners_source s where s.id = source_id and s.recorded_by = (select ctx.uid()))",
            written_once=True,
        ),
    ]
