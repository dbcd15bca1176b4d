"""Whether this is the long run, which does more of what takes long."""

import os

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
