import anthropic

client = anthropic.Anthropic(max_retries=0)

try:
    client.with_options(max_retries=4).messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
except Exception as error:
    print(repr(error))
