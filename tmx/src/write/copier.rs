//! Writes a file again, with what is not changed as it was.

use crate::error::Error;
use crate::read::encoding::{FileEncoding, Invalid};
use crate::read::reader::{Part, Reader};
use crate::read::{root, well_formed};
use crate::unit::TranslationUnit;
use crate::write::strict;
use crate::write::write_text;
use std::io::{Read, Write};
use std::ops::Range;

/// Writes a file that is being read again: byte for byte where nothing is changed.
///
/// Encoding, byte order mark, line ends, comments and layout stay as they are. A changed unit is
/// written strictly, in the encoding of the file.
///
/// ```
/// use diptych_tmx::{Copier, Part, Reader, TranslationUnit};
///
/// let file = "<tmx version='1.4'><header/>\r\n<body><tu><tuv lang='EN'><seg/></tuv></tu></body></tmx>";
/// let mut reader = Reader::new(file.as_bytes())?;
/// let mut copier = Copier::new(Vec::new(), &reader)?;
/// let mut unit = TranslationUnit::default();
/// while let Some(part) = reader.next_part(&mut unit)? {
///     copier.keep(part, &reader)?;
/// }
/// assert_eq!(copier.finish()?, file.as_bytes());
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
#[derive(Debug)]
pub struct Copier<W: Write> {
    out: W,
    encoding: FileEncoding,
    old_lang: bool,
    /// The prefix that TMX elements have in the file.
    prefix: String,
    /// The white space before the next unit; it goes where the unit goes.
    white: String,
    bytes: Vec<u8>,
}

impl<W: Write> Copier<W> {
    /// Begins the copy with everything before the first unit of `original`. It is best to give it a
    /// buffered `out`.
    ///
    /// # Errors
    /// Writing fails.
    pub fn new<R: Read>(out: W, original: &Reader<R>) -> Result<Self, Error> {
        let mut copier = Self::begun(out, original)?;
        copier.put_original(original.head(), original.head_invalid())?;
        Ok(copier)
    }

    fn begun<R: Read>(out: W, original: &Reader<R>) -> Result<Self, Error> {
        let encoding = original.encoding();
        let old_lang = original.header().has_old_lang();
        let prefix = original.prefix().to_owned();
        let mut copier =
            Self { out, encoding, old_lang, prefix, white: String::new(), bytes: Vec::new() };
        copier.out.write_all(encoding.mark())?;
        Ok(copier)
    }

    /// As [`new`](Self::new), of a file whose body is `<body/>`: it is opened for units, up to [`close_body`](Self::close_body).
    pub(crate) fn with_open_body<R: Read>(out: W, original: &Reader<R>) -> Result<Self, Error> {
        let mut copier = Self::begun(out, original)?;
        let head = original.head();
        let tag = head.strip_suffix("/>").unwrap_or(head).trim_ascii_end();
        copier.put_original(tag, original.head_invalid())?;
        copier.put(">")?;
        "\n".clone_into(&mut copier.white);
        Ok(copier)
    }

    /// Ends the body that was opened.
    pub(crate) fn close_body(&mut self) -> Result<(), Error> {
        let end = format!("\n</{}body>", self.prefix);
        self.put(&end)
    }

    /// As [`new`](Self::new), with another `srclang` in the header. A header without one stays as it is.
    ///
    /// # Errors
    /// Writing fails.
    pub fn with_srclang<R: Read>(
        out: W,
        original: &Reader<R>,
        srclang: &str,
    ) -> Result<Self, Error> {
        let Some(place) = srclang_in(original.head()) else { return Self::new(out, original) };
        let mut copier = Self::begun(out, original)?;
        let (head, invalid) = (original.head(), original.head_invalid());
        let (before, after): (Vec<_>, Vec<_>) =
            invalid.iter().cloned().partition(|one| (one.at as usize) < place.start);
        copier.put_original(&head[..place.start], &before)?;
        let mut value = String::new();
        crate::characters::escape_value(srclang, &mut value);
        copier.put(&value)?;
        let moved: Vec<Invalid> = after
            .into_iter()
            .filter(|one| one.at as usize >= place.end)
            .map(|one| Invalid { at: one.at - place.end as u64, ..one })
            .collect();
        copier.put_original(&head[place.end..], &moved)?;
        Ok(copier)
    }

    /// Copies the part that `original` read last, as it stands in the file.
    ///
    /// # Errors
    /// Writing fails.
    pub fn keep<R: Read>(&mut self, part: Part, original: &Reader<R>) -> Result<(), Error> {
        let raw = original.raw();
        if part != Part::Between {
            self.put_white()?;
            return self.put_original(raw, original.raw_invalid());
        }
        let (body, white) = split_white_end(raw);
        if !body.is_empty() {
            self.put_white()?;
            self.put_original(body, original.raw_invalid())?;
        }
        self.white.push_str(white);
        Ok(())
    }

