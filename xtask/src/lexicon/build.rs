//! How the lexicon file is made; its form stands in `diptych::lexicon::format`.

use std::collections::{BTreeMap, BTreeSet};

use fst::MapBuilder;
use rust_stemmers::{Algorithm, Stemmer};

use diptych::lexicon::format::{
    BLOCK, COUNT_STEPS, FREQ_STEPS, MAGIC, NO_SYLLABLE, SECTIONS, WEIGHT_STEPS,
};
use diptych::lexicon::function_words;
use diptych_segments::is_han;

/// The texts a lexicon is made from.
pub(crate) struct Sources {
    /// CC-CEDICT as it is distributed.
    pub(crate) cedict: String,
    /// Word counts: word, blank, count, anything, one a line (jieba's `dict.txt`).
    pub(crate) counts: String,
    /// Irregular forms: form, blank, base, one a line (as the `*.exc` lists of `WordNet`).
    pub(crate) irregular: String,
}

/// One entry of CC-CEDICT.
pub(crate) struct Entry<'a> {
    /// The headword in traditional characters.
    pub(crate) traditional: &'a str,
    /// The headword in simplified characters.
    pub(crate) simplified: &'a str,
    /// Its syllables, lower case, without tones, `ü` as `u`.
    pub(crate) syllables: Vec<String>,
    /// Its glosses, in order.
    pub(crate) glosses: Vec<&'a str>,
}

/// The entries of a CC-CEDICT file: `Trad Simp [pin1 yin1] /gloss/gloss/`.
pub(crate) fn parse_cedict(text: &str) -> impl Iterator<Item = Entry<'_>> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (headwords, rest) = line.split_once(" [")?;
        let (reading, glosses) = rest.split_once("] /")?;
        let (traditional, simplified) = headwords.split_once(' ')?;
        let syllables = reading
            .to_lowercase()
            .replace("u:", "u")
            .split(' ')
            .map(|s| s.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
            .collect();
        let glosses = glosses.trim_end().trim_end_matches('/').split('/').collect();
        Some(Entry { traditional, simplified, syllables, glosses })
    })
}

/// The words of a gloss that say something: outside brackets, without function
/// words unless there are no others. Empty for glosses that only refer
/// ("variant of", classifiers) and for definitions of more than twelve words.
pub(crate) fn gloss_words(gloss: &str) -> Vec<String> {
    const REFERRING: [&str; 7] =
        ["CL:", "see ", "see also", "also written", "used in ", "Taiwan pr.", "also pr."];
    const LABELS: [&str; 6] = ["surname", "abbr", "fig", "lit", "idiom", "classifier"];
    const PLACEHOLDERS: [&str; 5] = ["sb", "sth", "to", "etc", "esp"];
    if gloss.contains("variant of") || REFERRING.iter().any(|start| gloss.starts_with(start)) {
        return vec![];
    }
    let mut depth = 0i32;
    let mut outside: String = gloss
        .chars()
        .filter(|&c| {
            depth += i32::from(c == '(' || c == '[') - i32::from(c == ')' || c == ']');
            depth <= 0 && c != ')' && c != ']'
        })
        .collect();
    if outside.trim().is_empty() {
        outside = gloss.replace(['(', ')'], " ");
    }
    let words: Vec<String> = outside
        .to_lowercase()
        .replace('’', "'")
        .split(|c: char| is_han(c) || !(c.is_alphanumeric() || c == '\''))
        .map(|w| w.trim_matches('\''))
        .map(|w| w.strip_suffix("'s").unwrap_or(w).to_owned())
        .filter(|w| !w.is_empty())
        .collect();
    let says_something = |w: &&String| {
        let w = w.as_str();
        !function_words::is_english(w) && !LABELS.contains(&w) && !PLACEHOLDERS.contains(&w)
    };
    let mut content: Vec<String> = words.iter().filter(says_something).cloned().collect();
    if content.is_empty() {
        content = words.into_iter().filter(|w| !PLACEHOLDERS.contains(&w.as_str())).collect();
    }
    if content.len() > 12 { vec![] } else { content }
}

