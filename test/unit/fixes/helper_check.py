"""Runs the backoff helper, read from stdin, with a clock that waits for nobody; prints each case that went wrong."""
import asyncio
import json
import sys
import types
from email.utils import formatdate

NOW = 1767225600.0
waits = []
draw = [0.0]

fake_time = types.SimpleNamespace(time=lambda: NOW, sleep=waits.append)
fake_random = types.SimpleNamespace(uniform=lambda low, high: low + (high - low) * draw[0])


async def sleep(seconds):
    waits.append(seconds)


scope = {"time": fake_time, "random": fake_random, "asyncio": types.SimpleNamespace(sleep=sleep)}
exec("from email.utils import mktime_tz, parsedate_tz\n" + sys.stdin.read(), scope)
wrong = []


class Response:
    """As `requests` has it: false for an error status."""

    def __init__(self, status, headers=None, body=None):
        self.status_code = status
        self.headers = headers or {}
        self.body = body

    def __bool__(self):
        return self.status_code < 400

    def json(self):
        if self.body is None:
            raise ValueError("no JSON")
        return self.body


class StatusError(Exception):
    def __init__(self, response):
        super().__init__("failed")
        self.response = response


class APIConnectionError(Exception):
    response = None


class TransportError(Exception):
    pass


class ReadError(TransportError):
    pass


def raised(response):
    return response if response.status_code == 200 else StatusError(response)


def play(answers, kind, cancelled=None):
    """The number of requests, the waits and the end of one run."""
    waits.clear()
    sent = []

    def answer():
        outcome = answers[min(len(sent), len(answers) - 1)]
        sent.append(outcome)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def answer_later():
        return answer()

    try:
        if kind == "sync":
            end = scope["with_backoff"](answer) if cancelled is None else scope["with_backoff"](answer, cancelled)
        else:
            end = asyncio.run(scope["with_backoff_async"](answer_later))
    except Exception as error:
        end = error
    return len(sent), list(waits), end


def check(what, got, wanted):
    if got != wanted:
        wrong.append(f"{what}: {got} instead of {wanted}")


def body(**error):
    return {"type": "error", "error": error}


for kind in ("sync", "async"):
    for form in (lambda response: response, raised):
        run = lambda *responses: play([form(response) for response in responses], kind)
        ok = Response(200)
        draw[0] = 0.0
        told = {"7": 7, "0.25": 0.25, formatdate(NOW + 30, usegmt=True): 30, "120": 120}
        for value, wait in told.items():
            check(f"{kind} retry-after {value}", run(Response(429, {"retry-after": value}), ok)[1], [wait])
        check(f"{kind} retry-after-ms", run(Response(429, {"retry-after-ms": "1500", "retry-after": "9"}), ok)[1], [1.5])
        draw[0] = 0.5
        check(f"{kind} a moment more", run(Response(429, {"retry-after": "2"}), ok)[1], [2.25])
        for value in ("0", "-3", "soon", "nan", formatdate(NOW - 5, usegmt=True)):
            check(f"{kind} unusable {value}", run(Response(429, {"retry-after": value}), ok)[1], [0.5])
        draw[0] = 1.0
        answers = [Response(529, {"number": str(number)}) for number in range(1, 10)]
        sent, slept, end = run(*answers)
        check(f"{kind} gives up", (sent, slept), (8, [1, 2, 4, 8, 16, 32, 60]))
        check(f"{kind} last", getattr(end, "response", end).headers, {"number": "8"})
        check(f"{kind} raises what was raised", isinstance(end, Exception), form is raised)
        again = (408, 409, 429, 500, 502, 503, 504, 529)
        for status in (400, 401, 402, 403, 404, 413, 422, 501, *again):
            check(f"{kind} {status}", run(Response(status), ok)[0], 2 if status in again else 1)
        hopeless = [
            Response(429, {}, body(details={"error_code": "enforced_spend_limit_reached"})),
            Response(429, {}, body(details={"error_code": "contract_spend_limit_reached"})),
            Response(429, {}, body(message="Extra usage is required for long context requests.", details=None)),
            Response(429, {"retry-after": "121"}),
            Response(429, {"retry-after": "1", "x-should-retry": "false"}),
        ]
        for response in hopeless:
            check(f"{kind} hopeless {response.body} {response.headers}", run(response, ok)[0], 1)
        check(f"{kind} ramp", run(Response(429, {}, body(details={"error_code": "ramp_limit_exceeded"})), ok)[0], 2)
    broken = (APIConnectionError("x"), ReadError("x"), ConnectionResetError("x"))
    for error in broken:
        check(f"{kind} {type(error).__name__}", play([error, Response(200)], kind)[0], 2)
    for error in (AttributeError("x"), ValueError("x"), OSError("x")):
        check(f"{kind} {type(error).__name__}", play([error, Response(200)], kind)[::2], (1, error))
    check(f"{kind} any other answer", play(["text"], kind)[::2], (1, "text"))


class Cancelled:
    """A threading.Event that is set during the first wait."""

    def __init__(self):
        self.waited = []

    def wait(self, seconds):
        self.waited.append(seconds)
        return True


cancelled = Cancelled()
limited = Response(429)
check("cancelled", play([limited, Response(200)], "sync", cancelled)[::2], (1, limited))
check("cancelled waits", len(cancelled.waited), 1)

print(json.dumps(wrong))
