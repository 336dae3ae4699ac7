"""A stage as a filter of Spark: the lines of a partition go through a process, and each comes back
once, or the task fails. Runs on the executors."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Thread

import pyarrow as pa
from pyarrow import compute, json

# What goes back to Spark at a time.
BATCH_LINES, BATCH_BYTES = 1000, 4 << 20
# Of what a process said before it failed.
TAIL_BYTES = 1000


class FilterFailed(Exception):
    """A process did not do what a stage does: to be tried again, elsewhere perhaps."""


def through(command: list[str], form: pa.Schema) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """For mapInArrow: takes `key`, `question` and other columns. Gives `key`, the other columns, and those
    of the form: keys of the answers, among them `error`; and `answer`, which is the line itself. Keys are
    unique."""
    def answers(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for first in batches:
            # No process where there is no line.
            if first.num_rows:
                yield from Filter(command, form, first.schema).run(first, batches)
    return answers


class Filter:
    """One process, from its first line to its last."""

    def __init__(self, command: list[str], form: pa.Schema, asked: pa.Schema):
        self.name = " ".join(command[:3])
        self.others = [field for field in asked if field.name not in ("key", "question")]
        self.form = form
        self.read = json.ParseOptions(unexpected_field_behavior="ignore", explicit_schema=pa.schema(
            [asked.field("key"), *(field for field in form if field.name != "answer")]))
        self.waiting: dict = {}
        self.asked = self.errors = 0
        self.failure: BaseException | None = None
        # A file takes whatever is said; a pipe that nobody reads would stop the process.
        self.said = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=self.said)
        except OSError as error:
            raise FilterFailed(f"{command[0]}: {error.strerror}") from None

    def run(self, first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # Who writes all before reading anything waits forever once both pipes are full.
        writer = Thread(target=self._write, args=(first, others), daemon=True)
        writer.start()
        lines, size = [], 0
        try:
            for line in self.process.stdout:
                lines.append(line)
                size += len(line)
                if len(lines) == BATCH_LINES or size > BATCH_BYTES:
                    yield self._batch(lines)
                    lines, size = [], 0
            last = self._batch(lines) if lines else None
            status = self.process.wait()
            writer.join()
            self._check(status)
            if last:
                yield last
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
        keys, *others = (questions.column(name).to_pylist()
                         for name in ("key", *(field.name for field in self.others)))
        self.asked += len(keys)
        # Before they are written, since answers may be there before this returns.
        self.waiting.update(zip(keys, zip(*others) if others else [()] * len(keys)))
        lines = pa.ListArray.from_arrays([0, len(keys)], questions.column("question").cast(pa.binary()))
        pipe.write(compute.binary_join(lines, b"\n")[0].as_buffer())
        pipe.write(b"\n")

    def _batch(self, lines: list[bytes]) -> pa.RecordBatch:
        text = b"".join(lines)
        try:
            # In one block, since no line may lie in two.
            found = json.read_json(BytesIO(text), json.ReadOptions(block_size=len(text)), self.read)
        except pa.ArrowInvalid as error:
            raise FilterFailed(f"{self.name} gave a line that is no answer: {error}{self._tail()}") from None
        keys = found["key"].to_pylist()
        rest = [self.waiting.pop(key, None) for key in keys]
        if None in rest:
            raise FilterFailed(f"{self.name} answered key {keys[rest.index(None)]!r} twice, or "
                               f"unasked{self._tail()}")
        self.errors += len(lines) - found["error"].null_count
        answers = pa.array([line[:-1] for line in lines], pa.string())
        columns = [pa.array(values, field.type) for values, field in zip(zip(*rest), self.others)]
        formed = [answers if name == "answer" else found[name].combine_chunks() for name in self.form.names]
        schema = pa.schema([found.schema.field("key"), *self.others, *self.form])
        return pa.RecordBatch.from_arrays([found["key"].combine_chunks(), *columns, *formed], schema=schema)

    def _check(self, status: int) -> None:
        if self.failure:
            raise self.failure
        # 1 also says that a line has an error object; that is an answer.
        if status != 0 and not (status == 1 and self.errors and not self.waiting):
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
