//! What the DTD says about a file, and what the DTD cannot say.

use crate::digest::short_digest;
use crate::fault::{Fault, Found, Rule};
use crate::inline::{Code, CodeKind, Inline, codes};
use crate::read::reader::Reader;
use crate::tally::same;
use crate::unit::TranslationUnit;
use crate::write::strict;
use crate::{Position, language};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Read;

/// How many ids are remembered to find one that stands twice; what bounds the memory.
const IDS: usize = 1 << 20;

/// Checks the units of a file one by one.
///
/// What reading found is not repeated here: see [`Reader::take_faults`].
///
/// ```
/// use diptych_tmx::{Reader, Rule, TranslationUnit, Validator};
///
/// let file = "<tmx version='1.4'><header srclang='en'/><body>
///     <tu><tuv xml:lang='en'><seg><bpt i='1'/>A<ept i='2'/></seg></tuv></tu></body></tmx>";
/// let mut reader = Reader::new(file.as_bytes())?;
/// let (mut validator, mut faults) = Validator::new(&reader);
/// let mut unit = TranslationUnit::default();
/// while reader.read_unit(&mut unit)? {
///     validator.unit(&reader, &mut unit, &mut faults);
/// }
/// faults.extend(validator.finish());
/// assert!(faults.iter().any(|fault| fault.rule == Rule::PairBroken && fault.line == 2));
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
#[derive(Debug)]
pub struct Validator {
    srclang: String,
    version: Version,
    /// The place of the header.
    position: Position,
    /// Languages as written and the place of the first.
    languages: BTreeMap<String, (Position, u64)>,
    /// The same languages, to be looked up fast.
    known: Vec<String>,
    source_used: bool,
    ids: HashSet<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    /// `sub` stands in a segment, `lang` is the only language attribute.
    V1_1,
    V1_2,
    /// `xml:lang` is required.
    V1_3,
    V1_4,
}

impl Validator {
    /// Checks the head of the file.
    pub fn new<R: Read>(reader: &Reader<R>) -> (Self, Vec<Fault>) {
        let header = reader.header();
        let version = match header.version.as_str() {
            "1.1" => Version::V1_1,
            "1.2" => Version::V1_2,
            "1.3" => Version::V1_3,
            _ => Version::V1_4,
        };
        let offset = reader.head().find("<header").unwrap_or(0);
        let validator = Self {
            srclang: header.srclang().to_owned(),
            version,
            position: Position::START.after(&reader.head()[..offset]),
            languages: BTreeMap::new(),
            known: Vec::new(),
            source_used: false,
            ids: HashSet::new(),
        };
        let mut found = strict::header(&mut header.clone());
        found.retain(|found| found.rule != Rule::Version || version == Version::V1_4);
        if let Some(adminlang) = header.attributes.get("adminlang") {
            check_code("adminlang", adminlang, &mut found);
        }
        if !language::is_any(header.srclang()) {
            check_code("srclang", header.srclang(), &mut found);
        }
        let faults =
            found.into_iter().map(|found| fault(found, validator.position, None, true)).collect();
        (validator, faults)
    }

    /// Checks the unit that `reader` read last. The unit is made strict on the way.
    pub fn unit<R: Read>(
        &mut self,
        reader: &Reader<R>,
        unit: &mut TranslationUnit,
        faults: &mut Vec<Fault>,
    ) {
        let mut found = Vec::new();
        self.look(unit, (reader.place(), reader.unit_number()), &mut found);
        let meant = found.len();
        found.extend(strict::unit(unit).into_iter().filter(|found| !self.is_fine(found)));
        // What every variant has is told once.
        found.dedup_by(|one, other| (one.rule, &one.fault) == (other.rule, &other.fault));
        for (at, found) in found.into_iter().enumerate() {
            let place = if found.offset == 0 {
                reader.place()
            } else {
                variant_position(reader, found.offset - 1)
            };
            faults.push(fault(found, place, Some(reader.unit_number()), at >= meant));
        }
    }

    /// Checks what only the whole file shows.
    pub fn finish(self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (code, (place, unit)) in &self.languages {
            let mut found = Vec::new();
            check_code("a <tuv>", code, &mut found);
            faults.extend(found.into_iter().map(|found| fault(found, *place, Some(*unit), false)));
            let key = code.to_ascii_lowercase().replace('_', "-");
            spellings.entry(key).or_default().push(code);
        }
        for codes in spellings.values().filter(|codes| codes.len() > 1) {
            let (place, unit) = self.languages[codes[1]];
            let message = format!("one language is written {}", codes.join(" and "));
            faults.push(fault(
                Found::new(Rule::LanguageMixed, 0, message, ""),
                place,
                Some(unit),
                false,
            ));
        }
        if !self.languages.is_empty() && !self.source_used && !language::is_any(&self.srclang) {
            let message = format!("no unit has the source language {}", self.srclang);
            faults.push(fault(
                Found::new(Rule::SrclangUnused, 0, message, ""),
                self.position,
                None,
                false,
            ));
        }
        faults
    }

    /// Changes that strictness would make, but that the version of the file has right.
    fn is_fine(&self, found: &Found) -> bool {
        match found.rule {
            Rule::LangOld => self.version <= Version::V1_2,
            Rule::ElementMisplaced => {
                self.version == Version::V1_1 && found.fault.starts_with("<sub>")
            }
            _ => false,
        }
    }

