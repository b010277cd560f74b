//! Units are taken into a store, all of them or none.

use std::collections::HashMap;

use rusqlite::params;

use super::error::StoreError;
use super::record::{context_hash, contexts};
use super::{Store, schema};

/// A unit to take in.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its number in its file, from 1.
    pub number: usize,
    /// Whether the source is Chinese; else the target is.
    pub is_chinese: bool,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// When it was changed last, as a number: 20240301120000.
    pub date: Option<u64>,
    /// The probability that its sides belong together, where they were aligned.
    pub score: Option<f32>,
    /// What is kept with it.
    pub detail: Option<String>,
}

/// What became of the units of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// New in the store.
    pub added: usize,
    /// There already, both texts.
    pub same: usize,
    /// There already, and newer now: date, file, score and details are those of the import.
    pub updated: usize,
    /// Translations of the store that a newer one of the same source took the place of.
    pub replaced: usize,
    /// Left out: the store has a newer translation of the source.
    pub older: usize,
}

/// A unit of the store, as far as an import must know it.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: u32,
    target: u64,
    date: Option<u64>,
    /// Whether it was there before this import.
    is_old: bool,
}

/// So many places of one unit are kept.
const PLACES: usize = 8;

/// An import that is under way. Dropped before it is finished, it leaves the store as it was.
#[derive(Debug)]
pub struct Import<'s> {
    store: &'s mut Store,
    /// The number of this import.
    number: i64,
    origin: i64,
    next: u32,
    known: HashMap<u64, Vec<Known>>,
    /// Waits for the unit behind it.
    waiting: Option<(Entry, [u32; 2])>,
    /// The hashes of the unit before that.
    before: [u32; 2],
    imported: Imported,
    /// Whether a translation yields to a newer one of the same source.
    newest_only: bool,
    is_done: bool,
}

impl Store {
    /// Begins an import. With `newest_only` a dated translation takes the place of older ones of the
    /// same source; else all are kept.
    ///
    /// # Errors
    /// When another program writes, or the store cannot be read.
    pub fn import(
        &mut self,
        moment: &str,
        files: &str,
        newest_only: bool,
    ) -> Result<Import<'_>, StoreError> {
        let path = self.path.clone();
        let begin = |store: &mut Self| -> rusqlite::Result<(i64, u32, HashMap<u64, Vec<Known>>)> {
            store.db.execute_batch("BEGIN IMMEDIATE")?;
            let sql = "INSERT INTO import (moment, files) VALUES (?1, ?2)";
            store.db.execute(sql, (moment, files))?;
            let number = store.db.last_insert_rowid();
            let (known, last) = store.known()?;
            Ok((number, last + 1, known))
        };
        let begun = begin(self);
        match begun {
            Ok((number, next, known)) => Ok(Import {
                store: self,
                number,
                origin: 0,
                next,
                known,
                waiting: None,
                before: [0; 2],
                imported: Imported::default(),
                newest_only,
                is_done: false,
            }),
            Err(error) => {
                // Nothing to roll back where it could not begin.
                let _ = self.db.execute_batch("ROLLBACK");
                Err(StoreError::of(&path, &error))
            }
        }
    }

    /// The units by the hash of their source, and the highest number ever given.
    fn known(&self) -> rusqlite::Result<(HashMap<u64, Vec<Known>>, u32)> {
        let mut known: HashMap<u64, Vec<Known>> = HashMap::new();
        let mut statement =
            self.db.prepare("SELECT id, is_chinese, source, target, date FROM unit")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let source = row.get_ref(2)?.as_str()?;
            let target = hash(true, row.get_ref(3)?.as_str()?);
            let date = row.get::<_, Option<i64>>(4)?.map(i64::cast_unsigned);
            let unit = Known { id: row.get(0)?, target, date, is_old: true };
            known.entry(hash(row.get(1)?, source)).or_default().push(unit);
        }
        let sql = "SELECT max(ifnull((SELECT max(id) FROM unit), 0), ifnull((SELECT max(id) FROM past), 0))";
        let last = self.db.query_row(sql, [], |row| row.get(0))?;
        Ok((known, last))
    }
}

