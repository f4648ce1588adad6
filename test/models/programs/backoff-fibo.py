import anthropic
import backoff

client = anthropic.Anthropic(max_retries=0)


@backoff.on_exception(backoff.fibo, Exception, max_tries=8, max_value=8)
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
