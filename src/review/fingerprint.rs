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
    of(lines.iter().map(|line| Hashed {
        bead: Some(line.bead),
        status: line.status,
        texts: [&line.source, &line.target],
        comment: &line.comment,
    }))
}

/// That of an alignment.
pub(super) fn of_bitext(bitext: &Bitext) -> String {
    of_lines(&lines(bitext, &[]))
}

/// That of rows that came back.
pub(super) fn of_rows(rows: &[Row]) -> String {
    of(rows.iter().map(|row| Hashed {
        bead: row.bead,
        status: row.status,
        texts: [&row.source, &row.target],
        comment: row.comment.as_deref().unwrap_or_default(),
    }))
}

/// What counts of a row.
struct Hashed<'a> {
    bead: Option<usize>,
    status: Status,
    texts: [&'a str; 2],
    comment: &'a str,
}

fn of<'a>(rows: impl Iterator<Item = Hashed<'a>>) -> String {
    // FNV-1a of 64 bits: the same on every machine and in every release.
    let mut fingerprint = Fingerprint(0xcbf2_9ce4_8422_2325);
    let add_text = |fingerprint: &mut Fingerprint, text: &str| {
        let text: String = letters(text).into_iter().collect();
        fingerprint.add(text.as_bytes());
        // No byte of UTF-8.
        fingerprint.add(&[0xff]);
    };
    for row in rows {
        fingerprint.add(&row.bead.unwrap_or(0).to_le_bytes());
        fingerprint.add(&[row.status as u8]);
        row.texts.iter().for_each(|text| add_text(&mut fingerprint, text));
        // Sheets of before had no comments: without one the name is as it was.
        if !row.comment.trim().is_empty() {
            add_text(&mut fingerprint, row.comment);
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
