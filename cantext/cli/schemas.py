"""`schema`: what the commands write with --json, as JSON Schemas."""

from typing import Annotated

import typer

from cantext.cli import completion
from cantext.cli.options import Format, OutputOptions
from cantext.cli.run import Run
from cantext.errors import UsageError


def schema(
    output: OutputOptions,
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND",
            help="A command, such as freq or dict list.",
            show_default="list all",
            autocompletion=completion.names_in("cantext.schemas:OUTPUTS"),
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of what a command writes with --json.

    Example: cantext schema freq
    """
    from cantext import __version__
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.schemas import OUTPUTS, file_name
    from cantext.schemas import schema as find
    from cantext.schemas.outputs import SchemaRow

    run = Run.start(output)
    if command:
        if output.chosen not in (Format.TABLE, Format.JSON):
            raise UsageError(f"a schema is JSON; --format {output.chosen.value} is for their list")
        import json

        run.write(json.dumps(find(" ".join(command)), ensure_ascii=False, indent=2) + "\n")
        return
    rows = tuple(
        SchemaRow(
            name,
            tuple(path.partition(":")[2] for path in (*told.rows, *told.sections.values())),
            file_name(name),
        )
        for name, told in OUTPUTS.items()
    )
    columns = [Column("command", "term"), Column("rows", "text"), Column("file", "text")]
    run.finish(Result(rows, {"command": "schema", "version": __version__}), columns)
