//! Reads a TMX file unit by unit.

use crate::error::{Error, ErrorKind, Position};
use crate::fault::{Fault, Found, Rule, Severity};
use crate::header::Header;
use crate::read::between::{self, Frame};
use crate::read::encoding::{FileEncoding, Invalid};
use crate::read::parse::{self, Broken, Context};
use crate::read::parse_head;
use crate::read::pieces::{Kind, Piece, Pieces};
use crate::read::references::Illegal;
use crate::read::well_formed::{mend, offset_before};
use crate::unit::TranslationUnit;
use std::io::Read;

/// How a file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the first fault of severity [`Severity::Error`] ends the reading with an error.
    /// Otherwise every whole unit is read and every fault is reported.
    pub strict: bool,
    /// What becomes of characters that XML forbids.
    pub illegal: Illegal,
}

/// Reads a TMX file unit by unit, in memory that does not grow with the file.
///
/// It reads UTF-8, UTF-16 and every encoding of the WHATWG standard, whatever the declaration says;
/// versions 1.1 to 1.4b; and files that are damaged: each whole unit is read, each fault is kept
/// until it is asked for with [`take_faults`](Self::take_faults). Nothing is ever fetched: a
/// DOCTYPE is passed over, and only the entities that the file declares itself are expanded.
///
/// ```
/// let file = r#"<tmx version="1.4"><header srclang="zh-CN"/><body>
///     <tu><tuv xml:lang="zh-CN"><seg>你好。</seg></tuv>
///         <tuv xml:lang="en-US"><seg>Hello.</seg></tuv></tu></body></tmx>"#;
/// let mut reader = diptych_tmx::Reader::new(file.as_bytes())?;
/// assert_eq!(reader.header().srclang(), "zh-CN");
/// for unit in &mut reader {
///     assert_eq!(unit?.variants[1].text(), "Hello.");
/// }
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
pub struct Reader<R> {
    pieces: Pieces<R>,
    options: Options,
    context: Context,
    header: Header,
    head: String,
    head_invalid: Vec<Invalid>,
    frame: Frame,
    /// How many `<tu>` began so far.
    units: u64,
    piece: Option<Piece>,
    faults: Vec<Fault>,
    found: Vec<Found>,
    ended: bool,
    /// Whether the last unit was parsed without any fault.
    faultless: bool,
}

/// A piece of a file, as [`Reader::next_part`] hands them out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands before, between and after the units.
    Between,
    /// A whole unit.
    Unit,
    /// A unit that had to be given up; the fault says why.
    Broken,
}

impl<R: Read> Reader<R> {
    /// Begins to read leniently: up to the first unit.
    ///
    /// # Errors
    /// The file is empty, is no TMX, or cannot be read.
    pub fn new(input: R) -> Result<Self, Error> {
        Self::with_options(input, Options::default())
    }

    /// Begins to read as `options` say.
    ///
    /// # Errors
    /// The same as [`new`](Self::new); with `strict`, also a fault in the head of the file.
    pub fn with_options(input: R, options: Options) -> Result<Self, Error> {
        let (mut pieces, contradicted) = Pieces::new(input)?;
        let prefix = pieces.root()?.prefix;
        pieces.set_prefix(&prefix);
        let piece = pieces.head()?;
        let head = pieces.text(piece.range.clone()).to_owned();
        let context = Context::of(&head, prefix, options.illegal);
        let mut reader = Self {
            pieces,
            options,
            context,
            header: Header::default(),
            head,
            head_invalid: piece.invalid.clone(),
            frame: Frame::Bare,
            units: 0,
            piece: None,
            faults: Vec::new(),
            found: Vec::new(),
            ended: false,
            faultless: false,
        };
        if let Some(declared) = contradicted {
            let name = reader.encoding().name();
            let fault = format!("the file declares {declared} but is {name}");
            let done = format!("read as {name}");
            reader.found.push(Found::new(Rule::EncodingDeclared, 0, fault, done));
        }
        reader.read_head(&piece);
        reader.place_found(&piece, None)?;
        Ok(reader)
    }

    /// What the file says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The encoding the file really has.
    pub fn encoding(&self) -> FileEncoding {
        self.pieces.encoding()
    }

    /// The prefix of TMX elements in this file, with its colon; nearly always empty.
    pub(crate) fn prefix(&self) -> &str {
        &self.context.prefix
    }

