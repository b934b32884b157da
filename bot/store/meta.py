"""Single values of this installation under a name: versions of data, marks of progress."""

from sqlmodel import Session

from bot.store.tables import MetaRow


def get(session: Session, name: str) -> str | None:
    """The value under a name, if one was set."""
    row = session.get(MetaRow, name)
    return None if row is None else row.value


def put(session: Session, name: str, value: str) -> None:
    """Set the value under a name."""
    session.merge(MetaRow(key=name, value=value))
    session.flush()
