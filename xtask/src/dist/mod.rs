//! Makes what people install: a static binary in an archive, and a Debian package.
//!
//! Law: two runs on the same commit and toolchain give the same bytes. Every time stamp is that of
//! the commit, owners are 0, names are sorted, and the folders of the machine are mapped away.

mod licences;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-gnu";
/// The architecture by Debian's name.
const ARCHITECTURE: &str = "amd64";
/// What goes into the archive beside the program, its manual pages and completions.
const DOCUMENTS: [&str; 6] =
    ["README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE"];
const SHELLS: [(&str, &str); 4] = [
    ("bash", "diptych.bash"),
    ("zsh", "_diptych"),
    ("fish", "diptych.fish"),
    ("powershell", "diptych.ps1"),
];

/// `cargo xtask dist`: the archive, the package and their checksums, in `target/dist`.
pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let out = root.join("target/dist");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let epoch = text_of(Command::new("git").args(["log", "-1", "--format=%ct"]))?;
    let program = build(&root, &epoch)?;
    let version = text_of(Command::new(&program).arg("--version"))?;
    let version = version.trim_start_matches("diptych ");

    let name = format!("diptych-{version}-x86_64-linux");
    let folder = out.join(&name);
    lay_out(&root, &program, &folder)?;
    let archive = out.join(format!("{name}.tar.gz"));
    pack(&out, &name, &archive, &epoch)?;
    let package = out.join(format!("diptych_{version}_{ARCHITECTURE}.deb"));
    debian(&folder, &package, version, &epoch)?;
    fs::remove_dir_all(&folder)?;

    let mut sums = String::new();
    for file in [&archive, &package] {
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
    let cargo_home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")))?;
    let flags = format!(
        "-C target-feature=+crt-static --remap-path-prefix={}=. --remap-path-prefix={cargo_home}=cargo",
        root.display()
    );
    must(
        Command::new("cargo")
            .args(["build", "--release", "--locked", "-p", "diptych", "--target", TARGET])
            .env("RUSTFLAGS", flags)
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
        fs::copy(root.join(document), folder.join(document))?;
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
    fs::write(folder.join("THIRD-PARTY.txt"), licences::all(root, TARGET)?)?;
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

/// The same files where Debian keeps such files.
fn debian(folder: &Path, package: &Path, version: &str, epoch: &str) -> Result<(), Box<dyn Error>> {
    let root = package.with_extension("root");
    let documents = root.join("usr/share/doc/diptych");
    let places: [(&str, PathBuf); 5] = [
        ("diptych", root.join("usr/bin/diptych")),
        ("completions/diptych.bash", root.join("usr/share/bash-completion/completions/diptych")),
        ("completions/_diptych", root.join("usr/share/zsh/vendor-completions/_diptych")),
        ("completions/diptych.fish", root.join("usr/share/fish/vendor_completions.d/diptych.fish")),
        ("NOTICE", documents.join("copyright")),
    ];
    for (from, to) in places {
        place(&folder.join(from), &to)?;
    }
    for sub in [".", "docs", "examples"] {
        for entry in fs::read_dir(folder.join(sub))? {
            let path = entry?.path();
            if path.is_file() && !["diptych", "NOTICE"].contains(&&*file_name(&path)) {
                place(&path, &documents.join(sub).join(file_name(&path)))?;
            }
        }
    }
    for entry in fs::read_dir(folder.join("man"))? {
        let path = entry?.path();
        let page = root.join("usr/share/man/man1").join(file_name(&path));
        place(&path, &page)?;
        must(Command::new("gzip").arg("-9n").arg(&page))?;
    }
    let size = text_of(Command::new("du").args(["-sk", "--apparent-size"]).arg(&root))?;
    let size = size.split_whitespace().next().unwrap_or("0").to_owned();
    let control = include_str!("../../../packaging/debian-control")
        .replace("@VERSION@", version)
        .replace("@ARCHITECTURE@", ARCHITECTURE)
        .replace("@SIZE@", &size);
    fs::create_dir_all(root.join("DEBIAN"))?;
    fs::write(root.join("DEBIAN/control"), control)?;
    must(Command::new("chmod").args(["-R", "u=rwX,go=rX"]).arg(&root))?;
    must(
        Command::new("dpkg-deb")
            .args(["--root-owner-group", "-Zxz", "--build"])
            .arg(&root)
            .arg(package)
            .env("SOURCE_DATE_EPOCH", epoch),
    )?;
    fs::remove_dir_all(&root)?;
    Ok(())
}

fn place(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)?;
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn must(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// What a command prints, without the last line end.
fn text_of(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