/// Makes the lexicon file.
///
/// The share of a stem in a word: the word's r-th gloss weighs 1/(1+r/10) (half
/// for a surname), divided evenly among its words, normalised over the word.
/// The frequency of a stem: the sum over all words of word frequency x share.
pub(crate) fn build(sources: &Sources) -> Vec<u8> {
    let irregular = irregular_forms(&sources.irregular);
    let stemmer = Stemmer::create(Algorithm::English);
    let stem =
        |word: &str| stemmer.stem(irregular.get(word).map_or(word, String::as_str)).into_owned();

    let Headwords { mut shares, readings, traditional } = headwords(&sources.cedict, stem);

    let counts: BTreeMap<&str, f64> = sources
        .counts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            Some((fields.next()?, fields.next()?.parse().ok()?))
        })
        .collect();
    let total: f64 = counts.values().sum();
    let count = |word: &str| counts.get(word).copied().unwrap_or(1.0).max(1.0);

    let mut frequencies: BTreeMap<String, f64> =
        irregular.values().map(|base| (stem(base), 0.0)).collect();
    for (word, stems) in &mut shares {
        let sum: f32 = stems.values().sum();
        for (stem, share) in stems {
            *share /= sum;
            *frequencies.entry(stem.clone()).or_default() +=
                count(word) / total * f64::from(*share);
        }
    }
    let mass: f64 = frequencies.values().sum();
    let number: BTreeMap<&str, u64> = frequencies.keys().map(String::as_str).zip(0..).collect();

    let syllables: BTreeSet<&str> = readings.values().flatten().map(String::as_str).collect();

    let (blocks, links) = link_records(shares.values(), &number);
    let sections: [Vec<u8>; SECTIONS] = [
        map(shares.keys().map(|w| w.as_bytes()).zip(0..)),
        shares
            .keys()
            .map(|w| (COUNT_STEPS * count(w).ln() as f32).round().min(255.0) as u8)
            .collect(),
        blocks,
        links,
        map(frequencies.keys().map(String::as_bytes).zip(0..)),
        frequencies.values().map(|f| logarithm((f / mass).max(1e-7) as f32, FREQ_STEPS)).collect(),
        map(irregular.iter().map(|(form, base)| (form.as_bytes(), number[stem(base).as_str()]))),
        syllables.iter().copied().collect::<Vec<_>>().join("\n").into_bytes(),
        reading_records(&readings, &syllables),
        traditional
            .iter()
            .flat_map(|(&t, &s)| [u32::from(t).to_le_bytes(), u32::from(s).to_le_bytes()].concat())
            .collect(),
        total.to_le_bytes().to_vec(),
    ];

    file(&sections)
}

/// What CC-CEDICT says of its headwords.
#[derive(Default)]
struct Headwords<'a> {
    /// For each simplified headword the weight of each stem, not yet normalised.
    shares: BTreeMap<&'a str, BTreeMap<String, f32>>,
    /// For each character its toneless readings.
    readings: BTreeMap<char, Vec<String>>,
    /// For each traditional character its simplified form.
    traditional: BTreeMap<char, char>,
}

fn headwords(cedict: &str, stem: impl Fn(&str) -> String) -> Headwords<'_> {
    let mut found = Headwords::default();
    for entry in parse_cedict(cedict) {
        let word = found.shares.entry(entry.simplified).or_default();
        for (rank, words) in (1u8..)
            .zip(entry.glosses.iter().map(|g| (g, gloss_words(g))).filter(|(_, w)| !w.is_empty()))
        {
            let (gloss, words) = words;
            let surname = if gloss.starts_with("surname ") { 0.5 } else { 1.0 };
            let weight = surname / (1.0 + 0.1 * f32::from(rank)) / words.len() as f32;
            for w in &words {
                *word.entry(stem(w)).or_default() += weight;
            }
        }
        note_characters(&entry, &mut found.readings, &mut found.traditional);
    }
    found
}

