import anthropic
import backoff

client = anthropic.Anthropic(max_retries=0)


@backoff.on_exception(backoff.runtime, anthropic.RateLimitError, value=lambda error: int(error.response.headers.get("retry-after", 0)), max_tries=3, jitter=None)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
