"""One run of a command: reads the inputs, makes the corpus, writes the result."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cantext.cli.environment import Environment
from cantext.cli.options import (
    DuplicateOptions,
    Duplicates,
    EngineOptions,
    Format,
    InputFormat,
    InputOptions,
    OutputOptions,
    StopwordOptions,
)
from cantext.cli.settings import current_settings
from cantext.cli.stored import corpus_of_store
from cantext.errors import CantextError, InputError, OutputError, UsageError

if TYPE_CHECKING:
    from cantext.cli.progress import CharacterProgress
    from cantext.corpus import Corpus
    from cantext.documents.document import Document
    from cantext.documents.formats import Format as InputKind
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.segmentation.pipeline import Segmenter

# What the rows do not depend on.
_OUTPUT_ONLY = ("format", "json", "output", "width", "quiet", "verbose", "dry_run", "language")
# A note about repeats when they make up at least this share of the text.
_NOTABLE_SHARE = 0.02


@dataclass(frozen=True)
class Run:
    """The environment and output options of a command under way."""

    environment: Environment
    output: OutputOptions

    @classmethod
    def start(cls, output: OutputOptions) -> "Run":
        """Begin a run on the process's own streams.

        Raises
        ------
        UsageError
            When a workbook would go to a terminal.
        OutputError
            When the package that writes workbooks is missing: before hours of text are read.
        """
        environment = Environment.current()
        if output.chosen is Format.XLSX:
            from cantext.render.xlsx import require_xlsxwriter

            if output.output is None and environment.stdout.isatty():
                raise UsageError("an Excel file is not for a terminal; add --output FILE.xlsx")
            require_xlsxwriter()
        return cls(environment, output)

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

    def read(self, options: InputOptions) -> "tuple[Document, ...]":
        """Read the inputs; standard input when none is named and something is piped in.

        An input that cannot be read is told and passed over, unless it is the only one or the
        reading is strict; the exit status is 1 in the end all the same.
        """
        from cantext.cli.failures import failure
        from cantext.documents.reading import Fields, read_documents

        refused: list[InputError] = []

        inputs = options.inputs
        if not inputs:
            if not self.environment.pipes_in:
                raise CantextError(
                    "no input: name a file or a folder, or pipe text into the command"
                )
            inputs = ["-"]
        chosen = options.input_format
        documents = read_documents(
            inputs,
            encoding=options.encoding,
            errors=options.encoding_errors.value,
            format=None if chosen is InputFormat.AUTO else cast("InputKind", chosen.value),
            fields=Fields(options.text_field, options.id_field, options.date_field),
            unwrap=options.unwrap,
            stdin=self.environment.stdin,
            note=self.note,
            refuse=None if options.strict else refused.append,
        )
        read = tuple(self._selected(documents, options))
        if refused and not read:
            *others, last = refused
            for error in others:
                self.environment.note(f"error: {error}")
            raise last
        for error in refused:  # told even when asked to be quiet: the figures lack something
            failure(str(error))
            self.environment.note(f"not read: {error}")
        for document in read:
            self.detail(
                f"read {document.id}: {document.reading.format}, {document.encoding}, "
                f"{document.characters:,} characters"
            )
        return read

    def _selected(
        self, documents: "Iterable[Document]", options: InputOptions
    ) -> "Iterable[Document]":
        """Part documents by speaker and choose among them, as asked."""
        conditions = options.where or []
        if options.split or any(condition.startswith("speaker=") for condition in conditions):
            from cantext.documents.hansard import by_speaker

            documents = by_speaker(documents)
        if conditions:
            from cantext.documents.selection import select

            documents = select(documents, conditions)
        return documents

    def corpus(
        self,
        texts: InputOptions,
        cut: EngineOptions,
        repeats: DuplicateOptions,
        *,
        counts: bool = True,
        from_texts: bool = False,
    ) -> "Corpus":
        """Read the inputs and make them ready to be analysed.

        A command that counts says so when repeats weigh on what it counts. One that looks at lines
        before it looks at words takes a store's texts (`from_texts`).
        """
        from cantext.corpus import Corpus

        by = segmenter(cut)
        corpus: Corpus | None = None
        if counts and not from_texts:
            corpus = corpus_of_store(self, texts, by, repeats, adopt=cut.adopt)
        if corpus is None:
            corpus = Corpus.of(self.read(texts), by, duplicates=repeats.duplicates.value)
        self._told(corpus)
        if counts and not self.output.quiet and repeats.duplicates is Duplicates.KEEP:
            lines, share = corpus.repeated_share()
            if share >= _NOTABLE_SHARE:
                self.note(
                    f"{lines:,} lines ({share:.0%} of the text) repeat earlier ones and are "
                    "counted; --duplicates drop leaves them out, `cantext duplicates` shows them"
                )
        if cut.adopt:
            from cantext.analyses.adoption import adopt_words

            corpus, adopted = adopt_words(corpus)
            self.note(f"{len(adopted)} words adopted from the text: {'、'.join(adopted) or '–'}")
        return corpus

    def _told(self, corpus: "Corpus") -> None:
        cut = corpus.cut_manifest()
        engine, lexicon = cut["engine"], cut["dictionary"]
        self.detail(f"engine {engine['name']}, {engine['version']}")
        self.detail(
            f"dictionary {lexicon['name']}, {lexicon['size']:,} forms, "
            f"sha256 {lexicon['sha256'][:12]}…"
        )

    def progress(
        self, documents: "Sequence[Document]", passes: int = 1
    ) -> "AbstractContextManager[CharacterProgress]":
        """Return a progress bar over the characters of documents, read `passes` times."""
        from cantext.cli.progress import CharacterProgress

        total = passes * sum(document.characters for document in documents)
        return CharacterProgress(self.environment.stderr, total, enabled=not self.output.quiet)

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


def segmenter(options: EngineOptions) -> "Segmenter":
    """Make the segmenter that the options describe."""
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segmentation.engine import load_engine
    from cantext.segmentation.pipeline import Segmenter

    engine = load_engine(options.engine, model=options.model)
    lexicon = load_lexicon(options.dictionary or (), hk_policy=not options.no_hk_dictionary)
    return Segmenter(engine, lexicon)


def stopword_choices(options: StopwordOptions) -> list[str]:
    """Return the classes and files of `--stopwords`."""
    from cantext.lexicon.stopwords import DEFAULT_CLASSES

    if options.stopwords is None:
        return list(DEFAULT_CLASSES)
    return [choice.strip() for choice in options.stopwords.split(",") if choice.strip()]


def stopwords(options: StopwordOptions) -> frozenset[str]:
    """Load the words of `--stopwords`."""
    from cantext.lexicon.stopwords import load_stopwords

    return load_stopwords(stopword_choices(options))


def shown_parameters(*bundles: Any, **more: Any) -> dict[str, Any]:
    """Return the options of a run for its manifest, enumerations and paths as text."""
    from dataclasses import asdict

    values: dict[str, Any] = {}
    for bundle in bundles:
        values |= asdict(bundle)
        if isinstance(bundle, StopwordOptions):
            values["stopwords"] = stopword_choices(bundle)
    values |= more
    for name in (*_OUTPUT_ONLY, "inputs"):
        values.pop(name, None)
    if "settings" in values:
        settings = current_settings()
        values["settings"] = settings.described() if settings else None
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    from enum import Enum
    from pathlib import Path

    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
