"""What the outbox learns of the week: entries for a channel's canvas."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_message") as batch:
        batch.add_column(sa.Column("medium", sa.String(), nullable=False, server_default="message"))
    with op.batch_alter_table("outbox_message") as batch:
        batch.alter_column("medium", server_default=None)
        batch.create_check_constraint(
            "medium", "medium = 'message' OR (medium = 'canvas' AND channel_id IS NOT NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_message") as batch:
        batch.drop_constraint("medium", type_="check")
        batch.drop_column("medium")
