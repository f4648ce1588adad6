import anthropic
from ratelimit import limits, sleep_and_retry

client = anthropic.Anthropic(max_retries=0)


@sleep_and_retry
@limits(calls=50, period=60)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
