//! Documents that are zip archives: their parts by name, with bounded sizes.
//!
//! Nothing is ever unpacked to disk, so a part's name is a mere label: `..`,
//! absolute paths and links lead nowhere. An archive inside an archive is
//! never opened.

use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};

use encoding_rs::GB18030;
use zip::{ZipArchive, result::ZipError};

use super::error::ErrorKind;

/// The most parts an archive may have.
const MAX_PARTS: usize = 20_000;
/// The most bytes one part may unpack to.
const MAX_PART: u64 = 256 << 20;
/// The most bytes all parts that are read may unpack to together.
const MAX_TOTAL: u64 = 768 << 20;

/// An archive whose parts are read by name.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names as text, without a leading slash.
    names: HashMap<String, usize>,
    unpacked: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when it is cut off or broken, [`ErrorKind::Hostile`] when it has too
    /// many parts, or two of one name.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ErrorKind> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
        if zip.len() > MAX_PARTS {
            return Err(ErrorKind::Hostile(format!("it has more than {MAX_PARTS} parts")));
        }
        let mut names = HashMap::new();
        for at in 0..zip.len() {
            let name = part_name(zip.by_index_raw(at).map_err(|e| damaged(&e))?.name_raw());
            // Programs differ in which of two they read, so that each would show another text.
            if names.insert(name.clone(), at).is_some() {
                return Err(ErrorKind::Hostile(format!("two of its parts are called {name}")));
            }
        }
        Ok(Self { zip, names, unpacked: 0 })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The names of all parts, sorted.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The bytes of a part; `None` when there is no such part.
    ///
    /// # Errors
    /// [`ErrorKind::Encrypted`], [`ErrorKind::Damaged`], or [`ErrorKind::Hostile`] when it unpacks to too much.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(&at) = self.names.get(name) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|e| damaged(&e))?;
        let limit = MAX_PART.min(MAX_TOTAL - self.unpacked);
        // The size that the archive states is a claim; what is counted is what comes out.
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| ErrorKind::Damaged(format!("its part {name} cannot be unpacked ({e})")))?;
        if bytes.len() as u64 > limit {
            return Err(ErrorKind::Hostile(format!(
                "its part {name} unpacks to more than {} MB",
                limit >> 20
            )));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Unpacks every part and keeps none, to see that all of them together stay within bounds;
    /// `check` sees the bytes of each.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub(super) fn measure(
        &mut self,
        check: impl Fn(&[u8]) -> Result<(), ErrorKind>,
    ) -> Result<(), ErrorKind> {
        let names: Vec<String> = self.names.keys().cloned().collect();
        names.iter().try_for_each(|name| self.part(name)?.map_or(Ok(()), |bytes| check(&bytes)))
    }

    /// The bytes of a part that must be there.
    ///
    /// # Errors
    /// As [`part`](Self::part), and [`ErrorKind::Damaged`] when it is missing.
    pub(super) fn required(&mut self, name: &str) -> Result<Vec<u8>, ErrorKind> {
        self.part(name)?.ok_or_else(|| ErrorKind::Damaged(format!("its part {name} is missing")))
    }
}

/// A part's name as text: UTF-8 where it is that (whatever the flag says), or else GB18030,
/// which Chinese Windows writes.
fn part_name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode(raw).0.into_owned(),
    };
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn damaged(error: &ZipError) -> ErrorKind {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => ErrorKind::Encrypted,
        other => ErrorKind::Damaged(format!("the archive is cut off or broken ({other})")),
    }
}

/// The name of the part that `href` in the part `from` means, with its fragment: percent signs
/// decoded, `.` and `..` followed, never above the archive's root.
pub(super) fn resolve(from: &str, href: &str) -> String {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (href, String::new()),
    };
    if path.is_empty() {
        return format!("{from}{fragment}");
    }
    let path = percent_decoded(path);
    let mut steps: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/") + &fragment
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_resolve_inside_the_archive_only() {
        assert_eq!(resolve("OEBPS/text/c1.xhtml", "../notes.xhtml#n1"), "OEBPS/notes.xhtml#n1");
        assert_eq!(resolve("OEBPS/text/c1.xhtml", "#n1"), "OEBPS/text/c1.xhtml#n1");
        assert_eq!(resolve("a.opf", "%E7%AB%A0%201.xhtml"), "章 1.xhtml");
        assert_eq!(resolve("a/b.opf", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("a.opf", "100%"), "100%");
    }
}
