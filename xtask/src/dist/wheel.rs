//! The Python wheel: the module and the command, for every Python from 3.9 on.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::licences;
use super::step::{TARGET, flags, must};

/// Pinned: another version may write other bytes.
const MATURIN: &str = "maturin==1.16.0";

/// Whether an environment from before has the version that is pinned.
fn has_maturin(venv: &Path) -> bool {
    let asked = Command::new(venv.join("bin/maturin")).arg("--version").output();
    let wanted = MATURIN.replace("==", " ");
    asked.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).trim() == wanted)
}

/// Makes the wheel in `out`; a quick one takes what `cargo build --release` left.
pub(super) fn make(
    root: &Path,
    out: &Path,
    epoch: &str,
    is_quick: bool,
) -> Result<PathBuf, Box<dyn Error>> {
    let venv = root.join("target/maturin");
    if !has_maturin(&venv) {
        must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
        must(Command::new(venv.join("bin/pip")).args(["install", "--quiet", MATURIN]))?;
    }
    let package = ["-p", "diptych-python", "--features", "module"];
    let third_party = root.join("python/module/diptych/THIRD-PARTY.txt");
    fs::write(third_party, licences::all(root, TARGET, &package)?)?;
    let mut maturin = Command::new(venv.join("bin/maturin"));
    maturin.args(["build", "--release", "--out"]).arg(out);
    if !is_quick {
        // Beside the static program in one folder, each would drive the other's libraries out.
        maturin.args(["--target", TARGET, "--target-dir"]).arg(root.join("target/wheel"));
        maturin.env("CARGO_ENCODED_RUSTFLAGS", flags(root, &[])?);
    }
    maturin.env("CARGO_INCREMENTAL", "0").env("SOURCE_DATE_EPOCH", epoch).current_dir(root);
    must(&mut maturin)?;
    let files = fs::read_dir(out)?.flatten().map(|it| it.path());
    let mut wheels = files.filter(|path| path.extension().is_some_and(|it| it == "whl"));
    wheels.next().ok_or_else(|| "maturin made no wheel".into())
}
