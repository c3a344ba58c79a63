"""Normative documents, interpretations with their problems, and the rule book."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("disclosure", "0003_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NormativeDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(default="typed", max_length=10)),
                ("kind", models.CharField(default="normative", max_length=12)),
                ("state", models.CharField(default="draft", max_length=30)),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("number_key", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField()),
                ("formed_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("amended_on", models.DateField(blank=True, null=True)),
                ("repealed_on", models.DateField(blank=True, null=True)),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("body_html", models.TextField(blank=True)),
                ("stated_review", models.CharField(blank=True, max_length=300)),
                (
                    "public_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_documents",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_document",
                        to="disclosure.publication",
                    ),
                ),
            ],
            options={
                "ordering": ("-issued_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="LegalityReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("is_lawful", models.BooleanField()),
                ("opinion", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legality_reviews",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="InterpretationWaiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_waiver",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InterpretationProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("met_on", models.DateField()),
                ("words", models.CharField(max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closing_note", models.CharField(blank=True, max_length=500)),
                (
                    "public_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_problems",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
            options={
                "ordering": ("-met_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="InterpretationPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("forms", models.JSONField()),
                ("who", models.CharField(max_length=100)),
                ("outline", models.TextField(max_length=4000)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_plan",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Interpretation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(blank=True, max_length=200)),
                ("origin", models.CharField(default="typed", max_length=10)),
                ("form", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("is_continued", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("address", models.URLField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField()),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("body_html", models.TextField(blank=True)),
                (
                    "public_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation",
                        to="disclosure.publication",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="disclosure.interpretationproblem",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filed_on", models.DateField()),
                ("filed_with", models.CharField(max_length=100)),
                ("receipt", models.CharField(blank=True, max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CoIssuer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                (
                    "public_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_issuers",
                        to="disclosure.normativedocument",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="RuleBookEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("topic", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "public_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rule_book", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "ordering": ("topic", "title"),
            },
        ),
        migrations.CreateModel(
            name="RuleBookVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("origin", models.CharField(default="typed", max_length=10)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("body_html", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disclosure.rulebookentry",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rule_book_version",
                        to="disclosure.publication",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="StatusEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("by_words", models.CharField(blank=True, max_length=200)),
                ("until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "by_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="disclosure.normativedocument",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_events",
                        to="disclosure.normativedocument",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("on", "id"),
            },
        ),
        migrations.AddIndex(
            model_name="normativedocument",
            index=models.Index(fields=["public_body", "issued_on"], name="document_by_issue"),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "in_legality_review", "in_approval", "approved", "issued", "repealed", "dropped"],
                    )
                ),
                name="document_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["normative", "rules", "policy"])), name="document_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["typed", "imported"])), name="document_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["issued", "repealed"]), _negated=True),
                    models.Q(("formed_on__isnull", False), ("issued_on__isnull", False)),
                    _connector="OR",
                ),
                name="document_issued_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on__isnull", True), ("issued_on__gte", models.F("formed_on")), _connector="OR"
                ),
                name="document_formed_then_issued",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("repealed_on__isnull", False), ("state", "repealed")),
                    models.Q(models.Q(("state", "repealed"), _negated=True), ("repealed_on__isnull", True)),
                    _connector="OR",
                ),
                name="document_repealed_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("repealed_on__isnull", True), ("repealed_on__gte", models.F("issued_on")), _connector="OR"
                ),
                name="document_issued_then_repealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("repealed_on__isnull", True),
                    ("valid_until__isnull", True),
                    ("repealed_on__lte", models.F("valid_until")),
                    _connector="OR",
                ),
                name="document_repealed_or_lapsed",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("issued_on")), _connector="OR"
                ),
                name="document_issued_then_lapsed",
            ),
        ),
        migrations.AddConstraint(
            model_name="normativedocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number_key", ""), _negated=True),
                fields=("public_body", "number_key"),
                name="document_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalityreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("opinion", ""), _negated=True), name="legality_review_has_opinion"
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretationwaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="interpretation_waiver_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretationproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["hotline", "hall", "site", "inspection", "handling_unit", "other"])),
                name="problem_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretationproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), models.Q(("closing_note", ""), _negated=True), _connector="OR"
                ),
                name="problem_closed_with_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretationplan",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("outline", ""), _negated=True), models.Q(("who", ""), _negated=True)),
                name="interpretation_plan_is_filled",
            ),
        ),
        migrations.AddIndex(
            model_name="interpretation",
            index=models.Index(fields=["posted_on", "public_body"], name="interpretation_by_day"),
        ),
        migrations.AddConstraint(
            model_name="interpretation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("form__in", ["text", "graphic", "animated", "video", "leader", "expert", "forwarded"])
                ),
                name="interpretation_form_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", False), models.Q(("about", ""), _negated=True), _connector="OR"
                ),
                name="interpretation_is_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "typed"), ("publication__isnull", False)),
                    ("origin", "imported"),
                    _connector="OR",
                ),
                name="interpretation_typed_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form", "forwarded"), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    _connector="OR",
                ),
                name="interpretation_forwarded_has_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="coissuer",
            constraint=models.UniqueConstraint(fields=("document", "name"), name="co_issuer_once"),
        ),
        migrations.AddConstraint(
            model_name="rulebookentry",
            constraint=models.UniqueConstraint(fields=("public_body", "kind", "title"), name="rule_book_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="rulebookentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["rule", "flow_chart"]),
                    (
                        "topic__in",
                        [
                            "release",
                            "requests",
                            "new_media",
                            "collection",
                            "editing",
                            "review",
                            "sharing",
                            "interpretation",
                            "other",
                        ],
                    ),
                ),
                name="rule_book_entry_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.UniqueConstraint(fields=("entry", "number"), name="rule_book_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.UniqueConstraint(fields=("entry", "valid_from"), name="rule_book_version_day_once"),
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="rule_book_version_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "typed"), ("publication__isnull", False)),
                    ("origin", "imported"),
                    _connector="OR",
                ),
                name="rule_book_version_typed_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["issued", "amended", "prolonged", "repealed", "lapsed"])),
                name="status_event_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["issued", "lapsed"]),
                    ("by_document__isnull", False),
                    models.Q(("by_words", ""), _negated=True),
                    _connector="OR",
                ),
                name="status_event_names_its_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ("issued", "repealed", "lapsed"))),
                fields=("document", "kind"),
                name="status_event_once",
            ),
        ),
    ]
