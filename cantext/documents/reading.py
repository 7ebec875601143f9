"""Inputs to documents: bytes are unpacked, told apart, handed to the reader of their format."""

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, cast

from cantext.documents.blocks import Extracted
from cantext.documents.dates import date_in_name
from cantext.documents.declared import decode_markup
from cantext.documents.document import Document, Reading
from cantext.documents.encoding import Decoded, printable
from cantext.documents.formats import (
    Format,
    is_archive,
    is_docx,
    is_pdf,
    reject_office,
    suffix_of,
    text_format,
)
from cantext.documents.places import opened
from cantext.documents.plugin_readers import (
    checked_format,
    named_reader,
    plugged_reader,
    read_plugged,
)
from cantext.documents.records import Fields
from cantext.documents.report import ReadingNotes
from cantext.documents.sitting import record_metadata
from cantext.documents.sources import (
    Input,
    Note,
    Source,
    find_sources,
    is_taken,
    left_out,
    unreadable,
)
from cantext.documents.stored import is_store, stored_documents
from cantext.errors import InputError, UsageError

__all__ = ["Fields", "Source", "date_in_name", "find_sources", "read_documents"]

Refuse = Callable[[InputError], None]
ErrorPolicy = Literal["strict", "replace"]


@dataclass(frozen=True, slots=True)
class _Choices:
    """What was asked for of every input."""

    encoding: str | None
    errors: ErrorPolicy
    format: str | None
    fields: Fields
    unwrap: bool


@dataclass(frozen=True, slots=True)
class _Job:
    """What a reading carries from input to input."""

    choices: _Choices
    notes: ReadingNotes
    note: Note
    refuse: Refuse = field(repr=False)


def read_documents(
    inputs: Input | Sequence[Input],
    *,
    encoding: str | None = None,
    errors: ErrorPolicy = "strict",
    format: str | None = None,
    fields: Fields | None = None,
    unwrap: bool = False,
    stdin: BinaryIO | None = None,
    note: Note | None = None,
    refuse: Refuse | None = None,
) -> Iterator[Document]:
    """Read inputs one document at a time, in the order of `find_sources`.

    All inputs are found before the first is read, so a mistyped name costs no waiting. What an
    input is, its bytes say: plain text, HTML, XML, PDF, DOCX, Markdown, subtitles, CSV, TSV, JSON,
    JSON Lines, each of them also packed by gzip or in a ZIP archive. Of plain text the characters
    are as decoded, line ends too; of the others `text` is what the reader found, a line for each
    paragraph. `metadata` holds `date` when the document or its file name has one.

    Parameters
    ----------
    inputs
        One or several, as for `find_sources`. An archive gives a document for each of its files, a
        table one for each row, a token store those that it was made of.
    encoding, errors
        As for `cantext.documents.encoding.decode`.
    format
        Read every input as this, whatever it seems to be: `text`, `html`, `xml`, `pdf`, `docx`,
        `markdown`, `subtitles`, `csv`, `tsv`, `json`, `ndjson`, or the name of a plug-in's reader.
    fields
        Which fields of tables and JSON hold text, id and date.
    unwrap
        Undo the page layout of plain text that was taken from a PDF (`cantext.documents.unwrap`).
    stdin
        Bytes to read for `-`; the process's standard input by default.
    note
        Called with one line for what people should know. Guessed encodings, empty files and what
        the readers repaired are told together after the last document.
    refuse
        Called with the error on an input that cannot be read, and the others are read; by default
        that error is raised.

    Raises
    ------
    UsageError
        For a `format` that there is not, or `errors` that are neither.
    InputError
        As for `find_sources`, at the call; or, without `refuse`, for the first input that cannot be
        read.

    Examples
    --------
    >>> import io
    >>> document, = read_documents(["-"], stdin=io.BytesIO("施政報告".encode("big5")), note=print)
    1 file not in UTF-8, read as big5hkscs (guessed; --encoding forces another): -
    >>> document.text, document.encoding
    ('施政報告', 'big5hkscs')
    """
    if errors not in ("strict", "replace"):
        raise UsageError(f"errors must be 'strict' or 'replace', not {errors!r}")
    if format is not None:
        checked_format(format)
    fields = fields or Fields()
    tables = fields.text is not None or format in ("csv", "tsv", "json", "ndjson")
    sources = find_sources(inputs, note=note, tables=tables)
    choices = _Choices(encoding, errors, format, fields, unwrap)
    return _read(sources, choices, stdin, note or _silent, refuse or _raise)


