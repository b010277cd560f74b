//! The lines of the body become titles, headings and paragraphs.

mod draft;
pub(crate) mod gather;
mod join;
mod sections;
mod title;
