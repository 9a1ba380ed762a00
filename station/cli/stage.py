"""A district on loopback for demonstrations: its commands, its server, its clerk's password."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from station.cli.webdesk import WebDesk
from station.domain.errors import StationError

RUN = Path(__file__).resolve().parents[2] / "run.py"
DISTRICT, DISTRICT_NAME = "330211", "示例区政务服务中心"
CLERK = "示例审批员"


class StageFailed(StationError):
    """The district of a demonstration does not do what it should."""


class DistrictStage:
    """One district in a folder, and its server, which can be stopped and started again."""

    def __init__(self, home: Path, secret: Path) -> None:
        """`secret` is a file with the passphrase of the district, and of its clerk."""
        self._home = home
        self._secret = secret
        self._server: subprocess.Popen[str] | None = None
        self._port = "0"
        self._desk = WebDesk()
        self.url = ""

    def make(self) -> None:
        """Make the district and let its clerk in."""
        self.command("init", "--id", DISTRICT, "--name", DISTRICT_NAME)
        self.command("clerk", CLERK, "--password-file", str(self._secret))

    def command(self, *words: str) -> str:
        """What `run.py district ...` says. Raises StageFailed with its complaint."""
        done = subprocess.run(
            self._line(*words), capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise StageFailed(
                "run.py district {command} failed: {why}", "Run it by itself to see more.",
                command=words[0], why=done.stderr.strip().rstrip(".。"),
            )  # fmt: skip
        return done.stdout

    def one_time_code(self, station: str, name: str) -> str:
        """What the district gives a station on paper."""
        return str(json.loads(self.command("enrol", station, "--name", name, "--json"))["code"])

    def start(self) -> None:
        """Start the server where it was before; it listens when this returns."""
        self._server = subprocess.Popen(
            self._line("serve", "--port", self._port), stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert self._server.stdout is not None
        self.url = self._server.stdout.readline().strip()
        if not self.url.startswith("http"):
            raise StageFailed(
                "the district's server did not start", "Run: run.py district serve --help"
            )
        self._port = self.url.rpartition(":")[2]

    def stop(self) -> None:
        """Stop the server, if it runs."""
        if self._server is not None:
            self._server.terminate()
            self._server.communicate()
            self._server = None

    def decide(self, case: str, act: str, **values: str) -> None:
        """The clerk opens the case at the web desk and does this act; who is asked for the
        password logs in."""
        desk = self._desk
        page = desk.open(f"{self.url}/cases/{case}")
        door = page.form(asks="password")
        if door is not None:
            password = self._secret.read_text("utf-8").strip()
            page = desk.send(page, door, {"name": CLERK, "password": password})
            page = desk.open(f"{self.url}/cases/{case}")
        form = page.form(to=f"/acts/{act}")
        answer = desk.send(page, form, values) if form else page
        if form is None or answer.code >= 400:
            raise StageFailed(
                "the web page of {case} did not let the clerk {act}", "Open it with a browser.",
                case=case, act=act,
            )  # fmt: skip

    def journals(self, station: str) -> Mapping[str, tuple[int, str]]:
        """Count and head of both journals of the line, by writer, as the district verifies them."""
        told = json.loads(self.command("verify", station, "--json"))
        return {
            life["writer"]: (life["count"], life["head"])
            for life in told["lives"]
            if life["present"]
        }

    def _line(self, *words: str) -> list[str]:
        opening = ["--home", str(self._home), "--passphrase-file", str(self._secret)]
        return [sys.executable, "-X", "utf8", str(RUN), "district", *words, *opening]
