"""Hostile inputs and options end in a result or in one line. The benchmark tries more of them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Runner, families, invocation, runner_in

pytest.importorskip("duckdb")
FAMILIES = families()


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with runner_in(tmp_path_factory.mktemp("fuzz")) as made:
        yield made


@pytest.mark.parametrize("family", FAMILIES)
def test_whatever_is_put_in_ends_well(family: str, runner: Runner, tmp_path: Path) -> None:
    for number in range(10):
        rng = random.Random(f"suite {family} {number}")
        folder = tmp_path / str(number)
        folder.mkdir()
        invocation(rng.choice(FAMILIES[family]), rng, folder).run(runner)


def test_the_trials_do_reach_the_commands(runner: Runner, tmp_path: Path) -> None:
    """A third of the trials of `freq` give a result: the net does not only catch refusals."""
    (freq,) = (command for command in FAMILIES["counts"] if command.name == "freq")
    ended = []
    for number in range(30):
        rng = random.Random(f"reach {number}")
        folder = tmp_path / str(number)
        folder.mkdir()
        ended.append(invocation(freq, rng, folder).run(runner).returncode)
    assert ended.count(0) >= 10
