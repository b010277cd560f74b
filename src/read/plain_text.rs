//! Plain text: one block per physical line, or a table that was saved as text.

use diptych_segments::Layout;

use super::{
    error::Error,
    format::Format,
    input::{Input, Options},
    pairs::{Table, is_table},
    reader::{Content, Reader},
    report::Report,
    text::{decoded, lines},
};

/// Reads plain text in any encoding.
pub(super) struct PlainText;

impl Reader for PlainText {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let text = decoded(input, options, report)?;
        // What was saved as text may be a table for all that.
        if options.from.is_none() && is_table(&text) {
            let table = Table { delimiter: b'\t' };
            report.format = Format::Tsv;
            return table.of_text(&text, input);
        }
        Ok(Content::Blocks(Layout::Auto, lines(&text)))
    }
}
