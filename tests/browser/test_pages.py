"""The pages in a real browser: Debian's chromium, driven by Playwright.

Skipped where either is missing; `CANTEXT_BROWSER_TESTS=required`, as in CI, makes that a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import run

REQUIRED = os.environ.get("CANTEXT_BROWSER_TESTS") == "required"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = (
    "</script><script>document.title='bad'</script><img src=x onerror=\"document.title='bad'\">"
)


def missing(what: str) -> None:
    if REQUIRED:
        pytest.fail(f"{what}, but the browser tests are required")
    pytest.skip(what)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed (pip install '.[browser]')")
    if CHROMIUM is None:
        missing("no chromium is installed")
    with sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=FLAGS,
            headless=True, viewport={"width": 1280, "height": 800},
        )  # fmt: skip
        yield context
        context.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    text = "".join(f"第{k}日，{HOSTILE}說香港房屋\u202e政策。\n" for k in range(20))
    (folder / "hostile.txt").write_text(text, encoding="utf-8")
    page, speech = str(EXAMPLES / "interview_page.txt"), str(EXAMPLES / "speech_2025.txt")
    made = {}
    for name, arguments in {
        "zh": ("report", page, "--language", "zh-Hant"),
        "en": ("report", page, speech, "--language", "en"),
        "hostile": ("report", str(folder / "hostile.txt")),
        "freq": ("freq", page, "--language", "en"),
        "kwic": ("kwic", "產學研", page),
        "duplicates": ("duplicates", page),
        "compare": ("compare", page, "--reference", speech),
    }.items():
        made[name] = folder / f"{name}.html"
        done = run(*arguments, "--format", "html", "--output", str(made[name]))
        assert done.returncode == 0, done.stderr.decode()
    return made


class Visit:
    """A page, and whatever went wrong or went out while it was open."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.page = browser.new_page()
        self.trouble: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        if "width" in options:
            self.page.set_viewport_size({"width": options["width"], "height": 800})
        self.page.emulate_media(color_scheme=options.get("scheme", "light"))
        self.page.goto(file.as_uri())

    def column(self, table: str, number: int) -> list[str]:
        cells = f"#{table} tbody tr:not([hidden]) > :nth-child({number})"
        texts: list[str] = self.page.locator(cells).all_inner_texts()
        return texts


