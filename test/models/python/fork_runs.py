"""Runs programs, each as often as asked, as forks: most of the time of a run would go into importing. Each line of
standard input is JSON: `{"program": path}` begins a program, whose imports are loaded once; an object of environment
variables runs it once more, and the exit code is written to file descriptor 3; `null` ends the program."""

import ast
import importlib
import json
import os
import runpy
import sys
import traceback

import sitecustomize


def load(names):
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            # The run itself says what is missing.
            pass


def imported_by(program):
    with open(program, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module


def next_message():
    """One line, and not a byte more: the rest is for the process that is forked next."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit()
        line += byte
    return json.loads(line)


def run(program, environment):
    code = 0
    try:
        os.environ.update(environment)
        sys.argv = [program]
        runpy.run_path(program, run_name="__main__")
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sitecustomize.write_timeline()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def serve(program):
    load(imported_by(program))
    while (environment := next_message()) is not None:
        child = os.fork()
        if child == 0:
            run(program, environment)
        answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    os._exit(0)


def answer(code):
    os.write(3, f"{code}\n".encode())


load(sys.argv[1:])
while True:
    message = next_message()
    if message is None:
        continue
    if "program" not in message:
        # The program's own process has died.
        answer(-1)
        continue
    server = os.fork()
    if server == 0:
        serve(message["program"])
    os.waitpid(server, 0)
