//! The tables of a store.

use rusqlite::Connection;

/// `application_id` of the file: `Dtm1`.
pub(super) const APPLICATION: i64 = 0x4474_6D31;
/// The version of the tables: `user_version` of the file.
pub(super) const VERSION: i64 = 2;

/// In `meta`: `id` is the store's own number, `state` a random number for each state of the units,
/// `generation` how often the store has changed, `units` how many units there are, `last` the highest number ever given to a unit.
///
/// Dates are numbers as they are read: 20240301120000. `rank` is the newest date of the source in the
/// files that have the unit, `is_undated` whether one of them has it without a date. A context is 16 bytes for each place where the
/// unit was seen: hashes of the Chinese and English texts before it, then behind it; 0 where none is.
pub(super) const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  is_chinese INTEGER NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  origin INTEGER NOT NULL REFERENCES origin(id),
  number INTEGER NOT NULL,
  import INTEGER NOT NULL REFERENCES import(id),
  date INTEGER,
  rank INTEGER,
  is_undated INTEGER NOT NULL,
  score REAL,
  context BLOB,
  detail TEXT
);
CREATE TABLE past (
  by INTEGER NOT NULL REFERENCES import(id),
  id INTEGER NOT NULL,
  is_chinese INTEGER NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  origin INTEGER NOT NULL,
  number INTEGER NOT NULL,
  import INTEGER NOT NULL,
  date INTEGER,
  rank INTEGER,
  is_undated INTEGER NOT NULL,
  score REAL,
  context BLOB,
  detail TEXT
);
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  moment TEXT NOT NULL,
  files TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  is_undone INTEGER NOT NULL DEFAULT 0
);
";

/// The columns of a unit, in the order of the table.
pub(super) const COLUMNS: &str = "id, is_chinese, source, target, source_lang, target_lang, origin, number, import, date, rank, is_undated, \
     score, context, detail";

/// The store has changed: it is in another state, one more time.
pub(super) fn changed(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "UPDATE meta SET value = value + 1 WHERE name = 'generation';
         UPDATE meta SET value = random() WHERE name = 'state';
         UPDATE meta SET value = (SELECT count(*) FROM unit) WHERE name = 'units';",
    )
}
