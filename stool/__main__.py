"""``python -m stool``."""

import sys

from stool.cli import main

sys.exit(main())
