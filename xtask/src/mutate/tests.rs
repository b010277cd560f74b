//! The test binaries of the copy: built once, run for each deleted condition.

use std::collections::BTreeSet;
use std::error::Error;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a process may take, in kilobytes of address space: a deleted bound must not take the machine.
const MEMORY: u32 = 6 << 20;

/// A test binary.
pub(super) struct Binary {
    pub(super) name: String,
    path: PathBuf,
    /// The folder of its package, where cargo would run it.
    folder: PathBuf,
    /// How long it runs when nothing is deleted.
    pub(super) lasts: Duration,
    /// The conditions that it reaches then.
    reached: BTreeSet<usize>,
}

/// What became of a deleted condition.
pub(super) enum Outcome {
    /// A test failed, or its process did.
    Noticed,
    /// The tests went on for too long.
    TimedOut,
    /// All tests passed.
    Unnoticed,
    /// No test reaches the condition.
    Unreached,
}

impl Outcome {
    pub(super) fn is_notice(&self) -> bool {
        matches!(self, Self::Noticed | Self::TimedOut)
    }
}

/// Builds the test binaries of the packages.
pub(super) fn build(scratch: &Path, packages: &[&str]) -> Result<Vec<Binary>, Box<dyn Error>> {
    let mut command = Command::new("cargo");
    command.args(["test", "--no-run", "--locked", "--message-format=json-render-diagnostics"]);
    command.args(["--lib", "--bins", "--tests"]);
    for package in packages {
        command.args(["-p", package]);
    }
    let output = command
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("RUSTFLAGS", "-Awarnings")
        // Built once and run hundreds of times; line numbers are of no use.
        .env("CARGO_PROFILE_TEST_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err("the copy with switches does not build".into());
    }
    let mut binaries = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        if message["profile"]["test"] != true {
            continue;
        }
        let (Some(path), Some(manifest)) =
            (message["executable"].as_str(), message["manifest_path"].as_str())
        else {
            continue;
        };
        let folder = Path::new(manifest).parent().ok_or("a manifest has a folder")?.to_owned();
        let name = format!(
            "{} {}",
            message["target"]["kind"][0].as_str().unwrap_or_default(),
            message["target"]["name"].as_str().unwrap_or_default()
        );
        binaries.push(Binary {
            name,
            path: path.into(),
            folder,
            lasts: Duration::ZERO,
            reached: BTreeSet::new(),
        });
    }
    Ok(binaries)
}

/// Runs each binary with nothing deleted: the quickest first, with the conditions that each reaches.
///
/// # Errors
///
/// A test fails already.
pub(super) fn reach(
    scratch: &Path,
    mut binaries: Vec<Binary>,
) -> Result<Vec<Binary>, Box<dyn Error>> {
    let log = scratch.join("target/reached");
    for binary in &mut binaries {
        std::fs::remove_file(&log).ok();
        let start = Instant::now();
        let mut command = binary.command();
        let output = command.env("DIPTYCH_REACHED", &log).output()?;
        if !output.status.success() {
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            return Err(format!("{} fails with nothing deleted:\n{shown}", binary.name).into());
        }
        binary.lasts = start.elapsed();
        for number in std::fs::read_to_string(&log).unwrap_or_default().lines() {
            binary.reached.insert(number.parse::<usize>()? - 1);
        }
    }
    binaries.sort_by_key(|binary| binary.lasts);
    Ok(binaries)
}

/// Runs the binaries with a condition deleted, until one fails.
pub(super) fn notice(number: usize, binaries: &[Binary], timeout: Option<Duration>) -> Outcome {
    let mut reached = false;
    for binary in binaries.iter().filter(|binary| binary.reached.contains(&number)) {
        reached = true;
        let limit = timeout.unwrap_or(binary.lasts * 10 + Duration::from_secs(20));
        let mut command = binary.command();
        command
            .env("DIPTYCH_MUTANT", (number + 1).to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        let Ok(mut child) = command.spawn() else { return Outcome::Noticed };
        let start = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => break,
                Ok(None) if start.elapsed() < limit => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Ok(None) => {
                    // The whole group: the tests of the command line start processes of their own.
                    let group = format!("-{}", child.id());
                    Command::new("kill").args(["-KILL", "--", &group]).status().ok();
                    child.wait().ok();
                    return Outcome::TimedOut;
                }
                _ => return Outcome::Noticed,
            }
        }
    }
    if reached { Outcome::Unnoticed } else { Outcome::Unreached }
}

impl Binary {
    fn command(&self) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\"")])
            .arg(&self.path)
            .args(["-Zunstable-options", "--fail-fast"])
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
            // libtest stops at the first failure only for those who may use unstable options.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUST_TEST_THREADS", "2")
            .env("RUST_BACKTRACE", "0")
            // The same cases for each condition, none of them kept for the next, none made small.
            .env("PROPTEST_RNG_SEED", "1")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env_remove("DIPTYCH_MUTANT")
            .stdin(Stdio::null());
        command
    }
}
