"""Runs one program once for each line of JSON on standard input, which holds the environment of that run. Its imports
are loaded before, and each run is a fork of that state: most of the time of a run would go into importing."""

import ast
import importlib
import json
import os
import runpy
import sys
import traceback

import sitecustomize

program = sys.argv[1]
with open(program, encoding="utf-8") as file:
    tree = ast.parse(file.read())
for statement in tree.body:
    names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else [statement.module] if isinstance(statement, ast.ImportFrom) else []
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            # The run itself says what is missing.
            pass

results = os.fdopen(3, "w")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        code = 0
        try:
            os.environ.update(json.loads(line))
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
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), file=results, flush=True)
