"""`momentsearch collections list | create | delete`."""

from __future__ import annotations

from typing import Annotated

import typer

from momentsearch.cli.output import make_table, print_json
from momentsearch.cli.session import Session, connected

LIST_EXAMPLES = ("momentsearch collections list",)
CREATE_EXAMPLES = ("momentsearch collections create films",)
DELETE_EXAMPLES = ("momentsearch collections delete films --force",)

_NAME = typer.Argument(
    metavar="NAME",
    help="The collection's name, as in films: lower-case letters, digits, - and _.",
)


@connected
def list_(session: Session) -> None:
    """List the collections by name. With --json one line for each."""
    with session.client() as client:
        collections = list(client.list_collections())
    if session.json:
        for collection in collections:
            print_json(collection)
        return
    table = make_table("Name", "Media", "Searchable", "Made")
    for collection in collections:
        made = "" if collection.create_time is None else f"{collection.create_time:%Y-%m-%d}"
        counts = str(collection.media_count), str(collection.active_media_count)
        table.add_row(collection.name, *counts, made)
    session.out.print(table)


@connected
def create(session: Session, name: Annotated[str, _NAME]) -> None:
    """Make an empty collection."""
    with session.client() as client:
        collection = client.create_collection(name)
    if session.json:
        print_json(collection)
    else:
        session.out.print(f"made {collection.name}")


@connected
def delete(
    session: Session,
    name: Annotated[str, _NAME],
    force: Annotated[bool, typer.Option("--force", help="Also remove all media in it.")] = False,
) -> None:
    """Remove a collection; one that still holds media only with --force."""
    with session.client() as client:
        removed = client.delete_collection(name, force=force)
    if session.json:
        print_json({"name": name, "removed_media_count": removed})
    else:
        session.out.print(f"removed {name}, with {removed} media")
