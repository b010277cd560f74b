//! The termbase model: concepts and the terms that name them, as in TBX.

use serde::{Deserialize, Serialize};

/// One entry: what is named, and how it is named in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// The entry's own id, where its file gives one.
    pub id: Option<String>,
    /// Where the entry stands.
    pub origin: Origin,
    /// Its terms, in file order: the first preferred English one is the first choice.
    pub terms: Vec<Term>,
    /// The subject field.
    pub domain: Option<String>,
    /// Where the rendering was found.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What the term means.
    pub definition: Option<String>,
    /// Noun, verb and so on, in the words of the file.
    pub part_of_speech: Option<String>,
    /// A sentence that has the term.
    pub context: Option<String>,
    /// How the term is used.
    pub usage: Option<String>,
    /// How much a wrong rendering matters, where the entry says so.
    pub severity: Option<Weight>,
    /// The Chinese term is none where one of these follows it.
    pub not_before: Vec<String>,
    /// The Chinese term is none where one of these precedes it.
    pub not_after: Vec<String>,
    /// The Chinese term is none inside one of these.
    pub not_inside: Vec<String>,
    /// Whether a Chinese term of one or two characters is enforced like a longer one.
    pub allow_short: bool,
    /// Whether forbidden renderings are reported where the Chinese term is absent.
    pub always: bool,
}

/// The place of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A term of one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// BCP 47, as written in the file (`zh-CN`, `en`).
    pub lang: String,
    /// The term. In an English one, `one's` is a slot and words in brackets are optional.
    pub text: String,
    /// Whether it may be used.
    pub status: Status,
    /// Full form or shortened.
    pub kind: Kind,
    /// How capitals count.
    pub case: Case,
    /// How it may be inflected.
    pub inflect: Inflect,
    /// How many other words may stand between two of its words, 0 to 2.
    pub gap: u8,
    /// Whether the file gives the status; where it gives none, the term is preferred.
    #[serde(default = "yes")]
    pub stated: bool,
}

fn yes() -> bool {
    true
}

/// Whether a term may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// To be used.
    Preferred,
    /// May be used.
    Admitted,
    /// Was once to be used.
    Superseded,
    /// Must not be used.
    Forbidden,
}

/// Full form or shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The full form.
    Full,
    /// An abbreviation, such as an initialism.
    Abbreviation,
    /// A short form, right after the first mention.
    Short,
}

/// How capitals count when a rendering is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// They do not, but for words that the rendering writes wholly in capitals.
    #[default]
    Insensitive,
    /// Every word that is capital in the rendering is capital in the text.
    Title,
    /// Every letter counts.
    Exact,
}

/// How a rendering may be inflected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inflect {
    /// Nouns in number, and verbs where the rendering begins with one.
    #[default]
    Auto,
    /// Nouns in number only.
    Noun,
    /// Every word as a verb too.
    Verb,
    /// Not at all.
    None,
}

/// How much a wrong rendering matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// For information.
    Info,
    /// To be looked at.
    Minor,
    /// To be mended.
    Major,
    /// Must not go out.
    Critical,
}

impl Term {
    /// A full form that may be inflected, with capitals not counting.
    pub fn new(lang: &str, text: &str, status: Status) -> Self {
        Self {
            lang: lang.to_owned(),
            text: text.to_owned(),
            status,
            kind: Kind::Full,
            case: Case::default(),
            inflect: Inflect::default(),
            gap: 0,
            stated: true,
        }
    }

    /// Whether it is Chinese as the mainland writes it: `zh`, `zh-CN`, `zh-Hans` and below, but
    /// neither `zh-Hant` nor `zh-TW`, `zh-HK`, `zh-MO`.
    pub fn is_chinese(&self) -> bool {
        let lang = self.lang.to_ascii_lowercase().replace('_', "-");
        let mut parts = lang.split('-');
        parts.next().is_some_and(|it| matches!(it, "zh" | "zho" | "chi" | "cmn"))
            && !parts.any(|it| matches!(it, "hant" | "tw" | "hk" | "mo"))
    }

    /// Whether it is English of any country.
    pub fn is_english(&self) -> bool {
        let lang = self.lang.to_ascii_lowercase();
        matches!(lang.split(['-', '_']).next(), Some("en" | "eng"))
    }

    /// Whether it may stand in a translation.
    pub fn is_approved(&self) -> bool {
        matches!(self.status, Status::Preferred | Status::Admitted)
    }
}

impl Concept {
    /// Its Chinese terms.
    pub fn chinese(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.is_chinese())
    }

    /// Its English terms.
    pub fn english(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.is_english())
    }

    /// The English terms that may be used, preferred ones first, each group in file order.
    pub fn approved(&self) -> Vec<&Term> {
        let mut terms: Vec<_> = self.english().filter(|term| term.is_approved()).collect();
        terms.sort_by_key(|term| (term.status, term.kind != Kind::Full));
        terms
    }
}
