import anthropic
import backoff

client = anthropic.Anthropic(max_retries=0)


@backoff.on_exception(backoff.constant, (anthropic.APIStatusError, anthropic.APIConnectionError), interval=0.05, max_tries=4, giveup=lambda error: getattr(error, "status_code", None) == 400)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
