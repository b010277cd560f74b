//! A folder to work in, and runs of the command there.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of its own for one test.
pub(crate) struct Desk(tempfile::TempDir);

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; -1 for a signal.
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
    /// The standard output as bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Ran {
    /// The standard output, one JSON value a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        lines(&self.out)
    }
}

/// One JSON value a line.
#[track_caller]
pub(crate) fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With copies of what stands in `examples/`.
    pub(crate) fn with_examples() -> Self {
        let desk = Self::new();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        for entry in fs::read_dir(examples).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                fs::copy(entry.path(), desk.path(entry.file_name().to_str().unwrap())).unwrap();
            }
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Runs the command; the arguments stand apart by blanks.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs the command with a standard input.
    pub(crate) fn run_with(&self, arguments: &str, input: &[u8]) -> Ran {
        self.run_each(arguments.split(' '), input)
    }

    /// Runs the command with these arguments, in which blanks may stand, and a standard input.
    pub(crate) fn run_each<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
        input: &[u8],
    ) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input closes the pipe.
        child.stdin.take().unwrap().write_all(input).ok();
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout,
        }
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, arguments: &str) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments}: {}", ran.err);
        ran
    }

    /// Runs a command that must do nothing but say why.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &str) -> Ran {
        let before = self.all();
        let ran = self.run(arguments);
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.err);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments}: {ran:?}");
        assert!(before == self.all(), "{arguments} changed a file");
        ran
    }

    /// Every file and folder below the desk, with its bytes.
    pub(crate) fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                // A device behind a link is not read.
                let bytes = if path.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
                if path.is_dir() {
                    folders.push(path.clone());
                }
                all.insert(path, bytes);
            }
        }
        all
    }
}
