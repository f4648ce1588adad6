import anthropic

client = anthropic.Anthropic()

try:
    for event in client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}], stream=True):
        pass
except Exception as error:
    print(repr(error))
