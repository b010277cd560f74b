//! From units to the bytes of a file that is strict TMX 1.4, or as the original was.

pub(crate) mod copier;
#[cfg(feature = "archives")]
pub(crate) mod pack;
pub(crate) mod strict;
pub(crate) mod strict_seg;
pub(crate) mod write_text;
pub(crate) mod writer;
