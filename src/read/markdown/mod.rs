//! Markdown: `CommonMark` with tables and footnotes, and the dialects of documentation sites.

mod dialects;
mod page;

use diptych_segments::Layout;
use pulldown_cmark::{Options as Extensions, Parser};

use super::{
    error::Error,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
};
use page::Page;

/// Reads Markdown.
pub(super) struct Markdown;

impl Reader for Markdown {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let source = dialects::plain(&text::decoded(input, options, report)?);
        let (source, lines, signs) = (source.text, source.lines, source.signs);
        for sign in signs {
            report.leave_out("signs of the site", "they are no text", None, &sign);
        }
        let mut page = Page::default();
        let extensions = Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_HEADING_ATTRIBUTES
            | Extensions::ENABLE_GFM
            | Extensions::ENABLE_MATH
            | Extensions::ENABLE_DEFINITION_LIST
            | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let (mut counted, mut line) = (0, 1);
        for (event, range) in Parser::new_ext(&source, extensions).into_offset_iter() {
            if range.start > counted {
                line += source[counted..range.start].bytes().filter(|b| *b == b'\n').count();
                counted = range.start;
            }
            let at = lines.get(line - 1).copied().unwrap_or(line);
            page.event(event, at, report)
                .map_err(|kind| Error::new(report.file.clone(), kind).at_line(at))?;
        }
        page.flush(lines.last().copied().unwrap_or(line));
        report.change("list numbers made text", "the page shows them", page.numbered);
        Ok(Content::Blocks(Layout::Structured, page.flow.blocks))
    }
}
