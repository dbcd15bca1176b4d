"""veraPDF: the published rules of PDF/A and PDF/UA over a PDF."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.validators.broken import MOST_RULES, BrokenRule
from infra.validators.launch import Program, ValidatorError, answer_of, scratch_folder

SOURCE = Path(__file__).with_name("VeraCheck.java")
_COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class VeraPdf:
    """The validator.

    Args:
        java: The program ``java`` of a JDK: it compiles our few lines itself.
        class_path: JAR files of veraPDF and what they need.
    """

    java: str
    class_path: str

    def program(self, arguments: Sequence[str]) -> Program:
        """Return what is run over pairs of profile and file."""
        options = ("-Xmx768m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.io.tmpdir=.")
        return Program(command=(self.java, *options, "-cp", self.class_path, str(SOURCE), *arguments))

    def broken(self, data: bytes, profiles: Sequence[str]) -> dict[str, tuple[BrokenRule, ...]]:
        """Return the rules that a PDF breaks, by profile such as ``2a`` or ``ua1``.

        Raises:
            ValidatorError: It gave no answer, or did not check every profile.
        """
        with scratch_folder() as folder:
            (Path(folder) / "file.pdf").write_bytes(data)
            arguments = [word for profile in profiles for word in (profile, "file.pdf")]
            lines = [line.split("\t") for line in answer_of(self.program(arguments), Path(folder)).splitlines()]
        found: dict[str, Counter[str]] = {profile: Counter() for profile in profiles}
        checked = set()
        for _, profile, rule, told in (line for line in lines if len(line) == _COLUMNS):
            if rule == "checked":
                checked |= {profile} if told.isdecimal() and int(told) > 0 else set()
            elif profile in found:
                found[profile][rule] += 1
        if checked != set(profiles):
            raise ValidatorError("crash")
        return {
            profile: tuple(BrokenRule(*one) for one in rules.most_common(MOST_RULES))
            for profile, rules in found.items()
        }
