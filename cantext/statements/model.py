"""What a commitment is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in a block of what a body will do, is doing or has done.

    Attributes
    ----------
    line
        The index of its line in the block.
    sentence
        First and last + 1 token of the sentence it stands in.
    span
        First and last + 1 token of its own clauses.
    actor
        First and last token of who acts; None where nobody is named (工程將於明年完成).
    inherited
        Whether the actor, or the status too, was told before: in the sentence, the paragraph, or
        above the list.
    predicate
        The token of the main verb.
    clause
        First and last + 1 token of the clause that the main verb stands in.
    status, modality
        Ids of `statuses.tsv` and `modalities.tsv`.
    evidence
        The tokens that decided them.
    """

    line: int
    sentence: tuple[int, int]
    span: tuple[int, int]
    actor: tuple[int, int] | None
    inherited: bool
    predicate: int
    clause: tuple[int, int]
    status: str
    modality: str
    evidence: tuple[int, ...]
