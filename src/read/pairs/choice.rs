//! Which two variants of a unit are the pair.

use diptych_segments::Lang;
use diptych_tmx::{TranslationUnit, language};

use crate::lang_code::lang_of_code;

/// Chooses the source and the target of each unit of a memory, in file order and the same way for all.
///
/// A unit with a Chinese and an English variant gives these two, in whatever order they stand. The source
/// is the unit's own source language, else the file's, where that is one of the two, else the first
/// variant of the first such unit. Where the codes tell no such pair, the source is that of the file, and the target the
/// first variant in another language; but not after a unit that had one, and not where one of the two
/// is Chinese or English and the other by its code a third language.
#[derive(Debug, Clone)]
pub struct PairChoice {
    srclang: String,
    source: Option<Lang>,
    is_sure: bool,
}

impl PairChoice {
    /// For a file with that `srclang`.
    pub fn new(srclang: &str) -> Self {
        Self { srclang: srclang.to_owned(), source: lang_of_code(srclang), is_sure: false }
    }

    /// The places of source and target among the variants of the next unit; `None` where it has no pair.
    pub fn sides(&mut self, unit: &TranslationUnit) -> Option<(usize, usize)> {
        let place = |lang| {
            unit.variants.iter().position(|variant| lang_of_code(variant.lang()) == Some(lang))
        };
        let (chinese, english) = (place(Lang::Zh), place(Lang::En));
        if let (Some(chinese), Some(english)) = (chinese, english) {
            self.is_sure = true;
            let first = if chinese < english { Lang::Zh } else { Lang::En };
            let of_file = *self.source.get_or_insert(first);
            let own = unit.attributes.get("srclang").and_then(lang_of_code);
            return Some(match own.unwrap_or(of_file) {
                Lang::Zh => (chinese, english),
                Lang::En => (english, chinese),
            });
        }
        if self.is_sure {
            return None;
        }
        let source = unit.source_index(&self.srclang)?;
        let lang = |at: usize| unit.variants[at].lang();
        let primary = language::primary(lang(source));
        let target = (0..unit.variants.len())
            .find(|&at| !language::primary(lang(at)).eq_ignore_ascii_case(primary))?;
        let is_third = |at| lang_of_code(lang(at)).is_none() && is_language(lang(at));
        let is_mixed =
            (chinese.is_some() || english.is_some()) && (is_third(source) || is_third(target));
        (!is_mixed).then_some((source, target))
    }
}

/// Whether the code names a language at all.
fn is_language(code: &str) -> bool {
    let primary = language::primary(code).to_ascii_lowercase();
    language::canonical(code).is_some()
        && primary.len() <= 3
        && !matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis" | "x" | "i")
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_tmx::Variant;

    fn sides(srclang: &str, units: &[&[&str]]) -> Vec<Option<(usize, usize)>> {
        let mut choice = PairChoice::new(srclang);
        let unit = |langs: &&[&str]| TranslationUnit {
            variants: langs.iter().map(|lang| Variant::new(lang, "x")).collect(),
            ..TranslationUnit::default()
        };
        units.iter().map(|langs| choice.sides(&unit(langs))).collect()
    }

    #[test]
    fn chinese_and_english_are_the_pair_in_whatever_order() {
        let units: [&[&str]; 4] =
            [&["zh", "fr"], &["de", "en-US", "fr", "zh_cn"], &["zh-CN", "en"], &["en", "de"]];
        assert_eq!(sides("*all*", &units), [None, Some((1, 3)), Some((1, 0)), None]);
        assert_eq!(sides("zh-CN", &units), [None, Some((3, 1)), Some((0, 1)), None]);
        assert_eq!(sides("de", &units), [None, Some((1, 3)), Some((1, 0)), None]);
    }

    #[test]
    fn a_unit_may_have_a_source_language_of_its_own() {
        let mut choice = PairChoice::new("zh-CN");
        let mut unit = TranslationUnit::of(("zh-CN", "x"), ("en-US", "x"));
        assert_eq!(choice.sides(&unit), Some((0, 1)));
        unit.attributes.set("srclang", "en-US");
        assert_eq!(choice.sides(&unit), Some((1, 0)));
        unit.attributes.set("srclang", "*all*");
        assert_eq!(choice.sides(&unit), Some((0, 1)));
    }

    #[test]
    fn codes_that_tell_nothing_leave_the_source_of_the_file() {
        assert_eq!(sides("b", &[&["a", "b"]]), [Some((1, 0))]);
        assert_eq!(sides("fr", &[&["de", "fr"]]), [Some((1, 0))]);
        assert_eq!(sides("zh", &[&["und", "zh"]]), [Some((1, 0))]);
        assert_eq!(sides("zh", &[&["zh"]]), [None]);
    }
}
