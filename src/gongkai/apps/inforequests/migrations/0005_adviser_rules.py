"""Rules on what the legal adviser sees, and the state of secrecy screening."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("inforequests", "0004_reply_says"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviserRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("advised", models.CharField(max_length=20)),
                ("valid_from", models.DateField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("valid_from", "id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="inforequest",
            name="request_state_known",
        ),
        migrations.AddConstraint(
            model_name="inforequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "submitted",
                            "acknowledged",
                            "registered",
                            "assigned",
                            "in_hand",
                            "awaiting_correction",
                            "in_legal_review",
                            "in_secrecy_review",
                            "in_signature",
                            "signed",
                            "replied",
                            "ended",
                            "archived",
                        ],
                    )
                ),
                name="request_state_known",
            ),
        ),
        migrations.AddField(
            model_name="adviserrule",
            name="public_body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
            ),
        ),
        migrations.AddField(
            model_name="adviserrule",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="adviserrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("advised__in", ["not_granted", "all", "denied"])), name="adviser_rule_known"
            ),
        ),
    ]
