//! The lines of an extracted text: what can be seen on each, and how all were set.

pub(crate) mod author;
mod char_width;
pub(crate) mod columns;
pub(crate) mod heading;
pub(crate) mod item;
pub(crate) mod label;
pub(crate) mod line;
pub(crate) mod page_style;
pub(crate) mod read;
pub(crate) mod rows;
