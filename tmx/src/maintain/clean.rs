//! Tells units that do harm from those that help.

use crate::error::Error;
use crate::fault::Rule;
use crate::inline::is_blank;
use crate::language;
use crate::maintain::edit::{Asked, Edit, edit};
use crate::maintain::placeholders;
use crate::maintain::quality;
use crate::maintain::side::{Side, different_codes};
use crate::read::reader::Reader;
use crate::unit::TranslationUnit;
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// Why a unit is taken out of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It cannot be read.
    Broken,
    /// It has no source or no target.
    NoTarget,
    /// The source or a target has no text.
    Empty,
    /// Source and target are the same text, and there is something to translate in it.
    SameText,
    /// The text is not in the language it says.
    WrongLanguage,
    /// The numbers of source and target differ.
    Numbers,
    /// One side is far longer than a translation of the other can be.
    Length,
    /// The codes of source and target do not match, or do not pair.
    Codes,
    /// There are Chinese words in the text of another language.
    Untranslated,
    /// Placeholders in the text that one side lacks.
    Placeholders,
    /// Tags written out in the text that one side lacks.
    Tags,
    /// Full-width punctuation in English, or half-width in Chinese, or blanks where none belong.
    Punctuation,
    /// A blank at one end of one side only.
    Blanks,
    /// A word that stands twice in a row.
    DoubledWord,
    /// Brackets or quotation marks that do not close on one side.
    Brackets,
    /// The two texts end with marks of different kinds.
    EndPunctuation,
}

impl Reason {
    /// Every reason, in the order in which units are tested.
    pub const ALL: [Self; 16] = [
        Self::Broken,
        Self::NoTarget,
        Self::Empty,
        Self::SameText,
        Self::Untranslated,
        Self::WrongLanguage,
        Self::Codes,
        Self::Placeholders,
        Self::Numbers,
        Self::Length,
        Self::Tags,
        Self::Punctuation,
        Self::Blanks,
        Self::DoubledWord,
        Self::Brackets,
        Self::EndPunctuation,
    ];

    /// The name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::NoTarget => "no-target",
            Self::Empty => "empty",
            Self::SameText => "same-text",
            Self::WrongLanguage => "wrong-language",
            Self::Numbers => "numbers",
            Self::Length => "length",
            Self::Codes => "codes",
            Self::Untranslated => "untranslated",
            Self::Punctuation => "punctuation",
            Self::Placeholders => "placeholders",
            Self::Tags => "tags",
            Self::Blanks => "blanks",
            Self::DoubledWord => "doubled-word",
            Self::Brackets => "brackets",
            Self::EndPunctuation => "end-punctuation",
        }
    }

    /// The mildest preset that takes units out for this reason.
    pub fn since(self) -> Preset {
        match self {
            Self::Broken | Self::NoTarget | Self::Empty => Preset::Lenient,
            Self::Tags
            | Self::Punctuation
            | Self::Blanks
            | Self::DoubledWord
            | Self::Brackets
            | Self::EndPunctuation => Preset::Strict,
            _ => Preset::Balanced,
        }
    }
}

/// How much is taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preset {
    /// What no tool can use.
    Lenient,
    /// Also what is no translation, or a wrong one, by good evidence.
    #[default]
    Balanced,
    /// Also what is badly written; lengths must agree more closely.
    Strict,
}

/// Tests that need to know languages, which this crate does not.
pub struct Tests<'t> {
    /// Whether a code is one of Chinese.
    pub is_chinese: &'t dyn Fn(&str) -> bool,
    /// Whether a text can be in the language of that code. True where it cannot be told.
    pub in_language: &'t dyn Fn(&str, &str) -> bool,
    /// How the numbers of source and target differ, if they do.
    pub numbers_differ: &'t NumbersDiffer,
}

/// Compares the numbers of two texts, each with the code of its language.
pub type NumbersDiffer = dyn Fn((&str, &str), (&str, &str)) -> Option<String>;

/// Tests the units of a file one by one.
pub struct Cleaner<'t> {
    preset: Preset,
    tests: Tests<'t>,
    srclang: String,
}

impl<'t> Cleaner<'t> {
    /// A cleaner for a file with that `srclang`.
    pub fn new(preset: Preset, tests: Tests<'t>, srclang: &str) -> Self {
        Self { preset, tests, srclang: srclang.to_owned() }
    }

    /// Why the unit is to be taken out, with what was seen; `None` to keep it. The same unit gets
    /// the same answer, whatever stands around it.
    pub fn reason(&self, unit: &TranslationUnit) -> Option<(Reason, String)> {
        self.of_unit(unit, |faults| faults.next().into_iter().collect()).into_iter().next()
    }

    /// Everything that is wrong with the unit by the rules of the preset, in the order of
    /// [`Reason::ALL`].
    pub fn faults(&self, unit: &TranslationUnit) -> Vec<(Reason, String)> {
        self.of_unit(unit, |faults| faults.collect())
    }

