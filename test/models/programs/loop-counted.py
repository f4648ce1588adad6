import time

import anthropic

client = anthropic.Anthropic(max_retries=0)


def ask():
    for attempt in range(5):
        try:
            return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
        except (anthropic.RateLimitError, anthropic.OverloadedError):
            if attempt == 4:
                raise
            time.sleep(min(10, 2**attempt))


try:
    ask()
except anthropic.APIError as error:
    print(repr(error))
