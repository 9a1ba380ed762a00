"""A clerk with a browser: what the tests of the web desk share."""

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from station.desk.office import Office
from station.domain.states import CaseState
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.pair import CLERK
from tests.district.test_clerks import PASSWORD

COLLEAGUE = "示例另一人"


class Forms(HTMLParser):
    """The forms of a page: to each address what would be sent if only the button was pressed,
    and the names of all that may be filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, MultiDict[str, str]] = {}
        self.names: dict[str, set[str]] = {}
        self._form, self._name, self._text = "", "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = known.get("action", "")
            self.sent[self._form], self.names[self._form] = MultiDict(), set()
        elif self._form and tag in ("input", "select", "textarea"):
            self._name, self._text = known.get("name", ""), ""
            self.names[self._form].add(self._name)
            ticks = known.get("type") == "checkbox"
            if tag == "input" and (not ticks or "checked" in known):
                self.sent[self._form].add(self._name, known.get("value", ""))
        elif self._form and tag == "option":
            first = self._name not in self.sent[self._form]
            if first or "selected" in known:
                self.sent[self._form].setlist(self._name, [known.get("value", "")])

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._form:
            self.sent[self._form].add(self._name, self._text)
        elif tag == "form":
            self._form = ""


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

    def fill(self, number: str, act: str, /, **values: str | list[str]) -> str:
        """Open the page of the case, fill the form of this act, and press its button."""
        forms = Forms(self.get(f"/cases/{number}"))
        address = f"/cases/{number}/acts/{act}"
        assert address in forms.sent, f"no form for {act}: {sorted(forms.sent)}"
        assert values.keys() <= forms.names[address], f"{act} asks {forms.names[address]}"
        sent = forms.sent[address].copy()
        for name, value in values.items():
            sent.setlist(name, value if isinstance(value, list) else [value])
        self.page = self.client.post(address, data=sent, follow_redirects=True)
        return self.page.text

    def press(self, number: str, form: int, path: str) -> str:
        """Press the button of the form with this address that comes at this place."""
        found = self.get(f"/cases/{number}")
        parts = [part for part in found.split("<form ")[1:] if f'action="{path}"' in part]
        sent = Forms("<form " + parts[form].partition("</form>")[0] + "</form>").sent[path]
        self.page = self.client.post(path, data=sent, follow_redirects=True)
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
