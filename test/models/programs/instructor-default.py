import anthropic
import instructor
from pydantic import BaseModel


class Person(BaseModel):
    name: str


client = instructor.from_anthropic(anthropic.Anthropic())
try:
    print(client.messages.create(model="claude-sonnet-4-5", max_tokens=8, messages=[{"role": "user", "content": "hi"}], response_model=Person, max_retries=0))
except Exception as error:
    print(type(error).__name__)
