"""The census on Apache Spark: `sts-census stage` as filters, joined by the engine.

    .build/spark-venv/bin/python scripts/spark/census.py LIST... --output FOLDER -- --contact you@example.org

See Docs/Scale.md. What stands behind -- goes to the stages.
"""

import argparse
import glob
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyspark
from filters import FilterFailed, through
from lists import registrable_domain, text_lists
from py4j.protocol import Py4JJavaError
from pyspark import BarrierTaskContext
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StringType, StructType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

ANSWER = pa.schema([("answer", pa.string())])
# Of an answer of `stage resolve`, what the job itself has to know.
RESOLVED = pa.schema([
    *ANSWER,
    ("domain", pa.string()),
    ("excluded", pa.bool_()),
    ("mx_hosts", pa.list_(pa.string())),
    ("policies", pa.list_(pa.struct([("domain", pa.string()), ("policy", pa.string()),
                                     ("records", pa.list_(pa.string()))]))),
    ("mta_sts", pa.struct([("canonical_name", pa.string())])),
])
# What Spark cannot read, by the ends of their names.
PACKED = (".zip", ".xz", ".zst", ".zstd")


class Refused(Exception):
    """A sentence for whoever started the job."""


# MARK: Before the work

def arguments() -> argparse.Namespace:
    words = sys.argv[1:] + ["--"]
    own, stage = words[:words.index("--")], words[words.index("--") + 1:-1]
    parser = argparse.ArgumentParser(
        prog="census.py", description="The census on Apache Spark; see Docs/Scale.md.",
        epilog="What stands behind -- goes to the stages, for instance -- --contact you@example.org")
    parser.add_argument("lists", nargs="+", metavar="LIST",
                        help="text or CSV, plain or gzip; or a folder of Parquet, or *.parquet, with the "
                             "columns domain and, if it likes, rank")
    parser.add_argument("--output", required=True, metavar="FOLDER",
                        help="where the Parquet goes, a path or URL that all machines see")
    parser.add_argument("--run", default=datetime.now(UTC).date().isoformat(), metavar="NAME",
                        help="the run's name in that folder (default: the date)")
    parser.add_argument("--resume", action="store_true",
                        help="go on with that run: what is whole is not done again")
    parser.add_argument("--database", type=Path, metavar="FILE",
                        help="also write the run into this SQLite file, for sts-census report")
    parser.add_argument("--master", default=f"local[{os.cpu_count()},4]", metavar="URL",
                        help="the cluster, as Spark names it (default: this machine)")
    parser.add_argument("--partition", type=int, default=2000, metavar="N",
                        help="lines a process is given, about: 1000 to 5000 (default: 2000)")
    parser.add_argument("--sts-census", type=Path, default=ROOT / ".build/release/sts-census",
                        metavar="FILE", help="the executable, at the same path on all machines")
    options = parser.parse_args(own)
    if not re.fullmatch(r"[\w.-]+", options.run):
        parser.error("--run takes letters, digits, '.', '-' and '_'")
    if options.partition < 1:
        parser.error("--partition takes a number from 1")
    options.sts_census = options.sts_census.absolute()
    options.stage = stage
    return options


def version(executable: Path) -> str:
    """Of sts-census on this machine."""
    try:
        end = subprocess.run([executable, "--version"], capture_output=True, text=True)
    except OSError as error:
        raise Refused(f"{executable}: {error.strerror}") from None
    if end.returncode != 0:
        raise Refused(f"{executable} --version ended with status {end.returncode}: {end.stderr.strip()}")
    return end.stdout.strip()


