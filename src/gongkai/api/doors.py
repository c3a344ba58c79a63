"""The permission table of the interface: all of it is public and read-only; selectors say what the public sees."""

from gongkai.apps.accounts.doors import Door, public

ROUTES = ("bodies", "body", "publications", "measures", "openapi-json", "api-root")
DOORS: dict[str, Door] = {f"api:{route}": public() for route in ROUTES}
