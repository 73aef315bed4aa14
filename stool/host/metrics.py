"""What a monitor counts, in the text format of Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("stool_requests", "Requests answered, by status", ["status"])
SECONDS = Histogram("stool_request_seconds", "Time until an answer was complete")
REFUSED = Counter("stool_refused", "Requests and sockets turned away, by status", ["status"])
SOCKETS = Gauge("stool_sockets", "Pages that are open")
LOGINS = Counter("stool_logins", "Sign-ins, by outcome", ["outcome"])
LINKS = Counter("stool_links_opened", "Shared links opened, by outcome", ["outcome"])
REVISION = Gauge("stool_revision", "Newest revision of the store")
UP = Gauge("stool_healthy", "Whether the store can be read: 1 or 0")
DISK = Gauge("stool_disk_free_bytes", "Room on the disk of temporary files")
SCRIPT_ERRORS = Counter("stool_page_errors", "Runs of pages that ended in an unforeseen error")
