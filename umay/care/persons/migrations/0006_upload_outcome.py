from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0005_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='upload',
            name='outcome',
            field=models.JSONField(default=dict),
        ),
    ]
