"""Texts in equal languages, drafts of forms, and the concordance of terms (docs/decisions/0063-texts.md)."""

import django.db.models.deletion
import umay.kit.kernel.clock
import umay.kit.kernel.ids
from django.db import migrations, models

from umay.cooperation.accords.text_sql import AUTHENTIC, FROZEN, OWN_DRAFT, OWN_STATE, OWN_TERM
from umay.cooperation.partners.rows import Joint, Ruled
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [
        ("accords", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "accord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accords.accord"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                ("is_announced", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("languages", models.JSONField(default=list)),
            ],
            options={
                "db_table": "accords_document",
                "ordering": ["-recorded_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("accord",), name="document_once"),
                    models.CheckConstraint(condition=models.Q(("party__isnull", True)), name="document_is_joint"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "accord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accords.accord"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                ("is_announced", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="accords.document"
                    ),
                ),
                ("number", models.IntegerField()),
                ("why", models.CharField(blank=True, default="", max_length=400)),
            ],
            options={
                "db_table": "accords_edition",
                "ordering": ["document_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="edition_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="edition_counts_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LanguageText",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "accord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accords.accord"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                ("is_announced", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="accords.edition"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("translated", "Written in full"),
                            ("verified", "Read by a second person"),
                            ("authentic", "Authentic"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("handed_by", models.UUIDField(blank=True, null=True)),
                ("title", models.CharField(blank=True, default="", max_length=240)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("authentic_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "accords_text",
                "ordering": ["edition_id", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "language"), name="text_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "authentic"), _negated=True),
                            models.Q(
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("title", ""), _negated=True),
                                ("authentic_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="authentic_text_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "accord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accords.accord"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.party",
                    ),
                ),
                ("is_announced", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="accords.languagetext"
                    ),
                ),
                ("number", models.CharField(max_length=12)),
                ("heading", models.CharField(blank=True, default="", max_length=240)),
                ("body", models.TextField(blank=True, default="")),
                ("is_out", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "accords_article",
                "ordering": ["text_id", "number"],
                "constraints": [models.UniqueConstraint(fields=("text", "number"), name="article_once")],
            },
        ),
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                ("form", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, default="", max_length=80)),
                ("body", models.JSONField(default=dict)),
                ("kept_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
            ],
            options={
                "db_table": "accords_draft",
                "ordering": ["-kept_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("recorded_by", "form", "about"), name="form_draft_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Concept",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                ("code", models.CharField(max_length=60, unique=True)),
            ],
            options={
                "db_table": "accords_concept",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="concept_has_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="accords.concept"
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.state"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("word", models.CharField(max_length=120)),
                ("definitions", models.JSONField(blank=True, default=dict)),
                ("basis", models.CharField(blank=True, default="", max_length=400)),
            ],
            options={
                "db_table": "accords_term",
                "ordering": ["concept_id", "language", "word"],
                "constraints": [
                    models.UniqueConstraint(fields=("concept", "state", "language", "word"), name="term_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="accords.term"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matched", to="accords.term"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("exact", "Same meaning"),
                            ("close", "Close, but not the same"),
                            ("broader", "The first one is wider"),
                            ("false", "Looks alike, means something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("notes", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "db_table": "accords_match",
                "ordering": ["first_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="match_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first", models.F("second")), _negated=True), name="match_of_two"
                    ),
                ],
            },
        ),
        Joint("accords_document", public=True),
        Joint("accords_edition", public=AUTHENTIC.format(by="edition_id = accords_edition.id")),
        Joint("accords_text", public="state = 'authentic'"),
        Joint("accords_article", public="not is_out and " + AUTHENTIC.format(by="id = accords_article.text_id")),
        Ruled("accords_draft", see=OWN_DRAFT, add=OWN_DRAFT, change=OWN_DRAFT, trigger="coop.partner_row()"),
        # The concordance is for everybody; the desks of a state write the words of that state.
        Ruled("accords_concept", see="true", add="true", change=None, trigger="coop.partner_row()"),
        Ruled("accords_term", see="true", add=OWN_STATE, change=OWN_STATE, trigger="coop.partner_row()"),
        Ruled("accords_match", see="true", add=OWN_TERM, change=OWN_TERM, trigger="coop.partner_row()"),
        Sql(FROZEN),
    ]