    /// What `taken` takes of the faults of each pair of the unit: of the first pair that has any.
    fn of_unit(
        &self,
        unit: &TranslationUnit,
        taken: impl Fn(&mut dyn Iterator<Item = (Reason, String)>) -> Vec<(Reason, String)>,
    ) -> Vec<(Reason, String)> {
        let Some(source_at) = unit.source_index(&self.srclang) else {
            return vec![(Reason::NoTarget, "the unit has no <tuv>".to_owned())];
        };
        if unit.variants.len() < 2 {
            return vec![(Reason::NoTarget, "the unit has one <tuv> only".to_owned())];
        }
        if let Some(empty) = unit.variants.iter().find(|variant| is_blank(&variant.seg)) {
            return vec![(Reason::Empty, format!("no text in {}", empty.lang()))];
        }
        if self.preset < Preset::Balanced {
            return vec![];
        }
        let side = |variant| Side::of(variant, self.tests.is_chinese);
        let source = side(&unit.variants[source_at]);
        let targets = unit.variants.iter().enumerate().filter(|(at, _)| *at != source_at);
        let of_pair = |target: Side<'_>| {
            let asked = Reason::ALL.into_iter().filter(|it| it.since() <= self.preset);
            let mut faults =
                asked.filter_map(|it| self.seen(it, &source, &target).map(|seen| (it, seen)));
            taken(&mut faults)
        };
        let mut pairs = targets.map(|(_, target)| of_pair(side(target)));
        pairs.find(|faults| !faults.is_empty()).unwrap_or_default()
    }

    /// What is seen of one fault in a pair.
    fn seen(&self, reason: Reason, source: &Side<'_>, target: &Side<'_>) -> Option<String> {
        let texts = || (source.text.as_str(), target.text.as_str());
        let both = [(target, source), (source, target)];
        match reason {
            Reason::Broken | Reason::NoTarget | Reason::Empty => None,
            Reason::SameText => {
                let one_language = language::primary(source.lang)
                    .eq_ignore_ascii_case(language::primary(target.lang));
                let is_same = source.text.trim() == target.text.trim() && source.has_words();
                (!one_language && is_same).then(|| "source and target are the same".to_owned())
            }
            Reason::Untranslated => both.into_iter().find_map(|(side, other)| {
                side.untranslated(other).map(|han| format!("{han} in {}", side.lang))
            }),
            Reason::WrongLanguage => both.into_iter().find_map(|(side, _)| {
                let is_in = (self.tests.in_language)(&side.text, side.lang);
                (!is_in).then(|| format!("this is not {}", side.lang))
            }),
            Reason::Codes => different_codes(source.seg, target.seg),
            Reason::Numbers => {
                let (from, to) = texts();
                (self.tests.numbers_differ)((from, source.lang), (to, target.lang))
            }
            Reason::Length => self.odd_length(source, target),
            Reason::Placeholders => placeholders::different_placeholders(texts().0, texts().1),
            Reason::Tags => placeholders::different_tags(texts().0, texts().1),
            Reason::Punctuation => source.punctuation().or_else(|| target.punctuation()),
            Reason::Blanks => quality::different_blanks(texts().0, texts().1),
            Reason::DoubledWord => quality::doubled_word(texts().0, texts().1),
            Reason::Brackets => quality::open_brackets(texts().0, texts().1),
            Reason::EndPunctuation => quality::different_end(texts().0, texts().1),
        }
    }

    /// Compares how much both sides say: letters count 1, Han characters 3, for a Chinese character
    /// is worth three to four letters of English. Short texts vary more, so 12 is added to both.
    fn odd_length(&self, source: &Side<'_>, target: &Side<'_>) -> Option<String> {
        let (source, target) = (source.weight() + 12.0, target.weight() + 12.0);
        let ratio = source.max(target) / source.min(target);
        let allowed = if self.preset == Preset::Strict { 3.0 } else { 5.0 };
        (ratio > allowed).then(|| format!("one side is {ratio:.1} times as long"))
    }
}

/// A unit that is taken out.
pub struct Removed<'r, R> {
    /// What reads the file: the unit's number, place and text are asked of it.
    pub reader: &'r Reader<R>,
    /// The unit; `None` where it cannot be read.
    pub unit: Option<&'r mut TranslationUnit>,
    /// Why it is taken out.
    pub reason: Reason,
    /// What was seen in it.
    pub seen: &'r str,
}

/// What cleaning did: `read = kept + mended + sum of removed`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Cleaned {
    /// Every `<tu>` of the file, broken ones included.
    pub read: u64,
    /// Units that are as they were, byte for byte.
    pub kept: u64,
    /// Units that stay, but had characters or markup that no tool loads.
    pub mended: u64,
    /// Units taken out, by reason.
    pub removed: BTreeMap<Reason, u64>,
    /// Faults of what was kept, so that the copy has them too.
    pub faults: u64,
}

/// Copies a file without the units that the cleaner takes out; `removed` gets each of them. What stays
/// is kept byte for byte, but for illegal characters and stray markup: no tool loads a file with them.
///
/// # Errors
/// Reading or writing fails, or `removed` does.
pub fn clean<R: Read, W: Write>(
    reader: &mut Reader<R>,
    out: W,
    cleaner: &Cleaner<'_>,
    mut removed: impl FnMut(Removed<'_, R>) -> Result<(), Error>,
) -> Result<(W, Cleaned), Error> {
    let mut cleaned = Cleaned::default();
    let (out, done) = edit(reader, out, |unit, asked: &Asked<'_, R>| {
        let reason = if asked.is_whole {
            cleaner.reason(unit)
        } else {
            let why = asked.faults.first().map_or(String::new(), |fault| fault.fault.clone());
            Some((Reason::Broken, why))
        };
        let Some((reason, seen)) = reason else {
            let needs_mending = asked.faults.iter().any(|fault| {
                matches!(
                    fault.rule,
                    Rule::CharacterIllegal | Rule::MarkupStray | Rule::AttributeBroken
                )
            });
            return Ok(if needs_mending { Edit::Change } else { Edit::Keep });
        };
        *cleaned.removed.entry(reason).or_default() += 1;
        let unit = if asked.is_whole { Some(unit) } else { None };
        removed(Removed { reader: asked.reader, unit, reason, seen: &seen })?;
        Ok(Edit::Remove)
    })?;
    Ok((
        out,
        Cleaned {
            read: done.read,
            kept: done.kept,
            mended: done.changed,
            faults: done.faults,
            ..cleaned
        },
    ))
}
