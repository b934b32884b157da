"""The command line: ``python -m bot`` and ``borderwatch``.

Each command imports what it needs when it runs, so that ``--help`` is quick. Expected failures end
with a sentence and exit code 1.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, TextIO

import typer

application = typer.Typer(
    name="borderwatch",
    help="Watches security incidents on the Tajikistan-Afghanistan border and its neighbours.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class ExportForm(StrEnum):
    """Forms of an export."""

    JSONL = "jsonl"
    CSV = "csv"


@application.command()
def run(
    *,
    until_ready: Annotated[bool, typer.Option(help="Set everything up, say so, and end.")] = False,
) -> None:
    """Run the bot: on Telegram with a token in .env, on this terminal without one."""
    from bot.commands.run import run as run_bot
    from bot.commands.terminal import settings_or_exit

    raise typer.Exit(run_bot(settings_or_exit(), until_ready=until_ready))


@application.command()
def demo(
    *,
    speed: Annotated[float, typer.Option(min=0.1, help="1 plays the season in about a minute.")] = 1.0,
) -> None:
    """Play a season on bundled synthetic reports, then answer questions."""
    from bot.demo.play import play

    raise typer.Exit(play(speed))


@application.command()
def read(file: Annotated[str, typer.Argument(help="JSON lines; - for standard input.")]) -> None:
    """Read documents (JSON lines) and write what the reader makes of each."""
    from bot.commands.read import read as read_documents
    from bot.commands.terminal import knowledge_or_exit, standard_output

    with _lines(file) as lines:
        read_documents(lines, knowledge_or_exit().reader, standard_output())


@application.command()
def replay(file: Annotated[str, typer.Argument(help="JSON lines; - for standard input.")]) -> None:
    """Send documents (JSON lines) through the whole pipeline on a scratch database."""
    from bot.commands.replay import replay as replay_documents
    from bot.commands.terminal import knowledge_or_exit, standard_output

    with _lines(file) as lines:
        replay_documents(lines, knowledge_or_exit(), standard_output())


@application.command()
def explain(
    what: Annotated[str, typer.Argument(metavar="FILE|URL")],
    *,
    published: Annotated[
        str, typer.Option(metavar="DATE", help="When it was published, if it does not say so itself.")
    ] = "",
) -> None:
    """Show step by step what the reader makes of a text, a page or JSON lines."""
    from bot.clock import SystemClock
    from bot.commands.explain import explained
    from bot.commands.terminal import knowledge_or_exit, settings_or_exit, standard_output

    settings, output = settings_or_exit(), standard_output()
    for line in explained(what, settings, knowledge_or_exit(), SystemClock().now(), published):
        output.write(f"{line}\n")


@application.command()
def check(
    *, sources: Annotated[bool, typer.Option("--sources", help="Fetch each enabled source once.")] = False
) -> None:
    """Check settings, data files, database and token; with --sources every source as well."""
    import asyncio

    from bot.clock import SystemClock
    from bot.commands.check import findings
    from bot.commands.terminal import settings_or_exit

    async def look() -> bool:
        good = True
        async for finding in findings(settings_or_exit(), fetch_sources=sources, now=SystemClock().now()):
            typer.echo(finding.line())
            good = good and finding.good
        return good

    raise typer.Exit(0 if asyncio.run(look()) else 1)


@application.command()
def export(
    *,
    form: Annotated[ExportForm, typer.Option("--format")] = ExportForm.JSONL,
    since: Annotated[str, typer.Option(help="Only incidents from this day on, such as 2025-11-01.")] = "",
    until: Annotated[str, typer.Option(help="Only incidents up to this day.")] = "",
) -> None:
    """Write the incidents as JSON lines or CSV under the field's usual column names."""
    from bot.commands.export import write_csv, write_jsonl
    from bot.commands.terminal import database_sentence, give_up, settings_or_exit, standard_output
    from bot.knowledge.vocabularies import load_codebook
    from bot.store import incidents
    from bot.store.database import Database
    from bot.store.problems import OpenProblem

    first, last = _day(since, "--since"), _day(until, "--until")
    if first is not None and last is not None and last < first:
        give_up(["--until is a day before --since: no incident can lie between them."])
    database = Database.open_for_reading(settings_or_exit().database)
    if isinstance(database, OpenProblem):
        give_up([database_sentence(database)])
    try:
        found = database.read_now(lambda session: incidents.between(session, first, last))
    finally:
        database.close()
    (write_csv if form is ExportForm.CSV else write_jsonl)(found, standard_output(), load_codebook())


@application.command()
def migrate() -> None:
    """Bring the database to this version's schema, after a backup; creates it if there is none."""
    from bot.clock import SystemClock
    from bot.commands.migrate import migrate as migrate_database
    from bot.commands.terminal import settings_or_exit

    migrate_database(settings_or_exit(), SystemClock())


def _lines(path: str) -> TextIO:
    from bot.commands.read import open_lines
    from bot.commands.terminal import give_up

    try:
        return open_lines(path)
    except OSError as error:
        give_up([f"{path} cannot be read ({error.strerror})."])


def _day(text: str, option: str) -> date | None:
    from bot.commands.terminal import give_up
    from bot.desk.dates import parse_day

    if not text:
        return None
    day = parse_day(text)
    if day is None:
        give_up([f"{option} takes a day such as 2025-11-01."])
    return day


def main() -> None:
    """Entry point of ``borderwatch``."""
    application()


if __name__ == "__main__":
    main()
