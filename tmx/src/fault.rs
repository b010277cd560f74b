//! What is wrong in a file, as data.

use crate::error::Position;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Legal, but something that some tool trips over.
    Note,
    /// Against the text of the specification, or a sign of a mistake; the DTD cannot see it.
    Warning,
    /// Not well-formed, or against the DTD.
    Error,
}

/// One thing that is wrong in a file, and what reading made of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Which rule is broken.
    pub rule: Rule,
    /// How bad that is.
    pub severity: Severity,
    /// The line in the decoded text, from 1.
    pub line: u64,
    /// The character in that line, from 1.
    pub column: u64,
    /// The unit, counted from 1 over all `<tu>` of the file, broken ones included; `None` outside
    /// the units.
    pub unit: Option<u64>,
    /// What is wrong.
    pub fault: String,
    /// What was done about it.
    pub done: String,
}

impl Fault {
    pub(crate) fn placed(found: Found, position: Position, unit: Option<u64>) -> Self {
        let Found { rule, fault, done, .. } = found;
        let Position { line, column } = position;
        Self { rule, severity: rule.severity(), line, column, unit, fault, done }
    }

    /// Where it is.
    pub fn position(&self) -> Position {
        Position { line: self.line, column: self.column }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident;)*) => {
        /// The rules a file can break. The ids are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// Every rule, those about reading first.
            pub const ALL: &[Rule] = &[$(Rule::$name,)*];

            /// The name in reports, such as `tmx.unit-broken`.
            pub fn id(self) -> &'static str {
                match self { $(Rule::$name => concat!("tmx.", $id),)* }
            }

            /// How bad it is to break the rule.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// The declaration names another encoding than the bytes have.
    EncodingDeclared = "encoding-declared", Error;
    /// Bytes that do not belong to the encoding.
    BytesInvalid = "bytes-invalid", Error;
    /// A character XML forbids, raw or as a reference.
    CharacterIllegal = "character-illegal", Error;
    /// A reference to an entity that is not declared, or not to be fetched, or too large.
    EntityUnknown = "entity-unknown", Error;
    /// A `<` or `&` that should have been escaped.
    MarkupStray = "markup-stray", Error;
    /// An attribute without quotes, without value, or given twice.
    AttributeBroken = "attribute-broken", Error;
    /// A unit that cannot be read.
    UnitBroken = "unit-broken", Error;
    /// The file ends too early.
    Truncated = "truncated", Error;
    /// There is no `<tmx>`, `<header>` or `<body>`.
    FrameMissing = "frame-missing", Error;
    /// Something between the units that does not belong there.
    ContentStray = "content-stray", Error;
    /// Elements in another order than the DTD wants.
    Order = "order", Error;
    /// A variant without `<seg>`, or with two.
    SegmentMissing = "segment-missing", Error;
    /// A version other than 1.1, 1.2, 1.3 and 1.4.
    Version = "version", Error;
    /// An attribute that the DTD requires is missing.
    AttributeMissing = "attribute-missing", Error;
    /// An attribute that the DTD does not know.
    AttributeUnknown = "attribute-unknown", Error;
    /// An attribute value that the DTD does not allow.
    ValueIllegal = "value-illegal", Error;
    /// A unit without variants.
    UnitEmpty = "unit-empty", Error;
    /// An element that TMX does not know.
    ElementForeign = "element-foreign", Error;
    /// A prefix of an element that nothing in the file declares.
    PrefixUndeclared = "prefix-undeclared", Error;
    /// An inline element where the DTD does not allow it.
    ElementMisplaced = "element-misplaced", Error;
    /// The older `lang` in a version that has `xml:lang`.
    LangOld = "lang-old", Error;
    /// A language code that is not well-formed BCP 47.
    LanguageCode = "language-code", Warning;
    /// One language written in several ways.
    LanguageMixed = "language-mixed", Note;
    /// A date that is not `YYYYMMDDThhmmssZ`.
    Date = "date", Warning;
    /// A `bpt` without its `ept`, or the other way round.
    PairBroken = "pair-broken", Warning;
    /// Codes of source and target that do not match by `x`.
    CodesDiffer = "codes-differ", Note;
    /// A unit without a variant in the source language.
    SourceMissing = "source-missing", Warning;
    /// A header `srclang` that no variant has.
    SrclangUnused = "srclang-unused", Warning;
    /// A variant without text.
    SegmentEmpty = "segment-empty", Note;
    /// A unit with one variant.
    VariantSingle = "variant-single", Note;
    /// A unit with the same language twice.
    LanguageTwice = "language-twice", Note;
    /// Two units with the same `tuid`.
    IdTwice = "id-twice", Note;
}

impl serde::Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// A fault before its place in the file is known: an offset in the text that was parsed.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) rule: Rule,
    /// In bytes.
    pub(crate) offset: usize,
    pub(crate) fault: String,
    pub(crate) done: String,
}

/// How many faults of one unit, or of one stretch between units, are listed. Only files made to do harm
/// have more; the limit keeps the work and the memory for them small.
pub(crate) const MOST: usize = 1000;

/// A list of what was found, that does not grow without end.
pub(crate) trait Note {
    /// Adds a fault, if the list is not full.
    fn note(&mut self, found: Found);
}

impl Note for Vec<Found> {
    fn note(&mut self, mut found: Found) {
        if self.len() == MOST {
            found.fault = format!("there are more than {MOST} faults; the rest is not listed");
        }
        if self.len() <= MOST {
            self.push(found);
        }
    }
}

impl Found {
    pub(crate) fn new(
        rule: Rule,
        offset: usize,
        fault: impl Into<String>,
        done: impl Into<String>,
    ) -> Self {
        Self { rule, offset, fault: fault.into(), done: done.into() }
    }
}
