"""A stage as a filter of Spark: the lines of a partition go through a process, and each comes back
once, or the task fails. Runs on the executors."""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from threading import Thread

import pyarrow as pa

# What goes back to Spark at a time.
BATCH_LINES, BATCH_BYTES = 1000, 4 << 20
# Of what a process said before it failed.
TAIL_BYTES = 1000
# No string has this in it, since JSON escapes the quotation marks of a text; no other key is `key`.
KEY = re.compile(rb'"key":(-?\d+|"(?:[^"\\]|\\.)*")')
# Keys are sorted, and no answer but an error object begins with this one.
ERROR = b'{"error":'


class FilterFailed(Exception):
    """A process did not do what a stage does: to be tried again, elsewhere perhaps."""


def through(command: list[str]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """For mapInArrow: takes `key`, `question` and other columns; gives `key`, the other columns,
    `answer`, and `error` where that is an error object. Keys are unique."""
    def answers(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for first in batches:
            # No process where there is no line.
            if first.num_rows:
                yield from Filter(command).run(first, batches)
    return answers


class Filter:
    """One process, from its first line to its last."""

    def __init__(self, command: list[str]):
        self.name = " ".join(command[:3])
        self.waiting: dict = {}
        self.asked = 0
        self.failure: BaseException | None = None
        # A file takes whatever is said; a pipe that nobody reads would stop the process.
        self.said = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=self.said)
        except OSError as error:
            raise FilterFailed(f"{command[0]}: {error.strerror}") from None

    def run(self, first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = answer_schema(first.schema)
        # Who writes all before reading anything waits forever once both pipes are full.
        writer = Thread(target=self._write, args=(first, others), daemon=True)
        writer.start()
        rows, size, errors = [], 0, 0
        try:
            for line in self.process.stdout:
                row = self._row(line)
                errors += row[-1] is not None
                rows.append(row)
                size += len(line)
                if len(rows) == BATCH_LINES or size > BATCH_BYTES:
                    yield batch(rows, schema)
                    rows, size = [], 0
            status = self.process.wait()
            writer.join()
            self._check(status, errors)
            if rows:
                yield batch(rows, schema)
        finally:
            self.process.kill()
            self.process.wait()

    def _write(self, first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> None:
        try:
            with self.process.stdin as pipe:
                self._write_batch(first, pipe)
                for questions in others:
                    self._write_batch(questions, pipe)
        except BrokenPipeError:
            pass  # The process has ended; its status and the lines without an answer tell.
        except BaseException as error:
            # What the partition's questions are is not known: none of the answers may count.
            self.failure = error
            self.process.kill()

    def _write_batch(self, questions: pa.RecordBatch, pipe) -> None:
        columns = {name: questions.column(name).to_pylist() for name in questions.schema.names}
        lines = columns.pop("question")
        keys = columns.pop("key")
        rest = zip(*columns.values()) if columns else [()] * len(keys)
        self.asked += len(keys)
        # Before they are written, since answers may be there before this returns.
        self.waiting.update(zip(keys, rest))
        pipe.write(("\n".join(lines) + "\n").encode())

    def _row(self, line: bytes) -> tuple:
        found = KEY.search(line)
        if not found or not line.endswith(b"}\n"):
            raise FilterFailed(f"{self.name} gave a line that is no answer: {line[:200]!r}{self._tail()}")
        key = json.loads(found[1])
        rest = self.waiting.pop(key, None)
        if rest is None:
            raise FilterFailed(f"{self.name} answered key {key!r} twice, or unasked{self._tail()}")
        error = json.loads(line)["error"] if line.startswith(ERROR) else None
        return key, *rest, line[:-1], error

    def _check(self, status: int, errors: int) -> None:
        if self.failure:
            raise self.failure
        # 1 also says that a line has an error object; that is an answer.
        if status != 0 and not (status == 1 and errors and not self.waiting):
            raise FilterFailed(f"{self.name} ended with status {status}, {len(self.waiting)} of "
                               f"{self.asked} lines without an answer{self._tail()}")
        if self.waiting:
            raise FilterFailed(f"{self.name} left {len(self.waiting)} of {self.asked} lines without an "
                               f"answer, and ended as if nothing were wrong{self._tail()}")

    def _tail(self) -> str:
        self.said.seek(0, 2)
        self.said.seek(max(0, self.said.tell() - TAIL_BYTES))
        text = " ".join(self.said.read().decode(errors="replace").split())
        return f"; it said: {text}" if text else ""


def answer_schema(questions: pa.Schema) -> pa.Schema:
    others = [field for field in questions if field.name not in ("key", "question")]
    return pa.schema([questions.field("key"), *others, ("answer", pa.string()), ("error", pa.string())])


def batch(rows: list[tuple], schema: pa.Schema) -> pa.RecordBatch:
    columns = [pa.array(values, field.type) for values, field in zip(zip(*rows), schema)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
