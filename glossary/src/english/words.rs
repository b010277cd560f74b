//! The word lists in `data/`, read once.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a function word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Article,
    Joint,
    Preposition,
    Other,
}

/// All lists.
pub(crate) struct Words {
    pub(crate) functions: FxHashMap<&'static str, Function>,
    pub(crate) pronouns: FxHashSet<&'static str>,
    /// Pronouns for people only.
    pub(crate) personal: FxHashSet<&'static str>,
    /// What Chinese terms for people end in.
    pub(crate) persons: Vec<&'static str>,
    pub(crate) demonstratives: FxHashSet<&'static str>,
    /// Further lists by their name.
    lists: FxHashMap<&'static str, FxHashSet<&'static str>>,
    /// General nouns, and whether they point back after `the` too.
    pub(crate) hypernyms: FxHashMap<&'static str, bool>,
    /// Nouns and the verbs they are made of, each to the other.
    pub(crate) derived: FxHashMap<&'static str, Vec<&'static str>>,
    /// Nouns in -ing beside nouns that they are no forms of.
    pub(crate) ing_nouns: FxHashSet<&'static str>,
    /// Chinese nouns after a term, and English ones that stand for both.
    pub(crate) source_nouns: Vec<(&'static str, &'static str)>,
    pub(crate) participles: FxHashSet<&'static str>,
    /// Chinese words that point back, longer ones first, and those that only begin alike.
    pub(crate) pointers: Vec<&'static str>,
    pub(crate) no_pointers: Vec<&'static str>,
    /// What both begin with.
    pub(crate) pointer_starts: FxHashSet<char>,
    pub(crate) titles: FxHashSet<&'static str>,
    /// Abbreviations that a dot ends.
    pub(crate) dotted: FxHashSet<&'static str>,
    pub(crate) common_abbreviations: FxHashSet<&'static str>,
    pub(crate) numbers: FxHashSet<&'static str>,
    pub(crate) not_plural: FxHashSet<(&'static str, &'static str)>,
    /// British beginnings and their American form, by their first letter, longest first.
    pub(crate) british: FxHashMap<u8, Vec<(&'static str, &'static str)>>,
    /// Names of several words and their abbreviation, by their first word, longest first.
    pub(crate) equivalents: FxHashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>,
    /// Inflected form to base forms.
    pub(crate) verb_bases: FxHashMap<&'static str, Vec<&'static str>>,
    pub(crate) noun_bases: FxHashMap<&'static str, Vec<&'static str>>,
    /// Base form to irregular forms.
    pub(crate) verb_forms: FxHashMap<&'static str, Vec<&'static str>>,
    pub(crate) noun_forms: FxHashMap<&'static str, Vec<&'static str>>,
}

/// The lists.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut functions = FxHashMap::default();
    let (mut pronouns, mut demonstratives) = (FxHashSet::default(), FxHashSet::default());
    let mut personal = FxHashSet::default();
    for (kind, words) in pairs(include_str!("../../data/function-words.tsv")) {
        let words = words.split(' ');
        match kind {
            "article" => functions.extend(words.map(|it| (it, Function::Article))),
            "joint" => functions.extend(words.map(|it| (it, Function::Joint))),
            "preposition" => functions.extend(words.map(|it| (it, Function::Preposition))),
            "pronoun" => {
                pronouns.extend(words.clone());
                functions.extend(words.map(|it| (it, Function::Other)));
            }
            "personal" => {
                personal.extend(words.clone());
                functions.extend(words.map(|it| (it, Function::Other)));
            }
            "demonstrative" => demonstratives.extend(words),
            _ => functions.extend(words.map(|it| (it, Function::Other))),
        }
    }
    let mut british: FxHashMap<u8, Vec<_>> = FxHashMap::default();
    for (from, to) in pairs(include_str!("../../data/british.tsv")) {
        british.entry(from.as_bytes()[0]).or_default().push((from, to));
    }
    for list in british.values_mut() {
        list.sort_by_key(|(from, _)| usize::MAX - from.len());
    }
    let mut equivalents: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (name, abbreviation) in pairs(include_str!("../../data/equivalents.tsv")) {
        let name: Vec<_> = name.split(' ').collect();
        equivalents.entry(name[0]).or_default().push((name, abbreviation));
    }
    for list in equivalents.values_mut() {
        list.sort_by_key(|(name, _)| usize::MAX - name.len());
    }
    let (verb_bases, verb_forms) = irregular(include_str!("../../data/irregular-verbs.tsv"));
    let (noun_bases, noun_forms) = irregular(concat!(
        include_str!("../../data/irregular-nouns.tsv"),
        include_str!("../../data/more-nouns.tsv")
    ));
    let mut derived: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (noun, verb) in pairs(include_str!("../../data/derived.tsv")) {
        derived.entry(noun).or_default().push(verb);
        derived.entry(verb).or_default().push(noun);
    }
    let pointers = || lines(include_str!("../../data/pointers.txt"));
    Words {
        pointers: pointers().filter(|it| !it.starts_with('!')).collect(),
        pointer_starts: pointers()
            .filter_map(|it| it.trim_start_matches('!').chars().next())
            .collect(),
        no_pointers: pointers().filter_map(|it| it.strip_prefix('!')).collect(),
        functions,
        pronouns,
        personal,
        persons: lines(include_str!("../../data/persons.txt")).collect(),
        demonstratives,
        lists: pairs(include_str!("../../data/lists.tsv"))
            .map(|(name, words)| (name, words.split(' ').collect()))
            .collect(),
        hypernyms: lines(include_str!("../../data/hypernyms.tsv"))
            .map(|line| line.split_once('\t').map_or((line, false), |(noun, _)| (noun, true)))
            .collect(),
        source_nouns: pairs(include_str!("../../data/source-nouns.tsv")).collect(),
        derived,
        ing_nouns: lines(include_str!("../../data/ing-nouns.txt")).collect(),
        participles: lines(include_str!("../../data/participles.txt")).collect(),
        titles: lines(include_str!("../../data/titles.txt")).collect(),
        dotted: lines(include_str!("../../data/dotted.txt")).collect(),
        common_abbreviations: lines(include_str!("../../data/common-abbreviations.txt")).collect(),
        numbers: lines(include_str!("../../data/numbers.txt")).collect(),
        not_plural: pairs(include_str!("../../data/not-plural.tsv")).collect(),
        british,
        equivalents,
        verb_bases,
        noun_bases,
        verb_forms,
        noun_forms,
    }
});

impl Words {
    /// Whether a folded word is in the list of `data/lists.tsv` with this name.
    pub(crate) fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|it| it.contains(word))
    }
}

/// Whether official English uses `abbreviation` without spelling it out first (`GDP`, `WTO`).
pub fn is_common_abbreviation(abbreviation: &str) -> bool {
    WORDS.common_abbreviations.contains(abbreviation)
}

/// Whether a folded word is a number or an ordinal.
pub(crate) fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) || WORDS.numbers.contains(word)
}

type Forms = FxHashMap<&'static str, Vec<&'static str>>;

fn irregular(text: &'static str) -> (Forms, Forms) {
    let (mut bases, mut forms) = (Forms::default(), Forms::default());
    for (form, base) in pairs(text) {
        bases.entry(form).or_default().push(base);
        forms.entry(base).or_default().push(form);
    }
    (bases, forms)
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with('#'))
}

fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(text).filter_map(|line| line.split_once('\t'))
}
