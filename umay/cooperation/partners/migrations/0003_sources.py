"""A desk writes a source down as published by its own institution, by one that nobody represents here, or by nobody of these: never in another's name."""

from django.db import migrations

from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_rows")]

    operations = [
        Sql(
            """create policy partners_source_own on partners_source as restrictive for insert to umay_app
            with check ((select ctx.has('m')) or party_id is null or party_id = any((select coop.described())::uuid[]))"""
        )
    ]
