//! Codes and names of languages: the one list that every room asks.

use diptych_segments::Lang;

/// Codes of Chinese: ISO 639, the three letters of Windows, and the country's, which many write.
const CHINESE: &[&str] =
    &["zh", "zho", "chi", "cmn", "lzh", "yue", "wuu", "chs", "cht", "zhs", "zht", "cn"];
/// Codes of English: ISO 639 and the three letters of Windows.
const ENGLISH: &[&str] = &["en", "eng", "enu"];

/// Names of languages as people head columns with them, in small letters, and the code of each. A
/// name stands before the names that it begins with.
const NAMES: &[(&str, &str)] = &[
    ("简体中文", "zh-CN"),
    ("簡體中文", "zh-CN"),
    ("中文简体", "zh-CN"),
    ("中文簡體", "zh-CN"),
    ("繁体中文", "zh-TW"),
    ("繁體中文", "zh-TW"),
    ("中文繁体", "zh-TW"),
    ("中文繁體", "zh-TW"),
    ("中文", "zh-CN"),
    ("汉语", "zh-CN"),
    ("漢語", "zh-TW"),
    ("simplified chinese", "zh-CN"),
    ("traditional chinese", "zh-TW"),
    ("chinese simplified", "zh-CN"),
    ("chinese traditional", "zh-TW"),
    ("chinese", "zh-CN"),
    ("英文", "en-US"),
    ("英语", "en-US"),
    ("英語", "en-US"),
    ("english", "en-US"),
];

/// The language of a code, in any case: of BCP 47 (`zh-Hant`, `lzh`, `en-GB`), with `_` for `-`
/// (`zh_cn`), or as Windows and many people write it (`CHS`, `ENU`, `cn`).
///
/// ```
/// use diptych::lang_code::lang_of_code;
/// use diptych_segments::Lang;
/// assert_eq!(lang_of_code("lzh"), Some(Lang::Zh));
/// assert_eq!(lang_of_code("EN_us"), Some(Lang::En));
/// assert_eq!(lang_of_code("fr"), None);
/// ```
pub fn lang_of_code(code: &str) -> Option<Lang> {
    let primary = diptych_tmx::language::primary(code);
    let is_one = |codes: &[&str]| codes.iter().any(|it| it.eq_ignore_ascii_case(primary));
    if is_one(CHINESE) {
        Some(Lang::Zh)
    } else if is_one(ENGLISH) {
        Some(Lang::En)
    } else {
        None
    }
}

/// The code that is written where the user gave none and the text does not say more.
pub fn default_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    }
}

/// The code of Chinese or English as BCP 47 writes it: `zh-CN` for `zh_cn`, `CHS` and `cn`, `en-US`
/// for `ENU`. `None` for another language, or what is no code.
///
/// ```
/// use diptych::lang_code::canonical;
/// assert_eq!(canonical("zh_hant_hk").as_deref(), Some("zh-Hant-HK"));
/// assert_eq!(canonical("CHT").as_deref(), Some("zh-TW"));
/// assert_eq!(canonical("zho").as_deref(), Some("zh"));
/// ```
pub fn canonical(code: &str) -> Option<String> {
    lang_of_code(code)?;
    let code = code.trim();
    let primary = diptych_tmx::language::primary(code);
    let rest = &code[primary.len()..];
    let primary = match primary.to_ascii_lowercase().as_str() {
        "chs" | "zhs" | "cn" => "zh-CN".to_owned(),
        "cht" | "zht" => "zh-TW".to_owned(),
        "enu" => "en-US".to_owned(),
        "zho" | "chi" => "zh".to_owned(),
        "eng" => "en".to_owned(),
        other => other.to_owned(),
    };
    diptych_tmx::language::canonical(&(primary + rest))
}

/// The code of the language that a text begins with the name of (`中文`, `English`), and what
/// follows the name.
pub fn named(text: &str) -> Option<(&'static str, &str)> {
    let lower = text.to_lowercase();
    let (name, code) = NAMES.iter().find(|(name, _)| lower.starts_with(name))?;
    // The names keep their length in small letters.
    text.get(name.len()..).map(|rest| (*code, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_list_has_a_form_of_bcp_47() {
        for (codes, lang) in [(CHINESE, Lang::Zh), (ENGLISH, Lang::En)] {
            for code in codes {
                let canonical = canonical(&code.to_uppercase()).unwrap();
                assert_eq!(lang_of_code(&canonical), Some(lang), "{code}");
            }
        }
        assert_eq!(canonical("fr-FR"), None);
    }

    #[test]
    fn a_longer_name_is_found_before_the_one_it_begins_with() {
        assert_eq!(named("繁體中文（台灣）"), Some(("zh-TW", "（台灣）")));
        assert_eq!(named("English text"), Some(("en-US", " text")));
        assert_eq!(named("中介"), None);
        for (at, (name, _)) in NAMES.iter().enumerate() {
            assert_eq!(NAMES.iter().position(|(it, _)| name.starts_with(it)), Some(at), "{name}");
        }
    }
}
