"""A clerk at the district's web pages, for the tour: reads pages and sends their forms.

Nothing is asked of a page that a browser without scripts could not do; the hidden fields of a
form, its protection against forged requests among them, go back as they came.
"""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

SECONDS = 20
"""How long a page may take."""


@dataclass(kw_only=True)
class Form:
    """Where a form goes, and what its fields hold."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it was read."""

    url: str
    code: int
    text: str
    forms: tuple[Form, ...]

    def form(self, *, to: str = "", asks: str = "") -> Form | None:
        """The first form that goes to an address ending so and has a field of this name."""
        fits = (f for f in self.forms if f.action.endswith(to) and (not asks or asks in f.fields))
        return next(fits, None)


class WebDesk:
    """One browser session."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, url: str) -> Page:
        """The page at this address."""
        return self._read(url, None)

    def send(self, page: Page, form: Form, values: Mapping[str, str]) -> Page:
        """The page that answers the form, filled in so."""
        body = urlencode({**form.fields, **values}).encode()
        return self._read(urljoin(page.url, form.action), body)

    def _read(self, url: str, body: bytes | None) -> Page:
        try:
            answer = self._opener.open(url, body, timeout=SECONDS)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            text, where, code = answer.read().decode(errors="replace"), answer.url, answer.status
        reader = _FormReader()
        reader.feed(text)
        return Page(url=where, code=code, text=text, forms=tuple(reader.forms))


class _FormReader(HTMLParser):
    """Collects the forms of a page with the values that their fields begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append(Form(action=given.get("action", "")))
        elif not self.forms:
            return
        elif tag == "input" and name:
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                self.forms[-1].fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.forms[-1].fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._open_choice or "selected" in given):
            self.forms[-1].fields[self._select] = given.get("value", "")

    @property
    def _open_choice(self) -> bool:
        return bool(self._select) and self._select not in self.forms[-1].fields

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
