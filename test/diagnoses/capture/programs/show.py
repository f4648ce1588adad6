import json
import logging
import sys
import traceback

FORM = sys.argv[2]


def prepare():
    """Sets up what the form needs before anything is sent."""
    if FORM in ("logged", "exception", "retrying"):
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if FORM == "httpx":
        logging.basicConfig(level=logging.INFO)


def show(error):
    """Prints an error in the form that the second argument names, each of them one that programs use."""
    if FORM == "repr":
        print(repr(error))
    elif FORM == "str":
        print(f"Error: {error}")
    elif FORM == "type":
        print(f"{type(error).__name__}: {error}")
    elif FORM == "trace":
        traceback.print_exc()
    elif FORM in ("logged", "httpx", "retrying"):
        logging.getLogger("app").error("Request failed: %s", error)
    elif FORM == "exception":
        logging.getLogger("app").exception("Request failed")
    elif FORM == "body":
        print(error.status_code, json.dumps(error.body, indent=2))
    elif FORM == "headers":
        print(error.response.status_code, dict(error.response.headers))
        print(error)
    elif FORM == "structlog":
        import structlog

        structlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
        structlog.get_logger().error("claude_request_failed", error=str(error), error_type=type(error).__name__, attempt=3)
    elif FORM == "loguru":
        from loguru import logger

        logger.opt(exception=error).error("Request failed")
    else:
        raise error
