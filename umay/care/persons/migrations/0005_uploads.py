import django.db.models.deletion
import umay.kit.kernel.clock
import umay.kit.kernel.ids
import umay.kit.kernel.vault
from django.conf import settings
from django.db import migrations, models

from umay.care.persons.sql import UPLOADS
from umay.kit.kernel.rows.operations import AsKeeper, Guard


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0006_column_choices'),
        ('persons', '0004_slim_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('country', models.CharField(max_length=2)),
                ('confidential', models.BooleanField(default=False)),
                ('file_id', models.UUIDField()),
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ('recorded_by', models.UUIDField(blank=True, null=True)),
                ('kind', models.CharField(max_length=12)),
                ('state', models.CharField(choices=[('mapping', 'Columns to be looked at'), ('checking', 'Being looked through'), ('checked', 'Looked through'), ('writing', 'Being brought in'), ('done', 'Brought in'), ('failed', 'Could not be read'), ('dropped', 'Thrown away')], default='mapping', max_length=8)),
                ('name', umay.kit.kernel.vault.SealedText(blank=True, editable=True, key='id', null=True)),
                ('size', models.IntegerField()),
                ('rows', models.IntegerField(default=0)),
                ('headings', umay.kit.kernel.vault.SealedText(blank=True, editable=True, key='id', null=True)),
                ('codes', models.JSONField(default=list)),
                ('decisions', models.JSONField(default=dict)),
                ('report', umay.kit.kernel.vault.SealedText(blank=True, editable=True, key='id', null=True)),
                ('brought_in', models.IntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.team')),
                ('worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'persons_upload',
                'ordering': ['-recorded_at', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['file_id'], name='persons_upload_file'), models.Index(fields=['office', 'recorded_at'], name='persons_upload_off')],
            },
        ),
        Guard('persons_upload', own_only=True),
        AsKeeper(UPLOADS),
    ]
