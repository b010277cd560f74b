//! Makes what people install: a static binary in an archive, as a Debian package and for npm, and a
//! Python wheel.
//!
//! Law: two runs on the same commit and toolchain give the same bytes. Every time stamp is that of
//! the commit, owners are 0, names are sorted, and the folders of the machine are mapped away.

mod debian;
mod licences;
mod npm;
mod step;
mod wheel;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use step::{TARGET, file_name, flags, must, text_of};

/// What goes into the archive beside the program, its manual pages and completions.
const DOCUMENTS: [&str; 10] = [
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "NOTICE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "LICENSE-CC-BY-SA-4.0",
    "LICENSE-JIEBA",
    "LICENSE-WORDNET",
    "segments/LICENSE-SCOWL",
];
const SHELLS: [(&str, &str); 4] = [
    ("bash", "diptych.bash"),
    ("zsh", "_diptych"),
    ("fish", "diptych.fish"),
    ("powershell", "diptych.ps1"),
];

/// What can be made.
const PARTS: [&str; 4] = ["archive", "deb", "npm", "wheel"];

/// `cargo xtask dist`: all parts, or those that are named, and their checksums, in `target/dist`.
///
/// With `--quick` the wheel takes what a plain release build left, and names the folders of this
/// machine: to try it, not to give it away.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let (options, named): (Vec<String>, Vec<String>) = arguments.partition(|it| it == "--quick");
    if let Some(strange) = named.iter().find(|it| !PARTS.contains(&it.as_str())) {
        return Err(format!("{strange}: the parts are {}", PARTS.join(", ")).into());
    }
    let has_npm = Command::new("npm").arg("--version").output().is_ok();
    if named.is_empty() && !has_npm {
        println!("npm is not installed: no npm packages are made");
    }
    let wants = |part: &str| match named.as_slice() {
        [] => part != "npm" || has_npm,
        named => named.iter().any(|it| it == part),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let out = root.join("target/dist");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let epoch =
        text_of(Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(&root))?;
    let version = env!("CARGO_PKG_VERSION");
    let mut made = vec![];
    if PARTS[..3].iter().any(|part| wants(part)) {
        let program = build(&root, &epoch)?;
        let name = format!("diptych-{version}-x86_64-linux");
        let folder = out.join(&name);
        lay_out(&root, &program, &folder)?;
        if wants("archive") {
            let archive = out.join(format!("{name}.tar.gz"));
            pack(&out, &name, &archive, &epoch)?;
            made.push(archive);
        }
        if wants("deb") {
            made.push(debian::make(&folder, version, &epoch)?);
        }
        if wants("npm") {
            made.extend(npm::make(&root, &folder, version)?);
        }
        fs::remove_dir_all(&folder)?;
    }
    if wants("wheel") {
        made.push(wheel::make(&root, &out, &epoch, !options.is_empty())?);
    }
    made.sort();
    let mut sums = String::new();
    for file in &made {
        let line = text_of(Command::new("sha256sum").arg(file_name(file)).current_dir(&out))?;
        sums.push_str(&line);
        sums.push('\n');
        println!("{}: {} bytes", file.display(), fs::metadata(file)?.len());
    }
    fs::write(out.join("SHA256SUMS"), sums)?;
    Ok(())
}

/// The release binary, linked with no library of the system.
fn build(root: &Path, epoch: &str) -> Result<PathBuf, Box<dyn Error>> {
    must(
        Command::new("cargo")
            .args(["build", "--release", "--locked", "-p", "diptych", "--target", TARGET])
            .env("CARGO_ENCODED_RUSTFLAGS", flags(root, &["-Ctarget-feature=+crt-static"])?)
            .env("CARGO_INCREMENTAL", "0")
            .env("SOURCE_DATE_EPOCH", epoch)
            .current_dir(root),
    )?;
    Ok(root.join("target").join(TARGET).join("release/diptych"))
}

/// The content of the archive: the program, what explains it, and what it is made of.
fn lay_out(root: &Path, program: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    fs::copy(program, folder.join("diptych"))?;
    for document in DOCUMENTS {
        let path = root.join(document);
        fs::copy(&path, folder.join(file_name(&path)))?;
    }
    for (from, ending) in [("docs", "md"), ("examples", "txt"), ("examples", "tsv")] {
        fs::create_dir_all(folder.join(from))?;
        for entry in fs::read_dir(root.join(from))? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == ending) {
                fs::copy(&path, folder.join(from).join(file_name(&path)))?;
            }
        }
    }
    fs::write(folder.join("THIRD-PARTY.txt"), licences::all(root, TARGET, &["-p", "diptych"])?)?;
    let completions = folder.join("completions");
    fs::create_dir_all(&completions)?;
    for (shell, file) in SHELLS {
        let script = text_of(Command::new(program).args(["completions", shell]))?;
        fs::write(completions.join(file), script + "\n")?;
    }
    manual(&folder.join("man"))
}

/// `cargo xtask man`: the manual pages, in `target/man`.
pub(crate) fn man() -> Result<(), Box<dyn Error>> {
    manual(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/man"))
}

/// A manual page for the program and for each command.
fn manual(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(diptych::cli::command(), folder)?;
    Ok(())
}

fn pack(out: &Path, name: &str, archive: &Path, epoch: &str) -> Result<(), Box<dyn Error>> {
    must(
        Command::new("tar")
            .args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=ustar"])
            .args(["--mode=u=rwX,go=rX", &format!("--mtime=@{epoch}")])
            .args(["--use-compress-program=gzip -9n", "-cf"])
            .arg(archive)
            .arg(name)
            .current_dir(out),
    )
}
