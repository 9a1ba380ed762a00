"""A printing system for tests: programs with the names of those of CUPS in a folder on PATH, which
say what CUPS says. What they are to do stands in files beside them, what they got too."""

from pathlib import Path

import pytest

_LP = r"""#!/bin/sh
printf "%s\n" "$*" >> "$0.calls"
case "$(cat "$0.does" 2>/dev/null)" in
  fails) echo "lp: The printer or class does not exist." >&2; exit 1;;
  refuses) echo "lp: Unsupported document-format." >&2; exit 1;;
  hangs) sleep 600;;
esac
for file; do :; done
count=$(($(cat "$0.count" 2>/dev/null || echo 0) + 1))
echo $count > "$0.count"
cp "$file" "$0.$count.pdf"
echo "HP-$count" >> "$0.open"
echo "request id is HP-$count (1 file(s))"
"""
_LPSTAT = r"""#!/bin/sh
here=$(dirname "$0")
case "$(cat "$0.does" 2>/dev/null)" in
  stopped) state="printer HP disabled since Fri -\n\tPaused"; takes="HP accepting requests";;
  rejects) state="printer HP is idle.  enabled"; takes="HP not accepting requests since Fri -";;
  none) echo "no system default destination"; exit 0;;
  unknown) echo 'lpstat: Invalid destination name in list "HP".' >&2; exit 1;;
  dead) echo "lpstat: Bad file descriptor" >&2; exit 1;;
  hangs) sleep 600;;
  *) state="printer HP is idle.  enabled since Fri"; takes="HP accepting requests since Fri";;
esac
case "$*" in
  -d) echo "system default destination: HP";;
  "-W not-completed -o") sed 's/$/    clerk  1024   Fri/' "$here/lp.open" 2>/dev/null; exit 0;;
  "-l -W completed -o") cat "$here/lp.ended" 2>/dev/null; exit 0;;
  *) printf "$state\n$takes\n";;
esac
"""
_CANCEL = r"""#!/bin/sh
here=$(dirname "$0")
sed -i "/^$1\$/d" "$here/lp.open"
printf "$1    clerk  1024   Fri\n\tAlerts: job-canceled-by-user\n" >> "$here/lp.ended"
"""


class Cups:
    """What the programs are told, and what they got."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in (("lp", _LP), ("lpstat", _LPSTAT), ("cancel", _CANCEL)):
            (folder / name).write_text(text, "utf-8")
            (folder / name).chmod(0o700)

    def does(self, program: str, what: str) -> None:
        """From now on this program does so."""
        (self.folder / f"{program}.does").write_text(what, "utf-8")

    @property
    def printed(self) -> list[bytes]:
        """What was handed over, in this order."""
        found = sorted(self.folder.glob("lp.*.pdf"), key=lambda one: int(one.suffixes[0][1:]))
        return [one.read_bytes() for one in found]

    @property
    def calls(self) -> list[str]:
        """The words after each `lp`."""
        file = self.folder / "lp.calls"
        return file.read_text("utf-8").splitlines() if file.exists() else []

    @property
    def jobs(self) -> list[str]:
        """The jobs that are still to be printed."""
        file = self.folder / "lp.open"
        return file.read_text("utf-8").split() if file.exists() else []

    def ends(self, job: str, alerts: str = "job-completed-successfully") -> None:
        """The job is over."""
        rest = [one for one in self.jobs if one != job]
        (self.folder / "lp.open").write_text("".join(f"{one}\n" for one in rest), "utf-8")
        with (self.folder / "lp.ended").open("a", encoding="utf-8") as file:
            file.write(f"{job}    clerk  1024   Fri\n\tStatus: x\n\tAlerts: {alerts}\n")


def a_printing_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """CUPS in this folder, before all others on PATH; no viewer."""
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return Cups(folder)