@pytest.fixture
def visit(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    visits = []

    def open_page(name: str, **options: Any) -> Visit:
        visits.append(Visit(browser, files[name], **options))
        return visits[-1]

    yield open_page
    for each in visits:
        assert each.trouble == []
        # A picture that says there is none is no request.
        assert [url for url in each.requests if url[:5] not in ("file:", "data:")] == []
        each.page.close()


def numbers(texts: list[str]) -> list[float]:
    return [float(text.replace(",", "")) for text in texts]


def test_sorting_by_mouse(visit: Any) -> None:
    here = visit("zh")
    head = here.page.locator("#terms-table th[scope=col]").nth(1)
    assert head.get_attribute("aria-sort") == "descending"
    counts = numbers(here.column("terms-table", 2))
    assert counts == sorted(counts, reverse=True)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert numbers(here.column("terms-table", 2)) == sorted(counts)
    head.locator("button").click()
    assert numbers(here.column("terms-table", 2)) == counts


def test_sorting_by_keyboard(visit: Any) -> None:
    here = visit("zh")
    terms = here.column("terms-table", 1)
    heads = here.page.locator("#terms-table th[scope=col]")
    heads.nth(0).locator("button").focus()
    here.page.keyboard.press("Enter")
    assert heads.nth(0).get_attribute("aria-sort") == "ascending"
    assert here.page.locator("#terms-table [aria-sort]").count() == 1
    ordered = here.column("terms-table", 1)
    assert ordered != terms
    assert sorted(ordered) == sorted(terms)
    collated = here.page.evaluate(
        "(terms) => terms.sort(new Intl.Collator('zh-Hant-HK', {numeric: true}).compare)", terms
    )
    assert ordered == collated
    here.page.keyboard.press("Space")
    assert heads.nth(0).get_attribute("aria-sort") == "descending"
    assert here.column("terms-table", 1) == collated[::-1]


def test_numbers_are_sorted_as_numbers_and_nothing_comes_last(visit: Any) -> None:
    here = visit("freq")
    for _ in range(2):
        here.page.locator("#table th[scope=col]", has_text="Category").locator("button").click()
        texts = here.column("table", 5)
        assert any(texts)
        assert "" not in texts[: sum(map(bool, texts))]
    here.page.locator("#table th[scope=col]", has_text="Per million").locator("button").click()
    rates = numbers(here.column("table", 3))
    assert rates == sorted(rates, reverse=True)


def test_filtering(visit: Any) -> None:
    here = visit("zh")
    box = here.page.locator("[data-table=concepts-table]")
    box.locator("input").fill("大灣區")
    shown = here.page.locator("#concepts-table tbody tr:not([hidden])").all_inner_texts()
    assert shown
    assert all("大灣區" in text for text in shown)
    total = here.page.locator("#concepts-table tbody tr").count()
    status = box.locator("[role=status]")
    assert status.inner_text() == f"共 {total} 列，顯示 {len(shown)} 列"
    box.locator("input").fill("沒有這樣的詞")
    assert here.column("concepts-table", 1) == []
    box.locator("input").fill("")
    assert len(here.column("concepts-table", 1)) == min(total, 30)


def test_filtering_folds_width_and_case(visit: Any) -> None:
    here = visit("freq")
    here.page.locator("[data-table=table] input").fill("ｆｂ")
    assert "FB" in here.column("table", 1)


def test_all_rows_on_demand(visit: Any) -> None:
    here = visit("zh")
    total = here.page.locator("#concepts-table tbody tr").count()
    assert total > 30
    more = here.page.locator("[data-table=concepts-table] .more")
    assert str(total) in more.inner_text()
    more.click()
    assert len(here.column("concepts-table", 1)) == total
    more.click()
    assert len(here.column("concepts-table", 1)) == 30


def test_context_on_a_click(visit: Any) -> None:
    here = visit("zh")
    here.page.locator("#terms-table button.term", has_text="產學研").click()
    dialog = here.page.locator("dialog[open]")
    assert dialog.locator("h2").inner_text() == "「產學研」的上下文，共 7 處"
    nodes = dialog.locator("mark").all_inner_texts()
    assert nodes == ["產學研"] * 7
    assert dialog.locator("td.place").first.inner_text().startswith("第 ")
    here.page.locator("#context-close").click()
    assert here.page.locator("dialog[open]").count() == 0


def test_context_by_keyboard(visit: Any) -> None:
    here = visit("zh")
    term = here.page.locator("#terms-table button.term").first
    term.focus()
    here.page.keyboard.press("Enter")
    assert here.page.locator("dialog[open] h2").evaluate("e => e === document.activeElement")
    here.page.keyboard.press("Escape")
    assert here.page.locator("dialog[open]").count() == 0
    assert term.evaluate("e => e === document.activeElement")


def test_context_tells_what_it_does_not_show(visit: Any) -> None:
    here = visit("hostile")
    here.page.locator("#terms-table button.term", has_text="香港").first.click()
    dialog = here.page.locator("dialog[open]")
    assert dialog.locator("tbody tr").count() == 10
    assert "10 more not shown" in dialog.locator(".note").inner_text()


def test_the_documents_of_several_are_named(visit: Any) -> None:
    here = visit("en")
    here.page.locator("#terms-table button.term").first.click()
    places = here.page.locator("dialog[open] td.place").all_inner_texts()
    assert all(
        place.split("\n")[0] in ("interview_page.txt", "speech_2025.txt") for place in places
    )


def test_the_word_cloud_by_mouse_and_keyboard(visit: Any) -> None:
    here = visit("zh")
    words = here.page.locator(".cloud [role=button]")
    assert here.page.locator(".cloud [tabindex='0']").count() == 1
    words.nth(2).click()
    assert "產學研" in here.page.locator("dialog[open] h2").inner_text()
    here.page.keyboard.press("Escape")
    words.nth(0).focus()
    for key, place in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("Home", 0)):
        here.page.keyboard.press(key)
        assert words.nth(place).evaluate("e => e === document.activeElement")
        assert here.page.locator(".cloud [tabindex='0']").count() == 1
    here.page.keyboard.press("Enter")
    name = words.nth(0).get_attribute("aria-label").split(" ")[0]
    assert name in here.page.locator("dialog[open] h2").inner_text()


def test_copies_unfold(visit: Any) -> None:
    here = visit("zh")
    group = here.page.locator("details.group", has=here.page.locator("ins")).first
    assert not group.locator("ins").first.is_visible()
    group.locator("summary").focus()
    here.page.keyboard.press("Enter")
    assert group.locator("ins").first.is_visible()
    group.locator("summary").click()
    assert not group.locator("ins").first.is_visible()


def background(page: Any) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_mode_by_system_and_by_button(visit: Any, scheme: str) -> None:
    here = visit("zh", scheme=scheme)
    light, dark = "rgb(253, 252, 249)", "rgb(21, 24, 27)"
    toggle = here.page.locator("#toggle")
    before, after = (light, dark) if scheme == "light" else (dark, light)
    assert background(here.page) == before
    assert toggle.get_attribute("aria-pressed") == str(scheme == "dark").lower()
    toggle.click()
    assert background(here.page) == after
    assert toggle.get_attribute("aria-pressed") == str(scheme == "light").lower()
    toggle.focus()
    here.page.keyboard.press("Space")
    assert background(here.page) == before
    # The charts and the cloud follow.
    fills = here.page.evaluate(
        "[...document.querySelectorAll('.cloud .c0, .bar rect')].map(e => getComputedStyle(e).fill)"
    )
    assert set(fills) == (
        {"rgb(164, 19, 60)", "rgb(15, 92, 115)"} if scheme == "light"
        else {"rgb(255, 143, 163)", "rgb(127, 209, 199)"}
    )  # fmt: skip


WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => { const r = e.getBoundingClientRect();
                   return r.width && (r.right > innerWidth + 1 || r.left < -1) && r.width > 1; })
    .filter(e => !e.closest('.skip'))
    .map(e => `${e.tagName}.${e.getAttribute('class')}`)"""


@pytest.mark.parametrize("name", ["zh", "en", "hostile", "freq", "kwic", "duplicates", "compare"])
def test_nothing_is_wider_than_a_phone(visit: Any, name: str) -> None:
    here = visit(name, width=360)
    for fold in here.page.locator("details").all():
        fold.evaluate("e => { e.open = true; }")
    assert here.page.evaluate(WIDER) == []
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    term = here.page.locator("button.term")
    if term.count():
        term.first.click()
        assert here.page.evaluate(WIDER) == []


@pytest.mark.parametrize("name", ["zh", "en", "freq", "kwic"])
@pytest.mark.parametrize("width", [1280, 1920])
def test_tables_fit_a_desk(visit: Any, name: str, width: int) -> None:
    here = visit(name, width=width)
    cut = here.page.evaluate(
        "[...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.dataset.table)"
    )
    assert cut == []


def test_a_phone_sorts_too(visit: Any) -> None:
    here = visit("zh", width=360)
    assert len(here.column("terms-table", 1)) == 10
    here.page.locator("#terms-table th[scope=col] button").nth(1).click()
    counts = here.page.locator("#terms-table tbody tr:not([hidden]) td:nth-child(2)")
    values = [int(text.split()[-1]) for text in counts.all_inner_texts()]
    assert values == sorted(values)


def test_print(visit: Any, tmp_path: Path) -> None:
    here = visit("zh", scheme="dark")
    here.page.locator("#toggle").click()
    here.page.locator("#toggle").click()
    here.page.emulate_media(media="print")
    assert background(here.page) == "rgba(0, 0, 0, 0)"
    ink = here.page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(30, 28, 25)"
    for hidden in ("#toggle", "nav", ".tools", ".more"):
        assert not here.page.locator(hidden).first.is_visible()
    assert here.page.locator("#terms-table").is_visible()
    pypdfium2 = pytest.importorskip("pypdfium2")
    data = here.page.pdf(format="A4")
    with pypdfium2.PdfDocument(data) as document:
        assert 2 <= len(document) <= 20


def test_without_javascript(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.continue_())
    session = browser.new_cdp_session(page)
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto(files["zh"].as_uri())
    assert page.locator("button.term").count() == 0
    assert not page.locator("#toggle").is_visible()
    assert page.locator("#concepts-table tbody tr").last.is_visible()
    assert page.locator("noscript").is_visible()
    fold = page.locator("details.group").first
    fold.locator("summary").click()
    assert fold.locator("li").first.is_visible()
    page.close()


def test_hostile_text_does_nothing_and_the_policy_holds(visit: Any) -> None:
    here = visit("hostile")
    assert "bad" not in here.page.title()
    assert here.page.locator("img").count() == 0
    here.page.locator("#terms-table button.term", has_text="香港").first.click()
    line = here.page.locator("dialog[open] tbody tr").first.inner_text()
    assert "title='bad'\">" in line
    assert "房屋\\u202e政策" in line
    here.page.keyboard.press("Escape")
    for term in here.page.locator("button.term").all()[:5]:
        term.click()
        here.page.keyboard.press("Escape")
    assert "bad" not in here.page.title()
    refused = here.page.evaluate(
        """() => new Promise(resolve => {
            const seen = [];
            document.addEventListener('securitypolicyviolation', e => {
                seen.push(e.effectiveDirective);
                if (seen.length === 3) resolve(seen.sort());
            });
            document.body.append(Object.assign(document.createElement('script'), {text: '1'}));
            document.body.append(Object.assign(new Image(), {src: 'https://example.invalid/a.png'}));
            fetch('https://example.invalid/').catch(() => {});
        })"""
    )
    assert refused == ["connect-src", "img-src", "script-src-elem"]
    # The console tells the violations, and the driver what was asked for and refused.
    assert all("Content Security Policy" in told for told in here.trouble)
    here.trouble.clear()
    here.requests.clear()


def test_the_skip_link_and_the_focus_are_seen(visit: Any) -> None:
    here = visit("zh")
    here.page.keyboard.press("Tab")
    skip = here.page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    here.page.keyboard.press("Enter")
    assert here.page.locator("main").evaluate("e => e === document.activeElement")
    here.page.locator("#terms-table button.sort").first.focus()
    here.page.keyboard.press("Shift+Tab")
    outline = here.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_sorting_is_quick(visit: Any) -> None:
    here = visit("zh")
    took = here.page.evaluate(
        """() => { const button = document.querySelector('#concepts-table .sort');
            const start = performance.now(); button.click(); document.body.offsetHeight;
            return performance.now() - start; }"""
    )
    assert took < 500
