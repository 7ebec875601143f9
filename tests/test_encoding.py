"""Bytes to text: marks, guesses, refusals, replacement."""

import codecs
import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.documents.characters import common_share, log_likelihood
from cantext.documents.encoding import Guess, decode, detect, printable
from cantext.errors import InputError

# A sentence of our own in the manner of a policy speech, with Latin letters and numbers.
SPEECH = "我們會在2026年內完成北部都會區的規劃，並撥款30億元支持產學研合作，讓市民分享成果。"
CANTONESE = "佢哋話呢個計劃好過冇，不過我哋嘅街坊仲係唔知點樣申請啲津貼，睇嚟要等多兩年先得。"
SIMPLIFIED = "我们会在2026年内完成北部都会区的规划，并拨款30亿元支持产学研合作，让市民分享成果。"
LEGACY = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "big5hkscs", "gb18030"]


@pytest.mark.parametrize("encoding", [*LEGACY, "big5", "cp950", "gbk"])
@pytest.mark.parametrize("text", [SPEECH, SPEECH[:20], SPEECH[-20:] + "\r\n\n" + SPEECH])
def test_text_comes_back_from_every_encoding(encoding, text):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.replaced == 0


@pytest.mark.parametrize("encoding", LEGACY)
def test_cantonese_comes_back(encoding):
    assert decode(CANTONESE.encode(encoding)).text == CANTONESE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb2312", "gb18030"])
def test_simplified_comes_back(encoding):
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (SPEECH, "big5", "big5hkscs"),
        (SPEECH, "cp950", "big5hkscs"),  # the same bytes in all three: the general name
        (SPEECH + "深水埗邨衞生裏啲嘢", "big5hkscs", "big5hkscs"),
        ("由2025～2030年，" + SPEECH, "cp950", "cp950"),  # ～ is another character in big5hkscs
        ("主席陳‧大文議員" + SPEECH, "cp950", "cp950"),
        ("①優の良品" + SPEECH, "big5hkscs", "big5hkscs"),  # ヾ and ぇ or the like in cp950
        (SPEECH + "€", "cp950", "cp950"),
        (SPEECH, "gbk", "gb18030"),
        ("ASCII only", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_label_is_the_most_general_codec_that_gives_the_text(text, encoding, label):
    data = text.encode(encoding)
    assert detect(data).encoding == label
    assert decode(data).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("38 学校BG 256 39 学校BH", "gb18030", "gb18030"),  # ѧУ in UTF-8
        ("小学 127,440.00 7 学校", "gb18030", "gb18030"),
        ("Россия и Москва", "utf-8", "utf-8"),
        ("α, β and Σ", "utf-8", "utf-8"),
        ("Σ x", "utf-8", "utf-8"),
        ("café, naïve", "utf-8", "utf-8"),
        ("שלום", "utf-8", "utf-8"),
        ("± 3°", "utf-8", "utf-8"),
    ],
)
def test_two_bytes_of_gb_are_not_taken_for_cyrillic(text: str, encoding: str, label: str) -> None:
    data = text.encode(encoding)
    assert detect(data).encoding == label
    assert decode(data).text == text
    assert (detect(data).confidence == 1) == (label == "utf-8")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
@pytest.mark.parametrize("text", [SPEECH, "", "A", "\x00\n", "\ufeffA"])
@pytest.mark.parametrize("asked", [False, True])
def test_byte_order_mark_decides_and_is_not_text(mark, codec, text, asked):
    if mark == codecs.BOM_UTF16_LE and text.startswith("\x00"):
        pytest.skip("FF FE 00 00 … is the mark of UTF-32 as well; see the next test")
    decoded = decode(mark + text.encode(codec), encoding=codec if asked else None)
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert decoded.guess == (None if asked else Guess(codec, 1.0, "byte order mark"))


def test_utf_16_that_begins_with_a_zero_is_not_taken_for_utf_32():
    assert decode(codecs.BOM_UTF16_LE + "\x00立法".encode("utf-16-le")).text == "\x00立法"


@pytest.mark.parametrize("asked", ["utf-16", "UTF-32", "utf_16"])
@pytest.mark.parametrize("order", ["-le", "-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_order_asked_for_in_general_is_settled(asked, order, mark):
    codec = asked.replace("_", "-").lower() + order
    decoded = decode((mark + SPEECH).encode(codec), encoding=asked)
    assert (decoded.text, decoded.encoding) == (SPEECH, codec)


@pytest.mark.parametrize(
    "text", ["一\r\n二\r三\n\n", "甲\x00乙" + SPEECH, "\x0c\u2028\t　甲\x1b[0m乙丙丁"]
)
def test_nothing_is_translated(text):
    assert decode(text.encode()).text == text


COMMON = (
    "的是在不有人我一了大會議員主席先生政府香港問題局長市民發展社會經濟教育房屋土地工作計劃支持，。"
)


@pytest.mark.parametrize("encoding", LEGACY)
def test_round_trip_of_common_text(encoding):
    @given(st.text(st.sampled_from(COMMON), min_size=20, max_size=80))
    @settings(max_examples=60, derandomize=True)
    def check(text):
        assert decode(text.encode(encoding)).text == text

    check()


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data):
    try:
        decoded = decode(data)
    except InputError:
        return
    assert data.decode(decoded.encoding).removeprefix("\ufeff") == decoded.text


@given(st.text())
def test_utf_8_asked_for_keeps_everything(text):
    assert decode(("\ufeff" + text).encode(), encoding="utf-8").text == text


def _zip(name: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document: save it as plain text first"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"GIF89a\x01\x00", "a GIF picture"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "a gzip file: unpack it first"),
        (b"{\\rtf1\\ansi hello}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "an old Office document"),
        (_zip("word/document.xml"), "a Word document (DOCX): save it as plain text first"),
        (_zip("xl/workbook.xml"), "an Excel workbook (XLSX)"),
        (_zip("speech.txt"), "a ZIP archive: unpack it first"),
        (b"SQLite format 3\x00\x10\x00", "an SQLite database"),
        (bytes(range(256)) * 8, "if it is text"),
        (random.Random(1).randbytes(5000), "if it is text"),
        (
            b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x03\x00>\x00\x01\x00" * 30,
            "if it is text",
        ),
        (SPEECH.encode("big5") + b"\x00" + SPEECH.encode("big5"), "if it is text"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "utf-16"])
def test_binary_is_refused_in_one_line(data, said, encoding):
    if encoding and said == "if it is text":
        pytest.skip("who names an encoding may be right")
    with pytest.raises(InputError) as caught:
        decode(data + b"\xff" * (len(data) % 2 == 0), encoding=encoding, name="枱\n面.bin")
    assert str(caught.value).startswith("枱\\n面.bin: not a text file")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("政府は今年度の予算案を提出し、これからの対策について説明しました。", "shift_jis"),
        ("정부는 올해 예산안을 국회에 제출하고 경제 대책에 대해 설명했다.", "euc-kr"),
        ("It’s “the” policy – we don’t know", "cp1252"),
    ],
)
def test_other_encodings_are_refused_not_garbled(text, encoding):
    data = text.encode(encoding)
    with pytest.raises(InputError, match="one in another encoding"):
        decode(data)
    assert decode(data, encoding=encoding).text == text


