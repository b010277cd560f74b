//! The lines of the body become titles, headings and paragraphs.

mod draft;
pub(crate) mod gather;
mod join;
mod joins;
mod sections;
mod title;

#[cfg(test)]
pub(crate) use join::{Words, tidy};
#[cfg(test)]
pub(crate) use joins::JOINS;
