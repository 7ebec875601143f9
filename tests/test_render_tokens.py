"""Tokens written fast are the rows written slowly, byte for byte."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.documents.document import Document
from cantext.render.formats import ndjson_lines
from cantext.render.tokens import token_ndjson
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.rows import segment_rows

SEGMENTER = Segmenter()
TEXT = st.text(
    st.one_of(
        st.sampled_from('香港產學研立法會衞生署1,300 "\\\n\r\t<>\u2028\ud800'), st.characters()
    ),
    max_size=60,
)


@settings(deadline=None)
@given(TEXT)
def test_the_same_bytes_as_the_rows(text: str) -> None:
    blocks = list(SEGMENTER.blocks(Document('a "b".txt', text)))
    assert "".join(token_ndjson(blocks)) == "".join(ndjson_lines(segment_rows(blocks)))
