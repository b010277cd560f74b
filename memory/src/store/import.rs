//! Units are taken into a store, all of them or none.

use std::collections::HashSet;

use rusqlite::{params, types::Type};

use super::error::StoreError;
use super::known::{Known, Unit};
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
    /// The code of the source language. Of the same text in two codes, two units are kept.
    pub source_lang: String,
    /// The code of the target language.
    pub target_lang: String,
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
    /// There already, both texts in the same languages.
    pub same: usize,
    /// There already, and changed: newer, or with more details.
    pub updated: usize,
    /// Translations of the store that newer ones of the same source took the place of.
    pub replaced: usize,
    /// Left out: another file has a newer translation of the source.
    pub older: usize,
}

/// Makes one of the details that are stored and those of an import, of units that have the same texts;
/// the last argument tells whether those of the import are newer. What it gives must not change when
/// the same import is merged again.
pub type Merge = fn(&str, &str, bool) -> Result<String, String>;

/// So many places of one unit are kept.
const PLACES: usize = 8;

/// An import that is under way. Dropped before it is finished, it leaves the store as it was.
///
/// Law: which texts the store has in the end is the same in whatever order files are imported, by one
/// import or several, and in whatever order their units stand.
#[derive(Debug)]
pub struct Import<'s> {
    pub(super) store: &'s mut Store,
    /// The number of this import.
    pub(super) number: i64,
    origin: i64,
    next: u32,
    pub(super) known: Known,
    /// The number of the file in this import, from 1.
    pub(super) file: u32,
    /// Sources of the file for which it is still to be decided which translations stay.
    pub(super) undecided: HashSet<u64>,
    /// Waits for the unit behind it.
    waiting: Option<(Entry, [u32; 2])>,
    /// The hashes of the unit before that.
    before: [u32; 2],
    pub(super) imported: Imported,
    /// Whether a translation yields to a newer one of the same source.
    pub(super) newest_only: bool,
    merge: Merge,
    /// Whether anything that was there before is changed.
    pub(super) is_changed: bool,
    is_done: bool,
}

impl Store {
    /// Begins an import. With `newest_only` a dated translation takes the place of older ones of the
    /// same source in other files; else all are kept.
    ///
    /// # Errors
    /// When another program writes, or the store cannot be read.
    pub fn import(
        &mut self,
        moment: &str,
        files: &str,
        newest_only: bool,
        merge: Merge,
    ) -> Result<Import<'_>, StoreError> {
        let path = self.path.clone();
        match self.begin(moment, files) {
            Ok((number, next, known)) => Ok(Import {
                store: self,
                number,
                origin: 0,
                next,
                known,
                file: 0,
                undecided: HashSet::new(),
                waiting: None,
                before: [0; 2],
                imported: Imported::default(),
                newest_only,
                merge,
                is_changed: false,
                is_done: false,
            }),
            Err(error) => {
                // Nothing to roll back where it could not begin.
                let _ = self.db.execute_batch("ROLLBACK");
                Err(StoreError::of(&path, &error))
            }
        }
    }

    /// The number of the import, that of the next unit, and the units there are.
    fn begin(&mut self, moment: &str, files: &str) -> rusqlite::Result<(i64, u32, Known)> {
        self.let_others_read()?;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let sql = "INSERT INTO import (moment, files) VALUES (?1, ?2)";
        self.db.execute(sql, (moment, files))?;
        let number = self.db.last_insert_rowid();
        let sql = "SELECT value FROM meta WHERE name = 'last'";
        let last: u32 = self.db.query_row(sql, [], |row| row.get(0))?;
        Ok((number, last.saturating_add(1), self.known()?))
    }

    fn known(&self) -> rusqlite::Result<Known> {
        let mut known = Known::default();
        let sql = "SELECT id, source_lang, target_lang, source, target, date, rank, \
                   is_undated FROM unit ORDER BY id";
        let mut statement = self.db.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at| -> rusqlite::Result<&str> { Ok(row.get_ref(at)?.as_str()?) };
            let (source, pair) = hashes([text(1)?, text(2)?], text(3)?, text(4)?);
            let number = |at| row.get::<_, Option<i64>>(at).map(|it| it.map(i64::cast_unsigned));
            known.push(source, pair, Unit::old(row.get(0)?, number(5)?, number(6)?, row.get(7)?));
        }
        Ok(known)
    }
}