def session(options: argparse.Namespace) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    for java in glob.glob("/usr/lib/jvm/java-17-openjdk-*"):
        os.environ.setdefault("JAVA_HOME", java)
    builder = SparkSession.builder.appName("sts-census").master(options.master)
    for name, value in {
        # A copy of a slow task would ask everybody twice.
        "spark.speculation": "false",
        # A task that failed is tried three times more. Local mode has it in its master's name.
        "spark.task.maxFailures": "4",
        # The check of the workers needs to know how many they are.
        "spark.dynamicAllocation.enabled": "false",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        # The parts of a table get to their place together, when all are there.
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
        # What the JVM would compile better costs more than it saves: the work is done elsewhere.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        # Joined lines have certificates in them.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }.items():
        builder.config(name, value)
    if options.master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        builder.config("spark.ui.enabled", "false")
    spark = builder.getOrCreate()
    for module in ("filters.py", "lists.py"):
        spark.sparkContext.addPyFile(str(HERE / module))
    return spark


def check_workers(spark: SparkSession, executable: Path, wanted: str) -> None:
    """All slots at once, so that none is left out."""
    def look(_: Iterator) -> Iterator[str]:
        BarrierTaskContext.get().barrier()
        try:
            found = version(executable)
        except Refused as refusal:
            yield f"on {socket.gethostname()}, {os.getcwd()}: {refusal}"
        else:
            if found != wanted:
                yield f"on {socket.gethostname()} {executable} is version {found}, here it is {wanted}"
    slots = spark.sparkContext.defaultParallelism
    complaints = spark.sparkContext.parallelize(range(slots), slots).barrier().mapPartitions(look).collect()
    if complaints:
        raise Refused("; ".join(sorted(set(complaints))))


class Folder:
    """The run's tables, `FOLDER/TABLE/run=NAME`, written one after another and each as a whole."""

    def __init__(self, spark: SparkSession, options: argparse.Namespace):
        self.spark, self.root, self.run = spark, options.output.rstrip("/"), options.run

    def path(self, table: str) -> str:
        return f"{self.root}/{table}/run={self.run}"

    def _file(self, path: str):
        path = self.spark._jvm.org.apache.hadoop.fs.Path(path)
        return path.getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration()), path

    def exists(self, path: str) -> bool:
        system, path = self._file(path)
        return system.exists(path)

    def is_table(self, path: str) -> bool:
        """Whether a list is Parquet: a folder, or by its name."""
        system, file = self._file(path)
        return path.endswith(".parquet") or system.getFileStatus(file).isDirectory()

    def check_list(self, path: str) -> None:
        if path.endswith(PACKED):
            raise Refused(f"{path}: Spark reads plain text, gzip and Parquet; unpack it before")
        system, file = self._file(path)
        try:
            if not self.is_table(path):
                system.open(file).close()
            elif "domain" not in self.spark.read.parquet(path).columns:
                raise Refused(f"{path} has no column domain")
        except (Py4JJavaError, PySparkException) as error:
            raise Refused(f"list {path} cannot be read: {sentence(error)}") from None

    def is_whole(self, table: str) -> bool:
        """Spark writes this file last, when every task's part is in its place."""
        return self.exists(f"{self.path(table)}/_SUCCESS")

    def begin(self, settings: dict, resume: bool) -> dict:
        """The run's settings: those given, or those it was begun with."""
        if not self.is_whole("settings"):
            if resume:
                raise Refused(f"{self.root} has no run {self.run} to resume")
            self.spark.createDataFrame([(json.dumps(settings),)], "value string").coalesce(1).write.mode(
                "overwrite").text(self.path("settings"))
            return settings
        if not resume:
            raise Refused(f"{self.root} has a run {self.run} already: --resume goes on with it, "
                          "--run gives this one another name")
        begun = json.loads(self.spark.read.text(self.path("settings")).first().value)
        for name in settings.keys() - {"started_at"}:
            if settings[name] != begun[name]:
                raise Refused(f"run {self.run} was begun with other {name}: {begun[name]}")
        return begun

    def table(self, name: str, make) -> DataFrame:
        """Made only where it is not whole. What reads it never has it made again."""
        if not self.is_whole(name):
            make().write.mode("overwrite").parquet(self.path(name))
        return self.spark.read.parquet(self.path(name))


# MARK: The stages

registrable = f.arrow_udf(
    lambda names: pa.array(map(registrable_domain, names.to_pylist()), pa.string()), StringType())


def parquet_lists(spark: SparkSession, paths: list[str]) -> list[DataFrame]:
    """Domain and rank of each row; the rank may be missing."""
    tables = []
    for path in paths:
        table = spark.read.parquet(path)
        rank = f.col("rank") if "rank" in table.columns else f.lit(None)
        tables.append(table.select(f.col("domain").cast("string"), rank.cast("bigint").alias("rank")))
    return tables


