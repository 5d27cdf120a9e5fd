"""`python -m storage.migrations "Add decisions"` drafts the revision from what tables.py has and the last one lacks.

Read the draft by hand before committing it: Alembic sees neither renames nor changed checks.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from storage import engines, migrating


def draft(message: str, *, home: Path = migrating.HOME) -> None:
    """Writes the next file in versions/, numbered after the last."""
    with tempfile.TemporaryDirectory() as folder:
        opened = engines.connect(f"sqlite:///{Path(folder) / 'draft.sqlite3'}")
        with opened.migrate.begin() as connection:
            settings = migrating.config(connection, home=home)
            command.upgrade(settings, "head")
            last = ScriptDirectory.from_config(settings).get_current_head() or "0000"
            command.revision(settings, message, autogenerate=True, rev_id=f"{int(last) + 1:04}")
        opened.dispose()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
