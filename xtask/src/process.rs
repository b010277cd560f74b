//! Runs of the program that are watched: how they end, how long they work, how much memory they take.

use std::error::Error;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How a watched process ended.
pub(crate) struct Watched {
    pub(crate) end: End,
    /// User and system time, to a hundredth of a second.
    pub(crate) cpu: Duration,
    /// The largest resident set that was seen, in kilobytes.
    pub(crate) peak: u64,
    /// The last of what it said on stderr.
    pub(crate) said: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Code(i32),
    Signal(i32),
    /// It was stopped for working too long.
    TooLong,
}

/// Runs a binary in a folder with at most `memory` kilobytes of address space, for at most `limit`.
///
/// A signal can be sent after a time.
pub(crate) fn watch(
    binary: &Path,
    arguments: &[String],
    folder: &Path,
    (limit, memory): (Duration, u64),
    signal: Option<(&str, Duration)>,
) -> Result<Watched, Box<dyn Error>> {
    let said = std::env::temp_dir().join(format!(
        "diptych-said-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {memory}; ulimit -c 0; exec \"$0\" \"$@\"")])
        .arg(binary)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&said)?)
        .spawn()?;
    let id = child.id().to_string();
    let start = Instant::now();
    let (mut cpu, mut peak, mut sent, mut late) = (Duration::ZERO, 0, false, false);
    loop {
        peak = peak.max(resident(&id));
        let (dead, worked) = state(&id);
        cpu = cpu.max(worked);
        if dead {
            break;
        }
        if let Some((name, after)) = signal
            && !sent
            && start.elapsed() >= after
        {
            Command::new("kill").args(["-s", name, &id]).stderr(Stdio::null()).status()?;
            sent = true;
        }
        if start.elapsed() > limit {
            late = true;
            child.kill()?;
            break;
        }
        std::thread::sleep(Duration::from_millis(if start.elapsed().as_millis() < 50 {
            1
        } else {
            5
        }));
    }
    let status = child.wait()?;
    let end = match (late, status.code(), status.signal()) {
        (true, ..) => End::TooLong,
        (_, Some(code), _) => End::Code(code),
        (_, _, signal) => End::Signal(signal.unwrap_or_default()),
    };
    let text = String::from_utf8_lossy(&std::fs::read(&said)?).into_owned();
    std::fs::remove_file(&said).ok();
    let from = text.ceil_char_boundary(text.len().saturating_sub(1000));
    Ok(Watched { end, cpu, peak, said: text[from..].to_owned() })
}

/// Whether the process is dead and not yet waited for, and how long it worked.
fn state(id: &str) -> (bool, Duration) {
    let Ok(text) = std::fs::read_to_string(format!("/proc/{id}/stat")) else {
        return (true, Duration::ZERO);
    };
    // The name in brackets may have blanks.
    let fields: Vec<&str> =
        text.rsplit_once(") ").map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
    (
        matches!(fields.first(), Some(&("Z" | "X"))),
        Duration::from_millis(10 * (ticks(11) + ticks(12))),
    )
}

fn resident(id: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The binary that the argument names, or the one that `cargo build` leaves.
pub(crate) fn binary(named: Option<&String>) -> Result<std::path::PathBuf, Box<dyn Error>> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/diptych");
    let path = named.map_or(built, std::path::PathBuf::from);
    path.canonicalize()
        .map_err(|_| format!("{}: no such binary: run `cargo build` first", path.display()).into())
}
