//! Two npm packages: `diptych`, which starts the program, and the program for this platform.
//!
//! npm installs of the optional dependencies of `diptych` the one that fits the machine.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::step::{file_name, must, place};

/// The platform by npm's names.
const PLATFORM: (&str, &str) = ("linux", "x64");

/// Packs both beside `folder`, which holds the files of the archive.
pub(super) fn make(
    root: &Path,
    folder: &Path,
    version: &str,
) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let out = folder.parent().ok_or("the archive has no folder")?;
    let before = packages(out)?;
    let templates = root.join("packaging/npm");
    let starter = out.join("npm/diptych");
    let binary = out.join("npm/binary");
    place(&templates.join("bin/diptych.js"), &starter.join("bin/diptych.js"))?;
    place(&templates.join("README.md"), &starter.join("README.md"))?;
    place(&folder.join("diptych"), &binary.join("bin/diptych"))?;
    for (to, template) in [(&starter, "package.json"), (&binary, "platform.json")] {
        let manifest = fs::read_to_string(templates.join(template))?
            .replace("@VERSION@", version)
            .replace("@OS@", PLATFORM.0)
            .replace("@CPU@", PLATFORM.1);
        fs::write(to.join("package.json"), manifest)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = file_name(&path);
            if ["LICENSE", "NOTICE", "THIRD-PARTY"].iter().any(|it| name.starts_with(it)) {
                place(&path, &to.join(name))?;
            }
        }
        must(
            Command::new("npm")
                .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
                .arg(out)
                .current_dir(to),
        )?;
    }
    fs::remove_dir_all(out.join("npm"))?;
    Ok(packages(out)?.into_iter().filter(|path| !before.contains(path)).collect())
}

fn packages(out: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let files = fs::read_dir(out)?.flatten().map(|it| it.path());
    Ok(files.filter(|path| path.extension().is_some_and(|it| it == "tgz")).collect())
}
