import type { BackoffHelper, HelperImport, HelperPart } from './backoffHelper';

const whole = (module: string): HelperImport => ({ statement: `import ${module}`, module, names: ['*'] });

/** `requests` and `httpx` name their connection errors differently, and neither needs to be imported to be told by name. */
const shared: HelperPart = {
  name: 'backoff_seconds',
  params: ['result', 'attempt'],
  imports: [whole('random'), whole('time'), { statement: 'from email.utils import mktime_tz, parsedate_tz', module: 'email.utils', names: ['mktime_tz', 'parsedate_tz'] }],
  code: String.raw`def backoff_seconds(result, attempt):
  """How long to wait before sending again, in seconds; None where that is of no use."""
  answer = getattr(result, "response", None)
  if answer is None:
    answer = result
  status = getattr(answer, "status_code", None)
  if status is None:
    lost = {"APIConnectionError", "ConnectionError", "TransportError", "Timeout", "ChunkedEncodingError"}
    if lost.isdisjoint(kind.__name__ for kind in type(result).__mro__):
      return None
  elif status not in (408, 409, 429, 500, 502, 503, 504, 529):
    return None
  headers = getattr(answer, "headers", None) or {}
  after = str(headers.get("retry-after"))
  try:
    told = float(headers.get("retry-after-ms") or float(after) * 1000) / 1000
  except ValueError:
    date = parsedate_tz(after)
    told = mktime_tz(date) - time.time() if date else 0
  try:
    error = answer.json()["error"]
    code = (error.get("details") or {}).get("error_code")
    message = str(error.get("message"))
  except Exception:
    code = message = None
  # Only a person can raise a spend limit or allow extra usage.
  if code in ("enforced_spend_limit_reached", "contract_spend_limit_reached"):
    return None
  if message is not None and message.startswith("Extra usage is required"):
    return None
  if told > 120 or headers.get("x-should-retry") == "false":
    return None
  return told + random.uniform(0, 0.5) if told > 0 else random.uniform(0, min(60, 2 ** (attempt - 1)))`,
};

const blocking: HelperPart = {
  name: 'with_backoff',
  params: ['send', 'cancelled'],
  imports: [],
  code: String.raw`def with_backoff(send, cancelled=None):
  """Sends a Claude request again after a rate limit, an overload or a broken connection.

  At most 8 times in all. Waits as long as the service says, else a random part of 1, 2, 4 ... 60 s. Gives up
  with the last answer or error, also once cancelled, a threading.Event, is set.
  """
  for attempt in range(1, 9):
    failed = False
    try:
      result = send()
    except Exception as error:
      result = error
      failed = True
    wait = backoff_seconds(result, attempt) if attempt < 8 else None
    if wait is None or (cancelled is not None and cancelled.wait(wait)):
      if failed:
        raise result
      return result
    if cancelled is None:
      time.sleep(wait)`,
};

const async: HelperPart = {
  name: 'with_backoff_async',
  params: ['send'],
  imports: [whole('asyncio')],
  code: String.raw`async def with_backoff_async(send):
  """Sends a Claude request again after a rate limit, an overload or a broken connection.

  At most 8 times in all. Waits as long as the service says, else a random part of 1, 2, 4 ... 60 s. Gives up
  with the last answer or error. Cancelling the task ends it at once.
  """
  for attempt in range(1, 9):
    failed = False
    try:
      result = await send()
    except Exception as error:
      result = error
      failed = True
    wait = backoff_seconds(result, attempt) if attempt < 8 else None
    if wait is None:
      if failed:
        raise result
      return result
    await asyncio.sleep(wait)`,
};

export const pythonBackoff: BackoffHelper = { blocking, async, shared };
