"""Calendars, absences, preferences; people's own schedules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people_s_own_schedules()
    _calendars()
    _people()
    _begin_the_week()


def _people_s_own_schedules() -> None:
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("on_holiday", sa.String(), nullable=False, server_default="run"))
        batch_op.create_check_constraint(
            batch_op.f("ck_schedule_whose"), "(team_id IS NULL) <> (person_id IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_schedule_on_holiday"), "on_holiday IN ('run', 'skip', 'before', 'after')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_schedule_calendar"), "team_id IS NOT NULL OR on_holiday = 'run'"
        )
        batch_op.drop_index(batch_op.f("ix_schedule_person_id"))
        batch_op.create_index("uq_schedule_person", ["person_id", "kind", "slot"], unique=True)
        batch_op.create_index(batch_op.f("ix_schedule_meeting_id"), ["meeting_id"], unique=False)
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.alter_column("on_holiday", existing_type=sa.String(), server_default=None)

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_occurrence_by_id"), "person", ["by_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.drop_constraint(batch_op.f("ck_occurrence_outcome"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_occurrence_outcome"), "outcome IN ('run', 'skipped_late', 'skipped', 'moved')"
        )


def _calendars() -> None:
    op.create_table(
        "team_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("subdivision", sa.String(), nullable=True),
        sa.Column("on_holiday", sa.String(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "on_holiday IN ('skip', 'before', 'after')", name=op.f("ck_team_calendar_on_holiday")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_team_calendar_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_calendar")),
        sa.UniqueConstraint("team_id", name=op.f("uq_team_calendar_team_id")),
    )
    op.create_table(
        "calendar_break",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('pasted', 'ical', 'season')", name=op.f("ck_calendar_break_source")),
        sa.CheckConstraint(
            "last_on IS NOT NULL OR source = 'season'", name=op.f("ck_calendar_break_open_end")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_calendar_break_added_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_calendar_break_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_break")),
    )
    with op.batch_alter_table("calendar_break", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_break_team", ["team_id", "first_on"], unique=False)


def _people() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cover_id"], ["person.id"], name=op.f("fk_absence_cover_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["person.id"], name=op.f("fk_absence_set_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_absence_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_cover", ["cover_id", "from_on"], unique=False)
        batch_op.create_index("ix_absence_person", ["person_id", "from_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=True),
        sa.Column("digest_off", sa.Boolean(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=True),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_preference_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("person_id", name=op.f("uq_preference_person_id")),
    )


def _begin_the_week() -> None:
    """A roll-up that falls on a day off comes on the next working day. What else a team lacks it gets at the start."""
    op.execute("UPDATE schedule SET on_holiday = 'after' WHERE kind = 'rollup'")


def downgrade() -> None:
    for name in ("preference", "absence", "calendar_break", "team_calendar"):
        op.drop_table(name)
    # What the older edition has no word for goes: people's own schedules, and dates that were skipped or moved.
    op.execute("DELETE FROM occurrence WHERE outcome IN ('skipped', 'moved')")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_occurrence_outcome"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_occurrence_outcome"), "outcome IN ('run', 'skipped_late')"
        )
        batch_op.drop_constraint(batch_op.f("fk_occurrence_by_id"), type_="foreignkey")
        batch_op.drop_column("by_id")
        batch_op.drop_column("reason")
    op.execute("DELETE FROM occurrence WHERE schedule_id IN (SELECT id FROM schedule WHERE team_id IS NULL)")
    op.execute("DELETE FROM schedule WHERE team_id IS NULL")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_meeting_id"))
        batch_op.drop_index("uq_schedule_person")
        for check in ("whose", "on_holiday", "calendar"):
            batch_op.drop_constraint(batch_op.f(f"ck_schedule_{check}"), type_="check")
        batch_op.drop_column("on_holiday")
        batch_op.drop_column("meeting_id")
        batch_op.create_index(batch_op.f("ix_schedule_person_id"), ["person_id"], unique=False)
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=False)
