//! Tells units that do harm from those that help.

use crate::inline::{CodeKind, Inline, codes, is_blank};
use crate::language;
use crate::unit::{TranslationUnit, Variant};
use std::collections::BTreeMap;

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
    /// Full-width punctuation in English, or half-width in Chinese, or blanks where none belong.
    Punctuation,
}

impl Reason {
    /// Every reason, in the order in which units are tested.
    pub const ALL: [Self; 10] = [
        Self::Broken,
        Self::NoTarget,
        Self::Empty,
        Self::SameText,
        Self::Untranslated,
        Self::WrongLanguage,
        Self::Codes,
        Self::Numbers,
        Self::Length,
        Self::Punctuation,
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
        }
    }

    /// The mildest preset that takes units out for this reason.
    pub fn since(self) -> Preset {
        match self {
            Self::Broken | Self::NoTarget | Self::Empty => Preset::Lenient,
            Self::Punctuation => Preset::Strict,
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
        let Some(source_at) = unit.source_index(&self.srclang) else {
            return Some((Reason::NoTarget, "the unit has no <tuv>".to_owned()));
        };
        if unit.variants.len() < 2 {
            return Some((Reason::NoTarget, "the unit has one <tuv> only".to_owned()));
        }
        if let Some(empty) = unit.variants.iter().find(|variant| is_blank(&variant.seg)) {
            return Some((Reason::Empty, format!("no text in {}", empty.lang())));
        }
        if self.preset < Preset::Balanced {
            return None;
        }
        let side = |variant| Side::of(variant, self.tests.is_chinese);
        let source = side(&unit.variants[source_at]);
        let targets = unit.variants.iter().enumerate().filter(|(at, _)| *at != source_at);
        targets.map(|(_, target)| side(target)).find_map(|target| self.pair(&source, &target))
    }

    fn pair(&self, source: &Side<'_>, target: &Side<'_>) -> Option<(Reason, String)> {
        let one_language =
            language::primary(source.lang).eq_ignore_ascii_case(language::primary(target.lang));
        if !one_language && source.text.trim() == target.text.trim() && source.has_words() {
            return Some((Reason::SameText, "source and target are the same".to_owned()));
        }
        for (side, other) in [(target, source), (source, target)] {
            if let Some(han) = side.untranslated(other) {
                return Some((Reason::Untranslated, format!("{han} in {}", side.lang)));
            }
            if !(self.tests.in_language)(&side.text, side.lang) {
                return Some((Reason::WrongLanguage, format!("this is not {}", side.lang)));
            }
        }
        if let Some(seen) = different_codes(source.seg, target.seg) {
            return Some((Reason::Codes, seen));
        }
        let sides = ((source.text.as_str(), source.lang), (target.text.as_str(), target.lang));
        if let Some(seen) = (self.tests.numbers_differ)(sides.0, sides.1) {
            return Some((Reason::Numbers, seen));
        }
        if let Some(seen) = self.odd_length(source, target) {
            return Some((Reason::Length, seen));
        }
        if self.preset < Preset::Strict {
            return None;
        }
        [source, target]
            .into_iter()
            .find_map(|side| side.punctuation().map(|seen| (Reason::Punctuation, seen)))
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

/// A variant, with its text made once.
struct Side<'u> {
    lang: &'u str,
    is_chinese: bool,
    seg: &'u [Inline],
    text: String,
}

impl<'u> Side<'u> {
    fn of(variant: &'u Variant, is_chinese: &dyn Fn(&str) -> bool) -> Self {
        let lang = variant.lang();
        Self { lang, is_chinese: is_chinese(lang), seg: &variant.seg, text: variant.text() }
    }

    fn writes_han(&self) -> bool {
        let primary = language::primary(self.lang);
        self.is_chinese
            || ["ja", "jpn", "ko", "kor", "vi", "und", ""]
                .iter()
                .any(|code| primary.eq_ignore_ascii_case(code))
    }

    /// Whether there is anything to translate: a Han character, or a word of four small letters
    /// (names and codes such as `USB-C` or `Linux 6` are often the same in both languages).
    fn has_words(&self) -> bool {
        let has_han = self.text.chars().any(is_han);
        // Addresses and paths are the same in all languages.
        let shown = self.text.split_whitespace();
        let plain_text = shown.filter(|word| !word.contains("://") && !word.contains(['@', '\\']));
        let words = plain_text.flat_map(|word| word.split(|c: char| !c.is_alphabetic()));
        let plain = words.filter(|word| word.len() >= 2 && word.chars().all(char::is_lowercase));
        has_han || plain.take(2).count() == 2
    }

    /// The first run of Han characters in a language that has none, unless the other side has
    /// none either, or they are shown on purpose: 仁 in "What is ren (仁)?".
    fn untranslated(&self, other: &Side<'_>) -> Option<String> {
        if self.writes_han() || !other.writes_han() {
            return None;
        }
        let mut quoted = Quoted::default();
        let mut run = String::new();
        for character in self.text.chars() {
            let is_shown = quoted.takes(character);
            match character {
                han if is_han(han) && !is_shown => run.push(han),
                _ if !run.is_empty() => break,
                _ => {}
            }
        }
        (!run.is_empty()).then_some(run)
    }

    fn weight(&self) -> f64 {
        let weigh =
            |c: char| if is_han(c) { 3.0 } else { f64::from(u8::from(c.is_alphanumeric())) };
        self.text.chars().map(weigh).sum()
    }

    fn punctuation(&self) -> Option<String> {
        let seen = if self.is_chinese {
            self.chinese_punctuation()?
        } else if self.writes_han() {
            return None;
        } else {
            self.western_punctuation()?
        };
        Some(format!("{seen} in {}", self.lang))
    }

    fn chinese_punctuation(&self) -> Option<String> {
        let mut before = ' ';
        let whole = self.text.trim();
        // "第三章 总则" has a blank, a sentence has none.
        let is_sentence = whole.ends_with(['。', '！', '？', '；', '”']);
        let blank = whole.char_indices().skip(6).find(|&(at, c)| {
            c == ' '
                && whole[..at].ends_with(is_han)
                && whole[at..].trim_start().starts_with(is_han)
        });
        if let Some((at, _)) = blank.filter(|_| is_sentence) {
            let last = whole[..at].chars().next_back().unwrap_or(' ');
            return Some(format!("a blank after {last}"));
        }
        let mut text = whole.chars().peekable();
        while let Some(character) = text.next() {
            let next = text.peek().copied();
            let is_half = match character {
                ',' | ';' | '?' | '!' | ':' => is_han(before),
                // A point that ends the text is no part of "Corp." or 3.5.
                '.' => is_han(before) && next.is_none(),
                _ => false,
            };
            if is_half {
                return Some(format!("half-width {character} after {before}"));
            }
            if is_wide(character) && is_wide(before) && !may_follow(before, character) {
                return Some(format!("{before}{character}"));
            }
            before = character;
        }
        None
    }

    fn western_punctuation(&self) -> Option<String> {
        let is_full_width = |c: char| {
            is_wide(c) || matches!(c, '（' | '）' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
        };
        if let Some(character) = self.text.chars().find(|&c| is_full_width(c)) {
            return Some(format!("full-width {character}"));
        }
        let is_french = language::primary(self.lang).eq_ignore_ascii_case("fr");
        let blank = [" ,", " ;", " !", " ?"].iter().find(|blank| self.text.contains(**blank));
        if let Some(blank) = blank.filter(|_| !is_french) {
            return Some(format!("a blank before {}", blank.trim()));
        }
        // Two blanks after a full stop are an old custom.
        let two = self.text.trim().split_once("  ").filter(|(before, _)| {
            before.ends_with(|last: char| last.is_alphanumeric() || last == ',')
        });
        two.map(|_| "two blanks between words".to_owned())
    }
}

/// Characters of one language that are shown in a text of another: in a short remark in brackets, or
/// alone between quotation marks.
#[derive(Default)]
struct Quoted {
    /// The mark that opened, with how many characters and how many letters but Han came since.
    open: Option<(char, usize, usize)>,
}

impl Quoted {
    /// The longest remark in brackets, in characters.
    const REMARK: usize = 40;

    /// Goes on by one character; whether it is shown.
    fn takes(&mut self, character: char) -> bool {
        match (character, &mut self.open) {
            ('"', Some(('"', ..))) | (')' | ']' | '）' | '”' | '’' | '》' | '」', _) => {
                self.open = None;
            }
            ('(' | '[' | '（' | '“' | '‘' | '《' | '「' | '"', _) => {
                self.open = Some((character, 0, 0));
            }
            (_, Some((_, all, letters))) => {
                *all += 1;
                *letters += usize::from(character.is_alphabetic() && !is_han(character));
            }
            (_, None) => {}
        }
        match self.open {
            None => false,
            Some(('(' | '[' | '（', all, _)) => all <= Self::REMARK,
            Some((_, _, letters)) => letters == 0,
        }
    }
}

/// The marks of Chinese that end or part sentences.
fn is_wide(character: char) -> bool {
    matches!(character, '，' | '。' | '；' | '：' | '？' | '！' | '、')
}

/// Whether a second such mark may stand after the first: ？！ and ！！ do.
fn may_follow(first: char, second: char) -> bool {
    matches!(first, '？' | '！') && matches!(second, '？' | '！')
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// How the codes of two segments differ in kind and number, or do not pair.
fn different_codes(source: &[Inline], target: &[Inline]) -> Option<String> {
    let count = |seg| {
        let mut kinds: BTreeMap<&CodeKind, usize> = BTreeMap::new();
        codes(seg, &mut |code| {
            if !matches!(code.kind, CodeKind::Sub | CodeKind::Hi) {
                *kinds.entry(&code.kind).or_default() += 1;
            }
        });
        kinds
    };
    let has_codes = |seg: &[Inline]| seg.iter().any(|inline| matches!(inline, Inline::Code(_)));
    if !has_codes(source) && !has_codes(target) {
        return None;
    }
    let (source, target) = (count(source), count(target));
    for kinds in [&source, &target] {
        let of = |kind| kinds.get(&kind).copied().unwrap_or(0);
        if of(CodeKind::Bpt) != of(CodeKind::Ept) {
            return Some(format!("{} <bpt> and {} <ept>", of(CodeKind::Bpt), of(CodeKind::Ept)));
        }
    }
    let kind =
        source.keys().chain(target.keys()).find(|kind| source.get(*kind) != target.get(*kind))?;
    let of = |kinds: &BTreeMap<&CodeKind, usize>| kinds.get(kind).copied().unwrap_or(0);
    Some(format!("{} <{}> in the source, {} in the target", of(&source), kind.name(), of(&target)))
}
