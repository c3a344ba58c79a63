"""The permission table of the portal: everything on it is public; selectors say what the public sees."""

from gongkai.apps.accounts.doors import public

DOORS = {"portal:home": public(), "portal:publication_list": public(), "portal:publication": public()}
