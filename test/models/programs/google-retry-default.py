import anthropic
from google.api_core import retry

client = anthropic.Anthropic(max_retries=0)


@retry.Retry(initial=0.05, timeout=2)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
