//! What every output format can do, and how a file name chooses one.

use std::io::{self, Write};
use std::path::Path;

use crate::bitext::Bitext;
use crate::finding::Finding;

/// An output format.
pub trait Emit {
    /// Writes the whole output. The same bitext and findings give the same bytes.
    ///
    /// # Errors
    /// What `out` gives.
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()>;
}

/// A format that the name of a file asks for.
pub trait ByName: Copy {
    /// The format of a file with this name.
    ///
    /// # Errors
    /// Why the name does not say it, and what to do.
    fn by_name(path: &Path) -> Result<Self, String>;
}
