//! A file cut into its units and what stands between them.
//!
//! The pieces in order are the whole text of the file, character for character: whoever writes them
//! all again writes the same file.

use crate::error::{Error, Position};
use crate::read::encoding::{Decoded, FileEncoding, Invalid};
use crate::read::root::{Root, doctype_length};
use memchr::{memchr, memmem};
use std::io::Read;
use std::ops::Range;

/// The most a unit or the head of a file may take, in bytes of UTF-8. Only damaged files have more,
/// and it is what bounds the memory.
const LIMIT: usize = 64 << 20;

/// What stands between two units is handed out in parts of about this size.
const GAP: usize = 1 << 20;

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What stands before, between and after units.
    Gap,
    /// From `<tu` to `</tu>`.
    Unit,
    /// From `<tu` to where it is clear that the unit is not whole, and why.
    Broken(&'static str),
}

/// A piece of the text that is in memory now.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
    pub(crate) position: Position,
    /// Bytes in the piece that do not belong to the encoding; `at` counts from its beginning.
    pub(crate) invalid: Vec<Invalid>,
}

pub(crate) struct Pieces<R> {
    input: Decoded<R>,
    /// The text in memory; what lies before `at` was handed out.
    text: String,
    at: usize,
    /// How much text came before `text`.
    gone: u64,
    position: Position,
    /// The prefix of TMX elements with its colon; nearly always empty.
    prefix: String,
    /// Whether `</tmx>` was seen.
    pub(crate) closed: bool,
    /// Whether a DOCTYPE was seen; a file has one.
    doctype: bool,
    /// Of each of [`OPAQUE`]: up to where in the file its end was looked for in vain, so that it is not
    /// looked for there again and again.
    absent: [u64; 3],
}

/// What holds no tags: its beginning and its end.
pub(crate) const OPAQUE: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

impl<R: Read> Pieces<R> {
    pub(crate) fn new(input: R) -> Result<(Self, Option<String>), Error> {
        let (input, contradicted) = Decoded::new(input)?;
        let pieces = Self {
            input,
            text: String::new(),
            at: 0,
            gone: 0,
            position: Position::START,
            prefix: String::new(),
            closed: false,
            doctype: false,
            absent: [0; 3],
        };
        Ok((pieces, contradicted))
    }

    pub(crate) fn encoding(&self) -> FileEncoding {
        self.input.encoding()
    }

    /// The place after the last piece.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Why the archive that the file comes from could not be unpacked to its end.
    pub(crate) fn damage(&self) -> Option<&str> {
        self.input.damage()
    }

