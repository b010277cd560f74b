//! The file that a command writes: whole or not at all.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use crate::cli::{Failure, outputs};
use crate::emit::whole_file::WholeFile;

/// Where a command writes: a file beside its place, or the standard output.
#[derive(Debug)]
pub(super) enum Output {
    File(WholeFile),
    Stdout(BufWriter<Stdout>),
}

impl Output {
    /// Starts the output; `-` is the standard output.
    pub(super) fn new(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        }
        WholeFile::create(path).map(Self::File).map_err(|error| Failure::io(path, &error))
    }

    /// Puts the file in its place.
    pub(super) fn commit(self) -> Result<(), Failure> {
        match self {
            Self::File(file) => {
                let path = file.path().to_owned();
                file.commit().map_err(|error| Failure::io(&path, &error))
            }
            Self::Stdout(mut out) => match out.flush() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(Failure::new(format!("stdout: {error}")))
                }
                _ => Ok(()),
            },
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}

/// Checks that no output is an input, stands twice, or lies in a folder that is not there.
pub(super) fn refuse(outs: &[&PathBuf], ins: &[&PathBuf]) -> Result<(), Failure> {
    if outs.iter().filter(|path| path.as_path() == Path::new("-")).count() > 1 {
        return Err(Failure::new("only one output can go to the standard output: name a file"));
    }
    let files = |paths: &[&PathBuf]| -> Vec<PathBuf> {
        paths.iter().filter(|path| path.as_path() != Path::new("-")).map(|p| (*p).clone()).collect()
    };
    let (outs, ins) = (files(outs), files(ins));
    let outs: Vec<&Path> = outs.iter().map(PathBuf::as_path).collect();
    let ins: Vec<&Path> = ins.iter().map(PathBuf::as_path).collect();
    outputs::refuse(&outs, &ins)
}
