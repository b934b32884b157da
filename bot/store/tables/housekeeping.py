"""Small tables: tokens behind buttons, and single values of the installation."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel


class ActionTokenRow(SQLModel, table=True):
    """A pending action behind a button: usable once, by its owner, in its chat, until it expires."""

    __tablename__ = "action_token"
    __table_args__ = (Index(None, "expires_at"),)

    token: str = Field(primary_key=True)
    kind: str
    payload: str = Field(sa_type=Text)
    owner: int = Field(sa_type=BigInteger)
    chat: int = Field(sa_type=BigInteger)
    expires_at: datetime
    used_at: datetime | None = None


class MetaRow(SQLModel, table=True):
    """A single value of this installation under a name."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)
