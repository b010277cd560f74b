//! What every format's reader is and gives.

use diptych_segments::{Block, Layout};

use super::{
    error::Error,
    input::{Input, Options},
    pairs::Bilingual,
    report::Report,
};

/// What a reader makes of a file.
pub(super) enum Content {
    /// Lines or paragraphs in document order.
    Blocks(Layout, Vec<Block>),
    /// Both sides of segments.
    Pairs(Bilingual),
}

/// A format's reader.
pub(super) trait Reader {
    /// Reads the whole file, and says in `report` what was left out.
    fn read(&self, input: &Input, options: &Options, report: &mut Report)
    -> Result<Content, Error>;
}
