//! Writes a file again, with what is not changed as it was.

use crate::encoding::FileEncoding;
use crate::error::Error;
use crate::reader::{Part, Reader};
use crate::unit::TranslationUnit;
use crate::{strict, write_text};
use std::io::{Read, Write};

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
///     copier.keep(part, reader.raw())?;
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
    /// What stands before the next unit; it goes where the unit goes.
    between: String,
    bytes: Vec<u8>,
}

impl<W: Write> Copier<W> {
    /// Begins the copy with everything before the first unit of `original`. It is best to give it a
    /// buffered `out`.
    ///
    /// # Errors
    /// Writing fails.
    pub fn new<R: Read>(out: W, original: &Reader<R>) -> Result<Self, Error> {
        let encoding = original.encoding();
        let old_lang = original.header().has_old_lang();
        let prefix = original.prefix().to_owned();
        let (between, bytes) = (String::new(), Vec::new());
        let mut copier = Self { out, encoding, old_lang, prefix, between, bytes };
        copier.out.write_all(encoding.mark())?;
        // The white space before the first unit goes where the unit goes.
        let (head, white) = split_white_end(original.head());
        copier.put(head)?;
        white.clone_into(&mut copier.between);
        Ok(copier)
    }

    /// Copies a part as it stands in the file.
    ///
    /// # Errors
    /// Writing fails.
    pub fn keep(&mut self, part: Part, raw: &str) -> Result<(), Error> {
        if part == Part::Between {
            self.between.push_str(raw);
            return Ok(());
        }
        self.put_between()?;
        self.put(raw)
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
        self.put_between()?;
        self.put(&text)
    }

    /// Leaves out the unit that was read last, with the white space before it.
    pub fn remove(&mut self) {
        let end = split_white_end(&self.between).0.len();
        self.between.truncate(end);
    }

    /// Ends the copy.
    ///
    /// # Errors
    /// Writing fails.
    pub fn finish(mut self) -> Result<W, Error> {
        self.put_between()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put_between(&mut self) -> Result<(), Error> {
        let mut between = std::mem::take(&mut self.between);
        self.put(&between)?;
        between.clear();
        self.between = between;
        Ok(())
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
    text.split_at(text.trim_end().len())
}
