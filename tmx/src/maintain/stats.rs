//! What is in a file, in numbers.

use crate::language;
use crate::maintain::dedupe::key;
use crate::tally::{Tally, same};
use crate::unit::{TranslationUnit, Variant};
use std::collections::{BTreeMap, HashSet};

/// What is in a file, counted unit by unit.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Stats {
    /// Whole units.
    pub units: u64,
    /// Variants of all units.
    pub variants: u64,
    /// Units with no variant, one, two …, by that number.
    pub units_by_variants: BTreeMap<usize, u64>,
    /// Units that say the same as an earlier one in the sense of [`Same::All`](crate::Same::All).
    pub duplicates: u64,
    /// Inline elements by name.
    pub codes: Tally,
    /// Props by type, of units and variants.
    pub props: Tally,
    /// Notes of units and variants.
    pub notes: u64,
    /// `creationtool` of units and variants, by how often.
    pub tools: Tally,
    /// The earliest `creationdate` or `changedate`, as `YYYYMMDDThhmmssZ`.
    pub first_date: Option<String>,
    /// The latest.
    pub last_date: Option<String>,
    #[serde(skip)]
    languages: Vec<(String, LanguageStats)>,
    #[serde(skip)]
    seen: HashSet<u64>,
}

/// What stands in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct LanguageStats {
    /// Variants.
    pub variants: u64,
    /// Variants without text.
    pub empty: u64,
    /// Characters (Unicode scalar values) of the text a reader sees, blanks included.
    pub characters: u64,
    /// Words: runs of characters between blanks, and every Han character and kana by itself, as
    /// word processors count.
    pub words: u64,
}

impl Stats {
    /// Counts a unit.
    pub fn add(&mut self, unit: &TranslationUnit) {
        self.units += 1;
        *self.units_by_variants.entry(unit.variants.len()).or_default() += 1;
        let texts: Vec<(&str, String)> =
            unit.variants.iter().map(|variant| (variant.lang(), variant.text())).collect();
        if !unit.variants.is_empty() && !self.seen.insert(key(unit, 0)) {
            self.duplicates += 1;
        }
        self.add_details(&unit.attributes, &unit.details);
        for (variant, (lang, text)) in unit.variants.iter().zip(&texts) {
            self.variants += 1;
            self.add_text(lang, text);
            self.add_details(&variant.attributes, &variant.details);
            self.add_codes(variant);
        }
    }

    /// Language codes as written, and how many variants have each.
    pub fn languages(&self) -> BTreeMap<&str, u64> {
        self.languages.iter().map(|(code, language)| (code.as_str(), language.variants)).collect()
    }

    /// The languages in the form of BCP 47 (as written where that has none), with what stands in them.
    pub fn languages_bcp47(&self) -> BTreeMap<String, LanguageStats> {
        let mut languages: BTreeMap<String, LanguageStats> = BTreeMap::new();
        for (code, language) in &self.languages {
            let canonical = language::canonical(code).unwrap_or_else(|| code.clone());
            let sum = languages.entry(canonical).or_default();
            sum.variants += language.variants;
            sum.empty += language.empty;
            sum.characters += language.characters;
            sum.words += language.words;
        }
        languages
    }

    fn add_text(&mut self, lang: &str, text: &str) {
        let at =
            self.languages.iter().position(|(code, _)| same(code, lang)).unwrap_or_else(|| {
                self.languages.push((lang.to_owned(), LanguageStats::default()));
                self.languages.len() - 1
            });
        let stats = &mut self.languages[at].1;
        let (characters, words) = measure(text);
        stats.variants += 1;
        stats.empty += u64::from(words == 0 && text.trim().is_empty());
        stats.characters += characters;
        stats.words += words;
    }

    fn add_codes(&mut self, variant: &Variant) {
        crate::inline::codes(&variant.seg, &mut |code| self.codes.add(code.kind.name()));
    }

    fn add_details(&mut self, attributes: &crate::Attributes, details: &[crate::Detail]) {
        for detail in details {
            match detail {
                crate::Detail::Prop(prop) => self.props.add(prop.kind()),
                crate::Detail::Note(_) => self.notes += 1,
                _ => {}
            }
        }
        for (name, value) in attributes.iter() {
            match name {
                "creationtool" => self.tools.add(value),
                "creationdate" | "changedate" => self.add_date(value),
                _ => {}
            }
        }
    }

    fn add_date(&mut self, value: &str) {
        // Most dates lie between those known; comparing them costs nothing then.

        if let (Some(first), Some(last)) = (&self.first_date, &self.last_date)
            && (first.as_str()..=last.as_str()).contains(&value)
        {
            return;
        }
        let Some(date) = crate::date::strict(value) else { return };
        if self.first_date.as_ref().is_none_or(|first| date < *first) {
            self.first_date = Some(date.clone());
        }
        if self.last_date.as_ref().is_none_or(|last| date > *last) {
            self.last_date = Some(date);
        }
    }
}

/// Characters and words.
fn measure(text: &str) -> (u64, u64) {
    let (mut characters, mut words, mut inside) = (0, 0, false);
    for character in text.chars() {
        characters += 1;
        if is_written_without_blanks(character) {
            words += 1;
            inside = false;
        } else if character.is_whitespace() {
            inside = false;
        } else if !inside && character.is_alphanumeric() {
            words += 1;
            inside = true;
        }
    }
    (characters, words)
}

/// Han characters and kana.
fn is_written_without_blanks(character: char) -> bool {
    matches!(character,
        '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〇')
}