    /// Everything up to `<body>`, as it stands in the file; up to the first unit where that comes
    /// first.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The text of the last part, as it stands in the file (decoded, otherwise unchanged). All of
    /// them after [`head`](Self::head), in order, are the file.
    pub fn raw(&self) -> &str {
        self.piece.as_ref().map_or("", |piece| self.pieces.text(piece.range.clone()))
    }

    /// The comments in the last part, if it stands [between](Part::Between) units, without their
    /// marks. (Those in a unit are part of it.)
    pub fn comments(&self) -> impl Iterator<Item = &str> {
        let between = self.piece.as_ref().filter(|piece| piece.kind == Kind::Gap);
        between
            .into_iter()
            .flat_map(|piece| between::comments(self.pieces.text(piece.range.clone())))
    }

    /// Bytes of the head that do not belong to the encoding.
    pub(crate) fn head_invalid(&self) -> &[Invalid] {
        &self.head_invalid
    }

    /// The same of the last part.
    pub(crate) fn raw_invalid(&self) -> &[Invalid] {
        self.piece.as_ref().map_or(&[], |piece| &piece.invalid)
    }

    /// The place of the last part.
    pub fn place(&self) -> Position {
        self.piece.as_ref().map_or(Position::START, |piece| piece.position)
    }

    /// Whether the last unit means the same in any other file: it has no fault, no prefix that the
    /// file declares, and no entity.
    pub(crate) fn is_self_contained(&self) -> bool {
        self.faultless && self.context.prefix.is_empty() && self.context.entities.is_empty()
    }

    /// The number of the last unit, from 1, over all `<tu>` of the file, broken ones included.
    pub fn unit_number(&self) -> u64 {
        self.units
    }

