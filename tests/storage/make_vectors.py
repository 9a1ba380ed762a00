"""Writes tests/storage/vectors/slots.json: `python -m tests.storage.make_vectors`. What HPKE seals
differs in each run; the file is written once and kept.

Everything in it is made up. It lets another program prove that it reads key slots as this one does.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from station.domain import canon
from station.storage.keyfile import KeyFile
from station.storage.keys import Lock, with_agent, with_lock
from station.storage.sealing import seal_recovery, with_key
from station.storage.slots import SlotFile, as_bytes, read_slots
from sync.district.halves import new_halves
from tests.office import WEAK
from tests.storage.one_agent import AGENT, PASSPHRASE, chance_of, make_slots

FILE = Path(__file__).parent / "vectors" / "slots.json"
OTHER = "示例站长"
KEY_FILE = KeyFile(name="0123456789abcdef", key=bytes(range(32)))


def _content(place: Path) -> tuple[SlotFile, bytes, SlotFile]:
    """A file with everything in it, its data key, and the same while that is being changed."""
    opened = make_slots(place)
    content, other = with_agent(
        read_slots(place), opened.data_key, agent=OTHER, passphrase=PASSPHRASE, cost=WEAK,
        chance=chance_of(200),
    )  # fmt: skip
    content = with_lock(
        content, agent=OTHER, old=Lock(passphrase=PASSPHRASE),
        new=Lock(passphrase=PASSPHRASE, key_file=KEY_FILE), chance=chance_of(400),
    )  # fmt: skip
    _, _, public = new_halves("330211", chance_of(600))
    recovery = seal_recovery(opened.data_key, public, owner=content.owner, key=content.key)
    content = replace(content, recovery=recovery)
    opens = {
        agent: one.keys.opens.public_key().public_bytes_raw().hex()
        for agent, one in ((AGENT, opened), (OTHER, other))
    }
    coming = with_key(
        content, bytes(reversed(range(32))), key="cd" * 16, opens=opens, district=public
    )
    return content, opened.data_key, coming


def vectors() -> dict[str, Any]:
    """What is in the file."""
    with TemporaryDirectory() as folder:
        content, data_key, coming = _content(Path(folder) / "keyslots.json")
    key_file = {"name": KEY_FILE.name, "key": KEY_FILE.key.hex()}
    whole, changing = as_bytes(content).decode(), as_bytes(coming).decode()

    def opens(what: str, agent: str, file: str, **more: object) -> dict[str, object]:
        return {
            "what": what, "agent": agent, "passphrase": PASSPHRASE, "key_file": None,
            "data_key": data_key.hex(), "coming": None, "file": file, **more,
        }  # fmt: skip

    later = bytes(reversed(range(32))).hex()
    return {
        "opens": [
            opens("passphrase alone", AGENT, whole),
            opens("passphrase and key file", OTHER, whole, key_file=key_file),
            opens("while the data key is being changed", AGENT, changing, coming=later),
        ],
        "refused": [
            opens(what, agent, file, error=error, **more)
            for what, agent, file, error, more in _refused(whole, key_file)
        ],
    }


_DOCTORED: tuple[tuple[str, str, dict[str, object], dict[str, object]], ...] = (
    ("the salt of another slot", "WrongPassphrase", {"salt": "00" * 16}, {}),
    ("another nonce", "WrongPassphrase", {"nonce": "00" * 12}, {}),
    ("another seed", "WrongPassphrase", {"seed": "00" * 48}, {}),
    ("a data key that is sealed to nobody", "SlotsDamaged", {"sealed": "00" * 80}, {}),
    ("more passes", "WrongPassphrase", {"passes": 2}, {}),
    ("more lanes", "WrongPassphrase", {"lanes": 2}, {}),
    ("more memory", "WrongPassphrase", {"memory_kib": 20 * 1024}, {}),
    ("too little memory", "SlotsDamaged", {"memory_kib": 1024}, {}),
    ("absurd memory", "SlotsDamaged", {"memory_kib": 2**21}, {}),
    ("absurd passes", "SlotsDamaged", {"passes": 17}, {}),
    ("absurd work", "SlotsDamaged", {"memory_kib": 2**20, "passes": 2}, {}),
    ("an unknown lock", "SlotsDamaged", {"kdf": "none"}, {}),
    ("a key file without its lock", "SlotsDamaged", {"key_file": KEY_FILE.name}, {}),
    ("a field too many", "SlotsDamaged", {"more": ""}, {}),
    ("another office", "WrongPassphrase", {}, {"owner": "330211105299"}),
    ("another data key's name", "SlotsDamaged", {}, {"key": "00" * 16}),
    ("a newer form", "SlotsTooNew", {}, {"version": 2}),
    ("no slot at all", "SlotsDamaged", {}, {"slots": []}),
    ("half a recovery", "SlotsDamaged", {}, {"recovery": {"recipient": "ab" * 8}}),
)  # fmt: skip
"""What is changed in the first slot, what in the rest, and how it is refused."""


def _refused(
    whole: str, key_file: dict[str, str]
) -> list[tuple[str, str, str, str, dict[str, object]]]:
    body = json.loads(whole)
    typed: dict[str, object] = {"passphrase": f"{PASSPHRASE}x"}
    other = {"name": "fedcba9876543210", "key": key_file["key"]}
    rows: list[tuple[str, str, str, str, dict[str, object]]] = [
        ("another passphrase", AGENT, whole, "WrongPassphrase", typed),
        ("nobody of this name", "nobody", whole, "UnknownAgent", {}),
        ("no key file", OTHER, whole, "KeyFileMissing", {}),
        ("another key file", OTHER, whole, "KeyFileOfAnother", {"key_file": other}),
        ("the right name and another key", OTHER, whole, "WrongPassphrase",
         {"key_file": {**key_file, "key": "00" * 32}}),
        ("one byte of damage", AGENT, whole.replace('"passes": 1', '"passes": 2', 1),
         "SlotsDamaged", {}),
        ("cut", AGENT, whole[:-1], "SlotsDamaged", {}),
    ]  # fmt: skip
    rows += [
        (what, AGENT, _doctored(body, slot, more), error, {})
        for what, error, slot, more in _DOCTORED
    ]
    return rows


def _doctored(body: dict[str, Any], slot: dict[str, object], more: dict[str, object]) -> str:
    """With a right check: as somebody would do it who knows the form."""
    slots = [{**body["slots"][0], **slot}, *body["slots"][1:]]
    rest: dict[str, object] = {**body, "slots": slots, **more}
    del rest["check"]
    check = hashlib.sha256(canon.write(rest)).hexdigest()
    return json.dumps({**rest, "check": check}, ensure_ascii=False)


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps(vectors(), ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8", newline="\n")
