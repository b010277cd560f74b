#![doc = include_str!("../README.md")]

mod lang;
mod text;

pub use lang::Lang;
pub use text::{Block, Document, Layout, Paragraph, Role, Segment, Text};
