//! The memory that a command reads: a file, an archive, or the standard input.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use diptych_tmx::{Options, Reader};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::console::Console;
use crate::cli::outcome::Failure;
use crate::words::phrases::told;

/// Files below this many bytes are read in a moment, so no progress is shown.
const LONG: u64 = 16 << 20;

/// A memory that can be read from its beginning as often as need be.
#[derive(Debug)]
pub(super) struct Input {
    path: PathBuf,
    /// What came from the standard input, in a file without a name.
    spooled: Option<File>,
    /// Shown on a terminal while a long file is read.
    progress: ProgressBar,
    console: Console,
}

/// A memory being read.
pub(super) type Memory = Reader<Box<dyn Read + Send>>;

impl Input {
    /// Finds the file; `-` is the standard input, which is kept in a temporary file.
    pub(super) fn new(path: &Path, console: &Console) -> Result<Self, Failure> {
        let progress = ProgressBar::hidden();
        let mut input = Self { path: path.to_owned(), spooled: None, progress, console: *console };
        if path == Path::new("-") {
            let mut file = tempfile::tempfile().map_err(|error| input.failure(&error))?;
            io::copy(&mut io::stdin().lock(), &mut file).map_err(|error| input.failure(&error))?;
            input.spooled = Some(file);
        } else if path.is_dir() {
            return Err(Failure::new(format!("{}: this is a folder: name a file", path.display())));
        }
        let length = input.file()?.metadata().map_or(0, |file| file.len());
        if console.progress() && length >= LONG {
            let style = ProgressStyle::with_template(&told(
                "{bar:30} {bytes} of {total_bytes}, {eta} left",
            ))?;
            input.progress = ProgressBar::new(length).with_style(style);
        }
        Ok(input)
    }

    /// Tells the user something while the memory is read.
    pub(super) fn say(&self, message: impl std::fmt::Display) {
        self.progress.suspend(|| self.console.say(message));
    }

    /// The name in messages.
    pub(super) fn name(&self) -> String {
        if self.spooled.is_some() {
            "standard input".to_owned()
        } else {
            self.path.display().to_string()
        }
    }

    /// The bytes as they are, from the beginning.
    pub(super) fn file(&self) -> Result<File, Failure> {
        match &self.spooled {
            Some(file) => {
                let mut file = file.try_clone().map_err(|error| self.failure(&error))?;
                file.seek(SeekFrom::Start(0)).map_err(|error| self.failure(&error))?;
                Ok(file)
            }
            None => File::open(&self.path).map_err(|error| Failure::io(&self.path, &error)),
        }
    }

    /// The bytes of the memory, unpacked.
    pub(super) fn bytes(&self) -> Result<Box<dyn Read + Send>, Failure> {
        self.progress.reset();
        let file = self.progress.wrap_read(self.file()?);
        diptych_tmx::unpack(file).map_err(|error| self.failure(&error))
    }

    /// Begins to read the memory.
    pub(super) fn memory(&self, options: Options) -> Result<Memory, Failure> {
        Reader::with_options(self.bytes()?, options).map_err(|error| self.failure(&error))
    }

    /// A failure that concerns this memory.
    pub(super) fn failure(&self, error: &(dyn std::error::Error + 'static)) -> Failure {
        Failure::reading(self.name(), error)
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.progress.finish_and_clear();
    }
}

/// How a memory is read.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// Stop at the first thing that is against XML or the DTD.
    #[arg(long)]
    strict: bool,
}

impl ReadArgs {
    pub(super) fn options(&self) -> Options {
        Options { strict: self.strict, ..Options::default() }
    }
}
