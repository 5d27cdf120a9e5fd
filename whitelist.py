"""Names that vulture takes for unused: something outside our Python calls or reads them. Each with who does."""

# ruff: noqa: B018, F821 - a list of names, never run

# typer, by decoration
demo
show_manifest
new_key
# the context manager protocol
trace
# pydantic, by name or decoration
model_config
_ends_with_slash
_one_or_more_keys
# markdown-it, which asks its renderer
validateLink
# the page's templates
is_app
last_reply
dms
# SQLAlchemy and Alembic, by name
down_revision
branch_labels
depends_on
downgrade
naming_convention
cache_ok
# columns that people and machines read in the database, and the ledger shows
lease_by
posted_at
told_at
claimed_at
recorded_at
set_by
installed_at
state_line
state_at
# counts that a team's page shows beside those in use; they come in the same statement
dropped
due_this_week
# what was sent, what waits, what failed: read by whoever looks into a deployment, and held by tests
ledger
# everybody without a Slack account, for the same reader
contacts
# what minutes keep, written by name and read by key
was_due_on
is_good_news
