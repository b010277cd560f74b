//! Diptych turns a Chinese text and its English translation into a
//! translation memory that can be trusted.

pub mod align;
pub mod bitext;
pub mod emit;
pub mod finding;
pub mod read;
