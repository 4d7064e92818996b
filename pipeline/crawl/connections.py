"""Connections: made only to addresses that were checked, with certificates checked, and given up when nothing comes."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from twisted.web._newclient import HEADER, STATUS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from pipeline.crawl.campaign import Campaign, Unfit, campaign_of
from pipeline.crawl.certificates import CheckedCertificates

SLOWEST = 1024  # bytes a second: what comes more slowly is no transfer
LARGEST_HEAD = 512 * 1024  # bytes of the status line and all headers; Scrapy has no bound for them
LONGEST = 1800.0  # seconds that one transfer may take, however well it goes


@implementer(IResolutionReceiver)
class _Sieve:
    """Passes on the addresses of a host that may be connected to."""

    def __init__(self, receiver: Any, host: str, campaign: Campaign) -> None:
        self._receiver, self._host, self._campaign = receiver, host, campaign

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 (Twisted's interface)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        if self._campaign.where.admits(self._host, str(getattr(address, "host", ""))):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class CheckedResolver:
    """Resolves names for connections: the address that is connected to is the one that was checked."""

    def __init__(self, process: CrawlerProcess, reactor: Any) -> None:
        self._process, self._reactor = process, reactor
        self._resolver = reactor.nameResolver

    @classmethod
    def from_crawler(cls, process: CrawlerProcess, reactor: Any) -> "CheckedResolver":
        """Return the resolver of a process: Scrapy makes it before the crawl that it is for."""
        return cls(process, reactor)

    def install_on_reactor(self) -> None:
        """Make it the one that all connections use."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve a name, leaving out what may not be connected to."""
        (crawler,) = self._process.crawlers
        receiver = _Sieve(resolutionReceiver, hostName, campaign_of(crawler))
        found: IHostResolution = self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return found


@implementer(IPolicyForHTTPS)
class _Trust:
    """Checks certificates, except of hosts whose certificate failed and which the user lets pass all the same."""

    def __init__(self, unchecked: IPolicyForHTTPS, campaign: Campaign) -> None:
        self._unchecked, self._campaign = unchecked, campaign
        self._checked = CheckedCertificates(campaign.doubts)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        is_distrusted = (hostname.decode("ascii"), port) in self._campaign.distrusted
        policy: Any = self._unchecked if is_distrusted else self._checked
        return policy.creatorForNetloc(hostname, port)


class _Protocol(_LenientHTTP11ClientProtocol):
    """Ends a connection over which headers come without end."""

    _head = 0

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        parser: Any = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                transport: Any = self.transport
                transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Connections(HTTP11DownloadHandler):
    """Scrapy's handler for HTTP(S) with our trust and our patience in place of its own.

    Scrapy checks the certificates of all hosts or of none, and its timeout is for a whole transfer: one that stops a
    page that drips for ever would end a large scan on a slow line too.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._campaign = campaign_of(crawler)
        trust: Any = _Trust(self._contextFactory, self._campaign)
        self._contextFactory = trust
        self._pool._factory = _Factory
        self._patience = self._campaign.wishes.timeout
        crawler.signals.connect(self._received, signal=signals.bytes_received)

    def _received(self, data: bytes, request: Request) -> None:
        request.meta["received"] = request.meta.get("received", 0) + len(data)

    async def download_request(self, request: Request) -> Response:
        """Return the answer, if some of it comes in every span of the user's timeout."""
        if urlsplit(request.url).netloc in self._campaign.parked:  # while this request stood in its queue
            raise Unfit("the host does not answer")
        request.meta["download_timeout"] = LONGEST
        request.meta["received"] = 0
        transfer = asyncio.ensure_future(super().download_request(request))
        enough = 0.0
        while not (await asyncio.wait({transfer}, timeout=self._patience))[0]:
            enough += self._patience * SLOWEST
            if request.meta["received"] < enough:
                transfer.cancel()
                with suppress(asyncio.CancelledError):
                    await transfer
                raise DownloadTimeoutError(f"nothing of {request.url} came in {self._patience:g} s")
        return await transfer
