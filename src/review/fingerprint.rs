//! What a sheet was made of, in sixteen digits, by which a sheet of another state is known.

use super::column::letters;
use super::lines::{Line, lines};
use super::row::{Row, Status};
use crate::bitext::Bitext;

/// The name of a state of an alignment: its pairs with their numbers, texts and whether they are
/// accepted, whatever the white space. A sheet that nobody edited has that of its own rows.
#[derive(Debug)]
struct Fingerprint(u64);

/// That of the lines of an alignment as they are written.
pub(super) fn of_lines(lines: &[Line]) -> String {
    let status = |line: &Line| if line.accepted { Status::Accepted } else { Status::Open };
    let rows = lines.iter().map(|line| (Some(line.bead), status(line), &line.source, &line.target));
    of(rows.map(|(bead, status, source, target)| (bead, status, source.as_str(), target.as_str())))
}

/// That of an alignment.
pub(super) fn of_bitext(bitext: &Bitext) -> String {
    of_lines(&lines(bitext, &[]))
}

/// That of rows that came back.
pub(super) fn of_rows(rows: &[Row]) -> String {
    of(rows.iter().map(|row| (row.bead, row.status, row.source.as_str(), row.target.as_str())))
}

fn of<'a>(rows: impl Iterator<Item = (Option<usize>, Status, &'a str, &'a str)>) -> String {
    // FNV-1a of 64 bits: the same on every machine and in every release.
    let mut fingerprint = Fingerprint(0xcbf2_9ce4_8422_2325);
    for (bead, status, source, target) in rows {
        fingerprint.add(&bead.unwrap_or(0).to_le_bytes());
        fingerprint.add(&[status as u8]);
        for text in [source, target] {
            let text: String = letters(text).into_iter().collect();
            fingerprint.add(text.as_bytes());
            // No byte of UTF-8.
            fingerprint.add(&[0xff]);
        }
    }
    format!("{:016x}", fingerprint.0)
}

impl Fingerprint {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
