#!/usr/bin/env bash
# Installs what the tests need besides Python packages: PostgreSQL's programs and Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${PYTHON:-.venv/bin/python}

has_postgresql() {
    "$python" -c 'from tests.postgres import binary; binary("initdb"); binary("postgres")' \
        2> /dev/null && { [ "$(id -u)" != 0 ] || id postgres > /dev/null 2>&1; }
}

has_chromium() {
    command -v chromium > /dev/null || "$python" -c '
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as browsers:
    sys.exit(not Path(browsers.chromium.executable_path).exists())'
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

missing=()
has_postgresql || missing+=(postgresql)
has_chromium || missing+=(chromium)
[ ${#missing[@]} -gt 0 ] || exit 0

if command -v apt-get > /dev/null && as_root true 2> /dev/null; then
    echo "Installing ${missing[*]}"
    as_root apt-get update -qq || true
    for package in "${missing[@]}"; do
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" \
            > /dev/null || true
    done
fi
has_chromium || "$python" -m playwright install chromium || true

status=0
has_postgresql || {
    echo "The tests need PostgreSQL's initdb and postgres: install its server package" \
        "(Debian: apt-get install postgresql; macOS: brew install postgresql)." >&2
    status=1
}
has_chromium || {
    echo "The tests need Chromium: install it (Debian: apt-get install chromium) or run" \
        "$python -m playwright install --with-deps chromium." >&2
    status=1
}
exit "$status"
