"""Three reviews by three people, the secrecy screening, versions, corrections and withdrawals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("disclosure", "0001_publications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("reviews", models.PositiveSmallIntegerField(default=3)),
                ("leader_signs", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("public_body", "-valid_from"),
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("body_html", models.TextField(blank=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("saved_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_state_known",
        ),
        migrations.AddField(
            model_name="publication",
            name="corrected_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="leader_signs",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="publication",
            name="reviews",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(
            model_name="publication",
            name="round",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="publication",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signoff",
            name="is_proofread",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="signoff",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="round",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="signoff",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "in_first_review",
                            "in_second_review",
                            "in_third_review",
                            "in_secrecy_review",
                            "in_signing",
                            "approved",
                            "published",
                            "withheld",
                            "withdrawn",
                        ],
                    )
                ),
                name="publication_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_on__isnull", False), _connector="OR"
                ),
                name="publication_withdrawn_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("move__in", ["approve", "approve_second", "approve_third", "sign"])),
                fields=("publication", "round", "by"),
                name="sign_off_one_person_one_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("move__in", ["approve", "approve_second", "approve_third", "sign", "clear"])),
                fields=("publication", "round", "move"),
                name="sign_off_each_step_once",
            ),
        ),
        migrations.AddField(
            model_name="publishingrule",
            name="public_body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="publishing_rules", to="bodies.publicbody"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="disclosure.publication"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="publishingrule",
            constraint=models.UniqueConstraint(fields=("public_body", "valid_from"), name="publishing_rule_one_a_day"),
        ),
        migrations.AddConstraint(
            model_name="publishingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviews__gte", 1), ("reviews__lte", 3)), name="publishing_rule_reviews_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("publication", "number"), name="version_number_once"),
        ),
    ]
