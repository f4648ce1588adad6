import { absolute } from '../program/fileView';
import { coverage } from './coverage';
import type { LibraryModel } from './model';
import { numberOption } from './options';
import { decoratorCall } from './pythonDecorator';
import { totalWait } from './waits';

/** prefect 3.x `tasks.py`, `flows.py`: a task or flow runs again `retries` times after any error; none by default. */
export const prefect: LibraryModel = {
  name: 'prefect',
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    if (!found?.of || !/^prefect\.(?:\w+\.)*(?:task|flow)$/.test(found.name)) return undefined;
    const { of } = found;
    const retries = numberOption(tools.option(of, 'retries'), tools) ?? 0;
    if (retries === 0) return undefined;
    const attempts = typeof retries === 'number' ? retries + 1 : retries;
    const condition = tools.option(of, 'retry_condition_fn');
    const delay = numberOption(tools.option(of, 'retry_delay_seconds'), tools) ?? 0;
    return {
      kind: 'decorator',
      name: 'prefect',
      attempts,
      // A condition gets the state of the run, in which the error is: not followed.
      ...coverage('prefect', use, attempts, () => (condition === undefined ? true : undefined)),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(retries, () => (typeof delay === 'number' ? delay : undefined)),
      implicit: false,
      at: absolute(of.chunk, of.call.span),
    };
  },
};
