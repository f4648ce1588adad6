import anthropic

client = anthropic.Anthropic()

try:
    with client.messages.stream(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}]) as stream:
        stream.get_final_message()
except Exception as error:
    print(repr(error))
