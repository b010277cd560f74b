//! The Debian package.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::step::{file_name, must, place, text_of};

/// The architecture by Debian's name.
const ARCHITECTURE: &str = "amd64";

/// The files of the archive where Debian keeps such files.
pub(super) fn make(folder: &Path, version: &str, epoch: &str) -> Result<PathBuf, Box<dyn Error>> {
    let package = folder.with_file_name(format!("diptych_{version}_{ARCHITECTURE}.deb"));
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
            .arg(&package)
            .env("SOURCE_DATE_EPOCH", epoch),
    )?;
    fs::remove_dir_all(&root)?;
    Ok(package)
}
