"""Erased: what people wrote in batches that have ended goes, as it does from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PART = sa.table("part", sa.column("batch_id"), sa.column("kind"), sa.column("parquet", sa.LargeBinary()))
BATCH = sa.table("batch", sa.column("id"), sa.column("valid_to"))


def upgrade() -> None:
    ended = sa.select(BATCH.c.id).where(BATCH.c.valid_to.is_not(None))
    op.execute(
        sa.update(PART)
        .where(PART.c.kind == "voice", PART.c.batch_id.in_(ended))
        .values(parquet=b"")
    )
