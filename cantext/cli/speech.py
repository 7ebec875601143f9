"""`--pos`: parts of speech as options."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cantext.cli.options import EngineOptions
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.analyses.counts import TagsOf
    from cantext.segmentation.tokens import TokenBlock


def parts_of_speech(choice: str | None) -> frozenset[str]:
    """Read `--pos`."""
    from cantext.segmentation.tags import UNIVERSAL

    wanted = frozenset(tag.strip().upper() for tag in (choice or "").split(",") if tag.strip())
    if unknown := sorted(wanted - UNIVERSAL):
        raise UsageError(f"--pos {unknown[0]!r}: choose from {', '.join(sorted(UNIVERSAL))}")
    return wanted


def tags(cut: EngineOptions) -> "tuple[TagsOf, dict[str, Any]]":
    """Return what gives the parts of speech of a block, and what the manifest says of it."""
    from cantext.segmentation.pos import describe_tagger, load_tagger, tag_block

    tagger = load_tagger(cut.engine)

    def of(block: "TokenBlock") -> Sequence[str]:
        return [tag.upos for tag in tag_block(tagger, block)]

    return of, {"tagger": describe_tagger(tagger)}