def _silent(message: str) -> None:
    """Drop a note that nobody asked for."""


def _raise(error: InputError) -> None:
    raise error


def _read(
    sources: Sequence[Source],
    choices: _Choices,
    stdin: BinaryIO | None,
    note: Note,
    refuse: Refuse,
) -> Iterator[Document]:
    job = _Job(choices, ReadingNotes(), note, refuse)
    for source in sources:
        try:
            if source.path is not None and is_store(source.path):
                yield from stored_documents(source.path)  # what was noted of them was told then
                continue
            data = _bytes(source, stdin)
            documents = _documents(data, source.id, job)
            for document in documents:
                job.notes.add(document)
                yield document
        except InputError as error:
            refuse(error)
    for message in job.notes.summary():
        note(message)


def _bytes(source: Source, stdin: BinaryIO | None) -> bytes:
    from cantext.documents.archives import MAX_BYTES, read_at_most, size_error

    try:
        if source.place is not None:
            with opened(source.place) as stream:
                data = read_at_most(stream, MAX_BYTES)
        elif stdin is None and sys.stdin is None:
            raise InputError("standard input is closed: pipe text into it, or name a file")
        else:
            data = read_at_most(stdin or sys.stdin.buffer, MAX_BYTES)
    except OSError as error:
        raise unreadable(source.id, error) from None
    if len(data) > MAX_BYTES:
        raise size_error(source.id)
    return data


def _documents(data: bytes, name: str, job: _Job, *, packed: bool = False) -> Iterator[Document]:
    """Yield the documents that some bytes hold; `packed` when they come out of an archive."""
    from cantext.documents.archives import gunzip, is_gzip

    if is_gzip(data):
        data = gunzip(data, name)
        if is_gzip(data) or is_archive(data):
            raise InputError(f"{printable(name)}: packed twice: unpack it first")
    chosen = job.choices.format
    plugin = plugged_reader(suffix_of(name)) if chosen is None else named_reader(chosen)
    if chosen is None and plugin is None and is_archive(data):
        if packed:
            raise InputError(f"{printable(name)}: an archive within an archive: unpack it first")
        yield from _members(data, name, job)
        return
    digest = hashlib.sha256(data).hexdigest()
    if plugin is not None:
        extracted = read_plugged(plugin, data, name)
        yield _made(extracted, plugin.name, name, digest, job)
    elif chosen == "pdf" or (chosen is None and is_pdf(data)):
        from cantext.documents.pdf import read_pdf

        yield _made(read_pdf(data, name=name), "pdf", name, digest, job)
    elif chosen == "docx" or (chosen is None and is_docx(data)):
        from cantext.documents.docx import read_docx

        yield _made(read_docx(data, name=name), "docx", name, digest, job)
    else:
        reject_office(data, name)
        choices = job.choices
        decoded = decode_markup(data, encoding=choices.encoding, errors=choices.errors, name=name)
        yield from _of_text(decoded, name, digest, job)


def _members(data: bytes, name: str, job: _Job) -> Iterator[Document]:
    """Yield the documents of the files of an archive; what cannot be read is refused by itself."""
    from collections import Counter
    from pathlib import PurePosixPath

    from cantext.documents.archives import (
        MAX_ARCHIVE_BYTES,
        ArchiveLimitError,
        members,
        unpack,
    )

    tables = job.choices.fields.text is not None
    others: Counter[str] = Counter()
    times: Counter[str] = Counter()
    left = MAX_ARCHIVE_BYTES
    found = False
    for path, entry, archive in members(data, name):
        if not is_taken(path, tables=tables):
            others[PurePosixPath(path).suffix.lower()] += 1
            continue
        found = True
        times[path] += 1
        # A second file of one name is another document.
        inner = f"{name}/{path}" if times[path] == 1 else f"{name}#{times[path]}/{path}"
        try:
            unpacked = unpack(archive, entry, inner, left)
            left -= len(unpacked)
            yield from _documents(unpacked, inner, job, packed=True)
        except ArchiveLimitError as error:
            job.refuse(error)
            break
        except InputError as error:
            job.refuse(error)
    if others:
        job.note(left_out(others, name))
    if not found:
        raise InputError(f"{printable(name)}: an archive without a file that is read")


