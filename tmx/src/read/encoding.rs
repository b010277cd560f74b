//! From the bytes of a file to its text, and back to the same bytes.

use crate::error::{Error, ErrorKind};
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::collections::VecDeque;
use std::io::{self, Read};

/// How much of the file decides about its encoding, in bytes; also how much is read at a time.
const WINDOW: usize = 64 * 1024;

/// The longest sequence of bytes that a decoder looks back on.
const TAIL: usize = 8;

/// The encoding of a file, with which text is made into bytes as they stood in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileEncoding {
    encoding: &'static Encoding,
    bom: bool,
}

impl FileEncoding {
    /// UTF-8 without a byte order mark: what new files have.
    pub const UTF_8: Self = Self { encoding: UTF_8, bom: false };

    /// The name by the WHATWG standard, such as `UTF-16LE` or `windows-1252`.
    pub fn name(&self) -> &'static str {
        self.encoding.name()
    }

    /// Whether the file begins with a byte order mark.
    pub fn has_bom(&self) -> bool {
        self.bom
    }

    /// The bytes of the byte order mark, if the file has one.
    pub(crate) fn mark(self) -> &'static [u8] {
        match (self.bom, self.encoding) {
            (false, _) => b"",
            (_, e) if e == UTF_16LE => b"\xFF\xFE",
            (_, e) if e == UTF_16BE => b"\xFE\xFF",
            _ => b"\xEF\xBB\xBF",
        }
    }

    /// Adds the bytes of `text`. What the encoding lacks becomes a character reference.
    pub(crate) fn encode(self, text: &str, bytes: &mut Vec<u8>) {
        match self.encoding {
            e if e == UTF_8 => bytes.extend_from_slice(text.as_bytes()),
            e if e == UTF_16LE => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            e if e == UTF_16BE => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            other => bytes.extend_from_slice(&other.encode(text).0),
        }
    }
}

/// Bytes that do not belong to the encoding, and the text that stands for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    /// Where the text begins, in bytes of text.
    pub(crate) at: u64,
    /// How long the text is, in bytes.
    pub(crate) length: usize,
    /// The bytes as they stand in the file.
    pub(crate) bytes: Vec<u8>,
}

/// Text read from bytes.
pub(crate) struct Decoded<R> {
    input: R,
    encoding: FileEncoding,
    /// Bytes read and not yet decoded.
    bytes: Vec<u8>,
    /// For encodings other than UTF-8.
    decoder: Option<encoding_rs::Decoder>,
    /// The last bytes that the decoder got.
    tail: Vec<u8>,
    at_end: bool,
    /// Whether the decoder was told that there is no more.
    closed: bool,
    /// How much text came out so far, in bytes.
    produced: u64,
    /// What was not asked for yet with [`take_invalid`](Self::take_invalid).
    invalid: VecDeque<Invalid>,
    /// Why an archive could not be unpacked to its end.
    damage: Option<String>,
}

impl<R: Read> Decoded<R> {
    /// Looks at the beginning of `input` and decides on the encoding: a byte order mark wins, then
    /// what the bytes look like, then the declaration. Where the declaration says something else
    /// than the bytes, the second value tells what it says.
    pub(crate) fn new(mut input: R) -> Result<(Self, Option<String>), Error> {
        let mut bytes = Vec::new();
        let damage = read_window(&mut input, &mut bytes)?;
        if bytes.is_empty() {
            return Err(Error::new(damage.map_or(ErrorKind::Empty, ErrorKind::Archive)));
        }
        let (encoding, mark, contradicted) = decide(&bytes)?;
        bytes.drain(..mark);
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        let at_end = damage.is_some() || bytes.len() + mark < WINDOW;
        let encoding = FileEncoding { encoding, bom: mark > 0 };
        let text = Self {
            input,
            encoding,
            bytes,
            decoder,
            tail: Vec::new(),
            at_end,
            closed: false,
            produced: 0,
            invalid: VecDeque::new(),
            damage,
        };
        Ok((text, contradicted))
    }

    pub(crate) fn encoding(&self) -> FileEncoding {
        self.encoding
    }

    /// Why the archive that the text comes from could not be unpacked to its end.
    pub(crate) fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// Takes what stands for invalid bytes and lies before `offset`.
    pub(crate) fn take_invalid(&mut self, offset: u64, mut take: impl FnMut(Invalid)) {
        while self.invalid.front().is_some_and(|invalid| invalid.at < offset) {
            self.invalid.pop_front().into_iter().for_each(&mut take);
        }
    }

    /// Adds the next text to `text`; `false` at the end.
    pub(crate) fn fill(&mut self, text: &mut String) -> io::Result<bool> {
        loop {
            let before = text.len();
            match &self.decoder {
                None => self.fill_utf8(text),
                Some(_) if !self.closed => self.fill_other(text),
                Some(_) => {}
            }
            self.produced += (text.len() - before) as u64;
            if text.len() > before {
                return Ok(true);
            }
            if self.at_end {
                return Ok(false);
            }
            let before = self.bytes.len();
            self.damage = read_window(&mut self.input, &mut self.bytes)?;
            self.at_end = self.damage.is_some() || self.bytes.len() - before < WINDOW;
        }
    }

