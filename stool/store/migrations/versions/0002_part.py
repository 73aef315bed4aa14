"""Parts: what a batch holds of a quarter beside its cells."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "part",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("parquet", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "quarter", "kind", name="pk_part"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_part_batch_id"),
    )