@pytest.mark.parametrize(
    ("data", "asked", "message"),
    [
        (
            SPEECH.encode("big5hkscs"),
            "utf-8",
            "a.txt: byte 0 (0xa7, line 1) is not utf-8; big5hkscs fits: --encoding big5hkscs",
        ),
        (
            b"abc " + SPEECH.encode(),
            "ascii",
            "a.txt: byte 4 (0xe6, line 1) is not ascii; utf-8 fits: --encoding utf-8",
        ),
        (
            b"\xef\xbb\xbf" + SPEECH.encode()[:-1],
            "utf-8-sig",
            "a.txt: byte 120 (0xe3, line 1) is not utf-8; no encoding known here fits all of it: "
            "name another with --encoding, or replace such bytes with --encoding-errors replace",
        ),
        (
            SPEECH.encode() + b"\xff" + SPEECH.encode(),
            None,
            "a.txt: byte 120 (0xff, line 1) is not utf-8; no encoding known here fits all of it: "
            "name another with --encoding, or replace such bytes with --encoding-errors replace",
        ),
        (b"a", "klingon", "unknown encoding 'klingon': try utf-8, utf-16, big5hkscs or gb18030"),
        (b"a", "big5hksc", "unknown encoding 'big5hksc': did you mean big5hkscs?"),
        (b"a", "", "unknown encoding '': try utf-8, utf-16, big5hkscs or gb18030"),
        (b"6869", "hex", "unknown encoding 'hex': try utf-8, utf-16, big5hkscs or gb18030"),
        (b"a", "undefined", None),
        (b"a", "\x00", None),
        (b"\\ud800", "unicode_escape", None),
        (b"\xff", "idna", None),
    ],
)
def test_wrong_encoding_is_told_in_one_line(data, asked, message):
    with pytest.raises(InputError) as caught:
        decode(data, encoding=asked, name="a.txt")
    assert "\n" not in str(caught.value)
    if message:
        assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "encoding", "text", "replaced"),
    [
        (SPEECH.encode() + b"\xff\xfe", None, SPEECH + "\ufffd\ufffd", 2),
        (SPEECH.encode("big5") + b"\xa7", None, SPEECH + "\ufffd", 1),
        ("有\ufffd的".encode() + b"\xe4", "utf-8", "有\ufffd的\ufffd", 1),
        ("立法".encode("utf-16-le") + b"A", "utf-16", "立法\ufffd", 1),
        (SPEECH.encode(), "utf-8", SPEECH, 0),
    ],
)
def test_replacement_is_counted(data, encoding, text, replaced):
    decoded = decode(data, encoding=encoding, errors="replace")
    assert (decoded.text, decoded.replaced) == (text, replaced)


def test_other_error_handlers_are_a_mistake():
    with pytest.raises(ValueError, match="'ignore'"):
        decode(b"", errors="ignore")


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-16-le", "utf-16-be"])
def test_long_texts_are_judged_by_a_sample_from_where_they_leave_ascii(encoding):
    text = "x = 1\n" * 30_000 + SPEECH * 2_000
    assert decode(text.encode(encoding)).text == text


def test_the_whole_is_asked_when_the_sample_cannot_know():
    plain = SPEECH * 1_000
    for tail, encoding in (("深水埗邨𨋢啲嘢", "big5hkscs"), ("２０２５～２０３０", "cp950")):
        data = (plain + tail).encode(encoding)
        assert detect(data).encoding == encoding
        assert decode(data).text == plain + tail


@pytest.mark.parametrize("name", ["施政報告.txt", "a b", "\x1b]0;x\x07", "\udcb4\n", "\u202etxt"])
def test_printable_names_fit_a_line(name):
    assert printable(name).isprintable()
    assert (printable(name) == name) == name.isprintable()


@given(st.text(), st.text())
def test_likelihood_adds_up_and_share_is_a_share(first, second):
    total = log_likelihood(first) + log_likelihood(second)
    assert log_likelihood(first + second) == pytest.approx(total)
    assert 0 <= common_share(first) <= 1
