"""Inputs that are token stores: their tokens where they will do, their texts where not."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cantext.cli.options import DuplicateOptions, EngineOptions, InputOptions

if TYPE_CHECKING:
    from cantext.store.corpus import StoredCorpus


class _Notes(Protocol):
    def note(self, message: str) -> None: ...


def stored_corpus(
    run: _Notes, texts: InputOptions, cut: EngineOptions, repeats: DuplicateOptions
) -> "StoredCorpus | None":
    """Return the corpus of a store's tokens, None where its texts must be cut anew.

    They must be when other inputs stand beside the store, when only some of its documents are asked
    for, or when another engine or dictionary is.
    """
    from cantext.store.store import Store, is_store

    inputs = texts.inputs or []
    if not any(map(is_store, inputs)):
        return None
    if len(inputs) > 1 or texts.where or texts.split or cut.adopt:
        return None
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segmentation.engine import load_engine
    from cantext.segmentation.pipeline import Segmenter
    from cantext.store.corpus import StoredCorpus

    store = Store(Path(inputs[0]))
    made = store.manifest
    if cut.engine != made["engine"]["name"]:
        run.note(
            f"{inputs[0]} was cut by the engine {made['engine']['name']}: "
            f"its texts are cut anew, by {cut.engine}"
        )
        return None
    engine = load_engine(cut.engine, model=cut.model)
    lexicon = load_lexicon(cut.dictionary or (), hk_policy=not cut.no_hk_dictionary)
    same_model = engine.version == made["engine"]["version"]
    if lexicon.sha256 != made["dictionary"]["sha256"] or not same_model:
        what = "dictionary" if same_model else "engine's model"
        run.note(
            f"{inputs[0]} was cut with another state of the {what}: its texts are cut anew; "
            f"`cantext index … --store {inputs[0]}` brings the store up to date"
        )
        return None
    return StoredCorpus.open(store, Segmenter(engine, lexicon), repeats.duplicates.value)
