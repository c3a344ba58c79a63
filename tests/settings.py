"""The installation the tests run in: keys and data in a folder of this run; PostgreSQL where its address is given."""

import os
import tempfile
from pathlib import Path

from gongkai.server.keys import create_keys

_FOLDER = Path(tempfile.mkdtemp(prefix="gongkai-tests-"))
create_keys(_FOLDER / "keys")
os.environ.update(
    GONGKAI_DATA_DIR=str(_FOLDER / "data"),
    GONGKAI_KEYS_DIR=str(_FOLDER / "keys"),
    GONGKAI_HOSTS="127.0.0.1,localhost,testserver.localhost",
    GONGKAI_HTTPS="0",
    GONGKAI_DATABASE_URL=os.environ.get("GONGKAI_TEST_DATABASE_URL", ""),
)
(_FOLDER / "data" / "static").mkdir(parents=True)

from tools.messages import compile_stale  # noqa: E402

compile_stale()

from gongkai.server.settings import *  # noqa: E402, F403

if "GONGKAI_TEST_DATABASE_URL" not in os.environ:
    # in memory, where nobody waits; by this name the parts of a parallel run know that each has its own
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # looks for a file when it is asked for, not for all of them with each new client
PAGE_VIEWS_EVERY = None  # told when a test asks
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow ones would cost a second each