    /// Bytes that do not belong to the encoding are read as U+FFFD.
    fn fill_other(&mut self, text: &mut String) {
        let decoder = self.decoder.as_mut().expect("there is one for every encoding but UTF-8");
        let start = text.len();
        let mut from = 0;
        loop {
            let rest = &self.bytes[from..];
            let room = decoder
                .max_utf8_buffer_length_without_replacement(rest.len())
                .expect("a chunk is far below the limit of memory");
            text.reserve(room);
            let (result, read) =
                decoder.decode_to_string_without_replacement(rest, text, self.at_end);
            from += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    // What began in the chunk before stands at the end of `tail`.
                    let known = [self.tail.as_slice(), &self.bytes[..from]].concat();
                    let end = known.len() - usize::from(after);
                    let bytes = known[end - usize::from(length)..end].to_owned();
                    let at = self.produced + (text.len() - start) as u64;
                    text.push('\u{FFFD}');
                    self.invalid.push_back(Invalid { at, length: 3, bytes });
                }
            }
        }
        self.closed = self.at_end;
        self.tail.extend_from_slice(&self.bytes);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
        self.bytes.clear();
    }

    /// Bytes that are not UTF-8 are read as windows-1252, one by one: they nearly always come from
    /// there, and text that is windows-1252 throughout hardly ever looks like UTF-8.
    fn fill_utf8(&mut self, text: &mut String) {
        let start = text.len();
        let mut rest = self.bytes.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    text.push_str(std::str::from_utf8(valid).expect("checked just now"));
                    rest = after;
                    if error.error_len().is_none() && !self.at_end {
                        break;
                    }
                    let (bad, after) = rest.split_at(error.error_len().unwrap_or(rest.len()));
                    let at = self.produced + (text.len() - start) as u64;
                    let shown = WINDOWS_1252.decode_without_bom_handling(bad).0;
                    let (length, bytes) = (shown.len(), bad.to_owned());
                    self.invalid.push_back(Invalid { at, length, bytes });
                    text.push_str(&shown);
                    rest = after;
                }
            }
        }
        let left = rest.len();
        self.bytes.drain(..self.bytes.len() - left);
    }
}

/// Reads the next bytes of the file. An archive that is cut off or damaged gives what can be
/// unpacked; the value says what is wrong with it.
fn read_window(input: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<Option<String>> {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match input.take(WINDOW as u64).read_to_end(bytes) {
        Ok(_) => Ok(None),
        Err(error) if matches!(error.kind(), UnexpectedEof | InvalidData | InvalidInput) => {
            Ok(Some(error.to_string()))
        }
        Err(error) => Err(error),
    }
}

/// The encoding, the length of the byte order mark, and what the declaration says if that is wrong.
fn decide(bytes: &[u8]) -> Result<(&'static Encoding, usize, Option<String>), Error> {
    let unknown = |name: &str| Err(Error::new(ErrorKind::Encoding(name.to_owned())));
    let (encoding, mark) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return unknown("UTF-32"),
        [0xEF, 0xBB, 0xBF, ..] => (UTF_8, 3),
        [0xFF, 0xFE, ..] => (UTF_16LE, 2),
        [0xFE, 0xFF, ..] => (UTF_16BE, 2),
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        [white, 0, ..] if white.is_ascii_whitespace() => (UTF_16LE, 0),
        [0, white, ..] if white.is_ascii_whitespace() => (UTF_16BE, 0),
        _ => return Ok(decide_by_declaration(bytes)),
    };
    let start = &bytes[mark..bytes.len().min(1024)];
    let declared = declared(&encoding.decode_without_bom_handling(start).0);
    let agrees = |name: &str| {
        let known = Encoding::for_label(name.as_bytes());
        let name = name.to_ascii_lowercase();
        // Without an order of its own, UTF-16 is that of the byte order mark.
        let of_mark = encoding != UTF_8 && matches!(name.as_str(), "utf-16" | "ucs-2" | "utf16");
        known == Some(encoding) && !(of_mark && mark == 0) || of_mark && mark > 0
    };
    let contradicted = match declared {
        Some(name) if agrees(&name) => None,
        None if mark > 0 => None,
        None => Some("no encoding and has no byte order mark".to_owned()),
        Some(name) if mark == 0 => Some(format!("{name} and has no byte order mark")),
        Some(name) => Some(name),
    };
    Ok((encoding, mark, contradicted))
}

/// For bytes that have ASCII as ASCII and no byte order mark.
fn decide_by_declaration(bytes: &[u8]) -> (&'static Encoding, usize, Option<String>) {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let declared = declared(&start);
    let known = declared.as_deref().map(|name| Encoding::for_label(name.as_bytes()));
    let looks_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let has_wide = bytes.iter().any(|byte| *byte > 0x7F);
    match known {
        Some(Some(encoding)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            (UTF_8, 0, declared)
        }
        Some(Some(encoding)) if encoding != UTF_8 && !(has_wide && looks_utf8) => {
            (encoding, 0, None)
        }
        Some(Some(encoding)) if encoding != UTF_8 => (UTF_8, 0, declared),
        _ if !looks_utf8 && looks_gb18030(bytes) => {
            (GB18030, 0, declared.or_else(|| Some("no encoding".to_owned())))
        }
        Some(None) => (UTF_8, 0, declared),
        _ => (UTF_8, 0, None),
    }
}

/// Whether nearly all bytes above ASCII come in pairs that are Han characters of GB 2312.
fn looks_gb18030(bytes: &[u8]) -> bool {
    let (mut at, mut han, mut other) = (0, 0, 0);
    while at < bytes.len() {
        match bytes[at..] {
            [0xB0..=0xF7, 0xA1..=0xFE, ..] => (han, at) = (han + 1, at + 2),
            [0xA1..=0xA9, 0xA1..=0xFE, ..] => at += 2,
            [0x80..=0xFF, ..] => (other, at) = (other + 1, at + 1),
            _ => at += 1,
        }
    }
    han > 8 * other
}

/// The encoding that the XML declaration names.
fn declared(start: &str) -> Option<String> {
    let declaration = start.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = value[1..].split(quote).next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
