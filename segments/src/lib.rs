#![doc = include_str!("../README.md")]

mod fold;
mod labels;
mod lang;
mod note_marks;
pub mod numerals;
mod reflow;
mod rules;
mod script;
mod segment;
mod split;
mod srx;
mod text;

pub use fold::{Folded, fold};
pub use labels::{behind_label, is_labelled};
pub use lang::{Detected, Lang, detect};
pub use note_marks::{NoteMark, note_marks, without_marks};
pub use reflow::{Refusal, RefusalKind, layout_of, reflow};
pub use script::is_han;
pub use segment::{segment, segment_by, segment_lines};
pub use split::{Newline, SplitOptions, split};
pub use srx::{Srx, SrxError, SrxFault, SrxMode, SrxSplitter};
pub use text::{Block, Document, Layout, Paragraph, Role, Segment, Text};
