import pytest

from clashwire_ingest.web.sites import host_of, registrable_domain, shown


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.harbour.example/world.xml", "harbour.example"),
        ("https://NEWS.Harbour.Example:8443/", "harbour.example"),
        ("https://harbour.example./", "harbour.example"),
        ("https://a.b.press.co.uk/", "press.co.uk"),
        ("https://desk.github.io/feed", "github.io"),
        ("https://новости.пример.рф/лента", "xn--e1afmkfd.xn--p1ai"),
        ("https://xn--e1afmkfd.xn--p1ai/", "xn--e1afmkfd.xn--p1ai"),
        ("http://127.0.0.1:8080/feed", "127.0.0.1"),
        ("http://[2001:db8::1]:8080/feed", "2001:db8::1"),
        ("http://localhost:8080/feed", "localhost"),
        ("http://co.uk/", "co.uk"),
        ("http://_odd_.example/", "_odd_.example"),
        ("nonsense", ""),
    ],
)
def test_the_site_of_a_url_is_its_registrable_domain(url: str, site: str) -> None:
    assert registrable_domain(url) == site


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example/feed", "news.example"),
        ("https://news.example:8443/feed", "news.example:8443"),
        ("https://reader:word@news.example/feed", "news.example"),
        ("http://[::1]:80/", "[::1]:80"),
    ],
)
def test_the_host_of_a_url_has_its_port_and_no_user(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://news.example/feed?key=1", "https://news.example/feed"),
        ("https://reader:word@news.example/feed", "https://news.example/feed"),
        ("https://news.example/@desk/feed", "https://news.example/@desk/feed"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, told: str) -> None:
    assert shown(url) == told
