import os
import sys

import litellm

from show import FORM, prepare, show

prepare()
options = {"num_retries": int(os.environ["RETRIES"])} if "RETRIES" in os.environ else {}
content = "All work and no play makes Jack a dull boy. " * 1500 if sys.argv[1] == "long" else "Summarize the report."


def ask():
    answer = litellm.completion(model="anthropic/claude-sonnet-5", api_base=os.environ["ANTHROPIC_BASE_URL"], messages=[{"role": "user", "content": content}], stream=sys.argv[1] == "stream", **options)
    if sys.argv[1] == "stream":
        for chunk in answer:
            print(chunk.choices[0].delta.content or "", end="", flush=True)


try:
    ask()
except Exception as error:
    if FORM == "raise":
        raise
    show(error)
