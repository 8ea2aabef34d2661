import base64
from pathlib import Path

import pytest

from clashwire_ingest.feeds.feed_config import Auth, AuthScheme
from clashwire_ingest.web.credentials import SecretError, credential_header, may_carry


def auth(path: Path, scheme: AuthScheme, content: bytes, header: str | None = None) -> Auth:
    """An auth whose file holds this."""
    (path / "secret").write_bytes(content)
    return Auth(scheme=scheme, secret_file=str(path / "secret"), header=header)


def test_each_scheme_has_its_header(tmp_path: Path) -> None:
    basic = credential_header(auth(tmp_path, "basic", b"reader:w\xc3\xb6rd:x\n"))
    bearer = credential_header(auth(tmp_path, "bearer", b"abc.def\r\n"))
    cookie = credential_header(auth(tmp_path, "cookie", b"sid=1; lang=en"))
    header = credential_header(auth(tmp_path, "header", b"key", header="X-Api-Key"))

    assert basic == (b"Authorization", b"Basic " + base64.b64encode("reader:wörd:x".encode()))
    assert bearer == (b"Authorization", b"Bearer abc.def")
    assert cookie == (b"Cookie", b"sid=1; lang=en")
    assert header == (b"X-Api-Key", b"key")


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    told = auth(tmp_path, "bearer", b"old")
    (tmp_path / "secret").write_bytes(b"new")

    assert credential_header(told) == (b"Authorization", b"Bearer new")


@pytest.mark.parametrize(
    ("scheme", "content", "header"),
    [
        ("basic", b"hush-no-colon", None),
        ("cookie", b"hush", None),
        ("bearer", b"hush\nX-Injected: 1", None),
        ("bearer", b"hush\r\nHost: elsewhere", None),
        ("bearer", b"hush\x00", None),
        ("bearer", b"", None),
        ("bearer", b"\n", None),
        ("bearer", b"hush\xff", None),
        ("bearer", b"hush" * 3000, None),
        ("header", b"hush", None),
        ("header", b"hush", "X Api:"),
    ],
)
def test_a_secret_that_cannot_be_sent_is_refused_without_being_told(
    tmp_path: Path, scheme: AuthScheme, content: bytes, header: str | None
) -> None:
    with pytest.raises(SecretError) as caught:
        credential_header(auth(tmp_path, scheme, content, header))

    assert "hush" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match=r"gone cannot be read \(No such file"):
        credential_header(Auth(scheme="bearer", secret_file=str(tmp_path / "gone")))


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("https://news.example/moved", True),
        ("https://news.example:443/moved", True),
        ("https://NEWS.example/moved", True),
        ("https://news.example:8443/", False),
        ("http://news.example/", False),
        ("https://cdn.news.example/", False),
        ("https://other.example/", False),
        ("https://news.example@other.example/", False),
    ],
)
def test_a_secret_goes_to_its_own_origin_only(target: str, may: bool) -> None:
    assert may_carry("https://news.example/feed", target) is may


def test_a_secret_may_go_from_http_to_https_of_the_same_host() -> None:
    assert may_carry("http://news.example/feed", "https://news.example/feed")
    assert not may_carry("http://news.example/feed", "https://www.news.example/feed")
    assert not may_carry("http://news.example:8080/feed", "https://news.example/feed")
