"""Evidence on licences: analyses, their files, results, components and findings.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-22 18:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_analysis",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=True),
        sa.Column("bid", AutoString(length=40), nullable=True),
        sa.Column("title", AutoString(length=400), nullable=False),
        sa.Column("outbound", AutoString(length=400), nullable=False),
        sa.Column(
            "use",
            _words(("separate", "link", "merge", "modify"), "ck_procurement_analysis_use", 60),
            nullable=False,
        ),
        sa.Column(
            "scenario",
            _words(("distribution", "saas", "internal"), "ck_procurement_analysis_scenario", 60),
            nullable=False,
        ),
        sa.Column("rules", AutoString(length=200), nullable=False),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(slug IS NULL) = (bid IS NULL)", name="ck_procurement_analysis_bid"),
        sa.CheckConstraint("version > 0", name="ck_procurement_analysis_version"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_analysis_bid",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_procurement_analysis_bid", "procurement_analysis", ["city_id", "slug", "bid", "id"])
    op.create_index("ix_procurement_analysis_person", "procurement_analysis", ["city_id", "created_by", "id"])
    op.create_table(
        "procurement_analysis_result",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outbound", AutoString(length=400), nullable=False),
        sa.Column(
            "use",
            _words(("separate", "link", "merge", "modify"), "ck_procurement_analysis_result_use", 60),
            nullable=False,
        ),
        sa.Column(
            "scenario",
            _words(("distribution", "saas", "internal"), "ck_procurement_analysis_result_scenario", 60),
            nullable=False,
        ),
        sa.Column("rules", AutoString(length=200), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("lists", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_id"], ["procurement_analysis.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("analysis_id", "number", name="uq_procurement_analysis_result_number"),
    )
    op.create_table(
        "procurement_evidence_file",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _words(("bill", "licence-text"), "ck_procurement_evidence_file_kind", 60),
            nullable=False,
        ),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("licence", AutoString(length=200), nullable=False),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column(
            "origin",
            _words(("uploaded", "bid"), "ck_procurement_evidence_file_origin", 60),
            nullable=False,
        ),
        sa.Column("box_key", AutoString(length=36), nullable=False),
        sa.Column("added_by", AutoString(length=36), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "number > 0 AND size >= 0 AND length(digest) = 71", name="ck_procurement_evidence_file_size"
        ),
        sa.ForeignKeyConstraint(["analysis_id"], ["procurement_analysis.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("analysis_id", "number"),
    )
    op.create_table(
        "procurement_evidence_chunk",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id", "number"],
            ["procurement_evidence_file.analysis_id", "procurement_evidence_file.number"],
            name="fk_procurement_evidence_chunk_file",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("analysis_id", "number", "part"),
    )
    op.create_table(
        "procurement_evidence_component",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=400), nullable=False),
        sa.Column("version", AutoString(length=200), nullable=False),
        sa.Column("purl", AutoString(length=600), nullable=False),
        sa.Column("supplier", AutoString(length=200), nullable=False),
        sa.Column("licence", AutoString(length=1000), nullable=False),
        sa.Column(
            "licence_class",
            _words(
                ("permissive", "weak_copyleft", "copyleft", "source_available", "proprietary", "unknown"),
                "ck_procurement_evidence_component_class",
                20,
            ),
            nullable=False,
        ),
        sa.Column("is_osi", sa.Boolean(), nullable=False),
        sa.Column(
            "ruling",
            _words(("allow", "review", "deny", "none"), "ck_procurement_evidence_component_ruling", 10),
            nullable=False,
        ),
        sa.Column("compatible", AutoString(length=20), nullable=False),
        sa.Column("has_finding", sa.Boolean(), nullable=False),
        sa.Column("place", AutoString(length=200), nullable=False),
        sa.Column("name_key", AutoString(length=120), nullable=False),
        sa.Column("search_text", AutoString(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["procurement_analysis_result.id"]),
        sa.PrimaryKeyConstraint("result_id", "number"),
    )
    op.create_index(
        "ix_procurement_evidence_component_class",
        "procurement_evidence_component",
        ["result_id", "licence_class", "name_key", "number"],
    )
    op.create_index(
        "ix_procurement_evidence_component_finding",
        "procurement_evidence_component",
        ["result_id", "has_finding", "name_key", "number"],
    )
    op.create_index(
        "ix_procurement_evidence_component_name", "procurement_evidence_component", ["result_id", "name_key", "number"]
    )
    op.create_index(
        "ix_procurement_evidence_component_ruling",
        "procurement_evidence_component",
        ["result_id", "ruling", "name_key", "number"],
    )
    op.create_table(
        "procurement_evidence_finding",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("type", AutoString(length=120), nullable=False),
        sa.Column("component", AutoString(length=400), nullable=False),
        sa.Column("place", AutoString(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["procurement_analysis_result.id"]),
        sa.PrimaryKeyConstraint("result_id", "number"),
    )
    op.create_index(
        "ix_procurement_evidence_finding_rank", "procurement_evidence_finding", ["result_id", "rank", "number"]
    )
    op.create_table(
        "procurement_evidence_verdict",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column(
            "kind",
            _words(("bill", "licence-text"), "ck_procurement_evidence_verdict_kind", 60),
            nullable=False,
        ),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("format", AutoString(length=40), nullable=False),
        sa.Column("spec_version", AutoString(length=80), nullable=False),
        sa.Column("components", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["procurement_analysis_result.id"]),
        sa.PrimaryKeyConstraint("result_id", "place"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "procurement_evidence_verdict",
        "procurement_evidence_finding",
        "procurement_evidence_component",
        "procurement_evidence_chunk",
        "procurement_evidence_file",
        "procurement_analysis_result",
        "procurement_analysis",
    ):
        op.drop_table(table)


def _words(words: tuple[str, ...], name: str, length: int) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=length)
