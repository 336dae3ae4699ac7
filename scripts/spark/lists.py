"""Lists of domains as `sts-census scan` takes them: one domain a line, or CSV; and whom a name belongs
to. Runs on the executors."""

import re
from functools import cache
from pathlib import Path

from publicsuffixlist import PublicSuffixList

# Debian's, which the scanner reads too; that of the package where it is not installed.
SUFFIXES = Path("/usr/share/publicsuffix/public_suffix_list.dat")

DOMAIN_COLUMNS = {"domain", "domains", "domainname", "rootdomain", "hostname", "fqdn"}
# Alone on a line these would be top-level domains.
AMONG_OTHERS = DOMAIN_COLUMNS | {"name", "host", "site"}
RANK_COLUMNS = {"rank", "globalrank", "position"}


def data(line: str) -> str:
    """A line without its comment; empty where nothing else is there."""
    return re.split(r"(?:^|(?<=\s))#", line, maxsplit=1)[0].strip()


class Columns:
    """Which columns hold the domain and its rank, by the first line of data."""

    def __init__(self, first: str):
        found = re.search("[,;\t]", first)
        self.separator = found[0] if found else None
        fields = self.fields(first)
        names = [re.sub("[ _-]", "", field).lower() for field in fields]
        known = AMONG_OTHERS if self.separator else DOMAIN_COLUMNS
        self.header = first if known & set(names) else None
        if self.header:
            self.domain = next(index for index, name in enumerate(names) if name in known)
            self.rank = next((index for index, name in enumerate(names) if name in RANK_COLUMNS), None)
        else:
            numbers = [re.fullmatch("[0-9]+", field) is not None for field in fields[:2]]
            self.domain = 1 if numbers[0] and self.separator else 0
            self.rank = numbers.index(True) if self.separator and True in numbers else None

    def fields(self, line: str) -> list[str]:
        return [field.strip().strip('"') for field in line.split(self.separator)] \
            if self.separator else [line.strip('"')]

    def read(self, line: str) -> tuple[str, int | None]:
        """The domain and its rank, if there is such a column. A line that has not got what it should is
        given as it is: `stage resolve` tells that it is no domain name."""
        fields = self.fields(line)
        if max(self.domain, self.rank or 0) >= len(fields):
            return line, None
        if self.rank is None:
            return fields[self.domain], None
        rank = fields[self.rank]
        return (fields[self.domain], int(rank)) if re.fullmatch("[0-9]{1,15}", rank) else (line, None)


@cache
def suffixes() -> PublicSuffixList:
    if not SUFFIXES.exists():
        return PublicSuffixList(only_icann=True)
    with SUFFIXES.open("rb") as source:
        return PublicSuffixList(source, only_icann=True)


def registrable_domain(name: str) -> str:
    """By the ICANN section of the Public Suffix List; of a public suffix, itself."""
    name = name.lower().rstrip(".")
    return suffixes().privatesuffix(name) or name
