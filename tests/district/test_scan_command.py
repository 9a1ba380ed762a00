"""run.py district scan: a result is attached by command, listed, and taken off."""

from pathlib import Path

import pytest
from PIL import Image

from station.desk.office import Office
from station.desk.scans import ScanDesk
from sync.district.commands import main
from sync.district.premises import District
from tests.district.pair import SECRET, a_received_case, synced


def test_a_result_is_attached_listed_and_taken_off(
    line: tuple[Office, District], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    Image.new("RGB", (900, 600), "grey").save(tmp_path / "结果.png")
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{SECRET}\n", "utf-8")
    where = ["--home", str(district.home), "--passphrase-file", str(secret)]

    assert main(["district", "scan", number, str(tmp_path / "结果.png"), *where]) == 0
    assert "结果" in capsys.readouterr().out
    synced(office, district)
    (scan,) = ScanDesk(office).of_case(number)
    assert (scan.scan.name, scan.is_here) == ("结果", True)

    assert main(["district", "scan", number, "--remove", "结果", *where]) == 1
    assert main(["district", "scan", number, "--remove", "结果", "--words", "错了", *where]) == 0
    synced(office, district)
    assert ScanDesk(office).of_case(number) == []
