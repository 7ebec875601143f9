"""The common shape of the commands that count: read, cut, analyse, sign, write."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cantext.cli.options import CorpusOptions, GroupOptions, OutputOptions, StopwordOptions
from cantext.cli.parameters import shown_parameters
from cantext.cli.run import Run
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.corpus import Corpus
    from cantext.result import Result
    from cantext.segmentation.tokens import TokenBlock


@dataclass(frozen=True)
class Job:
    """A command under way: what it counts, what it leaves out, and the options it was given."""

    command: str
    run: Run
    corpus: "Corpus"
    ignored: frozenset[str]
    used: Mapping[str, Any]

    @classmethod
    def start(
        cls,
        command: str,
        source: CorpusOptions,
        output: OutputOptions,
        ignored: StopwordOptions | None = None,
        *,
        from_texts: bool = False,
        **more: Any,
    ) -> "Job":
        """Read the inputs; `more` are options that the manifest names too.

        A command that looks at lines before it looks at words takes a store's texts (`from_texts`).
        """
        run = Run.start(output)
        used = shown_parameters(source, *([ignored] if ignored else []), **more)
        left_out = ignored.words() if ignored else frozenset()
        corpus = run.corpus(source, from_texts=from_texts)
        return cls(command, run, corpus, left_out, used)

    @property
    def several(self) -> bool:
        """Whether there is more than one document, so that document counts say something."""
        return len(self.corpus.documents) > 1

    def groups(self, options: GroupOptions) -> dict[str, str] | None:
        """Return the group of each document by `--group-by`, None without it."""
        from cantext.analyses.groups import UNKNOWN, group_of

        if options.group_by is None:
            if options.date_pattern:
                raise UsageError("--date-pattern says where a date stands; add --group-by year")
            return None
        groups = group_of(self.corpus.documents, options.group_by, options.date_pattern)
        if missing := sum(group == UNKNOWN for group in groups.values()):
            self.run.note(
                f"{missing:,} of {len(groups):,} documents do not tell their {options.group_by}; "
                f"they are counted as {UNKNOWN!r}"
            )
        return groups

    def over(
        self,
        analysis: "Callable[[Iterator[TokenBlock]], Result[Any]]",
        said: Mapping[str, Any] | None = None,
    ) -> "Result[Any]":
        """Run an analysis over the tokens, with a progress bar, and sign its result.

        `said` is what else the manifest says of the run.
        """
        with self.run.progress(self.corpus.documents) as bar:
            result = analysis(self.corpus.with_progress(bar.advance).blocks())
        return self.signed(replace(result, meta={**(said or {}), **result.meta}))

    def signed(self, result: "Result[Any]") -> "Result[Any]":
        """Return a result with the manifest of the run."""
        return self.corpus.signed(result, self.command, self.used)
