import random
import time

import anthropic

client = anthropic.Anthropic(max_retries=0)


def ask():
    tries = 0
    while True:
        try:
            return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
        except anthropic.APIStatusError as error:
            tries += 1
            if error.status_code not in (429, 500, 529) or tries >= 6:
                raise
            told = error.response.headers.get("retry-after")
            time.sleep(float(told) if told else 2**tries + random.uniform(0, 1))


try:
    ask()
except anthropic.APIError as error:
    print(repr(error))
