import django.db.models.deletion
import umay.kit.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0005_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnChoice',
            fields=[
                ('id', models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('headings', models.JSONField(default=dict)),
                ('changed_by', models.UUIDField()),
                ('changed_at', models.DateTimeField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'db_table': 'offices_column_choice',
                'constraints': [models.UniqueConstraint(fields=('office', 'kind'), name='one_choice_of_columns')],
            },
        ),
    ]
