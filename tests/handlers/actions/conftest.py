"""Harbor Glen with everybody in their role, on both databases."""

import pytest
from sqlmodel import Session

from tests.storage.harbor_glen import District, district, take_up_roles


@pytest.fixture
def here(session: Session) -> District:
    """Harbor Glen with everybody in their role."""
    found = district(session)
    take_up_roles(session, found)
    return found