    /// Writes a unit that was changed, in the place of the part that was read last.
    ///
    /// # Errors
    /// Writing fails.
    pub fn change(&mut self, unit: &TranslationUnit) -> Result<(), Error> {
        let mut unit = unit.clone();
        strict::unit(&mut unit);
        if self.old_lang {
            unit.variants.iter_mut().for_each(|v| v.attributes.rename("xml:lang", "lang"));
        }
        let mut text = String::new();
        write_text::push_unit(&unit, &mut text);
        if !self.prefix.is_empty() {
            // Every `<` in the text of a unit begins a tag or a comment; all others are escaped.
            for mark in ["</", "<"] {
                text = put_prefix(&text, mark, &self.prefix);
            }
        }
        self.put_white()?;
        self.put(&text)
    }

    /// Leaves out the unit that was read last, with the white space before it.
    pub fn remove(&mut self) {
        self.white.clear();
    }

    /// Ends the copy.
    ///
    /// # Errors
    /// Writing fails.
    pub fn finish(mut self) -> Result<W, Error> {
        self.put_white()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put_white(&mut self) -> Result<(), Error> {
        let mut white = std::mem::take(&mut self.white);
        self.put(&white)?;
        white.clear();
        self.white = white;
        Ok(())
    }

    /// Text as it stands in the file, with the bytes that do not belong to its encoding.
    fn put_original(&mut self, text: &str, invalid: &[Invalid]) -> Result<(), Error> {
        let mut here = 0;
        for Invalid { at, length, bytes } in invalid {
            let at = *at as usize;
            self.put(&text[here..at])?;
            self.out.write_all(bytes)?;
            here = at + length;
        }
        self.put(&text[here..])
    }

    fn put(&mut self, text: &str) -> Result<(), Error> {
        self.bytes.clear();
        self.encoding.encode(text, &mut self.bytes);
        self.out.write_all(&self.bytes)?;
        Ok(())
    }
}

/// The text with `prefix` before every name that comes right after `mark`.
fn put_prefix(text: &str, mark: &str, prefix: &str) -> String {
    let mut prefixed = String::with_capacity(text.len() + 64);
    for (at, part) in text.split(mark).enumerate() {
        if at > 0 {
            prefixed.push_str(mark);
            if part.starts_with(|first: char| first.is_ascii_lowercase()) {
                prefixed.push_str(prefix);
            }
        }
        prefixed.push_str(part);
    }
    prefixed
}

fn split_white_end(text: &str) -> (&str, &str) {
    text.split_at(text.trim_ascii_end().len())
}

/// Where the value of `srclang` stands in the start tag of the header. Comments, the document type
/// and the values of other attributes may name both, and mean neither.
fn srclang_in(head: &str) -> Option<Range<usize>> {
    let mut here = 0;
    loop {
        here += head[here..].find('<')?;
        let rest = &head[here..];
        let closed = |open: &str, close: &str| {
            rest.starts_with(open).then(|| rest.find(close).map(|at| at + close.len()))
        };
        let length = if rest.starts_with("<!DOCTYPE") {
            root::doctype_length(rest)?
        } else if let Some(end) = closed("<!--", "-->").or_else(|| closed("<?", "?>")) {
            end?
        } else {
            let Some(end) = well_formed::tag_end(rest) else {
                here += 1;
                continue;
            };
            let name =
                &rest[1..rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?.max(1)];
            if name.rsplit(':').next() == Some("header") {
                let value = value_of("srclang", &rest[1 + name.len()..end])?;
                let start = here + 1 + name.len();
                return Some(start + value.start..start + value.end);
            }
            end
        };
        here += length;
    }
}

/// Where the value of an attribute stands in what follows the name of a start tag.
fn value_of(attribute: &str, tag: &str) -> Option<Range<usize>> {
    let mut here = 0;
    loop {
        let equals = here + tag[here..].find('=')?;
        let quote = equals + tag[equals..].find(['"', '\''])?;
        let end = quote + 1 + tag[quote + 1..].find(&tag[quote..=quote])?;
        if tag[here..equals].trim() == attribute {
            return Some(quote + 1..end);
        }
        here = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_language_is_that_of_the_header() {
        for (head, found) in [
            ("<tmx><header a='1' srclang='zh'>", Some("zh")),
            ("<!-- header srclang='no' --><tmx><header srclang=\"zh\"/>", Some("zh")),
            (
                "<!DOCTYPE tmx [<!ATTLIST header srclang CDATA 'no'>]><tmx><header srclang='zh'>",
                Some("zh"),
            ),
            ("<tmx version='1.4' note='header srclang=\"no\">'><header srclang='zh'>", Some("zh")),
            ("<header o-tmf='srclang=\"no\">' x-srclang='no' srclang = 'zh'>", Some("zh")),
            ("<t:header t='srclang' srclang='zh'>", Some("zh")),
            ("<headers srclang='no'><header>", None),
            ("<header srclang>", None),
            ("<", None),
        ] {
            assert_eq!(srclang_in(head).map(|place| &head[place]), found, "{head}");
        }
    }
}