impl Import<'_> {
    /// The units that follow come from this file.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn file(&mut self, name: &str) -> Result<(), StoreError> {
        self.end_of_file()?;
        self.before = [0; 2];
        self.file += 1;
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

    /// Keeps all of it. The state of the store changes if a unit did.
    ///
    /// # Errors
    /// When the store cannot be written; then it is as it was.
    pub fn finish(mut self) -> Result<Imported, StoreError> {
        self.end_of_file()?;
        let done = self.imported;
        let finish = || -> rusqlite::Result<()> {
            let db = &self.store.db;
            if self.is_changed || done.added > 0 {
                schema::changed(db)?;
                let last = i64::from(self.next - 1);
                db.execute("UPDATE meta SET value = ?1 WHERE name = 'last'", [last])?;
                let sql = "UPDATE import SET added = ?2, updated = ?3, replaced = ?4 WHERE id = ?1";
                let [added, updated, replaced] =
                    [done.added, done.updated, done.replaced].map(count);
                db.execute(sql, params![self.number, added, updated, replaced])?;
            } else {
                db.execute("DELETE FROM import WHERE id = ?1", [self.number])?;
            }
            db.execute_batch("COMMIT")
        };
        finish().map_err(|error| self.store.error(&error))?;
        self.is_done = true;
        Ok(done)
    }

    fn end_of_file(&mut self) -> Result<(), StoreError> {
        self.flush([0; 2])?;
        for source in std::mem::take(&mut self.undecided) {
            self.decide(source).map_err(|error| self.store.error(&error))?;
        }
        Ok(())
    }

    /// Takes in the unit that waits; `behind` are the hashes of the one behind it.
    fn flush(&mut self, behind: [u32; 2]) -> Result<(), StoreError> {
        let Some((entry, hashes)) = self.waiting.take() else { return Ok(()) };
        let context = [self.before[0], self.before[1], behind[0], behind[1]];
        self.before = hashes;
        if self.next == u32::MAX {
            return Err(StoreError::Full(self.store.path.clone()));
        }
        self.take(&entry, context).map_err(|error| self.store.error(&error))
    }

    fn take(&mut self, entry: &Entry, context: [u32; 4]) -> rusqlite::Result<()> {
        let langs = [&*entry.source_lang, &*entry.target_lang];
        let (source, pair) = hashes(langs, &entry.source, &entry.target);
        if let Some(unit) = self.known.find(pair) {
            if entry.date > unit.rank || self.known.has_several(source) {
                self.undecided.insert(source);
            }
            return self.again(pair, entry, context);
        }
        let id = self.next;
        let sql = "INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        self.store.db.prepare_cached(sql)?.execute(params![
            id,
            entry.is_chinese,
            entry.source,
            entry.target,
            entry.source_lang,
            entry.target_lang,
            self.origin,
            count(entry.number),
            self.number,
            entry.date.map(u64::cast_signed),
            entry.date.map(u64::cast_signed),
            entry.date.is_none(),
            entry.score,
            bytes(&[context]),
            entry.detail,
        ])?;
        self.known.push(source, pair, Unit::new(id, entry.date, self.file));
        if self.known.has_several(source) {
            self.undecided.insert(source);
        }
        self.imported.added += 1;
        self.next += 1;
        Ok(())
    }

    /// The unit is there: it is seen in one more place, and newer or with more if so.
    fn again(&mut self, pair: u64, entry: &Entry, context: [u32; 4]) -> rusqlite::Result<()> {
        let db = &self.store.db;
        let Some(unit) = self.known.find(pair) else { return Ok(()) };
        let sql = "SELECT context, detail FROM unit WHERE id = ?1";
        let (held, stored): (Option<Vec<u8>>, Option<String>) =
            db.prepare_cached(sql)?.query_row([unit.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut places = contexts(&held.unwrap_or_default());
        let is_elsewhere = !places.contains(&context) && places.len() < PLACES;
        places.extend(is_elsewhere.then_some(context));
        let is_newer = entry.date > unit.date;
        let (stored, entered) = (stored.as_deref(), entry.detail.as_deref());
        let detail = merged(self.merge, stored, entered, is_newer)?;
        let has_more = detail.as_deref() != stored;
        let is_undated = entry.date.is_none() && !unit.is_undated;
        let is_first = unit.seen_in != self.file;
        unit.seen = if is_first { entry.date } else { unit.seen.max(entry.date) };
        unit.seen_in = self.file;
        let is_updated = unit.is_old && (is_newer || has_more);
        *if is_updated { &mut self.imported.updated } else { &mut self.imported.same } += 1;
        if !(is_elsewhere || is_newer || has_more || is_undated) {
            return Ok(());
        }
        keep_past(db, self.number, unit)?;
        self.is_changed |= unit.is_old;
        db.prepare_cached("UPDATE unit SET context = ?2, detail = ?3 WHERE id = ?1")?
            .execute(params![unit.id, bytes(&places), detail])?;
        if is_newer {
            unit.date = entry.date;
            let sql =
                "UPDATE unit SET date = ?2, origin = ?3, number = ?4, score = ?5 WHERE id = ?1";
            db.prepare_cached(sql)?.execute(params![
                unit.id,
                entry.date.map(u64::cast_signed),
                self.origin,
                count(entry.number),
                entry.score,
            ])?;
        }
        if is_undated {
            unit.is_undated = true;
            db.prepare_cached("UPDATE unit SET is_undated = 1 WHERE id = ?1")?
                .execute([unit.id])?;
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

/// The details that a unit has after it was seen again.
fn merged(
    merge: Merge,
    stored: Option<&str>,
    entered: Option<&str>,
    is_newer: bool,
) -> rusqlite::Result<Option<String>> {
    let both = match (stored, entered) {
        (Some(stored), Some(entered)) if stored != entered => merge(stored, entered, is_newer),
        (one, other) => return Ok(one.or(other).map(str::to_owned)),
    };
    let failed = |why: String| rusqlite::Error::FromSqlConversionFailure(1, Type::Text, why.into());
    both.map(Some).map_err(failed)
}

/// Keeps a unit as it was before an import changed it.
pub(super) fn keep_past(
    db: &rusqlite::Connection,
    by: i64,
    unit: &mut Unit,
) -> rusqlite::Result<()> {
    if unit.is_old && !unit.is_kept {
        let columns = schema::COLUMNS;
        let sql = format!("INSERT INTO past SELECT ?1, {columns} FROM unit WHERE id = ?2");
        db.prepare_cached(&sql)?.execute(params![by, unit.id])?;
        unit.is_kept = true;
    }
    Ok(())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn bytes(contexts: &[[u32; 4]]) -> Vec<u8> {
    contexts.iter().flatten().flat_map(|it| it.to_le_bytes()).collect()
}

/// What stands for a source, and for a source with its translation, in these languages: 64 bits, so
/// that two are taken for the same once in 10¹⁹ times.
fn hashes(langs: [&str; 2], source: &str, target: &str) -> (u64, u64) {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    (langs, source).hash(&mut hasher);
    let source = hasher.finish();
    target.hash(&mut hasher);
    (source, hasher.finish())
}
