"""Decides whether a person must look at a ticket."""

import anthropic

client = anthropic.Anthropic(max_retries=10)


def needs_a_person(ticket: str) -> bool:
    message = client.messages.create(
        model="claude-opus-4-5",
        max_tokens=5,
        messages=[{"role": "user", "content": f"Answer yes or no. Must a person look at this? {ticket}"}],
    )
    return message.content[0].text.strip().lower().startswith("yes")
