import anthropic
from retrying import retry

client = anthropic.Anthropic(max_retries=0)


@retry(stop_max_attempt_number=3, wait_fixed=50)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
