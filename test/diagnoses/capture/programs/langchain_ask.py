import os
import sys

from langchain_anthropic import ChatAnthropic

from show import FORM, prepare, show

prepare()
options = {"max_retries": int(os.environ["RETRIES"])} if "RETRIES" in os.environ else {}
model = ChatAnthropic(model="claude-sonnet-5", base_url=os.environ["ANTHROPIC_BASE_URL"], **options)


def ask():
    if sys.argv[1] == "stream":
        for chunk in model.stream("Summarize the report."):
            print(chunk.text, end="", flush=True)
    elif sys.argv[1] == "retried":
        model.with_retry(stop_after_attempt=3).invoke("Summarize the report.")
    elif sys.argv[1] == "long":
        model.invoke("All work and no play makes Jack a dull boy. " * 1500)
    else:
        model.invoke("Summarize the report.")


try:
    ask()
except Exception as error:
    if FORM == "raise":
        raise
    show(error)
