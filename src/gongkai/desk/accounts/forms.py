"""Forms of signing in, the own account, people, roles and delegations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS, ROLES
from gongkai.apps.accounts.selectors import bodies_of, colleagues_in, users_visible_to
from gongkai.apps.bodies.models import PublicBody
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[User]
    _UserForm = forms.ModelForm[User]
else:
    _SetPasswordForm = SetPasswordForm
    _UserForm = forms.ModelForm


class SignInForm(AuthenticationForm):
    """One message for a wrong name, a wrong password and an account that is not open."""

    error_messages = {  # noqa: RUF012
        "invalid_login": _("User name or password is not right."),
        "inactive": _("User name or password is not right."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")


class CodeForm(forms.Form):
    """A one-time code, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class ConfirmForm(forms.Form):
    """The password once more, before something that a borrowed screen must not do.

    An account without a password, which signs in through the identity service, is not asked.
    """

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, cast(User, request.user)
        if not self.user.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        """Counted like signing in: too many wrong ones lock the name."""
        present: str = self.cleaned_data["present"]
        if authenticate(self.request, username=self.user.username, password=present) != self.user:
            raise forms.ValidationError(_("The present password is not right."), code="password_incorrect")
        return present


class PasswordForm(_SetPasswordForm):
    """A new password, held to the policy."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("New password once more")


class PreferencesForm(_UserForm):
    """Language and size of print."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_elder_mode = forms.BooleanField(label=_("Large print"), required=False)

    class Meta:
        model = User
        fields = ("language", "is_elder_mode")


class DetailsForm(_UserForm):
    """What a person is called and how they are reached."""

    class Meta:
        model = User
        fields = ("name", "email", "phone")
        labels = {"name": _("Name"), "email": _("E-mail"), "phone": _("Telephone")}  # noqa: RUF012


class PersonForm(forms.Form):
    """A new account in one of the administrator's bodies."""

    home = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    username = forms.CharField(max_length=60, label=_("User name"), help_text=_("Letters, digits and . _ - @ +"))
    name = forms.CharField(max_length=60, label=_("Name"))
    signs_in = forms.BooleanField(
        label=_("This person signs in"),
        help_text=_("Without it the account is for somebody whose decisions are taken on paper."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, user: User, day: date, root: PublicBody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_bodies(self.fields["home"], user, day, root, roles=["security_admin"])


class IdentityForm(forms.Form):
    """The subject under which the identity service knows the person."""

    subject = forms.CharField(max_length=255, required=False, label=_("Subject at the identity service"))


class GrantForm(forms.Form):
    """One role in one body, from a day on."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"))
    covers_members = forms.BooleanField(label=_("Also in the bodies below it"), required=False)
    valid_from = forms.DateField(label=_("From"), widget=DateInput())
    valid_to = forms.DateField(label=_("Until"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, user: User, day: date, root: PublicBody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = day
        _choose_bodies(self.fields["body"], user, day, root, roles=["security_admin"])
        cast(forms.ChoiceField, self.fields["role"]).choices = [(name, words(r.label)) for name, r in ROLES.items()]


class DelegationForm(forms.Form):
    """Who stands in for whom, where, and on which days. Only a security administrator chooses the giver."""

    giver = forms.ModelChoiceField(User.objects.none(), label=_("Who is away"), empty_label=None)
    body = forms.ModelChoiceField(PublicBody.objects.none(), label=_("Public body"), empty_label=None)
    taker = forms.ModelChoiceField(User.objects.none(), label=_("Who stands in"), empty_label=None)
    valid_from = forms.DateField(label=_("From"), widget=DateInput())
    valid_to = forms.DateField(label=_("Until"), widget=DateInput())
    reason = forms.CharField(max_length=200, label=_("Reason"))

    def __init__(self, *args: Any, user: User, day: date, root: PublicBody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = day
        administered = bodies_of(user, day, roles=["security_admin"])
        if administered.exists():
            _choose(self.fields["giver"], users_visible_to(user, day, root=root.path))
            _choose_bodies(self.fields["body"], user, day, root, roles=["security_admin"])
        else:
            del self.fields["giver"]
            _choose_bodies(self.fields["body"], user, day, root, roles=BUSINESS)
        _choose(self.fields["taker"], colleagues_in(root, day).exclude(pk=user.pk))


def _choose(field: forms.Field, rows: Any) -> None:
    cast("forms.ModelChoiceField[Any]", field).queryset = rows


def _choose_bodies(field: forms.Field, user: User, day: date, root: PublicBody, *, roles: Any) -> None:
    """The bodies of this government in which the person holds one of these roles."""
    _choose(field, bodies_of(user, day, roles=roles).filter(path__startswith=root.path).order_by("path"))
