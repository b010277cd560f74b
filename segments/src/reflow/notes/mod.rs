//! Footnotes and endnotes.

mod endnotes;
pub(crate) mod find;
mod footnotes;
mod superscript_notes;
