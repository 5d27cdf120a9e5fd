"""Meetings, topics, notes and plain decisions."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _count_decisions()

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("series_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("reason_by", sa.Integer(), nullable=True),
        sa.Column("holiday", sa.String(), nullable=True),
        sa.Column("agenda_posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("current", sa.String(), nullable=True),
        sa.Column("quorum_percent", sa.Integer(), nullable=False),
        sa.Column("minutes_taken", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_meeting_closed")),
        sa.CheckConstraint(
            "(state IN ('running', 'closed')) = (started_at IS NOT NULL)", name=op.f("ck_meeting_started")
        ),
        sa.CheckConstraint("kind IN ('weekly', 'stepback')", name=op.f("ck_meeting_kind")),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'closed', 'skipped')", name=op.f("ck_meeting_state")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_meeting_minutes")),
        sa.CheckConstraint("quorum_percent BETWEEN 1 AND 100", name=op.f("ck_meeting_quorum")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_meeting_closed_by")),
        sa.ForeignKeyConstraint(["reason_by"], ["person.id"], name=op.f("fk_meeting_reason_by")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("fk_meeting_started_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_meeting_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("team_id", "kind", "series_on", name=op.f("uq_meeting_team_id_kind_series_on")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_team", ["team_id", "starts_at"], unique=False)
        batch_op.create_index(
            "uq_meeting_running",
            ["team_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_channel_id", sa.String(), nullable=True),
        sa.Column("source_ts", sa.String(), nullable=True),
        sa.Column("source_link", sa.String(), nullable=True),
        sa.Column("source_text", sa.String(), nullable=True),
        sa.Column("source_author", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("aged_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(), nullable=True),
        sa.Column("action_number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_topic_closed")),
        sa.CheckConstraint(
            "state IN ('open', 'settled', 'dropped', 'parked', 'action')", name=op.f("ck_topic_state")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_topic_added_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_topic_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index("ix_topic_team", ["team_id", "state", "id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_attendance_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_attendance_meeting_id_person_id")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_correction_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_correction_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index("ix_correction_meeting", ["meeting_id", "id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["approver_id"], ["person.id"], name=op.f("fk_decision_approver_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_decision_recorded_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_decision_team_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_decision_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_decision_team_id_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "meeting_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("action_number", sa.Integer(), nullable=True),
        sa.Column("decision_number", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('note', 'good_news', 'action', 'decision')", name=op.f("ck_meeting_note_kind")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_meeting_note_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_note_meeting_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_meeting_note_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_note")),
    )
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_note_meeting", ["meeting_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_note_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "meeting_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("backup_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('facilitator', 'note_taker', 'timekeeper')", name=op.f("ck_meeting_role_role")
        ),
        sa.ForeignKeyConstraint(["backup_id"], ["person.id"], name=op.f("fk_meeting_role_backup_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_role_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_role_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_role")),
        sa.UniqueConstraint("meeting_id", "role", name=op.f("uq_meeting_role_meeting_id_role")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_rating_score")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_rating_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_rating_meeting_id_person_id")),
    )

    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_schedule_meeting_id"), "meeting", ["meeting_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_schedule_meeting_id"), type_="foreignkey")
    for table in (
        "rating",
        "meeting_role",
        "meeting_note",
        "decision",
        "correction",
        "attendance",
        "topic",
        "meeting",
    ):
        op.drop_table(table)
    with _team() as batch_op:
        batch_op.drop_column("last_number_decision")


def _count_decisions() -> None:
    """Every team there is begins at none; the column itself has no default, as the other counter has none."""
    counter = sa.Column("last_number_decision", sa.Integer(), nullable=False, server_default="0")
    with _team() as batch_op:
        batch_op.add_column(counter)
    with _team() as batch_op:
        batch_op.alter_column("last_number_decision", server_default=None)


@contextmanager
def _team() -> Iterator[BatchOperations]:
    """SQLite changes the table by copying it; the ids that were ever given must survive that, also unused ones."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'team'")
    highest = connection.execute(given).scalar() if is_sqlite else None
    with op.batch_alter_table("team", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        yield batch_op
    if highest is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'team'"))
        kept = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('team', :seq)")
        connection.execute(kept, {"seq": highest})
