// SPDX-License-Identifier: EUPL-1.2
// The schemas, version 1. The log (the partnership) is in every key and foreign key, which is also
// the rule of a database distributed by partnership; `position` is this node's commit order and
// never leaves it.
#include "ledger/sqlite/schema.h"

namespace alternat::ledger::sqlite {

// BEFORE INSERT guards exist because INSERT OR REPLACE deletes rows without firing DELETE triggers.
const Schema kLedgerSchema = {"ledger", 0x414c5431, 1, R"sql(
CREATE TABLE records (
  position    INTEGER PRIMARY KEY,  -- sensitive: no
  log         TEXT    NOT NULL,     -- sensitive: no
  stream      TEXT    NOT NULL,     -- sensitive: no
  version     INTEGER NOT NULL,     -- sensitive: no
  command     TEXT    NOT NULL,     -- sensitive: no
  ordinal     INTEGER NOT NULL,     -- sensitive: no
  type        TEXT    NOT NULL,     -- sensitive: no
  recorded_at INTEGER NOT NULL,     -- sensitive: no
  encoded     BLOB    NOT NULL,     -- sensitive: no
  UNIQUE (log, stream, version),
  UNIQUE (log, command, ordinal)
) STRICT;
CREATE INDEX records_by_log ON records (log);

CREATE TABLE leaves (
  log        TEXT    NOT NULL,                               -- sensitive: no
  leaf_index INTEGER NOT NULL,                               -- sensitive: no
  stream     TEXT    NOT NULL,                               -- sensitive: no
  version    INTEGER NOT NULL,                               -- sensitive: no
  leaf_hash  BLOB    NOT NULL CHECK (length(leaf_hash) = 32),  -- sensitive: no
  PRIMARY KEY (log, leaf_index),
  UNIQUE (log, stream, version),
  FOREIGN KEY (log, stream, version) REFERENCES records (log, stream, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  log  TEXT    NOT NULL,  -- sensitive: no
  size INTEGER NOT NULL,  -- sensitive: no
  note TEXT    NOT NULL,  -- sensitive: no
  PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER records_only_appended BEFORE INSERT ON records
WHEN NEW.position <> 1 + (SELECT coalesce(max(position), 0) FROM records)
  OR NEW.version <> 1 + (SELECT coalesce(max(version), 0) FROM records
                         WHERE log = NEW.log AND stream = NEW.stream)
  OR EXISTS (SELECT 1 FROM records
             WHERE log = NEW.log AND command = NEW.command AND ordinal = NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'records are only appended, each at the end of its stream'); END;
CREATE TRIGGER records_never_updated BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_never_deleted BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER leaves_only_appended BEFORE INSERT ON leaves
WHEN NEW.leaf_index <> (SELECT coalesce(max(leaf_index) + 1, 0) FROM leaves WHERE log = NEW.log)
  OR EXISTS (SELECT 1 FROM leaves
             WHERE log = NEW.log AND stream = NEW.stream AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'leaves are only appended'); END;
CREATE TRIGGER leaves_never_updated BEFORE UPDATE ON leaves
BEGIN SELECT RAISE(ABORT, 'leaves are never changed'); END;
CREATE TRIGGER leaves_never_deleted BEFORE DELETE ON leaves
BEGIN SELECT RAISE(ABORT, 'leaves are never deleted'); END;

CREATE TRIGGER checkpoints_only_appended BEFORE INSERT ON checkpoints
WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoints WHERE log = NEW.log)
BEGIN SELECT RAISE(ABORT, 'checkpoints are only appended, each larger than the last'); END;
CREATE TRIGGER checkpoints_never_updated BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;
CREATE TRIGGER checkpoints_never_deleted BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;
)sql"};

// A value's row keeps, once its key is destroyed, only what the record says anyway.
const Schema kVaultSchema = {"vault", 0x414c5432, 1, R"sql(
CREATE TABLE vault_values (
  log        TEXT    NOT NULL,  -- sensitive: no
  command    TEXT    NOT NULL,  -- sensitive: no
  ordinal    INTEGER NOT NULL,  -- sensitive: no
  item       INTEGER NOT NULL,  -- sensitive: no
  stream     TEXT    NOT NULL,  -- sensitive: no
  key_id     TEXT    NOT NULL,  -- sensitive: yes
  category   INTEGER,           -- sensitive: yes
  commitment BLOB    NOT NULL CHECK (length(commitment) = 32),  -- sensitive: no
  sealed     BLOB,              -- sensitive: yes
  PRIMARY KEY (log, command, ordinal, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_values_by_key ON vault_values (key_id);

CREATE TABLE unsettled (
  log     TEXT NOT NULL,  -- sensitive: no
  command TEXT NOT NULL,  -- sensitive: no
  PRIMARY KEY (log, command)
) STRICT, WITHOUT ROWID;
)sql"};

const Schema kKeysSchema = {"key file", 0x414c5433, 1, R"sql(
CREATE TABLE root_check (
  one    INTEGER PRIMARY KEY CHECK (one = 1),  -- sensitive: no
  sealed BLOB NOT NULL                         -- sensitive: no
) STRICT;

CREATE TABLE data_keys (
  key_id    TEXT NOT NULL PRIMARY KEY,  -- sensitive: yes
  subject   TEXT NOT NULL,              -- sensitive: yes
  retention TEXT NOT NULL,              -- sensitive: yes
  wrapped   BLOB NOT NULL,              -- sensitive: yes
  UNIQUE (subject, retention)
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_subjects (
  subject   TEXT    NOT NULL PRIMARY KEY,  -- sensitive: yes
  erased_at INTEGER NOT NULL               -- sensitive: no
) STRICT, WITHOUT ROWID;
)sql"};

}  // namespace alternat::ledger::sqlite
