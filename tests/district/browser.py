"""A clerk with a browser: what the tests of the web desk share."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from station.desk.office import Office
from station.domain.states import CaseState
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.pair import CLERK
from tests.district.test_clerks import PASSWORD

COLLEAGUE = "示例另一人"


class Browser:
    """A clerk with a browser: follows redirects, sends hidden fields back."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse | None = None

    def get(self, path: str) -> str:
        self.page = self.client.get(path, follow_redirects=True)
        return self.page.text

    def post(self, path: str, **fields: str) -> str:
        token = self.token()
        self.page = self.client.post(path, data={"token": token, **fields}, follow_redirects=True)
        return self.page.text

    def token(self) -> str:
        assert self.page is not None
        found = re.search(r'name="token" value="([0-9a-f]{32})"', self.page.text)
        assert found is not None
        return found[1]

    @property
    def status(self) -> int:
        assert self.page is not None
        return self.page.status_code

    @property
    def path(self) -> str:
        assert self.page is not None
        return self.page.request.path

    def log_in(self, name: str = CLERK, password: str = PASSWORD) -> str:
        self.get("/login")
        return self.post("/login", name=name, password=password)


def state(web_line: tuple[Office, District], number: str) -> CaseState:
    return CaseDesk(web_line[1], CLERK).open(number).case.state
