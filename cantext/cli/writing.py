"""How a result is written, and notes: in a format, to a stream or a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.cli.environment import Environment
from cantext.cli.options import Format, OutputOptions
from cantext.errors import OutputError

if TYPE_CHECKING:
    from cantext.render.table import Column
    from cantext.result import Result


@dataclass(frozen=True)
class Writer:
    """The streams of a run and its output options: says things on stderr, and writes results."""

    environment: Environment
    output: OutputOptions

    @property
    def language(self) -> str:
        """The language of headings: as asked, else by the locale."""
        from cantext.render.labels import language_from_locale

        if self.output.language is not None:
            return self.output.language.value
        return language_from_locale(self.environment.variables)

    @property
    def is_table(self) -> bool:
        """Whether the result is for people."""
        return self.output.chosen is Format.TABLE

    def note(self, message: str) -> None:
        """Say something on stderr, unless asked to be quiet."""
        if not self.output.quiet:
            self.environment.note(message)

    def detail(self, message: str) -> None:
        """Say something on stderr that only those want who asked for more."""
        if self.output.verbose:
            self.environment.note(message)

    def finish(
        self,
        result: "Result[Any]",
        columns: "Sequence[Column]",
        *,
        display: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
        total: int | None = None,
    ) -> None:
        """Write a result in the format asked for.

        `columns` and `display` shape the table for people; every other format has all keys.
        `total` is the number of rows there would be without a limit.
        """
        from cantext.cli.failures import not_read
        from cantext.render.formats import render

        chosen = self.output.chosen
        if chosen is Format.TABLE:
            rows: Iterable[Any] = result.to_dicts()
            if display:
                rows = [display(row) for row in rows]
            self.write_page(
                lambda console, language: _print_table(console, rows, columns, language)
            )
            if total is not None and total > len(result.rows):
                self.note(f"{len(result.rows):,} of {total:,} rows shown; --limit shows more")
            return
        result = replace(result, meta={**result.meta, **not_read()})
        if chosen is Format.HTML:
            from cantext.render.page import render_table_page

            shown = [display(row) for row in result.to_dicts()] if display else None
            self.write(render_table_page(result, columns, self.language, shown, total))
            return
        if chosen is Format.XLSX:
            from cantext.render.xlsx import render_xlsx

            self.write_bytes(render_xlsx(result, self.language))
            return
        safe, bom = self.output.spreadsheet_safe, self.output.bom
        self.write(render(result, chosen.value, spreadsheet_safe=safe, bom=bom))

    def context_characters(self) -> int:
        """Return how many characters of context fit on each side of a word: 20 at most.

        A Han character is two cells wide; the word, the line number and the gaps need 24 cells.
        """
        import shutil

        width = self.output.width
        if width is None and self.output.chosen is Format.TABLE and self.output.output is None:
            is_terminal = self.environment.stdout.isatty()
            width = shutil.get_terminal_size().columns if is_terminal else None
        return 20 if width is None else max(5, min(20, (width - 24) // 4))

    def with_category_names(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row for people: the category by its name, not its id."""
        from cantext.lexicon.lexicon import categories

        category = categories().get(row["category"] or "")
        if category is None:
            return row
        name = category.english if self.language == "en" else category.chinese
        return {**row, "category": name}

    def write_stream(self, pieces: Iterable[str]) -> None:
        """Write text piece by piece to stdout as it comes, or whole to the output file.

        On a terminal, control characters of the text are made harmless.
        """
        if self.output.output is not None:
            self.write("".join(pieces))
            return
        stream = self.environment.stdout
        if stream.isatty():
            from cantext.render.text import printable

            pieces = ("\n".join(map(printable, piece.split("\n"))) for piece in pieces)
        for piece in pieces:
            stream.write(piece)
        stream.flush()

    def write_page(self, draw: Callable[[Any, str], None]) -> None:
        """Draw on a console: the terminal, a pipe, or a file."""
        import io

        from cantext.render.table import console

        if self.output.output is None:
            target = console(
                self.environment.stdout,
                width=self.output.width,
                environ=self.environment.variables,
            )
            draw(target, self.language)
            self.environment.stdout.flush()
            return
        page = io.StringIO()
        draw(console(page, width=self.output.width, environ={}), self.language)
        self.write(page.getvalue())

    def write(self, text: str) -> None:
        """Write text to the output file, whole or not at all, or to stdout."""
        self.write_bytes(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> None:
        """Write bytes to the output file, whole or not at all, or to stdout."""
        if self.output.output is not None:
            self.put(self.output.output, data)
            return
        stream = self.environment.stdout
        stream.flush()
        if hasattr(stream, "buffer"):
            stream.buffer.write(data)
            stream.buffer.flush()
        else:
            stream.write(data.decode("utf-8"))

    def put(self, path: Path, data: bytes) -> bool:
        """Write a file whole, and return True; with --dry-run say only what would be written."""
        if self.output.dry_run:
            there = ", in place of what is there" if path.exists() else ""
            self.environment.note(f"would write {path}: {len(data):,} bytes{there}")
            return False
        from cantext.render.writing import write_atomically

        write_atomically(path, data)
        return True


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises
    ------
    OutputError
        When that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from error


def _print_table(console: Any, rows: Iterable[Any], columns: Any, language: str) -> None:
    from cantext.render.table import table

    console.print(table(rows, columns, language))
