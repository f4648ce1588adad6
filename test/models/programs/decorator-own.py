import functools
import time

import anthropic

client = anthropic.Anthropic(max_retries=0)


def patiently(times, delay=1.0):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            wait = delay
            for number in range(times):
                try:
                    return function(*args, **kwargs)
                except anthropic.APIError:
                    if number == times - 1:
                        raise
                    time.sleep(wait)
                    wait *= 2

        return wrapper

    return decorate


@patiently(5)
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except anthropic.APIError as error:
    print(repr(error))
