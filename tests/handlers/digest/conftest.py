"""Harbor Glen at work: everybody in their role, the 25 actions promised, on both databases."""

import pytest
from sqlmodel import Session

from tests.storage.harbor_glen import District, district, promise, take_up_roles


@pytest.fixture
def here(session: Session) -> District:
    """Harbor Glen at work."""
    found = district(session)
    take_up_roles(session, found)
    promise(session, found)
    return found