    /// What the DTD does not see. The offset of a fault is 0 for the unit, n + 1 for a variant.
    fn look(&mut self, unit: &TranslationUnit, place: (Position, u64), found: &mut Vec<Found>) {
        let mut push =
            |rule, offset, fault: String| found.push(Found::new(rule, offset, fault, ""));
        match unit.variants.len() {
            0 => push(Rule::UnitEmpty, 0, "the unit has no <tuv>".to_owned()),
            1 => push(Rule::VariantSingle, 0, "the unit has one <tuv> only".to_owned()),
            _ => {}
        }
        if let Some(id) = unit.id()
            && self.ids.len() < IDS
            && !self.ids.insert(short_digest(id))
        {
            push(Rule::IdTwice, 0, format!("the tuid {id} stands twice"));
        }
        let mut there: Vec<&str> = Vec::with_capacity(unit.variants.len().min(64));
        for (at, variant) in unit.variants.iter().enumerate() {
            let lang = variant.lang();
            if !lang.is_empty() && !self.known.iter().any(|known| same(known, lang)) {
                self.known.push(lang.to_owned());
                self.languages.insert(lang.to_owned(), place);
            }
            if there.iter().any(|other| language::same(other, lang)) {
                push(Rule::LanguageTwice, at + 1, format!("a second <tuv> in {lang}"));
            } else {
                there.push(lang);
            }
            if crate::inline::is_blank(&variant.seg) {
                push(Rule::SegmentEmpty, at + 1, format!("the <seg> in {lang} has no text"));
            }
            for pair in broken_pairs(&variant.seg) {
                push(Rule::PairBroken, at + 1, pair);
            }
        }
        let srclang = unit.attributes.get("srclang").unwrap_or(&self.srclang);
        if !language::is_any(srclang) && !unit.variants.is_empty() {
            let exact = unit.variants.iter().any(|v| language::same(v.lang(), srclang));
            let close = || {
                let primary = language::primary(srclang);
                unit.variants
                    .iter()
                    .any(|v| language::primary(v.lang()).eq_ignore_ascii_case(primary))
            };
            self.source_used |= exact && language::same(srclang, &self.srclang);
            if !exact && !close() {
                push(
                    Rule::SourceMissing,
                    0,
                    format!("no <tuv> is in the source language {srclang}"),
                );
            }
        }
        if let [source, target, ..] = unit.variants.as_slice()
            && let Some(message) = different_codes(&source.seg, &target.seg)
        {
            push(Rule::CodesDiffer, 2, message);
        }
    }
}

fn fault(found: Found, place: Position, unit: Option<u64>, repairable: bool) -> Fault {
    let done = match found.done.as_str() {
        _ if !repairable => "read as it stands".to_owned(),
        done => format!("read as it stands; repair: {done}"),
    };
    let severity = found.rule.severity();
    let Position { line, column } = place;
    Fault { rule: found.rule, severity, line, column, unit, fault: found.fault, done }
}

/// The place of a variant of the unit that was read last, counted from 0.
fn variant_position<R: Read>(reader: &Reader<R>, variant: usize) -> Position {
    let raw = reader.raw();
    let offset = raw.match_indices("<tuv").nth(variant).map_or(0, |(at, _)| at);
    reader.place().after(&raw[..offset])
}

fn check_code(of: &str, code: &str, found: &mut Vec<Found>) {
    if !code.is_empty() && (code.contains('_') || language::canonical(code).is_none()) {
        let fault = format!("the language {code:?} of {of} is no BCP 47 code");
        found.push(Found::new(Rule::LanguageCode, 0, fault, "kept"));
    }
}

/// What is wrong with the `bpt` and `ept` of a segment.
fn broken_pairs(seg: &[Inline]) -> Vec<String> {
    if !seg.iter().any(|inline| matches!(inline, Inline::Code(_))) {
        return Vec::new();
    }
    let (mut open, mut ended, mut broken) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    codes(seg, &mut |code| {
        let Some(number) = code.attributes.get("i") else { return };
        match code.kind {
            CodeKind::Bpt if !open.insert(number) || ended.contains(number) => {
                broken.push(format!("a second <bpt> has i={number}"));
            }
            CodeKind::Ept if open.remove(number) => {
                ended.insert(number);
            }
            CodeKind::Ept => broken.push(format!("<ept i={number}> has no <bpt> before it")),
            _ => {}
        }
    });
    broken.extend(open.into_iter().map(|number| format!("<bpt i={number}> has no <ept>")));
    broken
}

/// How the codes that have an `x` differ between two segments.
fn different_codes(source: &[Inline], target: &[Inline]) -> Option<String> {
    let numbered = |seg| {
        let mut numbers: Vec<(&CodeKind, &str)> = Vec::new();
        codes(seg, &mut |code: &Code| {
            numbers.extend(code.attributes.get("x").map(|x| (&code.kind, x)));
        });
        numbers.sort_unstable();
        numbers
    };
    let (source, target) = (numbered(source), numbered(target));
    if source == target {
        return None;
    }
    let missing = |of: &[(&CodeKind, &str)], in_: &[(&CodeKind, &str)]| {
        of.iter()
            .find(|code| in_.binary_search(code).is_err())
            .map(|(kind, x)| format!("<{} x={x}>", kind.name()))
    };
    Some(match (missing(&source, &target), missing(&target, &source)) {
        (Some(code), _) => format!("{code} of the first variant is not in the second"),
        (None, Some(code)) => format!("{code} of the second variant is not in the first"),
        (None, None) => "the variants have the same code a different number of times".to_owned(),
    })
}
