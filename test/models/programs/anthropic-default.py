import anthropic

client = anthropic.Anthropic()

try:
    client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
except Exception as error:
    print(repr(error))