def _of_text(decoded: Decoded, name: str, digest: str, job: _Job) -> Iterator[Document]:
    choices = job.choices
    text = decoded.text
    # Here it is one of ours: what a plug-in reads never comes so far.
    named = cast("Format | None", choices.format)
    chosen = named or text_format(text, name, text_field=choices.fields.text)
    job.notes.decoded(name, decoded)
    if chosen in ("csv", "tsv", "json", "ndjson"):
        yield from _rows(decoded, chosen, name, digest, job)
        return
    if chosen == "text":
        extracted = Extracted(text, metadata=record_metadata(text))
        if choices.unwrap:
            from dataclasses import replace

            from cantext.documents.unwrap import unwrap

            extracted = replace(unwrap(text), metadata=extracted.metadata)
    else:
        extracted = _marked_up(text, chosen, name)
    yield _made(extracted, chosen, name, digest, job, decoded)


def _marked_up(text: str, chosen: Format, name: str) -> Extracted:
    if chosen == "html":
        from cantext.documents.html import read_html

        return read_html(text, name=name)
    if chosen == "xml":
        from cantext.documents.xml import read_xml

        return read_xml(text, name=name)
    if chosen == "markdown":
        from cantext.documents.markdown import read_markdown

        return read_markdown(text)
    if chosen == "subtitles":
        from cantext.documents.subtitles import read_subtitles

        return read_subtitles(text)
    raise ValueError(f"no reader for the format {chosen!r}")


def _rows(
    decoded: Decoded, chosen: Format, name: str, digest: str, job: _Job
) -> Iterator[Document]:
    """Yield a document for each row of a table, or what `cantext convert` wrote."""
    from cantext.documents.converted import is_converted, read_converted
    from cantext.documents.records import (
        Tally,
        delimiter_of,
        read_json,
        read_json_lines,
        read_table,
    )

    text, fields = decoded.text, job.choices.fields
    if chosen == "ndjson" and fields == Fields() and is_converted(text):
        for found in read_converted(text, sha256=digest):
            if isinstance(found, int):
                job.refuse(InputError(f"{printable(name)}: line {found} is no document"))
            else:
                yield found
        return
    tally = Tally()
    if chosen == "json":
        records = read_json(text, fields, tally, name=name)
    elif chosen == "ndjson":
        records = read_json_lines(text, fields, tally, name=name)
    else:
        delimiter = "\t" if chosen == "tsv" else delimiter_of(text)
        records = read_table(text, fields, tally, delimiter=delimiter, name=name)
    taken: set[str] = set()
    for record in records:
        label = record.id if record.id and record.id not in taken else str(record.number)
        taken.add(label)
        yield _made(record.extracted, chosen, name, digest, job, decoded, part=label)
    for message in tally.notes():
        job.note(f"{printable(name)}: {message}")
    if not taken:
        raise InputError(f"{printable(name)}: no row with a text in it")


def _made(
    extracted: Extracted,
    chosen: str,
    name: str,
    digest: str,
    job: _Job,
    decoded: Decoded | None = None,
    *,
    part: str = "",
) -> Document:
    """Return a document of what a reader found."""
    for message in extracted.notes:
        job.note(f"{printable(name)}: {message}")
    metadata = dict(extracted.metadata)
    if chosen == "pdf" and "date" not in metadata:
        metadata = record_metadata(extracted.text) | metadata
    if "date" not in metadata and (date := date_in_name(name)):
        metadata["date"] = date
    guess = decoded.guess if decoded else None
    guessed = guess is not None and guess.confidence < 1
    repairs = dict(extracted.repairs)
    if decoded and decoded.replaced:
        repairs["bytes_replaced"] = decoded.replaced
    return Document(
        id=f"{name}#{part}" if part else name,
        text=extracted.text,
        encoding=decoded.encoding if decoded else "utf-8",
        sha256=digest,
        metadata=metadata,
        kinds=extracted.kinds,
        reading=Reading(chosen, guess.confidence if guess and guessed else None, repairs),
    )
