"""The permission table of the portal: everything on it is public; selectors say what the public sees.

All pages but the first belong to a government and are not found without one.
"""

from gongkai.apps.accounts.doors import Door, public

ROUTES = (
    "home",
    "publication_list",
    "publication",
    "document_list",
    "document",
    "document_feed",
    "interpretation_list",
    "interpretation",
    "rule_book",
    "rule",
    "publication_file",
    "request_start",
    "request_answered",
    "request_form",
    "request_follow",
    "request_register",
    "request_feed",
    "request_statistics",
    "column_list",
    "column",
    "body_list",
    "body",
    "search",
    "feed",
    "sitemap",
    "accessibility",
    "audit_heads",
)
DOORS: dict[str, Door] = {f"portal:{route}": public() for route in ROUTES}
