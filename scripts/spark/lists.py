"""Lists of domains as `sts-census scan` takes them: one domain a line, or CSV; and whom a name belongs
to, which runs on the executors."""

import re
from functools import cache
from pathlib import Path

from publicsuffixlist import PublicSuffixList
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

# Debian's, which the scanner reads too; that of the package where it is not installed.
SUFFIXES = Path("/usr/share/publicsuffix/public_suffix_list.dat")

DOMAIN_COLUMNS = {"domain", "domains", "domainname", "rootdomain", "hostname", "fqdn"}
# Alone on a line these would be top-level domains.
AMONG_OTHERS = DOMAIN_COLUMNS | {"name", "host", "site"}
RANK_COLUMNS = {"rank", "globalrank", "position"}


class Columns:
    """Which columns hold the domain and its rank, by the first line of data."""

    def __init__(self, first: str):
        found = re.search("[,;\t]", first)
        self.separator = found[0] if found else None
        fields = [field.strip().strip('"') for field in (first.split(found[0]) if found else [first])]
        names = [re.sub("[ _-]", "", field).lower() for field in fields]
        known = AMONG_OTHERS if found else DOMAIN_COLUMNS
        self.header = first if known & set(names) else ""
        if self.header:
            self.domain = next(index for index, name in enumerate(names) if name in known)
            self.rank = next((index for index, name in enumerate(names) if name in RANK_COLUMNS), None)
        else:
            numbers = [re.fullmatch("[0-9]+", field) is not None for field in fields[:2]]
            self.domain = 1 if found and numbers[0] else 0
            self.rank = numbers.index(True) if found and True in numbers else None

    def read(self, line: Column, place: Column) -> list[Column]:
        """Domain and rank. A line that has not got what it should is given as it is: `stage resolve`
        tells that it is no domain name."""
        def field(index: int) -> Column:
            text = f.get(f.split(line, self.separator), f.lit(index)) if self.separator else line
            return f.regexp_replace(f.trim(text), '^"|"$', "")
        domain = field(self.domain)
        if self.rank is None:
            return [f.coalesce(domain, line).alias("domain"), place.alias("rank")]
        is_ranked = f.coalesce(field(self.rank).rlike("^[0-9]{1,15}$"), f.lit(False)) & domain.isNotNull()
        return [f.when(is_ranked, domain).otherwise(line).alias("domain"),
                f.when(is_ranked, field(self.rank).cast("bigint")).alias("rank")]


def text_lists(spark: SparkSession, paths: list[str]) -> list[DataFrame]:
    """Domain and rank of each line, which without a column for it is the line's place: lists are read
    one after another as one."""
    tables, before = [], 0
    for path in paths:
        # A comment begins a line, or stands behind white space.
        text = f.trim(f.regexp_replace("value", r"(^|\s)#.*|\s+$", "")).alias("line")
        lines = spark.read.text(path).select(text, "_metadata.file_block_start").where("line <> ''")
        if not (first := lines.first()):
            continue
        columns = Columns(first.line)
        lines = lines.where(f.col("line") != columns.header).withColumn("id", f.monotonically_increasing_id())
        # Numbers are in order within a block of the file, and blocks by where they start.
        blocks = lines.groupBy("file_block_start").agg(f.min("id"), f.count("*")).collect()
        shifts = []
        for start, first_id, count in sorted(blocks):
            shifts.append((start, before + 1 - first_id))
            before += count
        places = spark.createDataFrame(shifts, "file_block_start bigint, shift bigint")
        tables.append(lines.join(f.broadcast(places), "file_block_start").select(
            *columns.read(f.col("line"), f.col("id") + f.col("shift"))))
    return tables


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
