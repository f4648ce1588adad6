import sys

from pydantic import BaseModel

from show import FORM, prepare, show

prepare()


class Summary(BaseModel):
    text: str


def with_instructor():
    import instructor

    client = instructor.from_provider("anthropic/claude-sonnet-5")
    client.chat.completions.create(messages=[{"role": "user", "content": "Summarize the report."}], response_model=Summary, max_tokens=1024)


def with_pydantic_ai():
    from pydantic_ai import Agent

    Agent("anthropic:claude-sonnet-5").run_sync("Summarize the report.")


try:
    {"instructor": with_instructor, "pydantic-ai": with_pydantic_ai}[sys.argv[1]]()
except Exception as error:
    if FORM == "raise":
        raise
    show(error)
