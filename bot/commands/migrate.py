"""``migrate``: bring the database to this version's schema, or make one; ``run`` does the same by itself.

A running bot holds the lock, so the two can never meet.
"""

from bot.clock import Clock
from bot.commands.terminal import database_sentence, give_up, say
from bot.knowledge.locales import load_texts
from bot.settings import Settings
from bot.store.database import Database
from bot.store.files import InstanceLock
from bot.store.problems import OpenNote, OpenProblem


def migrate(settings: Settings, clock: Clock) -> None:
    """Open the database for writing, say what that did to it, and close it."""
    lock = InstanceLock.take(settings.database)
    if isinstance(lock, OpenProblem):
        give_up([database_sentence(lock)])
    try:
        database = Database.open(settings.database, now=clock.now())
        if isinstance(database, OpenProblem):
            give_up([database_sentence(database)])
        database.close()
    finally:
        lock.release()
    say(_done(database.notes))


def _done(notes: tuple[OpenNote, ...]) -> str:
    texts = load_texts()
    for note in notes:
        if note.code == "database_created":
            return texts.say("migrate.database_created", **dict(note.values))
        if note.code == "database_migrated":
            return texts.say("migrate.database_migrated", **dict(note.values))
    return texts.say("migrate.database_current")
