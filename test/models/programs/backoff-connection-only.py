import anthropic
import backoff

client = anthropic.Anthropic(max_retries=0)


@backoff.on_exception(backoff.expo, anthropic.APIConnectionError, max_tries=4)
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
