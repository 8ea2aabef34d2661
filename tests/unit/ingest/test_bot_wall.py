import pytest

from clashwire_ingest.web.answer import Answer, Hop
from clashwire_ingest.web.bot_wall import wall_by_headers, wall_by_page

PAGE = b"<!DOCTYPE html><html><head><title>%b</title></head><body>%b</body></html>"


@pytest.mark.parametrize(
    ("headers", "wall"),
    [
        ({"cf-mitigated": "challenge"}, "Cloudflare"),
        ({"x-amzn-waf-action": "captcha"}, "AWS WAF"),
        ({"x-vercel-mitigated": "Challenge"}, "Vercel"),
        ({"cf-mitigated": ""}, None),
        ({"server": "cloudflare"}, None),
        ({}, None),
    ],
)
def test_a_wall_is_known_by_its_own_header(headers: dict[str, str], wall: str | None) -> None:
    assert wall_by_headers(Answer(url="", status=403, headers=headers)) == wall


@pytest.mark.parametrize(
    ("url", "wall"),
    [
        ("https://geo.captcha-delivery.com/captcha/", "DataDome"),
        ("https://validate.perfdrive.com/x", "Radware"),
        ("https://notcaptcha-delivery.com/", None),
        ("https://news.example/feed", None),
    ],
)
def test_a_redirect_to_a_walls_host_is_a_wall(url: str, wall: str | None) -> None:
    hops = (Hop("https://news.example/feed", 302), Hop(url, 200))

    assert wall_by_headers(Answer(url=url, status=200, hops=hops)) == wall


@pytest.mark.parametrize(
    ("mark", "wall"),
    [
        (
            b'<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
            "Cloudflare",
        ),
        (b"<script>window._cf_chl_opt={}</script>", "Cloudflare"),
        (b"<script>window.awsWafCookieDomainList=[]</script>", "AWS WAF"),
        (b"<script src=https://ct.captcha-delivery.com/c.js></script>", "DataDome"),
        (b'<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>', "Imperva"),
        (b"<script>window._pxAppId='PX1'</script>", "HUMAN"),
        (b'<link href="/.within.website/x/xess/xess.css">', "Anubis"),
        (b'<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>', "DDoS-Guard"),
    ],
)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_challenge_page_is_known_by_its_script(mark: bytes, wall: str, status: int) -> None:
    assert wall_by_page(status, PAGE % (b"One moment", mark)) == wall


def test_a_captcha_is_a_wall_only_where_the_page_was_refused() -> None:
    page = PAGE % (b"Are you there?", b'<div class="h-captcha"></div>')

    assert wall_by_page(403, page) == "a captcha"
    assert wall_by_page(200, page) is None
    assert wall_by_page(404, page) is None


@pytest.mark.parametrize(
    "document",
    [
        b"<rss><item><description>&lt;html&gt; _cf_chl_opt </description></item></rss>",
        b"<feed><title>captcha-delivery.com is sold</title><entry>&lt;html&gt;</entry></feed>",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "_cf_chl_opt"}',
        PAGE % (b"Harbour Post", b"<p>Please accept our cookies.</p>"),
        b"",
        b"Forbidden",
    ],
)
def test_a_document_that_writes_about_walls_is_none(document: bytes) -> None:
    assert wall_by_page(200, document) is None
    assert wall_by_page(403, document) is None
