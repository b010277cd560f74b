//! The two languages that Diptych stands between, and how a text's language is told.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

use crate::rules;
use crate::script;

/// A language of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum Lang {
    /// English.
    En,
    /// Chinese, simplified or traditional.
    Zh,
}

impl Lang {
    /// What stands between two segments of this language that are joined:
    /// nothing in Chinese, one space in English.
    pub fn joint(self) -> &'static str {
        match self {
            Self::En => " ",
            Self::Zh => "",
        }
    }
}

/// What [`detect`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Detected {
    /// Chinese in simplified characters (or in characters common to both).
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    /// English.
    English,
    /// Another language, by its English name ("Russian", "French"), or by the name of its
    /// script where that is all that can be told ("a language in Latin script").
    Other(&'static str),
    /// Too little text to tell.
    Unknown,
}

impl Detected {
    /// The language, where it is one of the two.
    pub fn lang(self) -> Option<Lang> {
        match self {
            Self::Simplified | Self::Traditional => Some(Lang::Zh),
            Self::English => Some(Lang::En),
            Self::Other(_) | Self::Unknown => None,
        }
    }

    /// The BCP 47 code that is written where the user gave none.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Simplified => Some("zh-CN"),
            Self::Traditional => Some("zh-TW"),
            Self::English => Some("en-US"),
            Self::Other(_) | Self::Unknown => None,
        }
    }

    /// The name to show.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simplified => "Chinese (simplified)",
            Self::Traditional => "Chinese (traditional)",
            Self::English => "English",
            Self::Other(name) => name,
            Self::Unknown => "unknown",
        }
    }
}

/// How much of a text is read to tell its language, in characters: a spread sample is enough.
const SAMPLE: usize = 20_000;

/// Tells the language of a text.
///
/// Scripts tell most languages apart. In Latin script the share of the commonest words decides
/// (English has a third of them, other languages hardly any); only a text that mixes Han and Latin letters is left to
/// lingua, which is built with Chinese and English alone and always answers one of the two.
///
/// ```
/// use diptych_segments::{Detected, Lang, detect};
///
/// assert_eq!(detect("網路空間的發展").name(), "Chinese (traditional)");
/// assert_eq!(detect("The development of the net").lang(), Some(Lang::En));
/// assert_eq!(detect("Развитие сети и общества"), Detected::Other("Russian"));
/// ```
pub fn detect(text: &str) -> Detected {
    let sample = sample(text);
    let counts = Scripts::count(&sample);
    let letters = counts.han + counts.kana + counts.hangul + counts.latin + counts.rest();
    if letters == 0 {
        return Detected::Unknown;
    }
    // One Han character says about as much as four Latin letters.
    let weighted = 4 * (counts.han + counts.kana + counts.hangul) + counts.latin + counts.rest();
    let major = |count: usize, weight: usize| count * weight * 2 > weighted;
    if counts.kana * 12 > counts.han + counts.kana && major(counts.han + counts.kana, 4) {
        return Detected::Other("Japanese");
    }
    if major(counts.hangul, 4) {
        return Detected::Other("Korean");
    }
    if let Some(name) = counts.other_script(weighted) {
        return Detected::Other(name);
    }
    if major(counts.han, 4) && counts.han * 20 > weighted {
        return chinese(&sample);
    }
    let latin = latin(&sample);
    if latin == Detected::English && counts.han * 8 > counts.latin {
        return match DETECTOR.detect_language_of(&*sample) {
            Some(Language::Chinese) => chinese(&sample),
            _ => Detected::English,
        };
    }
    latin
}

static DETECTOR: LazyLock<LanguageDetector> = LazyLock::new(|| {
    LanguageDetectorBuilder::from_languages(&[Language::Chinese, Language::English]).build()
});

/// Even stretches from the whole text, so that a foreign abstract does not decide.
fn sample(text: &str) -> String {
    const STRETCHES: usize = 10;
    if text.len() <= SAMPLE {
        return text.to_owned();
    }
    (0..STRETCHES)
        .map(|stretch| {
            let mut start = text.len() / STRETCHES * stretch;
            while !text.is_char_boundary(start) {
                start += 1;
            }
            text[start..].chars().take(SAMPLE / STRETCHES).chain(['\n']).collect::<String>()
        })
        .collect()
}

#[derive(Default)]
struct Scripts {
    han: usize,
    kana: usize,
    hangul: usize,
    latin: usize,
    cyrillic: usize,
    ukrainian: usize,
    greek: usize,
    arabic: usize,
    persian: usize,
    hebrew: usize,
    devanagari: usize,
    thai: usize,
}