/// The readings of each character, up to three.
fn reading_records(readings: &BTreeMap<char, Vec<String>>, syllables: &BTreeSet<&str>) -> Vec<u8> {
    let number: BTreeMap<&str, u16> = syllables.iter().copied().zip(0..).collect();
    let mut records = vec![];
    for (&c, known) in readings {
        records.extend(u32::from(c).to_le_bytes());
        for k in 0..3 {
            let n = known.get(k).map_or(NO_SYLLABLE, |r| number[r.as_str()]);
            records.extend(n.to_le_bytes());
        }
    }
    records
}

/// The whole file: where each section stands, then the sections.
fn file(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    let mut at = 0u32;
    for section in sections {
        file.extend(at.to_le_bytes());
        file.extend((section.len() as u32).to_le_bytes());
        at += section.len() as u32;
    }
    for section in sections {
        file.extend(section);
    }
    file
}

/// Form -> base. The first base of a form wins; forms that are more often
/// another word than an inflection keep their everyday reading.
fn irregular_forms(text: &str) -> BTreeMap<String, String> {
    const EVERYDAY: [(&str, &str); 5] =
        [("found", "find"), ("saw", "see"), ("left", "leave"), ("felt", "feel"), ("lay", "lie")];
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(form), Some(base)) = (fields.next(), fields.next()) else { continue };
        if form != base
            && !form.contains('_')
            && !base.contains('_')
            && !function_words::is_english(form)
        {
            forms.entry(form.to_owned()).or_insert_with(|| base.to_owned());
        }
    }
    forms.extend(EVERYDAY.map(|(form, base)| (form.to_owned(), base.to_owned())));
    forms
}

/// Notes the readings of an entry's characters and, for entries of one character, its simplified form.
fn note_characters(
    entry: &Entry<'_>,
    readings: &mut BTreeMap<char, Vec<String>>,
    traditional: &mut BTreeMap<char, char>,
) {
    let simplified: Vec<char> = entry.simplified.chars().collect();
    let mut old = entry.traditional.chars();
    if let (Some(t), None, [s]) = (old.next(), old.next(), simplified.as_slice())
        && t != *s
    {
        traditional.insert(t, *s);
    }
    if simplified.len() != entry.syllables.len() {
        return;
    }
    for (&c, syllable) in simplified.iter().zip(&entry.syllables) {
        let spelt = !syllable.is_empty() && syllable.bytes().all(|b| b.is_ascii_lowercase());
        if is_han(c) && spelt {
            let known = readings.entry(c).or_default();
            if (simplified.len() == 1 || known.is_empty()) && !known.contains(syllable) {
                known.push(syllable.clone());
            }
        }
    }
}

/// The link blocks and link records of all words, heaviest stems first.
fn link_records<'a>(
    words: impl Iterator<Item = &'a BTreeMap<String, f32>>,
    number: &BTreeMap<&str, u64>,
) -> (Vec<u8>, Vec<u8>) {
    let (mut blocks, mut links) = (vec![], vec![]);
    for (index, stems) in words.enumerate() {
        if index % BLOCK == 0 {
            blocks.extend((links.len() as u32).to_le_bytes());
        }
        let mut stems: Vec<(&String, f32)> = stems.iter().map(|(s, &w)| (s, w)).collect();
        stems.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        stems.truncate(255);
        links.push(stems.len() as u8);
        for (stem, weight) in stems {
            links.extend((number[stem.as_str()] as u16).to_le_bytes());
            links.push(logarithm(weight, WEIGHT_STEPS));
        }
    }
    (blocks, links)
}

/// A number up to 1 as a byte on a logarithmic scale.
fn logarithm(x: f32, steps: f32) -> u8 {
    (255.0 + steps * x.ln()).round().clamp(0.0, 255.0) as u8
}

fn map<'a>(keys: impl Iterator<Item = (&'a [u8], u64)>) -> Vec<u8> {
    let mut builder = MapBuilder::memory();
    for (key, value) in keys {
        builder.insert(key, value).expect("keys of a BTreeMap come sorted and once");
    }
    builder.into_inner().expect("writing to memory does not fail")
}
