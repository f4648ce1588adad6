import anthropic
import stamina

client = anthropic.Anthropic(max_retries=0)


@stamina.retry(on=lambda error: isinstance(error, anthropic.APIStatusError) and error.status_code in (429, 529), attempts=3, wait_initial=0.05, wait_jitter=0)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
