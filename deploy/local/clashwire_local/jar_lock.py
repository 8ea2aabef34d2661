"""Rewrites the lock file: resolves ROOTS through Maven's rules and pins every jar found."""

import hashlib
import tempfile
from pathlib import Path

from jgo.maven import Artifact, MavenContext

from clashwire_local.jar_pins import LOCK_FILE_NAME, ROOTS, Jar, JarSets, encode_jar_sets


def write_lock() -> Path:
    """Resolve ROOTS from the network and write the lock file -> its path."""
    with tempfile.TemporaryDirectory() as repository:
        text = encode_jar_sets(resolve_jar_sets(MavenContext(repo_cache=Path(repository))))
    lock_file = Path(__file__).with_name(LOCK_FILE_NAME)
    lock_file.write_text(text, "utf-8")
    return lock_file


def resolve_jar_sets(maven: MavenContext) -> JarSets:
    """Maven context -> every set's jars; a later set leaves out what the server set holds."""
    jar_sets = {name: _resolve_set(maven, roots) for name, roots in ROOTS.items()}
    server = set(jar_sets["elasticsearch"])
    transport = jar_sets["elasticsearch-transport"]
    return jar_sets | {
        "elasticsearch-transport": tuple(jar for jar in transport if jar not in server),
    }


def _resolve_set(maven: MavenContext, roots: tuple[str, ...]) -> tuple[Jar, ...]:
    jars: dict[str, Jar] = {}
    for root in roots:
        inputs, transitive = maven.resolver.resolve([maven.create_dependency(root)])
        for dependency in [*inputs, *transitive]:
            jar = _pin(dependency.artifact)
            project = jar.coordinate.rpartition(":")[0]
            if jars.setdefault(project, jar) != jar:
                raise ValueError(f"{jars[project].coordinate} and {jar.coordinate} exclude another")
    return tuple(jars.values())


def _pin(artifact: Artifact) -> Jar:
    content = artifact.resolve().read_bytes()
    return Jar(
        coordinate=f"{artifact.groupId}:{artifact.artifactId}:{artifact.version}",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