    pub(crate) fn text(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// The root element, before which there may be a DOCTYPE and comments of any length.
    pub(crate) fn root(&mut self) -> Result<Root, Error> {
        let mut wanted = 4096;
        loop {
            let mut whole = false;
            while self.text.len() < wanted && !whole {
                whole = !self.more()?;
            }
            whole |= wanted == LIMIT;
            if let Some(root) = crate::read::root::of(&self.text, whole)? {
                return Ok(root);
            }
            wanted = LIMIT.min(wanted * 8);
        }
    }

    pub(crate) fn set_prefix(&mut self, prefix: &str) {
        prefix.clone_into(&mut self.prefix);
    }

    /// Everything up to `<body>`, or to the first unit if there is none before it; at most `LIMIT`
    /// bytes.
    pub(crate) fn head(&mut self) -> Result<Piece, Error> {
        let end = self.gap_end(LIMIT, true)?;
        Ok(self.hand_out(Kind::Gap, end))
    }

    /// The next piece; `None` at the end of the file.
    pub(crate) fn next_piece(&mut self) -> Result<Option<Piece>, Error> {
        self.forget();
        let gap = self.gap_end(GAP, false)?;
        if gap > self.at {
            return Ok(Some(self.hand_out(Kind::Gap, gap)));
        }
        if self.at == self.text.len() {
            return Ok(None);
        }
        let (kind, end) = self.unit_end()?;
        Ok(Some(self.hand_out(kind, end)))
    }

    /// Where the next unit begins, from `at`; or the end of the text, or where the gap is too long;
    /// with `to_body` also the end of `<body>`.
    fn gap_end(&mut self, limit: usize, to_body: bool) -> Result<usize, Error> {
        let mut here = self.at;
        loop {
            let Some(open) = self.find_markup(here, limit)? else { return Ok(self.text.len()) };
            if open > self.at && open - self.at > limit {
                return Ok(open);
            }
            if let Some(after) = self.skip_opaque(open)? {
                here = after;
            } else if self.is_tag(open, "<", "tu") {
                return Ok(open);
            } else if to_body && self.is_tag(open, "<", "body") {
                return Ok(self.tag_end(open + 1)?.unwrap_or(self.text.len()));
            } else {
                self.closed |= self.is_tag(open, "</", "tmx");
                here = open + 1;
            }
        }
    }

    /// How the unit that begins at `at` ends.
    fn unit_end(&mut self) -> Result<(Kind, usize), Error> {
        let mut here = self.at + 1;
        if let Some(end) = self.tag_end(here)? {
            if self.text.as_bytes()[end - 2] == b'/' {
                return Ok((Kind::Unit, end));
            }
            here = end;
        }
        loop {
            let Some(open) = self.find_markup(here, LIMIT)? else {
                return Ok((Kind::Broken("the file ends inside it"), self.text.len()));
            };
            if open - self.at > LIMIT {
                return Ok((Kind::Broken("it is larger than 64 MiB"), open));
            }
            if self.is_tag(open, "</", "tu") {
                let end = self.tag_end(open + 1)?.unwrap_or(self.text.len());
                return Ok((Kind::Unit, end));
            }
            if self.is_tag(open, "<", "tu") {
                return Ok((Kind::Broken("the next unit begins before its </tu>"), open));
            }
            if self.is_tag(open, "</", "body") || self.is_tag(open, "</", "tmx") {
                return Ok((Kind::Broken("the body ends before its </tu>"), open));
            }
            here = self.skip_opaque(open)?.unwrap_or(open + 1);
        }
    }

    /// The next `<`, with enough text after it to tell what it begins; the end of the text in memory
    /// where that is more than `limit` bytes away and there is none.
    fn find_markup(&mut self, mut from: usize, limit: usize) -> Result<Option<usize>, Error> {
        loop {
            if let Some(found) = memchr(b'<', &self.text.as_bytes()[from..]) {
                let open = from + found;
                while self.text.len() < open + 16 + self.prefix.len() && self.more()? {}
                return Ok(Some(open));
            }
            from = self.text.len();
            if from - self.at > limit {
                return Ok(Some(from));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Whether at `open` there is a tag of that name: `<` or `</`, prefix, name, and no more name.
    fn is_tag(&self, open: usize, mark: &str, name: &str) -> bool {
        let mut bytes = self.text.as_bytes()[open..].iter();
        let wanted = mark.bytes().chain(self.prefix.bytes()).chain(name.bytes());
        for byte in wanted {
            if bytes.next() != Some(&byte) {
                return false;
            }
        }
        matches!(bytes.next(), Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'))
    }

    /// If a comment, CDATA section, processing instruction or DOCTYPE begins at `open`: its end.
    /// One that never ends is taken for text.
    fn skip_opaque(&mut self, open: usize) -> Result<Option<usize>, Error> {
        let start = &self.text[open..];
        if start.starts_with("<!DOCTYPE") && !std::mem::replace(&mut self.doctype, true) {
            return self.doctype_end(open);
        }
        match OPAQUE.iter().position(|(begin, _)| start.starts_with(begin)) {
            Some(which) => self.find_end(open + OPAQUE[which].0.len(), which),
            None => Ok(None),
        }
    }

    fn find_end(&mut self, start: usize, which: usize) -> Result<Option<usize>, Error> {
        let end = OPAQUE[which].1;
        let mut from = start.max(self.absent[which].saturating_sub(self.gone) as usize);
        loop {
            if let Some(found) = memmem::find(&self.text.as_bytes()[from..], end.as_bytes()) {
                return Ok(Some(from + found + end.len()));
            }
            // The overlap may land inside a character; bytes are searched, so that is fine.
            from = from.max(self.text.len().saturating_sub(end.len() - 1));
            self.absent[which] = self.gone + from as u64;
            if from - start > LIMIT || !self.more()? {
                return Ok(None);
            }
        }
    }

    fn doctype_end(&mut self, open: usize) -> Result<Option<usize>, Error> {
        loop {
            if let Some(length) = doctype_length(&self.text[open..]) {
                return Ok(Some(open + length));
            }
            if self.text.len() - open > GAP || !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The end of the tag that began before `from`, after its `>`. A `>` in a quoted value does not
    /// end it; but a value that does not close before the next `<` is no value.
    fn tag_end(&mut self, from: usize) -> Result<Option<usize>, Error> {
        let (mut quote, mut last, mut here) = (None, None, from);
        loop {
            while let Some(&byte) = self.text.as_bytes().get(here) {
                here += 1;
                match (quote, byte) {
                    (_, b'<') => return Ok(last),
                    (None, b'>') => return Ok(Some(here)),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if byte == open => quote = None,
                    (Some(_), b'>') => last = last.or(Some(here)),
                    _ => {}
                }
            }
            if here - from > LIMIT || !self.more()? {
                return Ok(last);
            }
        }
    }

    fn more(&mut self) -> Result<bool, Error> {
        Ok(self.input.fill(&mut self.text)?)
    }

    /// Frees the memory of what was handed out.
    fn forget(&mut self) {
        if self.at > 4 * GAP / 8 {
            self.text.drain(..self.at);
            self.gone += self.at as u64;
            self.at = 0;
        }
    }

    fn hand_out(&mut self, kind: Kind, end: usize) -> Piece {
        let range = self.at..end;
        let position = self.position;
        self.position = position.after(&self.text[range.clone()]);
        let (start, stop) = (self.gone + range.start as u64, self.gone + range.end as u64);
        let mut invalid = Vec::new();
        self.input.take_invalid(stop, |one| {
            invalid.push(Invalid { at: one.at.saturating_sub(start), ..one });
        });
        self.at = end;
        Piece { kind, range, position, invalid }
    }
}
