"""`dict export`: the dictionary for other programs."""

from typing import Annotated

from cantext.cli import completion
from cantext.cli.bundles import OUTPUT, only, panel
from cantext.cli.choices import chosen
from cantext.cli.dictionary.entries import manifest, of_category
from cantext.cli.options import Category, DictionaryOptions, OutputOptions
from cantext.cli.run import Run
from cantext.errors import UsageError

EXPORTS = ("csv", "jieba", "json", "skos", "tsv")


def export(
    words: DictionaryOptions,
    output: Annotated[
        OutputOptions, only("output", "spreadsheet_safe", "bom", "quiet", "verbose", "dry_run")
    ],
    to: Annotated[
        str,
        panel(
            OUTPUT,
            "--to",
            "--format",
            "-f",
            help="jieba (a user dictionary), csv, tsv, json or skos.",
            autocompletion=completion.names_in("cantext.cli.dictionary.exporting:EXPORTS"),
        ),
    ] = "csv",
    category: Category = None,
    base: Annotated[
        str | None,
        panel(OUTPUT, "--base", help="What names of concepts begin with, in SKOS: an IRI."),
    ] = None,
) -> None:
    """Write the dictionary for another program.

    Example: cantext dict export --to jieba --output hk_policy.txt
    """
    from cantext.lexicon.exports import jieba_lines
    from cantext.lexicon.lexicon import categories
    from cantext.lexicon.relations import shipped_relations
    from cantext.lexicon.skos import DEFAULT_BASE, is_base, skos_turtle
    from cantext.render.formats import render
    from cantext.result import Result

    run = Run.start(output)
    chosen("--to", to, EXPORTS)
    if base is not None and not is_base(base):
        raise UsageError(f"--base {base!r} is no IRI; begin it with a scheme, as in https://")
    lexicon = words.lexicon()
    entries = of_category(lexicon.entries(), category)
    if to == "jieba":
        run.write("".join(jieba_lines(entries)))
        left = sum(entry.is_ambiguous for entry in entries)
        run.note(f"{left} ambiguous forms left out: jieba would cut them out of other words")
    elif to == "skos":
        relations = shipped_relations()
        pieces = skos_turtle(entries, categories(), relations, base=base or DEFAULT_BASE)
        run.write("".join(pieces))
    else:
        result = Result(tuple(entries), manifest("dict export", lexicon))
        safe, bom = output.spreadsheet_safe, output.bom
        run.write(render(result, to, spreadsheet_safe=safe, bom=bom))
