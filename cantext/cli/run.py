"""One run of a command: reads the inputs, makes the corpus, and writes what comes of it."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.cli.environment import Environment
from cantext.cli.options import CorpusOptions, Duplicates, Format, InputOptions, OutputOptions
from cantext.cli.stored import corpus_of_store
from cantext.cli.writing import Writer
from cantext.errors import CantextError, InputError, UsageError

if TYPE_CHECKING:
    from cantext.cli.progress import CharacterProgress
    from cantext.corpus import Corpus
    from cantext.documents.document import Document

# A note about repeats when they make up at least this share of the text.
_NOTABLE_SHARE = 0.02


@dataclass(frozen=True)
class Run(Writer):
    """A command under way: what it reads, and how it writes what it has found."""

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

    def read(self, options: InputOptions) -> "tuple[Document, ...]":
        """Read the inputs; standard input when none is named and something is piped in.

        An input that cannot be read is told and passed over, unless it is the only one or the
        reading is strict; the exit status is 1 in the end all the same.
        """
        from cantext.cli.failures import failure
        from cantext.documents.reading import read_documents

        refused: list[InputError] = []

        inputs = options.inputs
        if not inputs:
            if not self.environment.pipes_in:
                raise CantextError(
                    "no input: name a file or a folder, or pipe text into the command"
                )
            inputs = ["-"]
        documents = read_documents(
            inputs,
            encoding=options.encoding,
            errors=options.encoding_errors.value,
            format=options.kind,
            fields=options.fields,
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
        source: CorpusOptions,
        *,
        counts: bool = True,
        from_texts: bool = False,
    ) -> "Corpus":
        """Read the inputs and make them ready to be analysed.

        A command that counts says so when repeats weigh on what it counts. One that looks at lines
        before it looks at words takes a store's texts (`from_texts`).
        """
        from cantext.corpus import Corpus

        texts, cut, repeats = source.texts, source.cut, source.repeats
        segmenter = cut.segmenter()
        corpus: Corpus | None = None
        if counts and not from_texts:
            corpus = corpus_of_store(texts, segmenter, repeats, self.note, adopt=cut.adopt)
        if corpus is None:
            documents = self.read(texts)
            corpus = Corpus.of(documents, segmenter, duplicates=repeats.duplicates.value)
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