    /// The faults found since the last call, in file order.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// Reads the next whole unit into `unit`; `false` at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read; with `strict`, also a fault.
    pub fn read_unit(&mut self, unit: &mut TranslationUnit) -> Result<bool, Error> {
        while let Some(part) = self.next_part(unit)? {
            if part == Part::Unit {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the next part of the file; a whole unit also into `unit`. `None` at the end.
    ///
    /// # Errors
    /// The file cannot be read; with `strict`, also a fault.
    pub fn next_part(&mut self, unit: &mut TranslationUnit) -> Result<Option<Part>, Error> {
        match self.skip_part()? {
            Some(Part::Unit) => {
                let whole = self.parse_part(unit)?;
                Ok(Some(if whole { Part::Unit } else { Part::Broken }))
            }
            part => Ok(part),
        }
    }

    /// Goes to the next part without looking into it: many times as fast as reading it. A unit is
    /// only known to have its end tag.
    ///
    /// # Errors
    /// As [`next_part`](Self::next_part).
    pub fn skip_part(&mut self) -> Result<Option<Part>, Error> {
        let Some(piece) = self.pieces.next_piece()? else {
            self.piece = None;
            return self.end().map(|()| None);
        };
        let part = match &piece.kind {
            Kind::Gap => {
                self.look_at_gap(&piece);
                self.place_found(&piece, None)?;
                Part::Between
            }
            Kind::Broken(reason) => {
                self.units += 1;
                let fault = format!("the unit is not whole: {reason}");
                self.found.push(Found::new(Rule::UnitBroken, 0, fault, "given up"));
                self.place_found(&piece, Some(self.units))?;
                Part::Broken
            }
            Kind::Unit => {
                self.units += 1;
                Part::Unit
            }
        };
        self.piece = Some(piece);
        Ok(Some(part))
    }

    /// Reads the unit that [`skip_part`](Self::skip_part) went to; `false` where it is broken.
    ///
    /// # Errors
    /// With `strict`, a fault.
    pub fn parse_part(&mut self, unit: &mut TranslationUnit) -> Result<bool, Error> {
        let Some(piece) = self.piece.take().filter(|piece| piece.kind == Kind::Unit) else {
            return Ok(false);
        };
        let whole = self.parse_unit(&piece, unit);
        self.faultless = whole && self.found.is_empty() && piece.invalid.is_empty();
        if matches!(self.frame, Frame::AfterBody | Frame::Closed) {
            let fault = "the unit stands outside <body>";
            self.found.push(Found::new(Rule::ContentStray, 0, fault, "read as if it stood inside"));
        }
        let placed = self.place_found(&piece, Some(self.units));
        self.piece = Some(piece);
        placed.map(|()| whole)
    }

    fn read_head(&mut self, piece: &Piece) {
        let text = self.pieces.text(piece.range.clone());
        let before_declaration = text.len() - text.trim_start_matches(is_blank).len();
        if before_declaration > 0 && text[before_declaration..].starts_with("<?xml") {
            let fault = "something stands before the XML declaration";
            self.found.push(Found::new(Rule::ContentStray, 0, fault, "passed over"));
        }
        self.frame = Frame::after_head(text, &self.context.prefix);
        let before = self.found.len();
        let Err(first) = parse_head::head(text, &self.context, &mut self.header, &mut self.found)
        else {
            return;
        };
        self.found.truncate(before);
        let (mended, mends) = mend(text, &self.context.prefix);
        self.found.extend(mends);
        if parse_head::head(&mended, &self.context, &mut self.header, &mut self.found).is_err() {
            let fault = format!("the head of the file is broken: {}", first.reason);
            let done = "read up to there";
            self.found.push(Found::new(Rule::FrameMissing, first.offset, fault, done));
        }
    }

    /// Whether the unit is whole.
    fn parse_unit(&mut self, piece: &Piece, unit: &mut TranslationUnit) -> bool {
        let text = self.pieces.text(piece.range.clone());
        if parse::unit(text, &self.context, unit, &mut self.found).is_ok() {
            return true;
        }
        self.found.clear();
        let (mended, mends) = mend(text, &self.context.prefix);
        self.found.extend(mends);
        let known = self.found.len();
        let result = parse::unit(&mended, &self.context, unit, &mut self.found);
        for found in &mut self.found[known..] {
            found.offset = offset_before(text, &mended, found.offset);
        }
        let Err(Broken { offset, reason }) = result else {
            return true;
        };
        self.found.clear();
        let offset = offset_before(text, &mended, offset);
        let fault = format!("the unit cannot be read: {reason}");
        self.found.push(Found::new(Rule::UnitBroken, offset, fault, "given up"));
        unit.clear();
        false
    }

    fn look_at_gap(&mut self, piece: &Piece) {
        let text = self.pieces.text(piece.range.clone());
        if !text.trim_ascii().is_empty() {
            between::look(text, &self.context.prefix, &mut self.frame, &mut self.found);
        }
    }

    fn end(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        let fault = match self.pieces.damage() {
            Some(damage) => format!("the archive is cut off or damaged here: {damage}"),
            None if self.pieces.closed => return Ok(()),
            None => "the file ends before </tmx>".to_owned(),
        };
        self.found.push(Found::new(Rule::Truncated, 0, fault, "all whole units are read"));
        let position = self.pieces.position();
        self.place_found_at(position, "", None)
    }

    /// Gives what was found in a piece its place in the file.
    fn place_found(&mut self, piece: &Piece, unit: Option<u64>) -> Result<(), Error> {
        if let Some(first) = piece.invalid.first() {
            let count = piece.invalid.len();
            let name = self.encoding().name();
            let fault = format!("{count} places hold bytes that are not {name}");
            let done = if name == "UTF-8" { "read as windows-1252" } else { "read as U+FFFD" };
            self.found.push(Found::new(Rule::BytesInvalid, first.at as usize, fault, done));
        }
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort_by_key(|found| found.offset);
        let text = self.pieces.text(piece.range.clone()).to_owned();
        self.place_found_at(piece.position, &text, unit)
    }

    fn place_found_at(
        &mut self,
        start: Position,
        text: &str,
        unit: Option<u64>,
    ) -> Result<(), Error> {
        // They stand in the order of the text, so each place is counted from the one before.
        let (mut here, mut position) = (0, start);
        for found in self.found.drain(..) {
            let offset = text.floor_char_boundary(found.offset).max(here);
            position = position.after(&text[here..offset]);
            here = offset;
            let Position { line, column } = position;
            let Found { rule, fault, done, .. } = found;
            let severity = rule.severity();
            if self.options.strict && severity == Severity::Error {
                return Err(Error::at(ErrorKind::Fault(fault), Position { line, column }));
            }
            self.faults.push(Fault { rule, severity, line, column, unit, fault, done });
        }
        Ok(())
    }
}

/// White space, or a byte order mark that stands twice.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<TranslationUnit, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut unit = TranslationUnit::default();
        match self.read_unit(&mut unit) {
            Ok(true) => Some(Ok(unit)),
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}
