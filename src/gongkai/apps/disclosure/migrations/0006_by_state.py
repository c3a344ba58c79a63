"""Where work stands as an index: what waits is little among all that was published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0005_newest"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["state", "public_body"], name="publication_by_state"),
        ),
    ]
