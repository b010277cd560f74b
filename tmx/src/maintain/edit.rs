//! Copies a file with some of its units changed or left out.

use crate::error::Error;
use crate::fault::Fault;
use crate::read::reader::{Part, Reader};
use crate::unit::TranslationUnit;
use crate::write::copier::Copier;
use std::io::{Read, Write};

/// What becomes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It stays as it is, byte for byte.
    Keep,
    /// It is written as it stands in the value now.
    Change,
    /// It is left out.
    Remove,
}

/// The unit that [`edit`] asks about, as it stands in the file.
pub struct Asked<'r, R> {
    /// What reads the file: the unit's number, place and text are asked of it.
    pub reader: &'r Reader<R>,
    /// Whether the unit could be read. One that could not is empty, and cannot be changed.
    pub is_whole: bool,
    /// The faults that reading the unit met.
    pub faults: &'r [Fault],
}

/// What became of the units of a file: `read = kept + changed + removed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Edited {
    /// Every `<tu>` of the file, broken ones included.
    pub read: u64,
    /// Units that are as they were, byte for byte.
    pub kept: u64,
    /// Units that were changed.
    pub changed: u64,
    /// Units that were left out.
    pub removed: u64,
    /// Faults of what was kept, so that the copy has them too.
    pub faults: u64,
}

/// Copies a file and asks `decide` about each of its units. Everything that is not changed or removed
/// stays byte for byte.
///
/// ```
/// use diptych_tmx::{Edit, Reader, edit};
///
/// let file = "<tmx version='1.4'><header/><body><tu tuid='1'/>\n<tu tuid='2'/></body></tmx>";
/// let (copy, done) = edit(&mut Reader::new(file.as_bytes())?, Vec::new(), |unit, _| {
///     Ok(if unit.id() == Some("2") { Edit::Remove } else { Edit::Keep })
/// })?;
/// assert_eq!(copy, b"<tmx version='1.4'><header/><body><tu tuid='1'/></body></tmx>");
/// assert_eq!((done.kept, done.removed), (1, 1));
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
///
/// # Errors
/// Reading or writing fails, or `decide` does.
pub fn edit<R: Read, W: Write>(
    reader: &mut Reader<R>,
    out: W,
    decide: impl FnMut(&mut TranslationUnit, &Asked<'_, R>) -> Result<Edit, Error>,
) -> Result<(W, Edited), Error> {
    edit_with_head(reader, out, None, decide)
}

/// As [`edit`], with another `srclang` in the header where one is given.
///
/// # Errors
/// As [`edit`].
pub fn edit_with_head<R: Read, W: Write>(
    reader: &mut Reader<R>,
    out: W,
    srclang: Option<&str>,
    mut decide: impl FnMut(&mut TranslationUnit, &Asked<'_, R>) -> Result<Edit, Error>,
) -> Result<(W, Edited), Error> {
    let mut copier = match srclang {
        Some(srclang) => Copier::with_srclang(out, reader, srclang)?,
        None => Copier::new(out, reader)?,
    };
    let (mut done, mut unit) = (Edited::default(), TranslationUnit::default());
    done.faults = reader.take_faults().len() as u64;
    while let Some(part) = reader.next_part(&mut unit)? {
        let faults = reader.take_faults();
        if part == Part::Between {
            copier.keep(part, reader)?;
            done.faults += faults.len() as u64;
            continue;
        }
        let is_whole = part == Part::Unit;
        if !is_whole {
            unit.clear();
        }
        match decide(&mut unit, &Asked { reader, is_whole, faults: &faults })? {
            Edit::Remove => {
                copier.remove();
                done.removed += 1;
            }
            Edit::Change if is_whole => {
                copier.change(&unit)?;
                done.changed += 1;
            }
            Edit::Keep | Edit::Change => {
                copier.keep(part, reader)?;
                done.kept += 1;
                done.faults += faults.len() as u64;
            }
        }
    }
    done.faults += reader.take_faults().len() as u64;
    done.read = reader.unit_number();
    Ok((copier.finish()?, done))
}
