// SPDX-License-Identifier: EUPL-1.2
// The log (the partnership) is in every key and foreign key: the rule of a database distributed by
// partnership (docs/postgresql.md). `position` is the commit order of the nodes that share this
// database and never leaves it; its counter is a table of its own, so that no append looks at
// another partnership's records.
#include "ledger/postgres/schema.h"

namespace alternat::ledger::postgres {

const Schema kLedgerSchema = {"ledger", 1, 11, R"sql(
CREATE TABLE records (
  log         text   NOT NULL,  -- sensitive: no
  stream      text   NOT NULL,  -- sensitive: no
  version     bigint NOT NULL,  -- sensitive: no
  position    bigint NOT NULL,  -- sensitive: no
  command     text   NOT NULL,  -- sensitive: no
  ordinal     bigint NOT NULL,  -- sensitive: no
  type        text   NOT NULL,  -- sensitive: no
  recorded_at bigint NOT NULL,  -- sensitive: no
  encoded     bytea  NOT NULL,  -- sensitive: no
  PRIMARY KEY (log, stream, version),
  UNIQUE (log, command, ordinal),
  UNIQUE (log, position)
);
CREATE INDEX records_by_position ON records (position);

CREATE TABLE commit_position (
  one  bigint PRIMARY KEY CHECK (one = 1),  -- sensitive: no
  last bigint NOT NULL                      -- sensitive: no
) WITH (fillfactor = 10);
INSERT INTO commit_position VALUES (1, 0);

CREATE TABLE leaves (
  log        text   NOT NULL,                                        -- sensitive: no
  leaf_index bigint NOT NULL,                                        -- sensitive: no
  stream     text   NOT NULL,                                        -- sensitive: no
  version    bigint NOT NULL,                                        -- sensitive: no
  leaf_hash  bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32),   -- sensitive: no
  PRIMARY KEY (log, leaf_index),
  UNIQUE (log, stream, version),
  FOREIGN KEY (log, stream, version) REFERENCES records (log, stream, version)
);

CREATE TABLE checkpoints (
  log  text   NOT NULL,  -- sensitive: no
  size bigint NOT NULL,  -- sensitive: no
  note text   NOT NULL,  -- sensitive: no
  PRIMARY KEY (log, size)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are never changed or deleted', TG_TABLE_NAME; END $$;

CREATE FUNCTION check_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> 1 + (SELECT coalesce(max(r.version), 0) FROM records r
                         WHERE r.log = NEW.log AND r.stream = NEW.stream) THEN
    RAISE EXCEPTION 'records are only appended, each at the end of its stream';
  END IF;
  UPDATE commit_position SET last = NEW.position WHERE last = NEW.position - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'records are only appended, each at the end of the ledger';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION check_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the position counts records and nothing else';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION check_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.leaf_index <> (SELECT coalesce(max(l.leaf_index) + 1, 0) FROM leaves l
                        WHERE l.log = NEW.log) THEN
    RAISE EXCEPTION 'leaves are only appended';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION check_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <= (SELECT coalesce(max(c.size), -1) FROM checkpoints c WHERE c.log = NEW.log) THEN
    RAISE EXCEPTION 'checkpoints are only appended, each larger than the last';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER only_appended BEFORE INSERT ON records
  FOR EACH ROW EXECUTE FUNCTION check_record();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON records
  FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER only_counted BEFORE UPDATE ON commit_position
  FOR EACH ROW EXECUTE FUNCTION check_position();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON commit_position
  FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER only_appended BEFORE INSERT ON leaves
  FOR EACH ROW EXECUTE FUNCTION check_leaf();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON leaves
  FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON leaves
  FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER only_appended BEFORE INSERT ON checkpoints
  FOR EACH ROW EXECUTE FUNCTION check_checkpoint();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON checkpoints
  FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse();
)sql"};

const Schema kVaultSchema = {"vault", 1, 0, R"sql(
CREATE TABLE vault_values (
  log        text   NOT NULL,  -- sensitive: no
  command    text   NOT NULL,  -- sensitive: no
  ordinal    bigint NOT NULL,  -- sensitive: no
  item       bigint NOT NULL,  -- sensitive: no
  stream     text   NOT NULL,  -- sensitive: no
  key_id     text   NOT NULL,  -- sensitive: yes
  category   bigint,           -- sensitive: yes
  commitment bytea  NOT NULL CHECK (octet_length(commitment) = 32),  -- sensitive: no
  sealed     bytea,            -- sensitive: yes
  PRIMARY KEY (log, command, ordinal, item)
);
CREATE INDEX vault_values_by_key ON vault_values (key_id);

CREATE TABLE unsettled (
  log     text NOT NULL,                            -- sensitive: no
  command text NOT NULL,                            -- sensitive: no
  since   timestamptz NOT NULL DEFAULT now(),       -- sensitive: no
  PRIMARY KEY (log, command)
);
)sql"};

const Schema kKeysSchema = {"keys", 1, 0, R"sql(
CREATE TABLE root_check (
  one    bigint PRIMARY KEY CHECK (one = 1),  -- sensitive: no
  sealed bytea NOT NULL                       -- sensitive: no
);

CREATE TABLE data_keys (
  key_id    text  NOT NULL PRIMARY KEY,  -- sensitive: yes
  subject   text  NOT NULL,              -- sensitive: yes
  retention text  NOT NULL,              -- sensitive: yes
  wrapped   bytea NOT NULL,              -- sensitive: yes
  UNIQUE (subject, retention)
);

CREATE TABLE erased_subjects (
  subject   text   NOT NULL PRIMARY KEY,  -- sensitive: yes
  erased_at bigint NOT NULL               -- sensitive: no
);
)sql"};

}  // namespace alternat::ledger::postgres
