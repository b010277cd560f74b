//! A store: what must not be lost, in one `SQLite` file.

mod error;
mod import;
mod known;
mod newest;
mod record;
mod schema;

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use crate::file::Stamp;

pub use error::StoreError;
pub use import::{Entry, Import, Imported, Merge};
pub use record::{Record, context_hash};

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(2);

/// A store.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    /// Whether nobody else knows its file yet.
    is_draft: bool,
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
        let store = Self::connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let application: i64 = match store.number("PRAGMA application_id") {
            // Nothing can be written beside it, and nothing is.
            Err(StoreError::Other { .. }) if !beside(path, "-wal").exists() => {
                return Self::open_alone(path);
            }
            read => read?,
        };
        store.check(application)
    }

    /// Opens a store in a folder that cannot be written to: as a file that nobody changes.
    fn open_alone(path: &Path) -> Result<Self, StoreError> {
        let mut uri = b"file:".to_vec();
        for byte in own_name(path).as_os_str().as_encoded_bytes() {
            match byte {
                b'/' | b'.' | b'-' | b'_' => uri.push(*byte),
                _ if byte.is_ascii_alphanumeric() => uri.push(*byte),
                _ => uri.extend(format!("%{byte:02X}").bytes()),
            }
        }
        uri.extend(b"?immutable=1");
        let uri = PathBuf::from(String::from_utf8_lossy(&uri).into_owned());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let store = Self::connect(&uri, path, flags)?;
        let application = store.number("PRAGMA application_id")?;
        store.check(application)
    }

    fn check(self, application: i64) -> Result<Self, StoreError> {
        if application != schema::APPLICATION {
            return Err(StoreError::Foreign(self.path));
        }
        let version = self.number("PRAGMA user_version")?;
        match version.cmp(&schema::VERSION) {
            Ordering::Greater => Err(StoreError::Newer { path: self.path, version }),
            Ordering::Less => Err(StoreError::Older(self.path)),
            Ordering::Equal => Ok(self),
        }
    }

    /// Opens a store, or makes an empty one with this number where there is no file or an empty one.
    ///
    /// # Errors
    /// As [`open`](Self::open), and when the file cannot be written.
    pub fn create(path: &Path, number: u64) -> Result<Self, StoreError> {
        if path.metadata().is_ok_and(|it| it.len() > 0) {
            return Self::open(path);
        }
        let store = Self::made(path, path, number, "")?;
        store.let_others_read().map_err(|error| store.error(&error))?;
        Ok(store)
    }

    /// Makes an empty store with this number in a file that nobody else knows yet: what is written to
    /// it is safe after [`settle`](Self::settle) only. Errors name `place`, where it is to stand.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn draft(path: &Path, place: &Path, number: u64) -> Result<Self, StoreError> {
        let fast = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;";
        let store = Self::made(path, place, number, fast)?;
        Ok(Self { is_draft: true, ..store })
    }

    /// Ends the work on a draft: the file holds all of it, and is ready for many programs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle(mut self) -> Result<(), StoreError> {
        self.is_draft = false;
        self.let_others_read().map_err(|error| self.error(&error))?;
        self.db.close().map_err(|(_, error)| StoreError::of(&self.path, &error))
    }

    fn made(path: &Path, place: &Path, number: u64, how: &str) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let store = Self::connect(path, place, flags)?;
        // The number keeps 63 bits: SQLite's are signed. All in one step, so that an abort leaves an
        // empty file.
        let made = store.db.execute_batch(&format!(
            "{how} PRAGMA page_size = 8192; BEGIN IMMEDIATE; {}
             INSERT INTO meta VALUES
               ('id', {}), ('state', random()), ('generation', 0), ('last', 0),
               ('units', 0);
             PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT;",
            schema::TABLES,
            number >> 1,
            schema::APPLICATION,
            schema::VERSION
        ));
        made.map_err(|error| store.error(&error))?;
        Ok(store)
    }

    /// From now on others can read while one program writes.
    fn let_others_read(&self) -> rusqlite::Result<()> {
        if self.is_draft {
            return Ok(());
        }
        self.db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    }

    /// Reads the state of this moment from now on, whatever other programs write.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn hold(&self) -> Result<(), StoreError> {
        self.db.execute_batch("BEGIN").map_err(|error| self.error(&error))?;
        self.stamp().map(drop)
    }

    fn connect(path: &Path, place: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let failed = |error: &rusqlite::Error| StoreError::of(place, error);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let is_uri = flags.contains(OpenFlags::SQLITE_OPEN_URI);
        let path = if is_uri { path.to_owned() } else { own_name(path) };
        let db = Connection::open_with_flags(path, flags).map_err(|error| failed(&error))?;
        db.busy_timeout(PATIENCE).map_err(|error| failed(&error))?;
        // Pages are read in place; what a unit needs is then a look into memory.
        db.execute_batch("PRAGMA mmap_size = 8589934592; PRAGMA synchronous = NORMAL;")
            .map_err(|error| failed(&error))?;
        Ok(Self { db, path: place.to_owned(), is_draft: false })
    }

    /// What an error of the database means here.
    pub(super) fn error(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    /// The error for what somebody keeps with a unit and cannot read.
    pub fn damaged(&self, what: String) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what }
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        self.db.query_row(sql, [], |row| row.get(0)).map_err(|error| self.error(&error))
    }

    /// How many units there are.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(usize::try_from(self.meta("units")?).unwrap_or_default())
    }

    /// Whether there is no unit.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// Which state of which store it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stamp(&self) -> Result<Stamp, StoreError> {
        Ok(Stamp { store: self.meta("id")?, state: self.meta("state")? })
    }

    /// How often it has changed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn generation(&self) -> Result<u64, StoreError> {
        self.meta("generation")
    }

    fn meta(&self, name: &str) -> Result<u64, StoreError> {
        let value = self.number(&format!("SELECT value FROM meta WHERE name = '{name}'"))?;
        Ok(value.cast_unsigned())
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
        schema::changed(&step)?;
        step.commit()?;
        Ok(Some((files, moment)))
    }

    /// Writes a copy to a file that is not there yet, or is empty.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let failed = |error: rusqlite::Error| StoreError::of(path, &error);
        let name = own_name(path);
        let name = ToSqlOutput::Borrowed(ValueRef::Text(name.as_os_str().as_encoded_bytes()));
        self.db.execute("VACUUM INTO ?1", [name]).map(drop).map_err(failed)
    }
}

/// A path as `SQLite` must be given it: `file:` at its beginning would be taken for an address.
fn own_name(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

/// A file that `SQLite` has beside another.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
