"""The registers that can be counted, and the templates of the import door: an entry for each app."""

from collections.abc import Mapping

from gongkai.apps.bodies import counts as bodies
from gongkai.apps.bodies import imports as bodies_imports
from gongkai.apps.channels import counts as channels
from gongkai.apps.channels import imports as channels_imports
from gongkai.apps.core import secrecy_counts
from gongkai.apps.core.imports_templates import Template
from gongkai.apps.disclosure import counts as disclosure
from gongkai.apps.disclosure import document_counts, document_imports, interpretation_imports
from gongkai.apps.disclosure import imports as disclosure_imports
from gongkai.apps.inforequests import counts as inforequests
from gongkai.apps.inforequests import fee_counts
from gongkai.apps.remedies import counts as remedies
from gongkai.apps.remedies import imports as remedies_imports

PROVIDERS = (
    bodies.PROVIDER,
    channels.PROVIDER,
    secrecy_counts.PROVIDER,
    disclosure.PROVIDER,
    *document_counts.PROVIDERS,
    inforequests.PROVIDER,
    fee_counts.PROVIDER,
    remedies.PROVIDER,
)

_TEMPLATES: tuple[Template, ...] = (
    *bodies_imports.TEMPLATES,
    *channels_imports.TEMPLATES,
    *disclosure_imports.TEMPLATES,
    *document_imports.TEMPLATES,
    *interpretation_imports.TEMPLATES,
    *remedies_imports.TEMPLATES,
)
TEMPLATES: Mapping[str, Template] = {template.name: template for template in _TEMPLATES}
