//! Outputs that cannot be meant.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use super::beside::{can_create, folder_of};

/// Refuses an output that is also an input, that is named twice, or that cannot be a file. `-` is
/// the standard output.
///
/// # Errors
/// The first output that is refused, and what to do.
pub fn refuse<'a>(
    outputs: impl IntoIterator<Item = &'a Path>,
    inputs: &[&Path],
) -> Result<(), Error> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| place(input)).collect();
    let outputs: Vec<&Path> = outputs.into_iter().collect();
    for (index, output) in outputs.iter().enumerate() {
        let refused = |why: &str| Err(Error::new(output, why));
        if *output == Path::new("-") {
            if outputs[..index].contains(output) {
                return refused("only one output can go to the standard output: name a file");
            }
            continue;
        }
        let place_of_output = place(output);
        if inputs.contains(&place_of_output) {
            return refused("this output is also an input: give it another name");
        }
        if outputs[..index].iter().any(|other| place(other) == place_of_output) {
            return refused("this output is named twice");
        }
        no_file(output)?;
        // A pipe or a device is written as it is, all else beside its place: in its folder.
        if fs::metadata(output).map_or(true, |metadata| metadata.is_file()) {
            can_create(&place_of_output).map_err(|error| Error::writing(output, &error))?;
        }
    }
    Ok(())
}

/// Refuses what cannot become a file: a folder, a name without its folder, a link to nothing.
pub(super) fn no_file(output: &Path) -> Result<(), Error> {
    let folder = folder_of(output);
    if !folder.is_dir() {
        let why = format!("there is no folder {}: make it first", folder.display());
        return Err(Error::new(output, why));
    }
    if output.is_dir() {
        return Err(Error::new(output, "this is a folder: name a file"));
    }
    if fs::metadata(output).is_ok_and(|it| it.is_file() && it.permissions().readonly()) {
        return Err(Error::new(output, "this file is write-protected: name another one"));
    }
    match fs::symlink_metadata(output) {
        Ok(metadata) if metadata.is_symlink() && !output.exists() => {
            let to = fs::read_link(output).unwrap_or_default();
            let why = format!(
                "this is a link to {}, which does not exist: remove the link, or make the file",
                to.display()
            );
            Err(Error::new(output, why))
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {
            Err(Error::new(output, "this name is too long for the file system: give a shorter one"))
        }
        _ => Ok(()),
    }
}

/// The place of a file in the file system, as far as it can be told: of the file, else of its folder.
pub fn place(path: &Path) -> PathBuf {
    let there = fs::canonicalize(path).or_else(|_| {
        fs::canonicalize(folder_of(path)).map(|f| f.join(path.file_name().unwrap_or_default()))
    });
    there.unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("in.txt"), "").unwrap();
        fs::create_dir(at("sub")).unwrap();
        fs::write(at("kept.tmx"), "").unwrap();
        let mut kept = fs::metadata(at("kept.tmx")).unwrap().permissions();
        kept.set_readonly(true);
        fs::set_permissions(at("kept.tmx"), kept).unwrap();
        let refused = |outputs: &[PathBuf]| {
            refuse(outputs.iter().map(PathBuf::as_path), &[&at("sub/../in.txt")]).is_err()
        };
        assert!(!refused(&[at("a.tmx"), at("b.tmx")]));
        assert!(!refused(&["-".into()]));
        for outputs in [
            vec![at("in.txt")],
            vec![at("a.tmx"), at("sub/../a.tmx")],
            vec![at("nowhere/a.tmx")],
            vec![at("sub")],
            vec![at("kept.tmx")],
            vec!["-".into(), "-".into()],
            vec![at(&"x".repeat(300))],
        ] {
            assert!(refused(&outputs), "{outputs:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_refused_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("out.tmx");
        std::os::unix::fs::symlink("gone.tmx", &link).unwrap();
        let error = refuse([link.as_path()], &[]).unwrap_err();
        assert!(error.path() == link && error.to_string().contains("gone.tmx"), "{error}");
    }
}
