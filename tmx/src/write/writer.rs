//! Writes a new TMX file.

use crate::error::{Error, ErrorKind};
use crate::fault::Fault;
use crate::header::Header;
use crate::read::reader::Reader;
use crate::unit::TranslationUnit;
use crate::write::strict;
use crate::write::write_text;
use std::io::{Read, Write};

/// Writes a TMX file that is strict: version 1.4, UTF-8, valid by the DTD, with every attribute the
/// header must have, dates in UTC, and never a character that XML forbids.
///
/// A header or unit that is not strict is made so; what the DTD does not know becomes what it comes nearest
/// to.
///
/// ```
/// use diptych_tmx::{Header, Reader, TranslationUnit, Writer};
///
/// let mut writer = Writer::new(Vec::new(), &Header::new("zh-CN"))?;
/// let mut unit = TranslationUnit::of(("zh-CN", "天地玄黄"), ("en-US", "Dark heaven, yellow earth"));
/// unit.attributes.set("tuid", "1");
/// unit.add_prop("x-score", "0.97");
/// writer.write(&unit)?;
/// let file = writer.finish()?;
///
/// let read = Reader::new(file.as_slice())?.next().expect("one unit was written")?;
/// assert_eq!(read, unit);
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    text: String,
}

impl<W: Write> Writer<W> {
    /// Begins a file: writes everything before the first unit. It is best to give it a buffered
    /// `out`.
    ///
    /// # Errors
    /// Writing fails.
    pub fn new(out: W, header: &Header) -> Result<Self, Error> {
        let mut header = header.clone();
        strict::header(&mut header);
        let mut writer = Self { out, text: String::new() };
        write_text::push_head(&header, &mut writer.text);
        writer.put()?;
        Ok(writer)
    }

    /// Writes a unit.
    ///
    /// # Errors
    /// Writing fails, or the unit has no variants: no file that holds it would be valid.
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<(), Error> {
        if unit.variants.is_empty() {
            let why = "a unit without <tuv> cannot be written".to_owned();
            return Err(Error::new(ErrorKind::Fault(why)));
        }
        self.text.push_str("\n    ");
        let mut made_strict = unit.clone();
        strict::unit(&mut made_strict);
        write_text::push_unit(&made_strict, &mut self.text);
        self.put()
    }

    /// Writes a comment after what was written so far.
    ///
    /// # Errors
    /// Writing fails.
    pub fn comment(&mut self, text: &str) -> Result<(), Error> {
        self.text.push_str("\n    ");
        write_text::push_comment(text, &mut self.text);
        self.put()
    }

    /// Writes the unit that `reader` read last: as it stands where it is strict already, else made
    /// strict. Gives back what was changed.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_read<R: Read>(
        &mut self,
        reader: &Reader<R>,
        unit: &mut TranslationUnit,
    ) -> Result<Vec<Fault>, Error> {
        if unit.variants.is_empty() {
            return self.write(unit).map(|()| Vec::new());
        }
        let changes = strict::unit(unit);
        self.text.push_str("\n    ");
        if changes.is_empty() && reader.is_self_contained() {
            self.text.push_str(reader.raw());
        } else {
            write_text::push_unit(unit, &mut self.text);
        }
        self.put()?;
        let (position, number) = (reader.place(), Some(reader.unit_number()));
        Ok(changes.into_iter().map(|found| Fault::placed(found, position, number)).collect())
    }

    /// What is written to.
    pub fn get_ref(&self) -> &W {
        &self.out
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// Writing fails.
    pub fn finish(mut self) -> Result<W, Error> {
        self.out.write_all(write_text::TAIL.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self) -> Result<(), Error> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}
