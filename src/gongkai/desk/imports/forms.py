"""Forms of the import door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """The filled-in template."""

    file = forms.FileField(
        label=_("Filled-in template"),
        help_text=_("XLSX or CSV. The file is checked first; nothing is entered before you confirm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
    )
