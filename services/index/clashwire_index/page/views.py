"""The page's addresses: each asks Search once or twice and fills one template."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from aiohttp import web
from jinja2 import Environment

from clashwire_index.page.asked import EVENT_TYPES, PAGE_SIZE, STATUSES, Asked, read_question
from clashwire_index.page.rendering import build_environment
from clashwire_index.queries import ArticleFilter
from clashwire_index.search import NoSuchEventError, Search, SearchError
from clashwire_runtime.context import ServiceContext

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_DISPUTES_A_PAGE = 10


class Views:
    """Answers the page's addresses from Search."""

    def __init__(self, search: Search, context: ServiceContext, templates: Environment) -> None:
        self._search = search
        self._context = context
        self._templates = templates

    async def events(self, request: web.Request) -> web.Response:
        """Latest events, narrowed by what the form asked."""
        asked = read_question(request.query)
        found = await self._search.events(asked.to_filter(), size=PAGE_SIZE, offset=asked.offset)
        return self._render(
            "events.html",
            found=found,
            countries=await self._search.countries(),
            types=EVENT_TYPES,
            statuses=STATUSES,
            **_paging(asked, found.total, PAGE_SIZE),
        )

    async def event(self, request: web.Request) -> web.Response:
        """One event: what is known, who claims what, and where it is told."""
        told = await self._search.event(request.match_info["event_id"])
        return self._render("event.html", told=told, event=told.event)

    async def disputes(self, request: web.Request) -> web.Response:
        """Contested events, their claims side by side."""
        asked = read_question(request.query)
        offset = (asked.page - 1) * _DISPUTES_A_PAGE
        found = await self._search.disputes(size=_DISPUTES_A_PAGE, offset=offset)
        paging = _paging(asked, found.total, _DISPUTES_A_PAGE)
        return self._render("disputes.html", found=found, **paging)

    async def articles(self, request: web.Request) -> web.Response:
        """Articles that hold the words asked for."""
        asked = read_question(request.query)
        wanted = ArticleFilter(text=asked.text)
        found = await self._search.articles(wanted, size=PAGE_SIZE, offset=asked.offset)
        return self._render("articles.html", found=found, **_paging(asked, found.total, PAGE_SIZE))

    async def stylesheet(self, _request: web.Request) -> web.Response:
        """The one style sheet."""
        text = files("clashwire_index.page").joinpath("static", "page.css").read_text("utf-8")
        return web.Response(
            text=text, content_type="text/css", headers={"Cache-Control": "max-age=300"}
        )

    async def livez(self, _request: web.Request) -> web.Response:
        """The process answers."""
        return web.Response(text="alive\n")

    def failure(self, status: int, sentence: str) -> web.Response:
        """A page that says in one sentence what went wrong."""
        return self._render("failure.html", status, code=status, sentence=sentence)

    def _render(self, template: str, status: int = 200, **values: Any) -> web.Response:
        html = self._templates.get_template(template).render(
            now=self._context.clock.now(), text=values.pop("text", ""), **values
        )
        headers = {"Cache-Control": "no-store"}
        return web.Response(text=html, status=status, content_type="text/html", headers=headers)


def build_app(search: Search, context: ServiceContext) -> web.Application:
    """Search and context -> the web application."""
    views = Views(search, context, build_environment())
    app = web.Application(middlewares=[_guard(views, context)])
    app.add_routes(
        [
            web.get("/", views.events),
            web.get("/events/{event_id}", views.event, name="event"),
            web.get("/disputes", views.disputes),
            web.get("/articles", views.articles),
            web.get("/page.css", views.stylesheet),
            web.get("/livez", views.livez),
        ]
    )
    return app


def _guard(views: Views, context: ServiceContext) -> Any:
    """Failures become pages, and every answer carries the security headers."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except NoSuchEventError as error:
            response = views.failure(404, str(error))
        except SearchError as error:
            context.logger.warning("search_failed", path=request.path, error=str(error))
            response = views.failure(503, str(error))
        except web.HTTPException as error:
            response = views.failure(error.status, f"{error.reason}: {request.path}")
        response.headers.update(SECURITY_HEADERS)
        return response

    return guard


def _paging(asked: Asked, total: int, size: int) -> dict[str, Any]:
    """What the templates need to link to the pages around this one."""
    more = total > asked.page * size
    return {
        "asked": asked,
        "text": asked.text,
        "newer": asked.parameters(asked.page - 1) if asked.page > 1 else None,
        "older": asked.parameters(asked.page + 1) if more else None,
    }
