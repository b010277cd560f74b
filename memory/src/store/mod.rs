//! A store: what must not be lost, in one `SQLite` file.

mod error;
mod import;
mod record;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use crate::file::Stamp;

pub use error::StoreError;
pub use import::{Entry, Import, Imported};
pub use record::{Record, context_hash};

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(2);

/// A store.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
}

impl Store {
    /// Opens a store that is there.
    ///
    /// # Errors
    /// When it is no store that this version reads.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let application: i64 = store.number("PRAGMA application_id")?;
        if application != schema::APPLICATION {
            return Err(StoreError::Foreign(path.to_owned()));
        }
        let version = store.number("PRAGMA user_version")?;
        if version > schema::VERSION {
            return Err(StoreError::Newer { path: path.to_owned(), version });
        }
        Ok(store)
    }

    /// Opens a store, or makes an empty one with this number where there is no file.
    ///
    /// # Errors
    /// As [`open`](Self::open), and when the file cannot be written.
    pub fn create(path: &Path, number: u64) -> Result<Self, StoreError> {
        if path.exists() {
            return Self::open(path);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let store = Self::connect(path, flags)?;
        // The number keeps 63 bits: SQLite's are signed.
        let made = store.db.execute_batch(&format!(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; {}
             INSERT INTO meta VALUES ('id', {}), ('generation', 0);
             PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT;",
            schema::TABLES,
            number >> 1,
            schema::APPLICATION,
            schema::VERSION
        ));
        made.map_err(|error| store.error(&error))?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let failed = |error: &rusqlite::Error| StoreError::of(path, error);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|error| failed(&error))?;
        db.busy_timeout(PATIENCE).map_err(|error| failed(&error))?;
        // Pages are read in place; what a unit needs is then a look into memory.
        db.execute_batch("PRAGMA mmap_size = 8589934592; PRAGMA synchronous = NORMAL;")
            .map_err(|error| failed(&error))?;
        Ok(Self { db, path: path.to_owned() })
    }

    /// What an error of the database means here.
    pub(super) fn error(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        self.db.query_row(sql, [], |row| row.get(0)).map_err(|error| self.error(&error))
    }

    /// How many units there are.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn len(&self) -> Result<usize, StoreError> {
        let count = self.number("SELECT count(*) FROM unit")?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Whether there is no unit.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// Which store it is and how often it has changed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stamp(&self) -> Result<Stamp, StoreError> {
        let of = |name: &str| {
            let value = self.number(&format!("SELECT value FROM meta WHERE name = '{name}'"))?;
            Ok(value.cast_unsigned())
        };
        Ok(Stamp { store: of("id")?, generation: of("generation")? })
    }

    /// The files that units come from, each with how many.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn origins(&self) -> Result<Vec<(String, usize)>, StoreError> {
        let sql = "SELECT origin.name, count(*) FROM unit JOIN origin ON origin.id = unit.origin \
                   GROUP BY origin.id ORDER BY origin.id";
        let read = || -> rusqlite::Result<Vec<(String, usize)>> {
            let mut statement = self.db.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default()))
            })?;
            rows.collect()
        };
        read().map_err(|error| self.error(&error))
    }

    /// What is wrong with the file; nothing where it is whole. Takes a second for a million units.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn fault(&self) -> Result<Option<String>, StoreError> {
        let sql = "PRAGMA quick_check(1)";
        let said: String =
            self.db.query_row(sql, [], |row| row.get(0)).map_err(|error| self.error(&error))?;
        Ok((said != "ok").then_some(said))
    }

    /// Takes back the last import that was not taken back yet, and gives its files and moment.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn undo(&mut self) -> Result<Option<(String, String)>, StoreError> {
        let path = self.path.clone();
        self.taken_back().map_err(|error| StoreError::of(&path, &error))
    }

    fn taken_back(&mut self) -> rusqlite::Result<Option<(String, String)>> {
        let step = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let sql =
            "SELECT id, files, moment FROM import WHERE is_undone = 0 ORDER BY id DESC LIMIT 1";
        let last: Option<(i64, String, String)> = step
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((id, files, moment)) = last else { return Ok(None) };
        let columns = schema::COLUMNS;
        step.execute("DELETE FROM unit WHERE import = ?1", [id])?;
        step.execute(
            &format!("INSERT OR REPLACE INTO unit SELECT {columns} FROM past WHERE by = ?1"),
            [id],
        )?;
        step.execute("DELETE FROM past WHERE by = ?1", [id])?;
        step.execute("UPDATE import SET is_undone = 1 WHERE id = ?1", [id])?;
        step.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'", [])?;
        step.commit()?;
        Ok(Some((files, moment)))
    }

    /// Writes a copy, whole, to a file that is not there yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let name = path.to_string_lossy();
        let copied = self.db.execute("VACUUM INTO ?1", [name.as_ref()]);
        copied.map(drop).map_err(|error| StoreError::of(path, &error))
    }
}
