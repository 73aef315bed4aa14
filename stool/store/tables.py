"""The tables, the same on SQLite and PostgreSQL, and what "as of a revision" means.

Five are the ledger: rows are added and `valid_to` is set once; nothing else is updated and nothing
is deleted, but for what people wrote in a batch that ends: see `stool.store.parts`. Two are about
who comes and goes: see `stool.store.access`.
"""

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    or_,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

REVISION = Table(
    "revision",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("made_at", String(32), nullable=False),  # ISO 8601, UTC, microseconds
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

BATCH = Table(
    "batch",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("mapping_sha256", Text, nullable=False),
    Column("rows_accepted", Integer, nullable=False),
    Column("rows_rejected", Integer, nullable=False),
    Column("rejects", JSON, nullable=False),
    Column("valid_from", ForeignKey(REVISION.c.id), nullable=False),
    Column("valid_to", ForeignKey(REVISION.c.id)),
)
Index(
    "ix_batch_live",
    BATCH.c.source,
    BATCH.c.sha256,
    BATCH.c.mapping_sha256,
    unique=True,
    sqlite_where=BATCH.c.valid_to.is_(None),
    postgresql_where=BATCH.c.valid_to.is_(None),
)

BLOCK = Table(
    "block",
    METADATA,
    Column("batch_id", ForeignKey(BATCH.c.id), primary_key=True),
    Column("quarter", String(6), primary_key=True),
    Column("cells", Integer, nullable=False),  # rows of the Parquet value
    Column("n", Double, nullable=False),  # sum of the cells' n, a checksum
    Column("parquet", LargeBinary, nullable=False),
)

PART = Table(
    "part",
    METADATA,
    Column("batch_id", ForeignKey(BATCH.c.id), primary_key=True),
    Column("quarter", String(6), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # rows of the Parquet value
    Column("parquet", LargeBinary, nullable=False),
)

DOC = Table(
    "doc",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("valid_from", ForeignKey(REVISION.c.id), nullable=False),
    Column("valid_to", ForeignKey(REVISION.c.id)),
)
Index(
    "ix_doc_live",
    DOC.c.kind,
    DOC.c.key,
    unique=True,
    sqlite_where=DOC.c.valid_to.is_(None),
    postgresql_where=DOC.c.valid_to.is_(None),
)

SESSION = Table(
    "session",
    METADATA,
    Column("token_sha256", String(64), primary_key=True),
    Column("who", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("link", Text, nullable=False),
    Column("made_at", String(32), nullable=False),  # this and the next two as in `REVISION`
    Column("expires_at", String(32), nullable=False),
    Column("ended_at", String(32)),  # set once
)

ACCESS = Table(
    "access",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),  # as in `REVISION`
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

LASTING = tuple(table for table in METADATA.sorted_tables if table is not SESSION)  # in a backup


def is_live(table: Table, revision: int) -> ColumnElement[bool]:
    """Rows of `BATCH` or `DOC` that were live as of a revision."""
    return (table.c.valid_from <= revision) & or_(
        table.c.valid_to.is_(None), table.c.valid_to > revision
    )
