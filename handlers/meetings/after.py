"""What comes after closing: a correction, a rating. Both stand beside the minutes, which stay as they were taken."""

from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.meetings import gathering, posting, rights, running
from handlers.meetings.views import minutes
from handlers.permissions import Standing
from storage import meeting_notes
from storage.meeting_rows import Meeting


def rate(deed: Deed, stands: Standing, meeting_id: int, score: int) -> tuple[Meeting, int]:
    """Say how useful it was; said again, the new answer counts. Return how many have answered."""
    rights.require_rating(stands)
    meeting = _open(deed, meeting_id)
    found = meeting_notes.rate(
        deed.session, team=deed.team, meeting=meeting, person=deed.by, score=score, now=deed.now
    )
    posting.keep_minutes(deed.session, deed.team, meeting, deed.now)
    return meeting, found.count


def correct(deed: Deed, stands: Standing, meeting_id: int, text: str) -> Meeting:
    """Add what was wrong or missing."""
    rights.require_on_team(stands)
    meeting = _open(deed, meeting_id)
    added = meeting_notes.correct(
        deed.session, team=deed.team, meeting=meeting, text=text, by=deed.by, now=deed.now
    )
    posting.put_correction(deed.session, deed.team, meeting, found=added, by=deed.by, now=deed.now)
    return meeting


def _open(deed: Deed, meeting_id: int) -> Meeting:
    """The meeting, closed and not yet final. Raises UserError else."""
    meeting = running.found(deed, meeting_id)
    if meeting.state != "closed":
        raise UserError("The minutes come when the meeting is closed. Until then, write on its board.")
    if deed.now >= minutes.final_at(meeting):
        raise minutes.too_late(meeting, gathering.zone(deed.team), deed.now)
    return meeting
