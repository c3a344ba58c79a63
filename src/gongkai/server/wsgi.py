"""The entry for a web server."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from gongkai.server.parent import end_with_parent

if multiprocessing.parent_process() is not None:
    end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.server.settings")
application = get_wsgi_application()
