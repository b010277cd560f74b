//! The steps that everything is made of: commands that must succeed, flags of the compiler, files that
//! are put in their place.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What all is built for.
pub(super) const TARGET: &str = "x86_64-unknown-linux-gnu";

/// These flags of the compiler, and those that map the folders of this machine away; as cargo takes
/// them, so that a folder may have a blank in its name.
pub(super) fn flags(root: &Path, more: &[&str]) -> Result<String, Box<dyn Error>> {
    let cargo_home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")))?;
    let mut flags: Vec<String> = more.iter().map(|it| (*it).to_owned()).collect();
    flags.push(format!("--remap-path-prefix={}=.", root.display()));
    flags.push(format!("--remap-path-prefix={cargo_home}=cargo"));
    Ok(flags.join("\u{1f}"))
}

pub(super) fn place(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)?;
    Ok(())
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn must(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// What a command prints, without the last line end.
pub(super) fn text_of(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
