"""The first tables."""

# ruff: noqa: PLR0915  (a revision is a list of steps)

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_at"), ["at"], unique=False)

    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slack_team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=True),
        sa.Column("bot_token_sealed", sa.String(), nullable=True),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uninstalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("slack_team_id", name=op.f("uq_workspace_slack_team_id")),
    )
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workspace_uninstalled_at"), ["uninstalled_at"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("slack_user_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_person_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "workspace_id", "slack_user_id", name=op.f("uq_person_workspace_id_slack_user_id")
        ),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "uq_person_contact",
            ["workspace_id", "name_key"],
            unique=True,
            sqlite_where=sa.text("slack_user_id IS NULL"),
            postgresql_where=sa.text("slack_user_id IS NULL"),
        )

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("innovation", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("weekly_weekday", sa.Integer(), nullable=False),
        sa.Column("weekly_at", sa.Time(), nullable=False),
        sa.Column("weekly_minutes", sa.Integer(), nullable=False),
        sa.Column("first_stepback_on", sa.Date(), nullable=True),
        sa.Column("last_number_action", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "level IN ('state', 'regional', 'district', 'school', 'other')", name=op.f("ck_team_level")
        ),
        sa.CheckConstraint("weekly_weekday BETWEEN 0 AND 6", name=op.f("ck_team_weekday")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_team_created_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_team_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            "uq_team_channel",
            ["workspace_id", "channel_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("item_kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_number", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undo_to", sa.JSON(), nullable=True),
        sa.Column("undone_by_entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_audit_entry_by_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_audit_entry_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_entry_id"],
            ["audit_entry.id"],
            name=op.f("fk_audit_entry_undone_by_entry_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_entry_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_item", ["team_id", "item_kind", "item_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("fte", sa.Float(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('core', 'invited')", name=op.f("ck_membership_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_person", ["person_id", "team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_membership_current",
            ["team_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("thread_key", sa.String(), nullable=True),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shown_revision", sa.Integer(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lookups", sa.Integer(), nullable=False),
        sa.Column("lease_by", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("posted_channel_id", sa.String(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'posted', 'failed', 'ambiguous', 'skipped')",
            name=op.f("ck_outbox_message_state"),
        ),
        sa.CheckConstraint(
            "(channel_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_outbox_message_addressed")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outbox_message_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_outbox_message_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_outbox_message_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_outbox_message_workspace_id_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_message_ambiguous",
            ["retry_at"],
            unique=False,
            sqlite_where=sa.text("state = 'ambiguous'"),
            postgresql_where=sa.text("state = 'ambiguous'"),
        )
        batch_op.create_index(
            "ix_outbox_message_due",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index("ix_outbox_message_ledger", ["workspace_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_outbox_message_team", ["team_id", "id"], unique=False)
        batch_op.create_index(
            "ix_outbox_message_unshown",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'posted' AND revision > shown_revision"),
            postgresql_where=sa.text("state = 'posted' AND revision > shown_revision"),
        )
        batch_op.create_index(
            "uq_outbox_message_in_flight",
            ["workspace_id", "lane"],
            unique=True,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )

    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("rrule", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("grace_minutes >= 0", name=op.f("ck_schedule_grace")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_schedule_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_schedule_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_schedule_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(
            "ix_schedule_next_at",
            ["next_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_schedule_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_schedule_team", ["team_id", "kind"], unique=False)

    op.create_table(
        "workstream",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("state_line", sa.String(), nullable=True),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("update_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retire_reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('on_track', 'at_risk', 'off_track')", name=op.f("ck_workstream_state")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_workstream_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstream")),
    )
    with op.batch_alter_table("workstream", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workstream_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_workstream_live_name",
            ["team_id", "name_key"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("waiting_for", sa.String(), nullable=True),
        sa.Column("drop_reason", sa.String(), nullable=True),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("carried_on", sa.Date(), nullable=True),
        sa.Column("workstream_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.String(), nullable=False),
        sa.Column("decline_reason", sa.String(), nullable=True),
        sa.Column("source_channel_id", sa.String(), nullable=True),
        sa.Column("source_ts", sa.String(), nullable=True),
        sa.Column("source_link", sa.String(), nullable=True),
        sa.Column("source_text", sa.String(), nullable=True),
        sa.Column("source_author", sa.String(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('done', 'dropped')) = (closed_at IS NOT NULL)", name=op.f("ck_action_closed")
        ),
        sa.CheckConstraint(
            "accepted IN ('not_needed', 'asked', 'accepted', 'declined')", name=op.f("ck_action_accepted")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'in_progress', 'blocked', 'done', 'dropped')", name=op.f("ck_action_state")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_action_created_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_action_team_id")),
        sa.ForeignKeyConstraint(["workstream_id"], ["workstream.id"], name=op.f("fk_action_workstream_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_action_team_id_number")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_owner", ["owner_id", "state", "due_on"], unique=False)
        batch_op.create_index("ix_action_team_closed", ["team_id", "closed_at"], unique=False)
        batch_op.create_index("ix_action_team_due", ["team_id", "state", "due_on"], unique=False)
        batch_op.create_index("ix_action_workstream", ["workstream_id", "state"], unique=False)

    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.CheckConstraint("outcome IN ('run', 'skipped_late')", name=op.f("ck_occurrence_outcome")),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedule.id"], name=op.f("fk_occurrence_schedule_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint(
            "schedule_id", "local_date", "slot", name=op.f("uq_occurrence_schedule_id_local_date_slot")
        ),
    )
    op.create_table(
        "role_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("workstream_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("appointed_by", sa.String(), nullable=True),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("mistaken", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(role IN ('workstream_owner', 'backup')) = (workstream_id IS NOT NULL)",
            name=op.f("ck_role_assignment_workstream"),
        ),
        sa.CheckConstraint(
            "role IN ('team_leader', 'coordinator', 'sponsor', 'specialist', 'workstream_owner', 'backup')",
            name=op.f("ck_role_assignment_role"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_assignment_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_role_assignment_team_id")),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_role_assignment_workstream_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignment")),
    )
    with op.batch_alter_table("role_assignment", schema=None) as batch_op:
        batch_op.create_index("ix_role_assignment_person", ["person_id", "team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_assignment_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_role_assignment_person",
            ["team_id", "role", "person_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND workstream_id IS NULL"),
            postgresql_where=sa.text("to_on IS NULL AND workstream_id IS NULL"),
        )
        batch_op.create_index(
            "uq_role_assignment_team",
            ["team_id", "role"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
            postgresql_where=sa.text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
        )
        batch_op.create_index(
            "uq_role_assignment_workstream",
            ["workstream_id", "role"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND workstream_id IS NOT NULL"),
            postgresql_where=sa.text("to_on IS NULL AND workstream_id IS NOT NULL"),
        )

    op.create_table(
        "workstream_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstream_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("help", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('on_track', 'at_risk', 'off_track')", name=op.f("ck_workstream_update_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_workstream_update_person_id")),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_workstream_update_workstream_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstream_update")),
    )
    with op.batch_alter_table("workstream_update", schema=None) as batch_op:
        batch_op.create_index("ix_workstream_update_latest", ["workstream_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_workstream_update_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("workstream_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workstream_update_person_id"))
        batch_op.drop_index("ix_workstream_update_latest")

    op.drop_table("workstream_update")
    with op.batch_alter_table("role_assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_role_assignment_workstream",
            sqlite_where=sa.text("to_on IS NULL AND workstream_id IS NOT NULL"),
            postgresql_where=sa.text("to_on IS NULL AND workstream_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_role_assignment_team",
            sqlite_where=sa.text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
            postgresql_where=sa.text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
        )
        batch_op.drop_index(
            "uq_role_assignment_person",
            sqlite_where=sa.text("to_on IS NULL AND workstream_id IS NULL"),
            postgresql_where=sa.text("to_on IS NULL AND workstream_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_role_assignment_team_id"))
        batch_op.drop_index("ix_role_assignment_person")

    op.drop_table("role_assignment")
    op.drop_table("occurrence")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_workstream")
        batch_op.drop_index("ix_action_team_due")
        batch_op.drop_index("ix_action_team_closed")
        batch_op.drop_index("ix_action_owner")

    op.drop_table("action")
    with op.batch_alter_table("workstream", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_workstream_live_name",
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_workstream_team_id"))

    op.drop_table("workstream")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index("ix_schedule_team")
        batch_op.drop_index(batch_op.f("ix_schedule_person_id"))
        batch_op.drop_index(
            "ix_schedule_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("schedule")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outbox_message_in_flight",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index(
            "ix_outbox_message_unshown",
            sqlite_where=sa.text("state = 'posted' AND revision > shown_revision"),
            postgresql_where=sa.text("state = 'posted' AND revision > shown_revision"),
        )
        batch_op.drop_index("ix_outbox_message_team")
        batch_op.drop_index(batch_op.f("ix_outbox_message_person_id"))
        batch_op.drop_index("ix_outbox_message_ledger")
        batch_op.drop_index(
            "ix_outbox_message_due",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(
            "ix_outbox_message_ambiguous",
            sqlite_where=sa.text("state = 'ambiguous'"),
            postgresql_where=sa.text("state = 'ambiguous'"),
        )

    op.drop_table("outbox_message")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_current",
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membership_team_id"))
        batch_op.drop_index("ix_membership_person")

    op.drop_table("membership")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_workspace_id"))
        batch_op.drop_index("ix_audit_entry_item")

    op.drop_table("audit_entry")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_team_channel",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_team_workspace_id"))

    op.drop_table("team")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_person_contact",
            sqlite_where=sa.text("slack_user_id IS NULL"),
            postgresql_where=sa.text("slack_user_id IS NULL"),
        )

    op.drop_table("person")
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workspace_uninstalled_at"))

    op.drop_table("workspace")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_at"))

    op.drop_table("receipt")
