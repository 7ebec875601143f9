"""The manifest of a run: what must be the same for it to give the same rows."""

import platform
from collections.abc import Mapping, Sequence
from typing import Any

from cantext import __version__
from cantext.documents.document import Document


def reading_manifest(
    command: str,
    documents: Sequence[Document],
    parameters: Mapping[str, Any],
    analysis: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the manifest of a command that reads lines and needs no engine.

    `analysis` is what the analysis says of itself; its parameters are joined with those given.
    """
    said = dict(analysis or {})
    return {
        "command": command,
        "version": __version__,
        "python": platform.python_version(),
        "inputs": [describe_document(document) for document in documents],
        "documents": len(documents),
        "characters": sum(document.characters for document in documents),
        "parameters": {**said.pop("parameters", {}), **parameters},
        **{key: value for key, value in said.items() if key != "documents"},
    }


def describe_document(document: Document) -> dict[str, Any]:
    """Return what identifies an input."""
    described: dict[str, Any] = {
        "document": document.id,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "characters": document.characters,
    }
    reading = document.reading
    if reading.format != "text":
        described["format"] = reading.format
    if reading.confidence is not None:  # the encoding was guessed
        described["encoding_confidence"] = round(reading.confidence, 4)
    if reading.repairs:
        described["repairs"] = dict(reading.repairs)
    if document.metadata:
        described["metadata"] = dict(document.metadata)
    return described
