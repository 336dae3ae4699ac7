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
from pathlib import Path

import pyarrow as pa
import pyspark
from filters import FilterFailed, through
from lists import Columns, data, registrable_domain
from py4j.protocol import Py4JJavaError
from pyspark import BarrierTaskContext
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, BooleanType, DataType, LongType, StringType, StructField, StructType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Of an answer of `stage resolve`, what the job itself has to know.
RESOLVED = """domain string, excluded boolean, mx_hosts array<string>,
    policies array<struct<domain: string, policy: string, records: array<string>>>,
    mta_sts struct<canonical_name: string>"""
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
            if not system.getFileStatus(file).isDirectory():
                system.open(file).close()
        except Py4JJavaError as error:
            raise Refused(f"list {path} cannot be read: {error.java_exception.getMessage()}") from None

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


def text_lists(spark: SparkSession, paths: list[str]) -> DataFrame:
    """The lines of lists, one after another as one: domain and rank."""
    lists = []
    for path in paths:
        lines = spark.sparkContext.textFile(path).map(data).filter(bool)
        if first := lines.take(1):
            columns = Columns(first[0])
            lists.append(lines.filter(lambda line, header=columns.header: line != header).map(columns.read))
    numbered = spark.sparkContext.union(lists).zipWithIndex() if lists else spark.sparkContext.emptyRDD()
    return spark.createDataFrame(
        numbered.map(lambda line: (line[0][0], line[1] + 1 if line[0][1] is None else line[0][1])),
        "domain string, rank bigint", verifySchema=False)


def parquet_lists(spark: SparkSession, paths: list[str]) -> list[DataFrame]:
    """The same of tables; the rank may be missing."""
    tables = []
    for path in paths:
        table = spark.read.parquet(path)
        if "domain" not in table.columns:
            raise Refused(f"{path} has no column domain")
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

    def stage(self, table: str, stage: str, options: list[str], questions: DataFrame, by: str,
              count: int, form: StructType | str = "") -> DataFrame:
        """What the stage answers, once for each question. Those that have `by` in common go to the same
        process, mixed with others. `form` has the keys of an answer that become columns."""
        def make() -> DataFrame:
            parts = max(self.slots, -(-count // self.options.partition))
            mixed = questions.repartition(parts, by).sortWithinPartitions(f.xxhash64("key"))
            asked = mixed.drop(*{by} - {"key"})
            schema = StructType([*(field for field in asked.schema if field.name != "question"),
                                 StructField("answer", StringType()), StructField("error", StringType())])
            answers = asked.mapInArrow(through(self.command(stage, options)), schema)
            return answers.withColumn("found", f.from_json("answer", form)).select("*", "found.*").drop(
                "found") if form else answers

        answered = self.folder.table(table, make)
        lines, keys = answered.agg(f.count("*"), f.count_distinct("key")).first()
        if not lines == keys == count:
            raise Refused(f"{self.folder.path(table)} has {lines} lines with {keys} keys for {count} questions")
        return answered

    def run(self) -> None:
        options = self.settings["options"]
        domains = self.folder.table("domains", self.listed)
        resolved = self.stage("resolved", "resolve", options, domains.select(
            "key", "rank", "registrable", question(key="key", domain="domain")), "registrable",
            domains.count(), RESOLVED)
        kept = self.once(resolved)
        policies, hosts, domain_count = fetches(kept), probes(kept), kept.count()
        fetched = self.stage("fetched", "fetch", options, policies, "provider", policies.count())
        probed = self.stage("probed", "probe", options, hosts, "operator", hosts.count())
        questions = joined(kept, fetched, probed)
        results = self.stage("results", "evaluate", self.judging, questions, "key", domain_count, result_type())
        self.tell(domains, resolved, fetched, probed, results)

    def tell(self, domains: DataFrame, *answered: DataFrame) -> None:
        """What the run came to. Only a line of a list may have an error object."""
        resolved, fetched, probed, results = answered
        lines, names = domains.agg(f.sum("times"), f.count("*")).first()
        excluded = resolved.where("excluded").count()
        errors = [table.where("error IS NOT NULL").count() for table in answered]
        again = names - errors[0] - excluded - results.count()
        print(f"run {self.folder.run} in {self.folder.root}\n"
              f"lines {lines or 0}: {errors[0]} no domain name, {(lines or 0) - names + again} named again, "
              f"{excluded} excluded\n"
              f"policies {fetched.count()}, MX hosts {probed.count()}, results {results.count()}\n"
              f"error objects: resolve {errors[0]}, fetch {errors[1]}, probe {errors[2]}, evaluate {errors[3]}")
        if any(errors[1:]):
            raise Refused("what has an error object was not measured; the column error of the tables "
                          "fetched, probed and results tells why")

    def listed(self) -> DataFrame:
        """Each name once, at its first rank."""
        lists, is_table = self.settings["lists"], self.folder.is_table
        tables = parquet_lists(self.spark, [path for path in lists if is_table(path)])
        tables.append(text_lists(self.spark, [path for path in lists if not is_table(path)]))
        name = f.regexp_replace(f.lower(f.coalesce("domain", f.lit(""))), "[.]$", "").alias("domain")
        return (reduce(DataFrame.union, tables).groupBy(name)
                .agg(f.min("rank").alias("rank"), f.count("*").alias("times"))
                .withColumn("registrable", registrable("domain"))
                .withColumn("key", f.monotonically_increasing_id()))

    def once(self, resolved: DataFrame) -> DataFrame:
        """The domains that go on: a U-label and its A-label are one."""
        kept = resolved.where("error IS NULL AND excluded IS NULL").drop("error", "excluded")
        again = (kept.groupBy("domain").agg(f.sort_array(f.collect_list(f.struct("rank", "key"))).alias("all"))
                 .where("size(all) > 1").select(f.explode(f.slice("all", 2, 1 << 30)).alias("one"))
                 .select("one.key")).cache()
        return kept if again.isEmpty() else kept.join(f.broadcast(again), "key", "left_anti")


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


def probes(kept: DataFrame) -> DataFrame:
    """What `stage probe` is asked: each MX host once, by its operator."""
    hosts = kept.select(f.explode("mx_hosts").alias("key")).distinct()
    return hosts.select("key", registrable("key").alias("operator"), question(key="key", mx_host="key"))


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


def result_type() -> StructType:
    """The columns of a result, as Docs/stages.schema.json has them."""
    schemas = json.loads((ROOT / "Docs/stages.schema.json").read_text(encoding="utf-8"))["$defs"]

    def spark_type(schema: dict) -> DataType:
        while "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        match schema.get("type", "string"):  # without a type it is one of some words
            case "object":
                return StructType([StructField(name, spark_type(inner))
                                   for name, inner in schema["properties"].items() if name != "key"])
            case "array":
                return ArrayType(spark_type(schema["items"]))
            case other:
                return {"integer": LongType(), "boolean": BooleanType(), "string": StringType()}[other]

    return spark_type(schemas["evaluate_answer"])


# MARK: The end

def sentence(error: Exception) -> str:
    """What a filter said before it failed for the last time, from within Spark's stack of traces."""
    found = re.search("FilterFailed: (.*)", str(error))
    return found[1] if found else str(error).strip().splitlines()[0]


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
