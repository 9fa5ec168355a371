"""Meetings: agenda, who attended, minutes in versions, decisions, actions and who verifies them (docs/decisions/0067-meetings.md)."""

import django.db.models.deletion
import umay.kit.kernel.clock
import umay.kit.kernel.ids
from django.db import migrations, models

from umay.cooperation.accords.meeting_sql import AGENDA_SHOWN, FINAL_WORDS, TRIGGERS
from umay.cooperation.partners.rows import Joint
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):

    dependencies = [
        ('accords', '0004_declarations'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionPoint',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('number', models.IntegerField()),
                ('titles', models.JSONField(default=dict)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('reported', 'Waits for verification'), ('verified', 'Verified'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('helper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'db_table': 'accords_action',
                'ordering': ['decision_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ActionReport',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('text', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='accords.actionpoint')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.file')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'db_table': 'accords_action_report',
                'ordering': ['action_id', '-given_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('number', models.IntegerField()),
                ('kind', models.CharField(choices=[('item', 'Item'), ('open', 'Open decisions of earlier meetings')], default='item', max_length=6)),
                ('titles', models.JSONField(default=dict)),
                ('is_out', models.BooleanField(default=False)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('sentence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.sourcesentence')),
                ('stated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'db_table': 'accords_item',
                'ordering': ['meeting_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('number', models.IntegerField()),
                ('texts', models.JSONField(default=dict)),
                ('adopted', models.CharField(choices=[('consensus', 'By consensus'), ('vote', 'By vote'), ('noted', 'Noted')], max_length=10)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('adopted', 'Adopted'), ('progress', 'In progress'), ('done', 'Done'), ('dropped', 'Dropped by a later decision')], default='proposed', max_length=8)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('drops', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dropped_by', to='accords.decision')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='accords.agendaitem')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='accords.planline')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('sentence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.sourcesentence')),
                ('stated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'db_table': 'accords_decision',
                'ordering': ['meeting_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='accords.agendaitem')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='accords.decision')),
            ],
            options={
                'verbose_name_plural': 'carried',
                'db_table': 'accords_carried',
                'ordering': ['item_id', 'recorded_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='actionpoint',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='accords.decision'),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('number', models.IntegerField()),
                ('level', models.CharField(choices=[('ministers', 'Ministers'), ('experts', 'Experts'), ('group', 'Working group')], default='ministers', max_length=10)),
                ('places', models.JSONField(blank=True, default=dict)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('agenda_open', 'Agenda is open'), ('agenda_closed', 'Agenda is closed'), ('held', 'Held'), ('minutes_draft', 'Minutes are being written'), ('amendments', 'Those who attended read the minutes'), ('final', 'Minutes are final'), ('cancelled', 'Called off')], default='planned', max_length=14)),
                ('notes', models.JSONField(blank=True, default=dict)),
                ('amend_until', models.DateField(blank=True, null=True)),
                ('final_number', models.IntegerField(blank=True, null=True)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('sentence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.sourcesentence')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='accords.accord')),
                ('stated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'db_table': 'accords_meeting',
                'ordering': ['-begins_on', 'id'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='accords.meeting'),
        ),
        migrations.CreateModel(
            name='Attending',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('says', models.CharField(choices=[('coming', 'Will come'), ('attended', 'Attended'), ('absent', 'Did not attend')], max_length=8)),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('delegation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.delegation')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.official')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attending', to='accords.meeting')),
            ],
            options={
                'db_table': 'accords_attending',
                'ordering': ['meeting_id', 'recorded_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='accords.meeting'),
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('number', models.IntegerField()),
                ('texts', models.JSONField(default=dict)),
                ('why', models.CharField(blank=True, default='', max_length=400)),
                ('written_at', models.DateTimeField()),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='accords.meeting')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
            ],
            options={
                'verbose_name_plural': 'minutes',
                'db_table': 'accords_minutes',
                'ordering': ['meeting_id', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('is_announced', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('is_adequate', models.BooleanField()),
                ('why', models.TextField(blank=True, default='')),
                ('given_at', models.DateTimeField()),
                ('accord', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.accord')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.party')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='accords.actionreport')),
            ],
            options={
                'db_table': 'accords_verification',
                'ordering': ['report_id', '-given_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='actionreport',
            constraint=models.CheckConstraint(condition=models.Q(('party__isnull', False)), name='action_report_of_a_side'),
        ),
        migrations.AddConstraint(
            model_name='carried',
            constraint=models.UniqueConstraint(fields=('item', 'decision'), name='carried_once'),
        ),
        migrations.AddConstraint(
            model_name='actionpoint',
            constraint=models.UniqueConstraint(fields=('decision', 'number'), name='action_number_once'),
        ),
        migrations.AddConstraint(
            model_name='actionpoint',
            constraint=models.CheckConstraint(condition=models.Q(('helper__isnull', True), models.Q(('helper', models.F('owner')), _negated=True), _connector='OR'), name='action_helper_is_another'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('accord',), name='meeting_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('series', 'number'), name='meeting_number_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='meeting_ends_after_begin'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='meeting_counts_from_one'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'final'), _negated=True), ('final_number__isnull', False), _connector='OR'), name='final_has_minutes'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='decision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='attending',
            constraint=models.UniqueConstraint(fields=('meeting', 'party'), name='attending_once'),
        ),
        migrations.AddConstraint(
            model_name='attending',
            constraint=models.CheckConstraint(condition=models.Q(('party__isnull', False)), name='attending_of_a_side'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='item_number_once'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='minutes_number_once'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.UniqueConstraint(fields=('report',), name='verified_once'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(('party__isnull', False)), name='verification_of_a_side'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(('is_adequate', True), models.Q(('why', ''), _negated=True), _connector='OR'), name='sent_back_says_why'),
        ),
        Joint("accords_meeting", public=True),
        Joint("accords_item", public=AGENDA_SHOWN),
        Joint("accords_carried"),
        Joint("accords_attending", public="says = 'attended'"),
        Joint("accords_minutes", public=FINAL_WORDS, written_once=True),
        Joint("accords_decision", public="state <> 'proposed'"),
        # Whether somebody is late is for desks alone, always.
        Joint("accords_action"),
        Joint("accords_action_report", written_once=True),
        Joint("accords_verification", written_once=True),
        Sql(TRIGGERS),
    ]
