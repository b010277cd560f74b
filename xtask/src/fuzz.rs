//! Runs a fuzz target, with the flags that cargo-fuzz would set.

use std::{error::Error, path::Path, process::Command};

/// Coverage for libFuzzer and the address sanitizer; the compiler must be told to allow them.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions -Zsanitizer=address";

/// `cargo xtask fuzz TARGET [SECONDS]`: a find is left in `fuzz/artifacts`.
pub(crate) fn run(target: Option<String>, seconds: Option<&str>) -> Result<(), Box<dyn Error>> {
    let target = target.ok_or("name a target: a file of fuzz/fuzz_targets without .rs")?;
    let seconds: u32 = seconds.unwrap_or("60").parse()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let corpus = folder.join("corpus").join(&target);
    let artifacts = folder.join("artifacts").join(&target);
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&artifacts)?;
    let status = Command::new("cargo")
        .args(["run", "--release", "--target", "x86_64-unknown-linux-gnu", "--bin", &target, "--"])
        .arg(corpus)
        .arg(folder.join("seeds").join(&target))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-timeout=10", "-rss_limit_mb=2048", "-detect_leaks=0"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", FLAGS.split_whitespace().collect::<Vec<_>>().join(" "))
        .current_dir(folder)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the target found something: see fuzz/artifacts".into())
    }
}
