//! HTML: block elements become paragraphs.

mod block;
mod css;
mod furniture;
mod lists;
mod markup;
mod mathml;
mod notes;
mod shape;
mod walk;
mod xhtml;

use diptych_segments::Layout;
use encoding_rs::Encoding;

use super::{
    encoding,
    error::Error,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
};
pub(super) use walk::Walk;
pub(super) use xhtml::as_html;

/// Reads HTML and XHTML.
pub(super) struct Html;

impl Reader for Html {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let mut text = decode(&input.bytes, options, report)?;
        if text.trim_start().starts_with("<?xml") {
            text = as_html(&text);
        }
        let mut walk = Walk::default();
        walk.read(&text, "", report).map_err(|kind| Error::new(report.file.clone(), kind))?;
        Ok(Content::Blocks(Layout::Structured, walk.finish()))
    }
}

/// The text of a page, by its byte order mark, its own declaration, or a guess.
///
/// # Errors
/// Those of [`encoding::decode`].
pub(super) fn decode(
    bytes: &[u8],
    options: &Options,
    report: &mut Report,
) -> Result<String, Error> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    // A script or a link may name the encoding of another file.
    let of_meta = head.split("<meta").skip(1).find_map(|after| {
        let tag = after.split('>').next().unwrap_or_default();
        tag.split_once("charset=").map(|(_, label)| label)
    });
    let of_xml = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
        declaration.split_once("encoding=").map(|(_, label)| label)
    };
    let declared = of_meta.or_else(of_xml).and_then(|label| {
        let label = label.trim_start_matches(['"', '\'', ' ']);
        let end =
            label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    });
    encoding::decode(bytes, options, declared, report)
}
