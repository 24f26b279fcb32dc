"""The flow as the service's runs load it: each is a process of its own, which ends when the service does.

Left alone it would go on writing beside the run that the next start begins.
"""

import os

from flows import children
from flows.pipeline import make_documents

__all__ = ["make_documents"]

if "PREFECT__FLOW_RUN_ID" in os.environ:  # in that process, and not where the service itself imports this
    # Killing it is safe at any moment; orderly goodbyes to a server that is gone would take minutes.
    children.when_parent_goes(lambda: os._exit(3))
