//! The language of the words for people: chosen once, before the first of them.

use std::sync::atomic::{AtomicBool, Ordering};

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

/// One for the whole process, as a locale is: an error becomes words far from the place where the
/// language was chosen. What is written for programs never asks for it.
static IN_CHINESE: AtomicBool = AtomicBool::new(false);

/// The language in use; English until another is chosen.
pub(crate) fn in_use() -> Language {
    if IN_CHINESE.load(Ordering::Relaxed) { Language::Chinese } else { Language::English }
}

/// From now on all words are in `language`.
pub(crate) fn speak(language: Language) {
    IN_CHINESE.store(language == Language::Chinese, Ordering::Relaxed);
}

/// The language to speak: what `--ui` names, then `DIPTYCH_LANG`, then the locale. A name that is
/// not understood asks for nothing, so that the next one counts.
pub(crate) fn chosen(
    option: Option<&str>,
    variable: impl Fn(&'static str) -> Option<String>,
) -> Language {
    if let Some(language) = option.and_then(named) {
        return language;
    }
    if let Some(language) = variable("DIPTYCH_LANG").as_deref().and_then(named) {
        return language;
    }
    // As POSIX has it: the first that is set decides, though it be a language that is not spoken.
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))
        .and_then(|locale| named(&locale))
        .unwrap_or(Language::English)
}

/// The language of `zh`, `zh-CN`, `zh_TW.UTF-8`, `en_GB`.
fn named(locale: &str) -> Option<Language> {
    let language = locale.split(['-', '_', '.', '@']).next()?;
    match language.to_ascii_lowercase().as_str() {
        "zh" | "chinese" => Some(Language::Chinese),
        "en" | "english" => Some(Language::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is chosen with these variables set.
    fn with(option: Option<&str>, set: &[(&str, &str)]) -> Language {
        let value = |name| set.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
        chosen(option, value)
    }

    #[test]
    fn the_option_goes_before_the_variable_and_that_before_the_locale() {
        let all = [("DIPTYCH_LANG", "en"), ("LANG", "zh_CN.UTF-8")];
        assert_eq!(with(Some("zh"), &all), Language::Chinese);
        assert_eq!(with(None, &all), Language::English);
        assert_eq!(with(None, &all[1..]), Language::Chinese);
        assert_eq!(with(None, &[]), Language::English);
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let c = [("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")];
        assert_eq!(with(None, &c), Language::English);
        let empty = [("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_GB.UTF-8")];
        assert_eq!(with(None, &empty), Language::Chinese);
    }

    #[test]
    fn a_name_that_is_not_understood_asks_for_nothing() {
        assert_eq!(with(Some("fr"), &[("DIPTYCH_LANG", "zh-Hant")]), Language::Chinese);
        assert_eq!(with(None, &[("DIPTYCH_LANG", "auto"), ("LANG", "zh_CN")]), Language::Chinese);
        assert_eq!(with(None, &[("LANG", "zhuang")]), Language::English);
    }
}
