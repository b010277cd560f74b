//! From the bytes of a file to its units: encodings, damage, XML.

#[cfg(feature = "archives")]
pub(crate) mod archive;
pub(crate) mod between;
pub(crate) mod encoding;
pub(crate) mod parse;
pub(crate) mod parse_head;
pub(crate) mod parse_seg;
pub(crate) mod pieces;
pub(crate) mod reader;
pub(crate) mod references;
pub(crate) mod root;
pub(crate) mod well_formed;