class Census:
    """The job: each table is written before the next is begun."""

    def __init__(self, spark: SparkSession, folder: Folder, options: argparse.Namespace, settings: dict):
        self.spark, self.folder, self.options, self.settings = spark, folder, options, settings
        self.slots = spark.sparkContext.defaultParallelism
        words = settings["options"]
        place = words.index("--ca-file") if "--ca-file" in words else len(words)
        # What judges the facts asks nothing of the network.
        self.judging = [*words[place:place + 2], "--at", settings["started_at"]]

    def command(self, stage: str, options: list[str]) -> list[str]:
        return [str(self.options.sts_census), "stage", stage, *options]

    def parts(self, count: int) -> int:
        """How many partitions so many lines make."""
        return max(self.slots, -(-count // self.options.partition))

    def answers(self, stage: str, options: list[str], questions: DataFrame, form: pa.Schema) -> DataFrame:
        """What one process for each partition answers; `form` has the keys that become columns."""
        form = form.append(pa.field("error", pa.string()))
        schema = StructType([*(field for field in questions.schema if field.name != "question"),
                             *from_arrow_schema(form)])
        return questions.mapInArrow(through(self.command(stage, options), form), schema)

    def asked(self, stage: str, questions: DataFrame, by: str, count: int, form: pa.Schema) -> DataFrame:
        """Questions that have `by` in common go to the same process, mixed with others."""
        mixed = questions.repartition(self.parts(count), by).sortWithinPartitions(f.xxhash64("key"))
        return self.answers(stage, self.settings["options"], mixed.drop(by), form)

    def run(self) -> None:
        table = self.folder.table
        domains = table("domains", self.listed)
        names, lines, foreign = domains.agg(
            f.count("*"), f.sum("times"), f.count_if(f.col("domain").rlike("[^ -~]"))).first()
        resolved = table("resolved", lambda: self.asked("resolve", domains.select(
            "key", "rank", "registrable", question(key="key", domain="domain")), "registrable", names, RESOLVED))
        # A U-label and its A-label are one domain.
        kept = once(resolved) if foreign else resolved

        usable = kept.where("error IS NULL AND excluded IS NULL")
        count, policy_count = usable.agg(f.count("*"), f.sum(f.size("policies"))).first()
        hosts = table("mx_hosts", lambda: usable.select(f.explode("mx_hosts").alias("key")).distinct()
                      .withColumn("operator", registrable("key")))
        fetched = table("fetched", lambda: self.asked("fetch", fetches(usable), "provider", policy_count or 0,
                                                      ANSWER))
        probed = table("probed", lambda: self.asked("probe", hosts.select(
            "key", "operator", question(key="key", mx_host="key")), "operator", hosts.count(), ANSWER))
        results = table("results", lambda: self.answers("evaluate", self.judging, joined(
            usable.repartition(self.parts(count), "key"), fetched, probed), result_form()))

        errors = [self.check(*asked) for asked in (
            ("resolved", resolved, names), ("fetched", fetched, policy_count or 0),
            ("probed", probed, hosts.count()), ("results", results, count))]
        excluded = resolved.where("excluded").count()
        print(f"run {self.folder.run} in {self.folder.root}\n"
              f"lines {lines or 0}: {errors[0]} no domain name, {(lines or 0) - count - errors[0] - excluded} "
              f"named again, {excluded} excluded\n"
              f"domains {count}, policies {policy_count or 0}, MX hosts {hosts.count()}\n"
              f"error objects: resolve {errors[0]}, fetch {errors[1]}, probe {errors[2]}, evaluate {errors[3]}")
        if any(errors[1:]):
            raise Refused("what has an error object was not measured; the column error of the tables "
                          "fetched, probed and results tells why")
        if self.options.database:
            self.store(joined(kept, fetched, probed))

    def check(self, name: str, table: DataFrame, asked: int) -> int:
        """How many error objects a table has; it must have a line for each question."""
        lines, errors = table.agg(f.count("*"), f.count("error")).first()
        if lines != asked:
            raise Refused(f"{self.folder.path(name)} has {lines} lines for {asked} questions")
        return errors

    def store(self, questions: DataFrame) -> None:
        """All into one SQLite file, on this machine, line by line as they come."""
        def batches() -> Iterator[pa.RecordBatch]:
            rows = questions.select("key", "question").toLocalIterator(prefetchPartitions=True)
            while some := list(islice(rows, 500)):
                yield pa.RecordBatch.from_pydict({"key": [row.key for row in some],
                                                  "question": [row.question for row in some]})
        command = self.command("store", [*self.judging, "--database", str(self.options.database),
                                         "--list", " ".join(self.settings["lists"]), "--label", self.folder.run])
        form = pa.schema([("outcome", pa.string()), ("error", pa.string())])
        stored = sum(batch.column("outcome").to_pylist().count("stored")
                     for batch in through(command, form)(batches()))
        print(f"{self.options.database}: {stored} domains")

    def listed(self) -> DataFrame:
        """Each name once, at its first rank."""
        lists, is_table = self.settings["lists"], self.folder.is_table
        tables = parquet_lists(self.spark, [path for path in lists if is_table(path)])
        tables += text_lists(self.spark, [path for path in lists if not is_table(path)])
        name = f.regexp_replace(f.lower(f.coalesce("domain", f.lit(""))), "[.]$", "").alias("domain")
        nothing = self.spark.createDataFrame([], "domain string, rank bigint")
        return (reduce(DataFrame.union, tables, nothing).groupBy(name)
                .agg(f.min("rank").alias("rank"), f.count("*").alias("times"))
                .withColumn("registrable", registrable("domain"))
                .withColumn("key", f.monotonically_increasing_id()))


def once(resolved: DataFrame) -> DataFrame:
    """Each domain by the first of the names it has in the list."""
    first = Window.partitionBy("domain").orderBy("rank", "key")
    again = resolved.where("domain IS NOT NULL").select("key", f.row_number().over(first).alias("place"))
    return resolved.join(again.where("place > 1"), "key", "left_anti")


def question(**columns: str) -> Column:
    return f.to_json(f.struct(*(f.col(column).alias(name) for name, column in columns.items()))).alias("question")


def fetches(kept: DataFrame) -> DataFrame:
    """What `stage fetch` is asked, by the provider of the policy: the CNAME of its record tells, if
    there is one."""
    host = f.coalesce("mta_sts.canonical_name", "domain")
    each = kept.select(f.col("key").alias("domain_key"), host.alias("host"), f.explode("policies").alias("policy"))
    return each.withColumn("key", f.concat_ws(" ", "domain_key", "policy.policy")).select(
        "key", "domain_key", registrable("host").alias("provider"),
        question(key="key", domain="policy.domain", policy="policy.policy", records="policy.records"))


def joined(kept: DataFrame, fetched: DataFrame, probed: DataFrame) -> DataFrame:
    """What `stage evaluate` is asked. The answers are put together as they are, unread."""
    policies = fetched.where("error IS NULL").groupBy(f.col("domain_key").alias("key")).agg(
        f.concat_ws(",", f.collect_list("answer")).alias("fetch"))
    answers = probed.where("error IS NULL").select(f.col("key").alias("mx_host"), f.col("answer").alias("probe"))
    hosts = kept.select("key", f.explode("mx_hosts").alias("mx_host")).join(answers, "mx_host").groupBy(
        "key").agg(f.concat_ws(",", f.collect_list("probe")).alias("probe"))
    line = f.concat(
        f.lit('{"key":'), f.col("key").cast("string"),
        f.coalesce(f.concat(f.lit(',"rank":'), f.col("rank").cast("string")), f.lit("")),
        f.lit(',"resolve":'), "answer",
        f.lit(',"fetch":['), f.coalesce("fetch", f.lit("")),
        f.lit('],"probe":['), f.coalesce("probe", f.lit("")), f.lit("]}"))
    return kept.join(policies, "key", "left").join(hosts, "key", "left").select(
        "key", "rank", line.alias("question"))


def result_form() -> pa.Schema:
    """The columns of a result, as Docs/stages.schema.json has them."""
    schemas = json.loads((ROOT / "Docs/stages.schema.json").read_text(encoding="utf-8"))["$defs"]

    def fields(schema: dict) -> list[tuple[str, pa.DataType]]:
        return [(name, arrow_type(inner)) for name, inner in schema["properties"].items() if name != "key"]

    def arrow_type(schema: dict) -> pa.DataType:
        while "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        match schema.get("type", "string"):  # without a type it is one of some words
            case "object":
                return pa.struct(fields(schema))
            case "array":
                return pa.list_(arrow_type(schema["items"]))
            case other:
                return {"integer": pa.int64(), "boolean": pa.bool_(), "string": pa.string()}[other]

    return pa.schema(fields(schemas["evaluate_answer"]))


# MARK: The end

def sentence(error: Exception) -> str:
    """What a filter said before it failed for the last time, or what was at the bottom of it, from within
    Spark's stack of traces."""
    if found := re.search("FilterFailed: (.*)", str(error)):
        return found[1]
    if not isinstance(error, Py4JJavaError):
        return str(error).strip().splitlines()[0]
    cause = error.java_exception
    while cause.getCause():
        cause = cause.getCause()
    return cause.getMessage() or cause.toString()


def main() -> None:
    options = arguments()
    try:
        found = version(options.sts_census)
        spark = session(options)
        folder = Folder(spark, options)
        for path in options.lists:
            folder.check_list(path)
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        check_workers(spark, options.sts_census, found)
        settings = folder.begin({"started_at": now, "lists": options.lists, "options": options.stage,
                                 "version": found}, options.resume)
        Census(spark, folder, options, settings).run()
    except Refused as refusal:
        sys.exit(f"census.py: {refusal}")
    except (FilterFailed, PySparkException, Py4JJavaError) as error:
        sys.exit(f"census.py: {sentence(error)}\nWhat is whole stays: --resume goes on.")


if __name__ == "__main__":
    main()
