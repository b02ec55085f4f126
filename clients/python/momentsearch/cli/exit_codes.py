"""What the exit code of a command says. Part of the interface: codes are never given a new use."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    OK = 0
    NOTHING_FOUND = 1
    USAGE = 2
    UNREACHABLE = 3
    REFUSED = 4
    SOME_FAILED = 5
    LOCAL_PROBLEM = 6
    DEMO_MISSED = 7
    EVAL_WORSE = 8
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.OK: "it went well",
    ExitCode.NOTHING_FOUND: "search: nothing in scope is what was looked for",
    ExitCode.USAGE: "the command line is wrong",
    ExitCode.UNREACHABLE: "no server answers, or not within --timeout",
    ExitCode.REFUSED: "the server refused or failed; its reason code says why",
    ExitCode.SOME_FAILED: "index, watch: at least one file could not be indexed",
    ExitCode.LOCAL_PROBLEM: "on this machine: a file, or the server part that is not installed",
    ExitCode.DEMO_MISSED: "demo: too few of its answers are right",
    ExitCode.EVAL_WORSE: "eval: a figure fell by more than the tolerance against --compare",
    ExitCode.INTERRUPTED: "interrupted with Ctrl-C",
}
