//! A unit as it stands in a store.

use rusqlite::{OptionalExtension as _, Row};

use super::Store;
use super::error::StoreError;
use crate::measure::{hash, normal};

/// A unit as it stands in a store.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number in the store, from 1; it stays with the unit.
    pub id: u32,
    /// Whether the source is Chinese; else the target is.
    pub is_chinese: bool,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// The code of the source language.
    pub source_lang: String,
    /// The code of the target language.
    pub target_lang: String,
    /// The name of the file it comes from.
    pub origin: String,
    /// The date as a number: 20240301120000.
    pub date: Option<u64>,
    /// The probability that its sides belong together, where they were aligned.
    pub score: Option<f32>,
    /// For each place where it was seen, hashes of the Chinese and English texts before it, then
    /// behind it.
    pub contexts: Vec<[u32; 4]>,
    /// What the caller keeps with it.
    pub detail: Option<String>,
}

/// What stands for a text in contexts; 0 for none.
pub fn context_hash(text: &str) -> u32 {
    let text = normal(text);
    if text.is_empty() { 0 } else { hash(text.chars()).max(1) }
}

const SELECT: &str = "SELECT unit.id, is_chinese, source, target, origin.name, date, score, context, detail, \
                      source_lang, target_lang \
                      FROM unit JOIN origin ON origin.id = unit.origin";

impl Store {
    /// The unit with this number.
    ///
    /// # Errors
    /// When it cannot be read, or there is none.
    pub fn record(&self, id: u32) -> Result<Record, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(&format!("{SELECT} WHERE unit.id = ?1"))?;
            statement.query_row([id], record).optional()
        };
        read().map_err(|error| self.error(&error))?.ok_or_else(|| StoreError::Damaged {
            path: self.path.clone(),
            what: format!("there is no unit {id}"),
        })
    }

    /// One text of the unit with this number: the Chinese one or the English one.
    ///
    /// # Errors
    /// When it cannot be read. None where there is no such unit.
    pub fn text(&self, id: u32, chinese: bool) -> Result<Option<String>, StoreError> {
        let sql = "SELECT iif(is_chinese = ?2, source, target) FROM unit WHERE id = ?1";
        let read = || {
            let mut statement = self.db.prepare_cached(sql)?;
            statement.query_row((id, chinese), |row| row.get(0)).optional()
        };
        read().map_err(|error| self.error(&error))
    }

    /// Gives every unit to `each`, by number.
    ///
    /// # Errors
    /// When the store cannot be read, and what `each` gives.
    pub fn each<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: &rusqlite::Error| E::from(self.error(error));
        let sql = format!("{SELECT} ORDER BY unit.id");
        let mut statement = self.db.prepare(&sql).map_err(|error| failed(&error))?;
        let mut rows = statement.query([]).map_err(|error| failed(&error))?;
        while let Some(row) = rows.next().map_err(|error| failed(&error))? {
            each(record(row).map_err(|error| failed(&error))?)?;
        }
        Ok(())
    }

    /// Gives the number, the Chinese and the English text of every unit to `each`, by number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn each_text(&self, mut each: impl FnMut(u32, &str, &str)) -> Result<(), StoreError> {
        let mut read = || -> rusqlite::Result<()> {
            let sql = "SELECT id, is_chinese, source, target FROM unit ORDER BY id";
            let mut statement = self.db.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (source, target) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?);
                if row.get(1)? {
                    each(row.get(0)?, source, target);
                } else {
                    each(row.get(0)?, target, source);
                }
            }
            Ok(())
        };
        read().map_err(|error| self.error(&error))
    }
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let context: Option<Vec<u8>> = row.get(7)?;
    Ok(Record {
        id: row.get(0)?,
        is_chinese: row.get(1)?,
        source: row.get(2)?,
        target: row.get(3)?,
        origin: row.get(4)?,
        date: row.get::<_, Option<i64>>(5)?.map(i64::cast_unsigned),
        score: row.get(6)?,
        contexts: contexts(&context.unwrap_or_default()),
        detail: row.get(8)?,
        source_lang: row.get(9)?,
        target_lang: row.get(10)?,
    })
}

pub(super) fn contexts(bytes: &[u8]) -> Vec<[u32; 4]> {
    let number = |bytes: &[u8; 16], at: usize| {
        u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
    };
    let all = bytes.as_chunks().0.iter();
    all.map(|it| [number(it, 0), number(it, 4), number(it, 8), number(it, 12)]).collect()
}
