import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.normalise import decode_private_use, project

PROJECTIONS = [
    ("特區政府", "特区政府"),
    ("衞生署", "卫生署"),
    ("衛生署", "卫生署"),
    ("敍用委員會", "叙用委员会"),
    ("裏", project("裡")),
    ("羣衆", project("群眾")),
    ("啓德", project("啟德")),
    ("東鐵綫", project("東鐵線")),
    ("２０２５年（ＡＩ）", "2025年(ai)"),
    ("“一國”『兩制』", "「一国」「两制」"),
    ("著名", "著名"),
    ("看着", "看着"),
    ("嘅咗喺𡃉", "嘅咗喺𡃉"),
    ("\uf9dd", project("利")),  # a compatibility ideograph
    ("\ue2e5", "着"),
    ("\ueb7b房", "㓥房"),  # 劏, through OpenCC
    ("，。：", ",。:"),
    ("\U0001f468‍👩", "\U0001f468‍👩"),
    ("一\ud800二", "一\ufffd二"),
    ("\U0003ffff", "\U0003ffff"),  # past the table
]


@pytest.mark.parametrize(("text", "expected"), PROJECTIONS)
def test_projection_of(text: str, expected: str) -> None:
    assert project(text) == expected


@given(st.text())
def test_projection_keeps_offsets(text: str) -> None:
    assert len(project(text)) == len(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_projection_is_stable(text: str) -> None:
    assert project(project(text)) == project(text)


def test_projection_keeps_line_breaks() -> None:
    assert project("一\r\n二\u2028三\x0c") == "一\r\n二\u2028三\x0c"


PRIVATE_USE = [
    ("\ue2e5", "着"),
    ("\ue40c", "衞"),
    ("\ue473", "邨"),
    ("\ueb7b", "劏"),
    ("施政", "施政"),
]


@pytest.mark.parametrize(("text", "expected"), PRIVATE_USE)
def test_private_use_characters(text: str, expected: str) -> None:
    assert decode_private_use(text) == expected
