"""Receipts: a press, a form or an event that arrives twice is done once."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col

from storage import inserts, types


class Receipt(SQLModel, table=True):
    """`key` names what was asked, for instance an event id; `answer` is what was said then, to be said again."""

    __tablename__ = "receipt"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=types.UtcDateTime, index=True)
    answer: Any = Field(default=None, sa_type=types.Json, nullable=True)


def take(session: Session, *, key: str, now: datetime) -> bool:
    """Whether the receipt was free. Another transaction that is taking it now is waited for."""
    return inserts.new(session, Receipt, key=key, at=now) is not None


def keep_answer(session: Session, *, key: str, answer: Any) -> None:
    """Puts what was answered on the receipt, as JSON; the receipt must have been taken."""
    receipt = session.get_one(Receipt, key)
    receipt.answer = answer


def answer_of(session: Session, *, key: str) -> Any:
    """What was answered then; None when nothing was, or when there is no such receipt."""
    receipt = session.get(Receipt, key)
    return receipt.answer if receipt else None


def forget(session: Session, *, before: datetime) -> int:
    """Deletes the receipts taken before that moment, and says how many."""
    return session.exec(delete(Receipt).where(col(Receipt.at) < before)).rowcount
