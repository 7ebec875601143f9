"""What the commands write with --json is what its schema says, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import command_names, run
from jsonschema import Draft202012Validator

from cantext.schemas import OUTPUTS, file_name, schema
from cantext.schemas.__main__ import text
from cantext.schemas.outputs import META

ROOT = Path(__file__).parent.parent
PAGE, SPEECH, EARLIER = (
    str(ROOT / "examples" / name)
    for name in ("interview_page.txt", "speech_2025.txt", "speech_2023.txt")
)
RUNS = [
    ("report", PAGE),
    ("segment", SPEECH),
    ("segment", SPEECH, "--pos"),
    ("freq", PAGE),
    ("freq", SPEECH, EARLIER, "--group-by", "year", "--by", "pos"),
    ("ngrams", PAGE),
    ("collocations", PAGE),
    ("collocations", PAGE, "--node", "產學研"),
    ("collocations", PAGE, "--adjacent", "3"),
    ("terms", PAGE),
    ("keywords", PAGE, "--pos", "NOUN"),
    ("kwic", "產學研", PAGE),
    ("profile", PAGE),
    ("profile", PAGE, "--quotations"),
    ("themes", PAGE, "--examples", "1"),
    ("themes", PAGE, "--by", "category"),
    ("commitments", SPEECH),
    ("commitments", SPEECH, "--by", "category"),
    ("commitments", EARLIER, SPEECH, "--match"),
    ("figures", SPEECH),
    ("figures", SPEECH, "--by", "category"),
    ("compare", SPEECH, "--reference", EARLIER),
    ("trend", SPEECH, EARLIER, "--term", "疫情"),
    ("duplicates", PAGE),
    ("clean", PAGE),
    ("clean", PAGE, "broken.pdf"),
    ("convert", PAGE),
    ("index", SPEECH, "--store", "speech.store"),
    ("sql", "speech.store", "SELECT text, count FROM types LIMIT 2"),
    ("freq", "speech.store"),
    ("network", PAGE),
    ("explain",),
    ("engines",),
    ("evaluate", "gold.txt", "--engine", "jieba", "--errors", "2"),
    ("schema",),
    ("doctor",),
    ("config",),
    ("dict", "list", "--limit", "9"),
    ("dict", "show", "創科局"),
    ("dict", "search", "創科", "--limit", "9"),
    ("dict", "stats"),
    ("dict", "check"),
    ("dict", "check", "bad.tsv"),
    ("dict", "check", "--nested"),
    ("dict", "add", "北都區", "--concept", "北部都會區"),
    ("dict", "export", "--to", "json", "--category", "places"),
]
PICTURES = {"wordcloud", "man"}  # what they write is no rows
# The output contract: no key of these may go or be renamed, whatever the classes say.
CONTRACT = {
    "freq": "term count per_million documents dp category concept",
    "ngrams": "ngram count per_million documents dp",
    "collocations": "node collocate count node_count collocate_count expected log_likelihood "
    "log_dice mi mi3 npmi t_score z_score delta_p_forward delta_p_backward",
    "terms": "term count cohesion left_entropy right_entropy c_value known contained_in",
    "kwic": "document line left node right",
    "commitments": "document line start end sentence actor action object concept category status "
    "modality target target_value target_unit deadline evidence",
    "compare": "term count reference_count per_million reference_per_million log_likelihood "
    "log_ratio percent_diff bic simple_maths",
    "trend": "period term count per_million documents",
    "themes": "category concept count per_thousand documents forms",
    "duplicates": "group kind members",
    "clean": "document line text kind duplicate_of kept",
    "segment": "document line tokens",
}


def command_of(arguments: tuple[str, ...]) -> str:
    return " ".join(arguments[:2]) if arguments[0] == "dict" else arguments[0]


def strict(found: Any) -> Any:
    """Allow no other key than those described: what is written must be in the schema."""
    if isinstance(found, list):
        return [strict(each) for each in found]
    if not isinstance(found, dict):
        return found
    closed = {key: strict(each) for key, each in found.items()}
    if isinstance(found.get("properties"), dict) and found.get("type") == "object":
        closed["additionalProperties"] = False
    return closed


def test_every_command_has_a_schema_and_every_schema_a_command() -> None:
    assert set(OUTPUTS) | PICTURES == set(command_names())
    assert {command_of(arguments) for arguments in RUNS} == set(OUTPUTS), "a command is not run"
    used = {key for told in OUTPUTS.values() for key in (*told.meta, *told.meta_also)}
    assert set(META) == used | {"not_read"}


@pytest.mark.parametrize("command", OUTPUTS)
def test_the_files_are_what_the_classes_say(command: str) -> None:
    shipped = ROOT / "cantext" / "schemas" / file_name(command)
    assert shipped.read_text(encoding="utf-8") == text(command), "run python -m cantext.schemas"
    Draft202012Validator.check_schema(schema(command))


@pytest.mark.parametrize("command", OUTPUTS)
def test_every_key_says_what_it_means(command: str) -> None:
    for name, defined in schema(command)["$defs"].items():
        for key, told in defined["properties"].items():
            assert told.get("description") or "$ref" in told, f"{name}.{key}: add it to KEYS"


@pytest.mark.parametrize("command", CONTRACT)
def test_the_keys_of_the_contract_are_required(command: str) -> None:
    found = schema(command)
    items = found["properties"]["rows"]["items"]
    name = items.get("anyOf", [items])[0]["$ref"].rpartition("/")[2]
    assert set(CONTRACT[command].split()) <= set(found["$defs"][name]["required"])


def test_the_sections_of_the_report_are_required() -> None:
    needed = schema("report")["properties"]["sections"]["required"]
    assert {"duplicates", "terms", "themes", "collocations", "new_terms"} <= set(needed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("outputs")
    (made / "gold.txt").write_text("香港 的 產學研 合作 。\n立法會 通過 。\n", encoding="utf-8")
    (made / "bad.tsv").write_text("term\tconcept\n產學研\n", encoding="utf-8")
    (made / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    return made


def test_outputs_are_valid(folder: Path) -> None:
    """One after the other: `sql` asks the store that `index` has built."""
    for arguments in RUNS:
        ending = () if arguments[:2] == ("dict", "export") else ("--json",)
        done = run(*arguments, *ending, cwd=folder, CANTEXT_CONFIG_DIR=str(folder))
        assert done.stdout, (arguments, done.stderr.decode())
        found = json.loads(done.stdout)
        validator = Draft202012Validator(strict(schema(command_of(arguments))))
        problems = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(found)]
        assert not problems, (arguments, problems[:5])
        assert found.get("rows") or found.get("sections") or arguments == ("dict", "check")


@pytest.mark.parametrize("command", ["freq", "segment", "clean"])
def test_lines_of_ndjson_are_rows_of_the_schema(command: str) -> None:
    found = schema(command)
    row = {"$defs": found["$defs"], **found["properties"]["rows"]["items"]}
    validator = Draft202012Validator(row)
    lines = run(command, SPEECH, "--format", "ndjson").stdout.decode().splitlines()
    assert len(lines) > 5
    for line in lines:
        validator.validate(json.loads(line))


def test_the_schema_of_a_command_is_printed() -> None:
    done = run("schema", "dict", "list")
    assert json.loads(done.stdout) == schema("dict list")
    unknown = run("schema", "frequency")
    assert (unknown.returncode, unknown.stderr.count(b"\n")) == (2, 1)


def test_a_schema_is_json_and_the_list_of_them_any_format() -> None:
    assert run("schema", "freq").stdout == run("schema", "freq", "--json").stdout
    refused = run("schema", "freq", "--format", "csv")
    assert refused.returncode == 2
    assert b"a schema is JSON" in refused.stderr
    assert run("schema", "--format", "csv").stdout.startswith(b"command,")
