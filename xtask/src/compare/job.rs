//! A job of the comparison, and what it leaves.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Commands that run one after the other in a folder of their own.
pub(super) struct Job {
    pub(super) name: String,
    /// Copied into the folder first: from where, and the name there.
    pub(super) files: Vec<(PathBuf, String)>,
    pub(super) steps: Vec<Step>,
}

/// One run of the binary.
pub(super) struct Step {
    pub(super) arguments: Vec<OsString>,
    /// Whether the standard output is data, and not for people.
    pub(super) data: bool,
}

/// What a job left: exit codes and files by name.
pub(super) type Left = BTreeMap<String, Vec<u8>>;

impl Job {
    /// A job without steps.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), files: Vec::new(), steps: Vec::new() }
    }

    /// A step that prints for people.
    pub(super) fn add(&mut self, arguments: Vec<OsString>) {
        self.steps.push(Step { arguments, data: false });
    }

    /// A step whose standard output is data.
    pub(super) fn data(&mut self, arguments: Vec<OsString>) {
        self.steps.push(Step { arguments, data: true });
    }

    /// Runs the steps in the folder; gives all that is there afterwards.
    pub(super) fn run(&self, binary: &Path, folder: &Path) -> Result<Left, Box<dyn Error>> {
        std::fs::create_dir_all(folder)?;
        for (from, to) in &self.files {
            if let Some(parent) = folder.join(to).parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::copy(from, folder.join(to))?;
        }
        let mut left = Left::new();
        for (number, step) in self.steps.iter().enumerate() {
            let output = Command::new(binary)
                .args(&step.arguments)
                .current_dir(folder)
                .stdin(Stdio::null())
                .env("NO_COLOR", "1")
                .output()?;
            let words: Vec<_> = step.arguments.iter().map(|a| a.to_string_lossy()).collect();
            let shown = words.join(" ");
            let code = output.status.code().map_or("a signal".to_owned(), |code| code.to_string());
            left.insert(format!("exit code of step {number}, {shown},"), code.into_bytes());
            if step.data {
                left.insert(format!("output of step {number}, {shown},"), output.stdout);
            }
        }
        read_all(folder, folder, &mut left)?;
        Ok(left)
    }
}

fn read_all(root: &Path, folder: &Path, left: &mut Left) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_all(root, &path, left)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            left.insert(name, std::fs::read(&path)?);
        }
    }
    Ok(())
}
