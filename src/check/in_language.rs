//! Whether a text can be in the language that a memory says it is in.

use diptych_segments::{Detected, Lang, detect};
use diptych_tmx::language::primary;

use crate::lang_code::lang_of_code;

/// Texts shorter than this many letters say too little to be judged by their words.
const LETTERS: usize = 60;

/// Whether `text` can be in the language `code`; true where that cannot be told.
///
/// Scripts decide first, and nearly always. Only a text that claims to be English, is in Latin
/// letters and long enough goes to the detection of languages by their words.
pub fn in_language(text: &str, code: &str) -> bool {
    let scripts = Scripts::of(text);
    let letters = scripts.han + scripts.kana + scripts.hangul + scripts.latin + scripts.other;
    if letters < 4 {
        return true;
    }
    // One Han character says about as much as four letters.
    let east = 4 * (scripts.han + scripts.kana + scripts.hangul);
    match lang_of_code(code) {
        Some(Lang::Zh) => {
            let foreign = 4 * (scripts.kana + scripts.hangul) + scripts.other;
            // Names, codes and addresses often stay in Latin letters; a sentence does not.
            let is_sentence = scripts.han == 0
                && scripts.small_words >= 4
                && text.split_whitespace().nth(3).is_some()
                && !text.contains(['，', '。', '；', '：', '、', '《', '》'])
                && !is_citation(text);
            foreign * 4 < east + scripts.other + 1 && !is_sentence
        }
        Some(Lang::En) => {
            let foreign = east + scripts.other;
            if foreign > scripts.latin {
                return false;
            }
            if scripts.latin < LETTERS {
                return !is_accented_sentence(text, &scripts);
            }
            if is_plainly_english(text) {
                return true;
            }
            !matches!(
                detect(text),
                Detected::Other(_) | Detected::Simplified | Detected::Traditional
            )
        }
        None => in_other(&scripts, letters, primary(code)),
    }
}

/// As [`in_language`], for a language that is neither Chinese nor English.
fn in_other(scripts: &Scripts, letters: usize, code: &str) -> bool {
    let east = 4 * (scripts.han + scripts.kana + scripts.hangul);
    match code.to_ascii_lowercase().as_str() {
        "ja" => {
            scripts.hangul * 2 < letters && (scripts.latin < letters || scripts.small_words < 4)
        }
        "ru" | "uk" | "bg" | "be" | "mk" | "el" | "ar" | "he" | "fa" | "th" | "hi" => {
            scripts.other > 0 || scripts.small_words < 4
        }
        "fr" | "de" | "es" | "it" | "pt" | "nl" | "sv" | "da" | "nb" | "fi" | "pl" | "cs" => {
            east + scripts.other <= scripts.latin
        }
        _ => true,
    }
}

/// Whether a text names where something is to be found, as notes do: a page, or a year with an address,
/// a volume or a press. Works of the West are named in their own language in Chinese notes too.
fn is_citation(text: &str) -> bool {
    let joined = text.replace("p. ", "p.");
    let mut words = joined.split(|c: char| c.is_whitespace() || matches!(c, '(' | ','));
    let is_page = |word: &str| {
        let number = word.strip_prefix("pp.").or_else(|| word.strip_prefix("p."));
        number.is_some_and(|number| {
            number.starts_with(|c: char| c.is_ascii_digit() || "ivxlc".contains(c))
                && number.chars().all(|c| c.is_ascii_digit() || "ivxlc-–.;:".contains(c))
        })
    };
    let has_year = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.len() == 4 && word.parse().is_ok_and(|year| (1500..2100).contains(&year)));
    let has_place = ["://", "Press", "Vol.", "vol.", "No.", "eds.", "trans."];
    words.any(is_page) || has_year && has_place.iter().any(|sign| text.contains(sign))
}

/// Whether a short text is a sentence of another language in Latin letters: it has accents, and none of
/// the words that nearly every English sentence has.
fn is_accented_sentence(text: &str, scripts: &Scripts) -> bool {
    const ENGLISH: [&str; 18] = [
        "the", "of", "and", "to", "a", "in", "is", "with", "for", "was", "that", "it", "he", "you",
        "at", "by", "are", "be",
    ];
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    scripts.small_words >= 4
        && text.chars().any(|c| matches!(c, 'À'..='ɏ') && c.is_alphabetic())
        && !words.any(|word| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether every tenth word is one that English alone has so often.
fn is_plainly_english(text: &str) -> bool {
    let (mut all, mut english) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        english += usize::from(matches!(
            word,
            "the" | "The" | "of" | "and" | "to" | "that" | "is" | "with" | "for" | "was"
        ));
    }
    english * 10 >= all
}

/// How many letters of a text are of which script.
#[derive(Default)]
struct Scripts {
    han: usize,
    kana: usize,
    hangul: usize,
    latin: usize,
    other: usize,
    /// Words of at least two small Latin letters.
    small_words: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        let mut run = 0;
        for character in text.chars() {
            let small = character.is_ascii_lowercase();
            if !small && run >= 2 {
                scripts.small_words += 1;
            }
            run = if small { run + 1 } else { 0 };
            match character {
                'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                    scripts.latin += 1;
                }
                '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => {
                    scripts.han += 1;
                }
                '\u{3041}'..='\u{30FA}' => scripts.kana += 1,
                '\u{AC00}'..='\u{D7A3}' => scripts.hangul += 1,
                letter if letter.is_alphabetic() => scripts.other += 1,
                _ => {}
            }
        }
        scripts.small_words += usize::from(run >= 2);
        scripts
    }
}

#[cfg(test)]
mod tests {
    use super::in_language;

    #[test]
    fn scripts_decide() {
        assert!(in_language("他在天庭见到了玉皇大帝。", "zh-CN"));
        assert!(in_language("安装 Visual Studio Code", "zh-CN"));
        assert!(!in_language("The quick brown fox jumps over it", "zh-CN"));
        assert!(!in_language("これはペンです", "zh-CN"));
        assert!(!in_language("他在天庭见到了玉皇大帝。", "en-US"));
        assert!(!in_language("Развитие сети и общества", "en"));
        assert!(in_language("USB-C 3.1", "zh-CN"));
        assert!(!in_language("これはペンです", "zho"));
        assert!(!in_language("他在天庭见到了玉皇大帝。", "eng"));
    }

    #[test]
    fn a_chinese_note_may_name_a_work_of_another_language() {
        let note = "Joseph S Nye Jr., “The Regime Complex for Managing Global Cyber Activities”";
        assert!(!in_language(note, "zh-CN"));
        assert!(in_language(
            &format!("{note}, May 20, 2014, https://www.cigionline.org/"),
            "zh-CN"
        ));
        assert!(in_language(&format!("{note}, pp. 45-56."), "zh-CN"));
        assert!(in_language(&format!("参见 {note}"), "zh-CN"));
        assert!(in_language(&format!("{note}，2014。"), "zh-CN"));
        assert!(!in_language("In 2014 they said that the world was at p. m. of its day", "zh-CN"));
    }

    #[test]
    fn words_decide_between_languages_in_latin_letters() {
        let french = "Le conseil a décidé que les membres de la commission doivent être élus par les \
                      citoyens de la ville pour une période de deux ans";
        assert!(!in_language(french, "en-GB"));
        assert!(in_language(french, "fr-FR"));
        assert!(!in_language("La reunión se aplazó hasta la próxima semana", "en"));
        assert!(in_language("They met at a café near São Paulo", "en"));
        let english = "The council decided that the members of the commission should be elected by the \
                       people of the town for two years";
        assert!(in_language(english, "en-GB"));
    }
}
