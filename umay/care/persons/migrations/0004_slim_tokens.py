import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from umay.kit.kernel.rows.operations import Guard, Sql

# Django can't say "include", which keeps a whole search inside the index of a million people (docs/reference/names-speed.md).
COVERING = """
alter table persons_token drop constraint persons_token_pkey;
alter table persons_token add constraint persons_token_pkey primary key (token, office_id, person_id)
  include (country, team_id, worker_id, confidential, file_id);
drop index if exists persons_token_office_id_idx, persons_token_team_id_idx, persons_token_worker_id_idx;
"""
REFILE = "create index persons_token_file on persons_token (file_id);"


class Migration(migrations.Migration):
    dependencies = [("persons", "0003_erasures"), ("offices", "0002_rows")]

    operations = [
        migrations.DeleteModel(name="Token"),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("pk", models.CompositePrimaryKey("token", "office_id", "person_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                ("confidential", models.BooleanField(default=False)),
                ("file_id", models.UUIDField()),
                ("token", models.CharField(db_collation="C", max_length=40)),
                (
                    "office",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="persons.person")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.team"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "persons_token", "ordering": ["token", "person_id"]},
        ),
        Sql(COVERING),
        Sql(REFILE),
        Guard("persons_token", follows=("persons_person", "person_id"), deletes=True, derived=True),
    ]
