//! What a command comes to: its exit code, or why it could not do its work.

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::output;
use crate::project;
use crate::read;

/// What a command that could do its work came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain of: exit 0.
    Clean,
    /// Findings at or above the threshold, or faults: exit 1.
    Findings,
}

/// Why a command could not do its work: exit 2.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is wrong and what to do, starting with the file it is about; then details.
    lines: Vec<String>,
}

impl Failure {
    /// A failure with this message, which is one line, whatever stands in it.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { lines: vec![message.into()] }
    }

    /// A failure with a message and a line for each detail.
    pub(crate) fn with_details(
        message: impl Into<String>,
        details: impl IntoIterator<Item = String>,
    ) -> Self {
        let details = details.into_iter().map(|detail| format!("  {detail}"));
        Self { lines: std::iter::once(message.into()).chain(details).collect() }
    }

    /// A failure in `place` that `excerpt` shows, line by line.
    pub(crate) fn in_excerpt(place: impl Display, excerpt: impl Display) -> Self {
        let excerpt = excerpt.to_string();
        let mut lines = excerpt.trim_end().lines();
        let first = format!("{place}: {}", lines.next().unwrap_or_default());
        Self { lines: std::iter::once(first).chain(lines.map(str::to_owned)).collect() }
    }

    /// A failure of something that reads `file`. Where it was an output that failed, that is named.
    pub(crate) fn reading(file: impl Display, error: &(dyn Error + 'static)) -> Self {
        match output::Error::within(error) {
            Some(error) => Self::new(error.to_string()),
            None => Self::new(format!("{file}: {error}")),
        }
    }

    /// A failure of the file system that concerns `path`.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            return Self::new(format!("{}: {}", path.display(), read::ErrorKind::Missing));
        }
        Self::reading(path.display(), error)
    }

    /// The message and its details, a line each.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The same after these words.
    pub(crate) fn after(mut self, words: impl Display) -> Self {
        if let Some(first) = self.lines.first_mut() {
            *first = format!("{words}{first}");
        }
        self
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let any: &(dyn Error + 'static) = &error;
        if let Some(project::Error::Toml { file, error }) = any.downcast_ref() {
            return Self::in_excerpt(file.display(), error);
        }
        let output = output::Error::within(any);
        Self::new(output.map_or_else(|| error.to_string(), ToString::to_string))
    }
}

/// What a command gives back.
pub(crate) type Outcomes = Result<Outcome, Failure>;
