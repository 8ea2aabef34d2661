"""The page's process, put together: Elasticsearch read side → views → HTTP."""

from aiohttp import web

from clashwire_index.page.settings import PageSettings
from clashwire_index.page.views import build_app
from clashwire_index.search import open_search
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import ClashwireError


async def main(settings: PageSettings, context: ServiceContext) -> None:
    """Serve until told to stop; raises ClashwireError when the port is taken."""
    async with open_search(settings.elasticsearch) as search:
        runner = web.AppRunner(build_app(search, context), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.page_host, settings.page_port).start()
        except OSError as error:
            await runner.cleanup()
            raise ClashwireError(
                f"Port {settings.page_port} on {settings.page_host} cannot be listened on "
                f"({error.strerror}); set CLASHWIRE_PAGE_PORT to a free one."
            ) from error
        host, port = runner.addresses[0][:2]
        context.logger.info("serving", url=f"http://{host}:{port}/")
        context.watch.start()
        try:
            await context.stop.wait()
        finally:
            await runner.cleanup()
