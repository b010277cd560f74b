//! Wounds: bytes cut, repeated, replaced; numbers made huge; parts of archives wounded and packed again.

use std::io::{Cursor, Read as _, Write as _};

use super::samples::Samples;
use crate::random::Random;

/// What a reader may stumble over.
const BARBS: &[&str] = &[
    "\0",
    "\n",
    "\t",
    "\"",
    "'",
    "<",
    ">",
    "&",
    "]]>",
    "<!--",
    "<![CDATA[",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "&a;",
    "<!DOCTYPE a [<!ENTITY a 'b'>]>",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "\u{fffd}",
    "\u{20000}",
    "\r",
    "-1",
    "0",
    "1e309",
    "NaN",
    "4294967296",
    "18446744073709551616",
    "XFD1048576",
    "../../x",
    "/dev/null",
    "{",
    "}",
    "[",
    "]",
    "null",
    "\\u0000",
    "\\ud800",
    ",",
    ";",
    "|",
    "(",
    ")",
    "[^",
    "(?",
    "{999999}",
    "*",
    "+",
    "=",
    "[1]",
    "①",
    "第一章",
    "。",
    "“",
    "”",
    "A.",
    "1.",
    "————",
    "　",
];

/// The bytes with one to six wounds; half of the archives are opened and a part of them is wounded.
pub(super) fn wound(name: &str, bytes: &[u8], samples: &Samples, random: &mut Random) -> Vec<u8> {
    let archive =
        [".docx", ".epub", ".xlsx", ".odt", ".pptx"].iter().any(|end| name.ends_with(end));
    if archive
        && random.below(4) > 0
        && let Some(packed) = wound_part(bytes, samples, random)
    {
        return packed;
    }
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(6) {
        one(&mut bytes, samples, random);
    }
    bytes
}

fn one(bytes: &mut Vec<u8>, samples: &Samples, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    let most = [4, 40, 400, 4000][random.below(4)];
    let length = random.below(most).min(bytes.len() - at);
    match random.below(10) {
        0 => bytes[at] = random.below(256) as u8,
        1 => bytes.truncate(at),
        2 => drop(bytes.drain(at..at + length)),
        3 => {
            let piece = bytes[at..at + length].to_vec();
            bytes.splice(at..at, piece);
        }
        4 => {
            let most = [10, 100, 2000][random.below(3)];
            let times = random.below(most);
            let piece = bytes[at..at + length.min(40)].repeat(times);
            bytes.splice(at..at, piece);
        }
        5 => {
            let other = samples.any(random);
            let from = random.below(other.len().max(1));
            let piece = other[from..(from + length).min(other.len())].to_vec();
            bytes.splice(at..at + length, piece);
        }
        6 => number(bytes, at, random),
        _ => {
            let barb = BARBS[random.below(BARBS.len())];
            let over = if random.below(2) == 0 { 0 } else { length.min(8) };
            bytes.splice(at..at + over, barb.bytes());
        }
    }
}

/// Makes the next number huge, negative, or nothing.
fn number(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let Some(start) = (at..bytes.len()).find(|&n| bytes[n].is_ascii_digit()) else { return };
    let end = (start..bytes.len()).find(|&n| !bytes[n].is_ascii_digit()).unwrap_or(bytes.len());
    let new = ["0", "-1", "65536", "1048577", "4294967295", "9223372036854775808", "", "1.5"];
    bytes.splice(start..end, new[random.below(new.len())].bytes());
}

/// The archive with a wound in one of its parts.
fn wound_part(bytes: &[u8], samples: &Samples, random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = random.below(archive.len());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if index == chosen {
            for _ in 0..=random.below(4) {
                one(&mut content, samples, random);
            }
        }
        packed.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        packed.write_all(&content).ok()?;
    }
    Some(packed.finish().ok()?.into_inner())
}
