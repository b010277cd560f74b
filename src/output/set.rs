//! The files that one command writes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::format::Format;
use super::{Error, WholeFile, commit, refuse, to_stdout};
use crate::bitext::Bitext;
use crate::emit::ByName;
use crate::emit::edition::Edition;
use crate::finding::Finding;
use crate::review::Sheet;

/// Files to write, each with its format, which appear together or not at all.
///
/// ```
/// use diptych::output::Set;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir();
/// # let (memory, book) = (folder.join("set-doc.tmx"), folder.join("set-doc.html"));
/// let bitext = diptych::bitext::saved::parse(
///     r#"{"bead":1,"source":[0],"target":[0],"score":0.9,"source_text":"云","target_text":"A cloud"}"#,
/// )?;
/// Set::new([memory, book], &[])?.write_bitext(&bitext, &[], &Default::default())?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Set<F = Format> {
    files: Vec<(PathBuf, F)>,
    /// What goes to the standard output besides.
    stdout: Option<F>,
}

/// Nothing to write.
impl<F> Default for Set<F> {
    fn default() -> Self {
        Self { files: vec![], stdout: None }
    }
}

impl<F: ByName> Set<F> {
    /// The files with these names, each in the format that its name asks for.
    ///
    /// # Errors
    /// When a name asks for no format, or an output is [refused](refuse).
    pub fn new<P: Into<PathBuf>>(
        files: impl IntoIterator<Item = P>,
        inputs: &[&Path],
    ) -> Result<Self, Error> {
        Self::choose(files, F::by_name, inputs)
    }
}

impl<F: Copy> Set<F> {
    /// The files with these names, each in the format that `choose` gives it. A lone `-` is no file.
    ///
    /// # Errors
    /// When `choose` gives none but a reason, or an output is [refused](refuse).
    pub fn choose<P: Into<PathBuf>>(
        files: impl IntoIterator<Item = P>,
        choose: impl Fn(&Path) -> Result<F, String>,
        inputs: &[&Path],
    ) -> Result<Self, Error> {
        let mut paths: Vec<PathBuf> = files.into_iter().map(Into::into).collect();
        if paths == [Path::new("-")] {
            paths.clear();
        }
        if let Some(dash) = paths.iter().find(|path| *path == Path::new("-")) {
            let why = "this is the standard output: it can be the only output, not one of several";
            return Err(Error::new(dash, why));
        }
        refuse(paths.iter().map(PathBuf::as_path), inputs)?;
        let with_format = |path: PathBuf| match choose(&path) {
            Ok(format) => Ok((path, format)),
            Err(why) => Err(Error::new(&path, why)),
        };
        let files = paths.into_iter().map(with_format).collect::<Result<_, _>>()?;
        Ok(Self { files, stdout: None })
    }

    /// Writes to the standard output in this format where no file is named.
    #[must_use]
    pub fn or_stdout(self, format: F) -> Self {
        let stdout = self.files.is_empty().then_some(format);
        Self { stdout, ..self }
    }

    /// The same files with another kind of format.
    pub fn map<G>(&self, of: impl Fn(F) -> G) -> Set<G> {
        let files = self.files.iter().map(|(path, format)| (path.clone(), of(*format))).collect();
        let stdout = self.stdout.map(of);
        Set { files, stdout }
    }

    /// Another file, which the caller has had [refused](refuse) together with the others.
    pub fn add(&mut self, path: PathBuf, format: F) {
        self.files.push((path, format));
    }

    /// The files with their formats.
    pub fn files(&self) -> impl Iterator<Item = (&Path, F)> {
        self.files.iter().map(|(path, format)| (path.as_path(), *format))
    }

    /// The format of what goes to the standard output.
    pub fn stdout(&self) -> Option<F> {
        self.stdout
    }

    /// Writes every output through `emit`, and puts all of them in place when all are complete.
    ///
    /// # Errors
    /// When one cannot be written, or `emit` fails; then no file has changed.
    pub fn write(
        &self,
        emit: impl FnMut(F, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Error> {
        self.write_where(emit, |_, _| Ok(()))
    }

    /// As [`write`](Self::write), but first `accepts` sees each file's path and where its new content
    /// stands; what it refuses keeps all from being put in place.
    ///
    /// # Errors
    /// As [`write`](Self::write), and what `accepts` gives.
    pub fn write_where(
        &self,
        mut emit: impl FnMut(F, &mut dyn Write) -> io::Result<()>,
        accepts: impl Fn(&Path, &Path) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut written = vec![];
        for (path, format) in &self.files {
            let mut file = WholeFile::create(path)?;
            emit(*format, &mut file).map_err(|error| Error::writing(path, &error))?;
            written.push(file);
        }
        for ((path, _), file) in self.files.iter().zip(&mut written) {
            if let Some(content) = file.written()? {
                accepts(path, content)?;
            }
        }
        if let Some(format) = self.stdout {
            to_stdout(|out| emit(format, out))?;
        }
        commit(written)
    }
}

impl Set<Format> {
    /// Refuses to overwrite a review sheet with a person's work in it, or a table or workbook that
    /// is no sheet of this program.
    ///
    /// # Errors
    /// The first such file, and what to do.
    pub fn refuse_edited_sheets(&self) -> Result<(), Error> {
        let sheets =
            self.files().filter(|(_, format)| matches!(format, Format::Xlsx | Format::Csv));
        for (path, _) in sheets.filter(|(path, _)| path.is_file()) {
            let bytes = fs::read(path).map_err(|error| Error::writing(path, &error))?;
            let why = match Sheet::read(&bytes) {
                Ok(sheet) if !sheet.names_its_state() => {
                    "this review sheet is of an earlier version, which cannot show whether it was \
                     edited: move it away, or overwrite it with `diptych edition --force`"
                }
                Ok(sheet) if !sheet.is_edited() => continue,
                Ok(_) => {
                    "this review sheet was edited since it was written: move it away, or give \
                     another name"
                }
                Err(_) => "this is not a review sheet: move it away, or give another name",
            };
            return Err(Error::new(path, why));
        }
        Ok(())
    }

    /// Writes a bitext with its findings in every format.
    ///
    /// # Errors
    /// When an output cannot be written; then no file has changed.
    pub fn write_bitext(
        &self,
        bitext: &Bitext,
        findings: &[Finding],
        edition: &Edition,
    ) -> Result<(), Error> {
        self.write(|format, out| format.emitter(edition).emit(bitext, findings, out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_outputs_appear_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.tsv"), "old").unwrap();
        let set: Set = Set::new([at("a.tsv"), at("b.jsonl")], &[]).unwrap();
        let failed = set.write(|format, out| match format {
            Format::Tsv => out.write_all(b"new"),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "this book is too long")),
        });
        assert_eq!(failed.unwrap_err().path(), at("b.jsonl"));
        assert_eq!(fs::read(at("a.tsv")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        set.write(|_, out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read(at("a.tsv")).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
