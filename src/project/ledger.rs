//! What a build has written: so that nothing is written twice, and nothing that a person changed is
//! overwritten.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::build::KEPT;
use super::{Error, Project};
use crate::output;

/// The name of the ledger in the folder that keeps what need not be done again.
const FILE: &str = "outputs";

/// The outputs of a build, each with the hash of what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The stamp of everything that the outputs were made of.
    stamp: String,
    written: BTreeMap<String, u64>,
    /// The folder of the project, from which names are counted.
    folder: PathBuf,
}

impl Ledger {
    /// The ledger of the last build; an empty one where there was none.
    ///
    /// # Errors
    /// When the folder that keeps it is a link, which could lead anywhere.
    pub fn read(project: &Project) -> Result<Self, Error> {
        let folder = project.path(Path::new(KEPT));
        if folder.is_symlink() {
            let error = io::Error::other("this is a link, not a folder: remove it");
            return Err(Error::Io { file: folder, error });
        }
        let text = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        let mut lines = text.lines();
        let stamp = lines.next().unwrap_or_default().to_owned();
        let entry = |line: &str| {
            let (hash, name) = line.split_once('\t')?;
            Some((name.to_owned(), u64::from_str_radix(hash, 16).ok()?))
        };
        let written = lines.filter_map(entry).collect();
        Ok(Self { stamp, written, folder: project.folder.clone() })
    }

    /// The first of these files that a person has changed since it was written.
    pub fn first_changed<'a>(&self, files: &'a [PathBuf]) -> Option<&'a Path> {
        let changed = |file: &&PathBuf| file.exists() && self.knows(file) && !self.holds(file);
        files.iter().find(changed).map(PathBuf::as_path)
    }

    /// Whether a build wrote the file, as far as is noted.
    pub fn knows(&self, file: &Path) -> bool {
        self.written.contains_key(&self.name(file))
    }

    /// The name of a file in the ledger: on one line, and the same wherever the command is called.
    fn name(&self, file: &Path) -> String {
        let name = file.strip_prefix(&self.folder).unwrap_or(file);
        name.to_string_lossy().escape_default().to_string()
    }

    /// Whether all of these files are as they were written, and were made of the same.
    pub fn is_up_to_date(&self, stamp: &str, files: &[PathBuf]) -> bool {
        self.stamp == stamp && files.iter().all(|file| self.holds(file))
    }

    fn holds(&self, file: &Path) -> bool {
        let written = self.written.get(&self.name(file));
        written.is_some_and(|written| hash(file).is_ok_and(|hash| hash == *written))
    }

    /// Notes what was written.
    ///
    /// # Errors
    /// When a file cannot be read back, or the ledger not be written.
    pub fn note(&mut self, stamp: &str, files: &[PathBuf]) -> Result<(), Error> {
        let folder = self.folder.join(KEPT);
        let file = folder.join(FILE);
        let failed = |error| Error::Io { file: file.clone(), error };
        for path in files {
            self.written.insert(self.name(path), hash(path).map_err(failed)?);
        }
        stamp.clone_into(&mut self.stamp);
        let mut text = format!("{stamp}\n");
        for (name, hash) in &self.written {
            let _ = writeln!(text, "{hash:016x}\t{name}");
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        output::write(&file, |out| out.write_all(text.as_bytes()))?;
        Ok(())
    }
}

fn hash(file: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    fs::read(file)?.hash(&mut hasher);
    Ok(hasher.finish())
}
