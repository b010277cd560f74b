//! Makes a strict file of a damaged one.

use crate::error::{Error, Position};
use crate::fault::{Fault, Found, Rule};
use crate::read::reader::{Part, Reader};
use crate::unit::TranslationUnit;
use crate::write::strict;
use crate::write::writer::Writer;
use std::io::{Read, Write};

/// What became of the units of a file: `read = written + given_up`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Repaired {
    /// Every `<tu>` of the file, broken ones included.
    pub read: u64,
    /// Units in the new file.
    pub written: u64,
    /// Units that are not in it; a fault says why for each.
    pub given_up: u64,
    /// Everything that was repaired or given up.
    pub repairs: u64,
}

/// Writes all units that can be read into a new file that is strict TMX 1.4 and UTF-8, and tells
/// everything that is not as it was. A unit that is strict already keeps its text. A second repair
/// changes nothing.
///
/// # Errors
/// Reading or writing fails.
pub fn repair<R: Read, W: Write>(
    reader: &mut Reader<R>,
    out: W,
    mut tell: impl FnMut(&Fault),
) -> Result<(W, Repaired), Error> {
    let mut done = Repaired::default();
    let mut tell = |done: &mut Repaired, faults: Vec<Fault>| {
        done.repairs += faults.len() as u64;
        faults.iter().for_each(&mut tell);
    };
    tell(&mut done, reader.take_faults());
    let start = Position::START;
    let changes = strict::header(&mut reader.header().clone());
    tell(&mut done, changes.into_iter().map(|found| Fault::placed(found, start, None)).collect());

    let mut writer = Writer::new(out, reader.header())?;
    let mut unit = TranslationUnit::default();
    while let Some(part) = reader.next_part(&mut unit)? {
        tell(&mut done, reader.take_faults());
        match part {
            Part::Between => {
                for comment in reader.comments() {
                    writer.comment(comment)?;
                }
            }
            Part::Broken => done.given_up += 1,
            Part::Unit if unit.variants.is_empty() => {
                let found = Found::new(Rule::UnitEmpty, 0, "the unit has no <tuv>", "given up");
                let fault = Fault::placed(found, reader.place(), Some(reader.unit_number()));
                tell(&mut done, vec![fault]);
                done.given_up += 1;
            }
            Part::Unit => {
                let changes = writer.write_read(reader, &mut unit)?;
                tell(&mut done, changes);
                done.written += 1;
            }
        }
    }
    tell(&mut done, reader.take_faults());
    done.read = reader.unit_number();
    Ok((writer.finish()?, done))
}
