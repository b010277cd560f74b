//! Segmentation rules of other tools: SRX 2.0 and 1.0 (LISA/GALA).
//!
//! With the rules of the user's translation tool, segments are those that the
//! tool makes, and its memories match.

mod file;
mod literals;
mod pattern;
mod rule;
mod rules;

pub use file::{Srx, SrxError};
pub use rule::{SrxFault, SrxMode};
pub use rules::SrxSplitter;
