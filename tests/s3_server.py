"""An S3 server on loopback that counts what it is asked and can refuse single objects."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

ROOT = Path(__file__).parents[1]
REGION = "us-east-1"
NOWHERE = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1"}


class Silent(WSGIRequestHandler):
    def log(self, *arguments: object, **options: object) -> None:
        pass


class S3:
    """`asked` has method and path of every request; paths with a text of `broken` are answered by 503.

    A request whose method and path are among `held` waits until they are taken away; `flaky` says how often a path is
    answered by 503 before it is answered well.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self.held: set[tuple[str, str]] = set()
        self.flaky: dict[str, int] = {}
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Silent)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.environment = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-test",
            "AWS_DEFAULT_REGION": REGION,
            **NOWHERE,
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
        while (environ["REQUEST_METHOD"], path) in self.held:
            time.sleep(0.02)
        left = self.flaky.get(path, 0)
        self.flaky[path] = left - 1
        if left > 0 or any(text in path for text in self.broken):
            respond("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        answer: Iterable[bytes] = self._app(environ, respond)
        return answer

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start the program, pointed to this server by its environment."""
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the program to its end."""
        with self.start(*arguments) as process:
            told, complained = process.communicate(timeout=120)
        assert "Traceback" not in complained, complained
        return subprocess.CompletedProcess(arguments, process.returncode, told, complained)

    def kill_at(self, method: str, path: str, *arguments: str | Path) -> None:
        """Kill the program when it has begun to ask `method` of `path`; nothing is written there."""
        self.asked.clear()
        self.held.add((method, path))
        with self.start(*arguments) as process:
            while (method, path) not in self.asked and process.poll() is None:
                time.sleep(0.02)
            process.kill()
        self.broken.add(path)  # or what waits would be written now
        self.held.remove((method, path))
        time.sleep(0.1)
        self.broken.remove(path)

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
