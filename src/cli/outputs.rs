//! Output files: which format each is in, and that all of them appear or none.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::emit::Format;
use crate::emit::whole_file::WholeFile;

/// Files to write, each with its format; none means stdout.
#[derive(Debug)]
pub(crate) struct Outputs {
    files: Vec<(PathBuf, Format)>,
    stdout: Format,
}

impl Outputs {
    /// The outputs that the options ask for, checked against the inputs. A lone `-` is stdout.
    ///
    /// # Errors
    /// When a format is unknown, an output is an input or is named twice, or a folder is missing.
    pub(crate) fn new(
        files: &[PathBuf],
        format: Option<&str>,
        default: Format,
        inputs: &[&Path],
    ) -> Result<Self, Failure> {
        let named = format
            .map(|name| {
                Format::named(name).ok_or_else(|| {
                    Failure::new(format!("no output format is called `{name}`: use {}", names()))
                })
            })
            .transpose()?;
        let files = if files == [Path::new("-")] { &[] } else { files };
        let mut formats = vec![];
        for file in files {
            let format = named.or_else(|| Format::of(file)).ok_or_else(|| {
                let why = Format::why_none(file);
                Failure::new(format!("{}: {why}, or give --format", file.display()))
            })?;
            formats.push((file.clone(), format));
        }
        let all: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        refuse(&all, inputs)?;
        Ok(Self { files: formats, stdout: named.unwrap_or(default) })
    }

    /// The files of one format.
    pub(crate) fn paths(&self, wanted: Format) -> impl Iterator<Item = &Path> {
        self.files
            .iter()
            .filter(move |(_, format)| *format == wanted)
            .map(|(path, _)| path.as_path())
    }

    /// Writes every output through `emit`, and puts all of them in place only when all are complete.
    pub(crate) fn write(
        &self,
        mut emit: impl FnMut(Format, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if self.files.is_empty() {
            return to_stdout(|out| emit(self.stdout, out));
        }
        let mut written = vec![];
        for (path, format) in &self.files {
            let failed = |error: io::Error| cannot_write(path, &error);
            let mut file = WholeFile::create(path).map_err(failed)?;
            emit(*format, &mut file).map_err(failed)?;
            file.flush().map_err(failed)?;
            written.push(file);
        }
        for file in written {
            let path = file.path().to_owned();
            file.commit().map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(())
    }
}

/// Refuses an output that is also an input, or that stands twice, or whose folder is missing.
pub(crate) fn refuse(outputs: &[&Path], inputs: &[&Path]) -> Result<(), Failure> {
    for (index, output) in outputs.iter().enumerate() {
        if *output == Path::new("-") {
            return Err(Failure::new("- is stdout: it can be the only output, not one of several"));
        }
        if inputs.iter().any(|input| same(output, input)) {
            return Err(Failure::new(format!(
                "{}: this output is also an input: give it another name",
                output.display()
            )));
        }
        if outputs[..index].iter().any(|other| same(output, other)) {
            return Err(Failure::new(format!("{}: this output is named twice", output.display())));
        }
        let folder = match output.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(Failure::new(format!(
                "{}: there is no folder {}: make it first",
                output.display(),
                folder.display()
            )));
        }
        if output.is_dir() {
            return Err(Failure::new(format!(
                "{}: this is a folder: name a file",
                output.display()
            )));
        }
    }
    Ok(())
}

/// Whether two paths are one file, as far as the file system can tell.
fn same(a: &Path, b: &Path) -> bool {
    place(a) == place(b)
}

/// The place of a file in the file system, whether it exists or its folder does; else the path itself.
pub(crate) fn place(path: &Path) -> PathBuf {
    let there = std::fs::canonicalize(path).or_else(|_| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::canonicalize(folder).map(|f| f.join(path.file_name().unwrap_or_default()))
    });
    there.unwrap_or_else(|_| path.to_owned())
}

/// Writes to stdout; a reader that went away is no failure.
pub(crate) fn to_stdout(
    emit: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match emit(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// A failure to write a file.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    // The format's own refusal: it says what to do.
    if error.kind() == io::ErrorKind::InvalidInput {
        return Failure::new(format!("{}: {error}", path.display()));
    }
    Failure::new(format!(
        "{}: cannot be written ({error}): check the folder's permissions and the space left",
        path.display()
    ))
}

fn names() -> String {
    let names: Vec<String> = Format::ALL.iter().map(|(name, _)| format!(".{name}")).collect();
    names.join(", ")
}