impl Scripts {
    fn count(text: &str) -> Self {
        let mut counts = Self::default();
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => {
                    counts.latin += 1;
                }
                '\u{3041}'..='\u{30FA}' => counts.kana += 1,
                '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}' => counts.hangul += 1,
                '\u{0400}'..='\u{052F}' => {
                    counts.cyrillic += 1;
                    counts.ukrainian +=
                        usize::from(matches!(c, 'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є'));
                }
                '\u{0370}'..='\u{03FF}' => counts.greek += 1,
                '\u{0600}'..='\u{06FF}' => {
                    counts.arabic += 1;
                    counts.persian += usize::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی'));
                }
                '\u{0590}'..='\u{05FF}' => counts.hebrew += 1,
                '\u{0900}'..='\u{097F}' => counts.devanagari += 1,
                '\u{0E00}'..='\u{0E7F}' => counts.thai += 1,
                _ if script::is_han(c) => counts.han += 1,
                _ => {}
            }
        }
        counts
    }

    fn rest(&self) -> usize {
        self.cyrillic + self.greek + self.arabic + self.hebrew + self.devanagari + self.thai
    }

    fn other_script(&self, letters: usize) -> Option<&'static str> {
        let cyrillic = if self.ukrainian * 50 > self.cyrillic { "Ukrainian" } else { "Russian" };
        let arabic = if self.persian * 50 > self.arabic { "Persian" } else { "Arabic" };
        [
            (self.cyrillic, cyrillic),
            (self.greek, "Greek"),
            (self.arabic, arabic),
            (self.hebrew, "Hebrew"),
            (self.devanagari, "Hindi"),
            (self.thai, "Thai"),
        ]
        .into_iter()
        .find(|&(count, _)| count * 2 > letters)
        .map(|(_, name)| name)
    }
}

static TO_SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    rules::entries(include_str!("../rules/zh/simplified.txt"))
        .filter_map(|pair| {
            let mut both = pair.chars();
            let (simplified, traditional) = (both.next()?, both.next()?);
            Some((traditional, simplified))
        })
        .collect()
});
static SIMPLIFIED: LazyLock<HashSet<char>> =
    LazyLock::new(|| TO_SIMPLIFIED.values().copied().collect());

fn chinese(text: &str) -> Detected {
    let traditional = text.chars().filter(|c| TO_SIMPLIFIED.contains_key(c)).count();
    let simplified = text.chars().filter(|c| SIMPLIFIED.contains(c)).count();
    if traditional > simplified { Detected::Traditional } else { Detected::Simplified }
}

static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rules::entries(include_str!("../rules/en/common.txt")).collect());

/// The commonest words of languages in Latin script, none of which is common in another.
const LATIN: [(&str, &[&str]); 12] = [
    (
        "French",
        &[
            "le", "la", "les", "des", "et", "est", "une", "dans", "pour", "que", "qui", "du", "au",
            "sur", "pas", "avec",
        ],
    ),
    (
        "German",
        &[
            "der", "die", "und", "das", "den", "von", "ist", "nicht", "mit", "ein", "eine", "auf",
            "für", "dem", "des", "zu",
        ],
    ),
    (
        "Spanish",
        &[
            "el", "la", "los", "las", "de", "y", "que", "en", "una", "por", "con", "para", "del",
            "es", "se", "como",
        ],
    ),
    (
        "Italian",
        &[
            "il", "di", "che", "e", "la", "per", "una", "della", "con", "non", "sono", "gli",
            "del", "è", "nel", "anche",
        ],
    ),
    (
        "Portuguese",
        &[
            "o", "os", "as", "da", "do", "dos", "em", "não", "uma", "para", "com", "que", "e",
            "na", "no", "ao",
        ],
    ),
    (
        "Dutch",
        &[
            "de", "het", "een", "van", "en", "in", "is", "dat", "niet", "op", "zijn", "voor",
            "met", "te", "aan", "ook",
        ],
    ),
    (
        "Polish",
        &[
            "i", "w", "na", "z", "do", "że", "się", "nie", "jest", "to", "oraz", "dla", "jak",
            "przez", "od", "po",
        ],
    ),
    (
        "Swedish",
        &[
            "och", "att", "det", "som", "en", "på", "är", "av", "för", "med", "den", "till",
            "inte", "ett", "om", "har",
        ],
    ),
    (
        "Czech",
        &[
            "a", "se", "na", "je", "že", "v", "s", "do", "ve", "které", "jako", "pro", "jsou",
            "nebo", "by", "o",
        ],
    ),
    (
        "Vietnamese",
        &[
            "và", "của", "là", "có", "trong", "được", "cho", "các", "không", "với", "một", "những",
            "này", "đã", "người", "về",
        ],
    ),
    (
        "Indonesian",
        &[
            "yang", "dan", "di", "dengan", "untuk", "dari", "ini", "dalam", "tidak", "itu", "pada",
            "adalah", "oleh", "akan", "juga", "ke",
        ],
    ),
    (
        "Turkish",
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "da", "de", "olan", "daha", "çok", "gibi",
            "ne", "var", "kadar", "en",
        ],
    ),
];

/// A text in Latin letters: English by its commonest words, or another language by its own.
fn latin(text: &str) -> Detected {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && word.chars().all(|c| !script::is_han(c)))
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        return Detected::Unknown;
    }
    let share = |list: &dyn Fn(&str) -> bool| {
        words.iter().filter(|word| list(word)).count() as f64 / words.len() as f64
    };
    let english = share(&|word| COMMON.contains(word));
    let (name, other) = LATIN
        .into_iter()
        .map(|(name, list)| (name, share(&|word| list.contains(&word))))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect("the table is not empty");
    if other > english && other > 0.12 {
        Detected::Other(name)
    } else if english > 0.15
        || words.len() < 40 && !text.chars().any(|c| matches!(c, '\u{00C0}'..='\u{024F}'))
    {
        Detected::English
    } else {
        Detected::Other("a language in Latin script")
    }
}
