"""An S3 server on loopback that counts what it is asked and can refuse single objects."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

REGION = "us-east-1"


class Silent(WSGIRequestHandler):
    def log(self, *arguments: object, **options: object) -> None:
        pass


class S3:
    """`asked` has method and path of every request; paths with a text of `broken` are answered by 503."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Silent)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.environment = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_MAX_ATTEMPTS": "1",
        }
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
        )

    def _answer(self, environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        self.asked.append((environ["REQUEST_METHOD"], path))
        if any(text in path for text in self.broken):
            respond("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        answer: Iterable[bytes] = self._app(environ, respond)
        return answer

    def put(self, place: str, content: bytes | str) -> None:
        bucket, _, key = place.partition("/")
        self.client.put_object(Bucket=bucket, Key=key, Body=content if isinstance(content, bytes) else content.encode())

    def get(self, place: str) -> bytes:
        bucket, _, key = place.partition("/")
        body: bytes = self.client.get_object(Bucket=bucket, Key=key)["Body"].read()
        return body

    def delete(self, place: str) -> None:
        bucket, _, key = place.partition("/")
        self.client.delete_object(Bucket=bucket, Key=key)

    def keys(self, bucket: str) -> list[str]:
        return [entry["Key"] for entry in self.client.list_objects_v2(Bucket=bucket).get("Contents", ())]

    def fetched(self, bucket: str) -> list[str]:
        """The keys whose bytes were asked for since the last call."""
        asked, self.asked = self.asked, []
        start = f"/{bucket}/"
        return [
            path.removeprefix(start)
            for method, path in asked
            if method == "GET" and len(path) > len(start) and path.startswith(start)
        ]

    @contextmanager
    def running(self) -> Iterator["S3"]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()
