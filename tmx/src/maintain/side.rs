//! What is looked at in one side of a unit.

use crate::inline::{CodeKind, Inline, codes};
use crate::language;
use crate::unit::Variant;
use std::collections::BTreeMap;

/// A variant, with its text made once.
pub(crate) struct Side<'u> {
    pub(crate) lang: &'u str,
    is_chinese: bool,
    pub(crate) seg: &'u [Inline],
    pub(crate) text: String,
}

impl<'u> Side<'u> {
    pub(crate) fn of(variant: &'u Variant, is_chinese: &dyn Fn(&str) -> bool) -> Self {
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
    pub(crate) fn has_words(&self) -> bool {
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
    pub(crate) fn untranslated(&self, other: &Side<'_>) -> Option<String> {
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

    pub(crate) fn weight(&self) -> f64 {
        let weigh =
            |c: char| if is_han(c) { 3.0 } else { f64::from(u8::from(c.is_alphanumeric())) };
        self.text.chars().map(weigh).sum()
    }

    pub(crate) fn punctuation(&self) -> Option<String> {
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
pub fn different_codes(source: &[Inline], target: &[Inline]) -> Option<String> {
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
