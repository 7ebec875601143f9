"""Inputs that are token stores: their tokens where they will do, their texts where not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cantext.cli.options import DuplicateOptions, InputOptions
from cantext.documents.stored import is_store

if TYPE_CHECKING:
    from cantext.corpus.stored import StoredCorpus
    from cantext.segmentation.pipeline import Segmenter


def corpus_of_store(
    texts: InputOptions,
    segmenter: "Segmenter",
    repeats: DuplicateOptions,
    note: Callable[[str], None],
    *,
    adopt: bool,
) -> "StoredCorpus | None":
    """Return the corpus of a store's tokens, None where its texts must be cut anew.

    They must when other inputs stand beside the store, when only some of its documents are asked
    for, when words are adopted, or when another engine or dictionary is asked for.
    """
    inputs = texts.inputs or []
    stores = [name for name in inputs if is_store(name)]
    if not stores:
        return None
    reasons = {
        "other inputs stand beside it": len(inputs) > 1,
        "--where asks for some documents alone": bool(texts.where),
        "--split parts its documents": texts.split is not None,
        "--adopt keeps other words whole": adopt,
    }
    reason = next((reason for reason, holds in reasons.items() if holds), None)
    if reason is not None:
        note(f"{', '.join(stores)}: the texts are cut anew, since {reason}")
        return None
    from cantext.corpus.stored import stored_corpus

    return stored_corpus(stores[0], segmenter, repeats.duplicates.value, note)
