"""Who is being answered: the digest of the session of whoever asked."""

from contextvars import ContextVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

from stool.door import CALLER

HEADER = "x-stool-caller"  # from the gate to Streamlit; one that comes from outside is taken out
LOCAL = "local"  # nobody is asked who they are

asking: ContextVar[str] = ContextVar(
    "asking", default=""
)  # set by the gate for a request or socket


def caller() -> str:
    """Digest of the session that is being answered, in a request or in a run of a page."""
    context = get_script_run_ctx(suppress_warning=True)
    return str(context.user_info.get(CALLER, "")) if context else asking.get()
