//! The memories that a command writes: packed as their names ask.

use std::path::Path;

use diptych_tmx::Packed;

use crate::cli::outcome::Failure;
use crate::output::{Error, Output};

/// Begins the memory of that name; `-` is the standard output.
pub(super) fn create(path: &Path) -> Result<Packed<Output>, Failure> {
    let memory = Packed::new(Output::new(path)?, path);
    Ok(memory.map_err(|error| Error::writing(path, &error))?)
}

/// Ends the memories and puts them in place, together with another output.
pub(super) fn commit(
    memories: impl IntoIterator<Item = Packed<Output>>,
    beside: Option<Output>,
) -> Result<(), Failure> {
    let memories = memories.into_iter().map(Packed::finish).collect::<Result<Vec<_>, _>>()?;
    Ok(Output::commit(memories.into_iter().chain(beside))?)
}

/// The name without the ending that says how it is packed.
pub(super) fn without_packing(path: &Path) -> &Path {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let is_packed = ending == "gz" || ending == "zip";
    if is_packed { Path::new(path.file_stem().unwrap_or_default()) } else { path }
}
