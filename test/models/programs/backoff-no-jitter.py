import anthropic
import backoff

client = anthropic.Anthropic(max_retries=0)


@backoff.on_exception(backoff.expo, anthropic.APIError, max_tries=5, jitter=None, base=3, factor=2)
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
