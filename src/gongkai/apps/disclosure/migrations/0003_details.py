"""What a publication says of itself, its clock, key areas and files, planned releases, and marks let stand."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("core", "0004_imports_and_views"),
        ("disclosure", "0002_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LetStand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("mark_key", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=300)),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PublicationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("is_image", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="area_keys",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="publication",
            name="change_basis",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="publication",
            name="change_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="changed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="document_number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="publication",
            name="due_basis",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="publication",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="expires_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="file_ids",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="publication",
            name="formed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="ground",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="publication",
            name="index_number",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="publication",
            name="issuer",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="publication",
            name="keywords",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="publication",
            name="kind",
            field=models.CharField(default="other", max_length=30),
        ),
        migrations.AddField(
            model_name="publication",
            name="openness",
            field=models.CharField(default="proactive", max_length=12),
        ),
        migrations.AddField(
            model_name="publication",
            name="original_address",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="publication",
            name="original_source",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="publication",
            name="pinned_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="planned_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="planned_for",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="source",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="publication",
            name="summary",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="publication",
            name="topic",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="publishingrule",
            name="index_pattern",
            field=models.CharField(default="yearly", max_length=20),
        ),
        migrations.AddField(
            model_name="version",
            name="details",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("planned_for__isnull", False)), fields=["planned_for"], name="publication_planned"
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("pinned_until__isnull", False)), fields=["pinned_until"], name="publication_pinned"
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["public_body", "due_on"], name="publication_by_due_day"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("index_number", ""), _negated=True),
                fields=("index_number",),
                name="publication_index_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("openness__in", ["proactive", "on_request", "withheld"])),
                name="publication_openness_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("openness", "withheld"), _negated=True),
                    models.Q(("ground", ""), _negated=True),
                    _connector="OR",
                ),
                name="publication_withheld_has_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("openness", "proactive"), models.Q(("state", "published"), _negated=True), _connector="OR"
                ),
                name="publication_public_is_proactive",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_for__isnull", True),
                    models.Q(("planned_by__isnull", False), ("state", "approved")),
                    _connector="OR",
                ),
                name="publication_plan_is_approved",
            ),
        ),
        migrations.AddField(
            model_name="letstand",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="letstand",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="let_stand", to="disclosure.publication"
            ),
        ),
        migrations.AddField(
            model_name="publicationfile",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.attachment"
            ),
        ),
        migrations.AddField(
            model_name="publicationfile",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="disclosure.publication"
            ),
        ),
        migrations.AddConstraint(
            model_name="letstand",
            constraint=models.UniqueConstraint(fields=("publication", "kind", "mark_key"), name="let_stand_once"),
        ),
        migrations.AddConstraint(
            model_name="letstand",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="let_stand_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="publication_file_is_named"
            ),
        ),
    ]
