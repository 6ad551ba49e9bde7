-- Numbered papers, and the counters every human number comes from.

CREATE TABLE number_series (
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (series, year)
);

CREATE TABLE document (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'superseded', 'withdrawn')),
  owner_org TEXT NOT NULL,
  author TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_number TEXT NOT NULL,
  number TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  issued_at BIGINT,
  issued_by TEXT,
  content_hash TEXT NOT NULL,
  version BIGINT NOT NULL,
  title ENVELOPE NOT NULL,
  content ENVELOPE NOT NULL,
  withdrawn_reason ENVELOPE
);
CREATE INDEX document_by_owner ON document (owner_org, created_at, id);
CREATE INDEX document_by_subject ON document (subject_kind, subject_id, kind);

CREATE TABLE document_copy (
  document_id TEXT NOT NULL REFERENCES document (id),
  org_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (document_id, org_id)
);
CREATE INDEX document_copy_by_org ON document_copy (org_id, created_at, document_id);
