from cantext.analyses.engine_memory import peak_megabytes


def test_an_engine_that_loads_more_weighs_more() -> None:
    light, heavy = (peak_megabytes(engine, ["香港推動創科"] * 3) for engine in ("hk", "jieba"))
    if light is None or heavy is None:  # the system does not tell
        return
    assert 40 < light < heavy < 500
