import type { BackoffHelper, HelperImport, HelperPart } from './backoffHelper';
import { pythonBackoff } from './backoffHelper.python';
import type { RetryLibrary } from './retryLibrary';

const { shared } = pythonBackoff;
const whole = (module: string): HelperImport => ({ statement: `import ${module}`, module, names: ['*'] });
const docs = `"""Sends a Claude request again after a rate limit, an overload or a broken connection, at most 8 times in all."""`;
const called = (name: string): string => `def ${name}(send):\n  ${docs}\n  return send()`;
const awaited = (name: string): string => `async def ${name}(send):\n  ${docs}\n  return await send()`;

function part(name: string, imports: readonly HelperImport[], code: string): HelperPart {
  return { name, params: ['send'], imports, code };
}

// ------------------------------------------------------------------------------------------ tenacity

/** A `wait` may be any function of the state (tenacity 9.2.1 `wait.py`); what is decorated runs with a copy of the policy each time, so that parallel calls do not meet in it. */
const tenacityDecorator = `@tenacity.retry(
  retry=tenacity.retry_if_exception(lambda error: backoff_seconds(error, 1) is not None),
  wait=lambda state: backoff_seconds(state.outcome and state.outcome.exception(), state.attempt_number),
  stop=tenacity.stop_after_attempt(8),
  reraise=True,
)
`;

const tenacity: BackoffHelper = {
  shared,
  blocking: part('with_tenacity', [whole('tenacity')], tenacityDecorator + called('with_tenacity')),
  async: part('with_tenacity_async', [whole('tenacity')], tenacityDecorator + awaited('with_tenacity_async')),
};

// ------------------------------------------------------------------------------------------- backoff

/** `runtime` came with 2.0, and waits for what its function makes of the error (backoff 2.2.1 `_wait_gen.py`); it does not say how often it has tried, so a wait that nobody names is part of 16 s. `jitter` would shorten what the service says. */
const onException = `@backoff.on_exception(
  backoff.runtime,
  Exception,
  value=lambda error: backoff_seconds(error, 5),
  giveup=lambda error: backoff_seconds(error, 1) is None,
  jitter=None,
  max_tries=8,
)
`;

const backoff: BackoffHelper = {
  shared,
  blocking: part('with_on_exception', [whole('backoff')], onException + called('with_on_exception')),
  async: part('with_on_exception_async', [whole('backoff')], onException + awaited('with_on_exception_async')),
};

// ------------------------------------------------------------------------------------------- stamina

/** Since 25.2 what `on` gives back is the wait, and nothing else is added; None is warned of (stamina 26.1.0 `_core.py`). It does not say how often it has tried, so a wait that nobody names is part of 16 s. */
const staminaDecorator = `@stamina.retry(on=lambda error: backoff_seconds(error, 5) or False, attempts=8, timeout=None)
`;

const stamina: BackoffHelper = {
  shared,
  blocking: part('with_stamina', [whole('stamina')], staminaDecorator + called('with_stamina')),
  async: part('with_stamina_async', [whole('stamina')], staminaDecorator + awaited('with_stamina_async')),
};

/** The packages that a fix can use, the better known first. */
export const pythonRetryLibraries: readonly RetryLibrary[] = [
  { module: 'tenacity', helper: tenacity },
  { module: 'backoff', helper: backoff, since: '2.0.0' },
  { module: 'stamina', helper: stamina, since: '25.2.0' },
];