impl Import<'_> {
    /// The units that follow come from this file.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn file(&mut self, name: &str) -> Result<(), StoreError> {
        self.flush([0; 2])?;
        self.before = [0; 2];
        let named = || -> rusqlite::Result<i64> {
            self.store.db.execute("INSERT OR IGNORE INTO origin (name) VALUES (?1)", [name])?;
            self.store
                .db
                .query_row("SELECT id FROM origin WHERE name = ?1", [name], |row| row.get(0))
        };
        self.origin = named().map_err(|error| self.store.error(&error))?;
        Ok(())
    }

    /// Takes in the next unit of the file.
    ///
    /// # Errors
    /// When the store cannot be written, or is full.
    pub fn add(&mut self, entry: Entry) -> Result<(), StoreError> {
        let (source, target) = (context_hash(&entry.source), context_hash(&entry.target));
        let hashes = if entry.is_chinese { [source, target] } else { [target, source] };
        self.flush(hashes)?;
        self.waiting = Some((entry, hashes));
        Ok(())
    }

    /// Keeps all of it. The generation of the store changes if a unit did.
    ///
    /// # Errors
    /// When the store cannot be written; then it is as it was.
    pub fn finish(mut self) -> Result<Imported, StoreError> {
        self.flush([0; 2])?;
        let done = self.imported;
        let changed = done.added + done.updated + done.replaced > 0;
        let finish = || -> rusqlite::Result<()> {
            let db = &self.store.db;
            if changed {
                db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'", [])?;
                db.execute(
                    "UPDATE import SET added = ?2, updated = ?3, replaced = ?4 WHERE id = ?1",
                    params![
                        self.number,
                        count(done.added),
                        count(done.updated),
                        count(done.replaced)
                    ],
                )?;
            } else {
                db.execute("DELETE FROM import WHERE id = ?1", [self.number])?;
            }
            db.execute_batch("COMMIT")
        };
        finish().map_err(|error| self.store.error(&error))?;
        self.is_done = true;
        Ok(done)
    }

    /// Takes in the unit that waits; `behind` are the hashes of the one behind it.
    fn flush(&mut self, behind: [u32; 2]) -> Result<(), StoreError> {
        let Some((entry, hashes)) = self.waiting.take() else { return Ok(()) };
        let context = [self.before[0], self.before[1], behind[0], behind[1]];
        self.before = hashes;
        if self.next == u32::MAX {
            return Err(StoreError::Full(self.store.path.clone()));
        }
        let path = self.store.path.clone();
        self.take(&entry, context).map_err(|error| StoreError::of(&path, &error))
    }

    fn take(&mut self, entry: &Entry, context: [u32; 4]) -> rusqlite::Result<()> {
        let (source, target) = (hash(entry.is_chinese, &entry.source), hash(true, &entry.target));
        let known = self.known.entry(source).or_default();
        if let Some(same) = known.iter_mut().find(|it| it.target == target) {
            let is_newer = same.is_old && entry.date > same.date;
            let id = same.id;
            if is_newer {
                same.date = entry.date;
                self.imported.updated += 1;
            } else {
                self.imported.same += 1;
            }
            return self.again(id, entry, context, is_newer);
        }
        let rivals = known.iter().filter(|it| it.is_old && self.newest_only && it.date.is_some());
        if let Some(date) = entry.date {
            if rivals.clone().any(|it| it.date > Some(date)) {
                self.imported.older += 1;
                return Ok(());
            }
            let beaten: Vec<u32> =
                rivals.filter(|it| it.date < Some(date)).map(|it| it.id).collect();
            for id in beaten {
                known.retain(|it| it.id != id);
                keep_past(&self.store.db, self.number, id)?;
                self.store.db.prepare_cached("DELETE FROM unit WHERE id = ?1")?.execute([id])?;
                self.imported.replaced += 1;
            }
        }
        known.push(Known { id: self.next, target, date: entry.date, is_old: false });
        self.imported.added += 1;
        let sql = "INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.store.db.prepare_cached(sql)?.execute(params![
            self.next,
            entry.is_chinese,
            entry.source,
            entry.target,
            self.origin,
            count(entry.number),
            self.number,
            entry.date.map(u64::cast_signed),
            entry.score,
            bytes(&[context]),
            entry.detail,
        ])?;
        self.next += 1;
        Ok(())
    }

    /// The unit is there: it is seen in one more place, and newer if so.
    fn again(
        &mut self,
        id: u32,
        entry: &Entry,
        context: [u32; 4],
        is_newer: bool,
    ) -> rusqlite::Result<()> {
        let db = &self.store.db;
        let held: Option<Vec<u8>> = db
            .prepare_cached("SELECT context FROM unit WHERE id = ?1")?
            .query_row([id], |row| row.get(0))?;
        let mut places = contexts(&held.unwrap_or_default());
        if !places.contains(&context) && places.len() < PLACES {
            places.push(context);
            db.prepare_cached("UPDATE unit SET context = ?2 WHERE id = ?1")?
                .execute(params![id, bytes(&places)])?;
        }
        if is_newer {
            keep_past(db, self.number, id)?;
            let sql = "UPDATE unit SET date = ?2, origin = ?3, number = ?4, score = ?5, detail = ?6 \
                       WHERE id = ?1";
            db.prepare_cached(sql)?.execute(params![
                id,
                entry.date.map(u64::cast_signed),
                self.origin,
                count(entry.number),
                entry.score,
                entry.detail,
            ])?;
        }
        Ok(())
    }
}

impl Drop for Import<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            // What cannot be rolled back now is by the next that opens the store.
            let _ = self.store.db.execute_batch("ROLLBACK");
        }
    }
}

/// Keeps a unit as it was before an import changed it.
fn keep_past(db: &rusqlite::Connection, by: i64, id: u32) -> rusqlite::Result<()> {
    let columns = schema::COLUMNS;
    let sql = format!("INSERT INTO past SELECT ?1, {columns} FROM unit WHERE id = ?2");
    db.prepare_cached(&sql)?.execute(params![by, id]).map(drop)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn bytes(contexts: &[[u32; 4]]) -> Vec<u8> {
    contexts.iter().flatten().flat_map(|it| it.to_le_bytes()).collect()
}

/// A text among others, 64 bits: two are taken for the same once in 10¹⁹ times.
fn hash(flag: bool, text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    (flag, text).hash(&mut hasher);
    hasher.finish()
}
