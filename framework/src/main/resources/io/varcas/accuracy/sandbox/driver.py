"""Runs a program that was read from stdin, and reports how it ended on a line that begins with its first line."""

import os
import sys
import traceback
import types


def main():
    nonce = sys.stdin.buffer.readline().strip()
    source = sys.stdin.buffer.read().decode("utf-8")
    channel = os.dup(1)
    os.dup2(2, 1)

    def report(outcome, detail=""):
        line = " ".join(detail.split())[:500].encode("utf-8", "backslashreplace")
        os.write(channel, nonce + b" " + outcome + b" " + line + b"\n")

    report(b"started")
    module = types.ModuleType("program")
    sys.modules["program"] = module
    try:
        exec(compile(source, "program.py", "exec", dont_inherit=True), module.__dict__)
    except AssertionError as failure:
        outcome, detail = b"assertion", describe(failure, source)
    except MemoryError as failure:
        outcome, detail = b"memory", "MemoryError"
    except BaseException as failure:
        outcome, detail = b"error", describe(failure, source)
    else:
        outcome, detail = b"passed", ""
    report(outcome, detail)
    os._exit(0)


def describe(failure, source):
    """Returns the error with the last line of the program that led to it."""
    try:
        text = traceback.format_exception_only(type(failure), failure)[-1].strip()
    except BaseException:
        text = type(failure).__name__
    if isinstance(failure, SyntaxError):
        return text + " (line %s)" % failure.lineno
    lines = source.splitlines()
    places = [n for frame, n in traceback.walk_tb(failure.__traceback__) if frame.f_code.co_filename == "program.py"]
    if not places or not 1 <= places[-1] <= len(lines):
        return text
    return text + " (line %d: %s)" % (places[-1], lines[places[-1] - 1].strip()[:200])


main()
