"""The committed lock file of jars."""

import hashlib
import re
from pathlib import Path

from clashwire_local.jar_pins import (
    ROOTS,
    Jar,
    decode_jar_sets,
    encode_jar_sets,
    is_pinned_content,
    load_jar_sets,
)

CONTENT = b"class files"
JAR = Jar("org.example:tool:1.2", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def test_every_root_is_pinned_at_its_version() -> None:
    jar_sets = load_jar_sets()

    for name, roots in ROOTS.items():
        assert set(roots) <= {jar.coordinate for jar in jar_sets[name]}


def test_no_set_holds_two_versions_of_one_project() -> None:
    for jars in load_jar_sets().values():
        projects = [jar.coordinate.rpartition(":")[0] for jar in jars]
        assert len(projects) == len(set(projects))


def test_every_pin_has_a_size_and_a_whole_digest() -> None:
    jars = [jar for jars in load_jar_sets().values() for jar in jars]

    assert all(jar.size_bytes > 0 for jar in jars)
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in jars)


def test_kafkas_own_client_has_the_brokers_version() -> None:
    versions = {
        jar.coordinate.rpartition(":")[2]
        for jar in load_jar_sets()["kafka"]
        if jar.coordinate.startswith("org.apache.kafka:")
    }

    assert len(versions) == 1


def test_the_lock_file_round_trips() -> None:
    jar_sets = load_jar_sets()

    assert decode_jar_sets(encode_jar_sets(jar_sets)) == jar_sets


def test_a_jar_lies_where_maven_would_put_it() -> None:
    assert str(JAR.path) == "org/example/tool/1.2/tool-1.2.jar"


def test_only_the_pinned_bytes_count_as_the_jar(tmp_path: Path) -> None:
    file = tmp_path / JAR.file_name

    assert not is_pinned_content(JAR, file)
    file.write_bytes(CONTENT[:-1])
    assert not is_pinned_content(JAR, file)
    file.write_bytes(CONTENT.upper())
    assert not is_pinned_content(JAR, file)
    file.write_bytes(CONTENT)
    assert is_pinned_content(JAR, file)
