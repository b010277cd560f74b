//! The bilingual lexicon that ships inside the program, and how it is read.
//!
//! One file, `lexicon.bin`, made by `cargo xtask lexicon` from CC-CEDICT,
//! word counts and lists of irregular forms (see `README.md` beside it). It is
//! read in place ([`mod@format`]): words are looked up in finite-state maps, and
//! nothing is built at start-up.

pub mod format;
pub mod function_words;

use fst::Map;
use fst::raw::{Fst, Output};
use rust_stemmers::{Algorithm, Stemmer};

use format::{BLOCK, COUNT_STEPS, FREQ_STEPS, MAGIC, NO_SYLLABLE, SECTIONS, WEIGHT_STEPS};

static EMBEDDED: &[u8] = include_bytes!("lexicon.bin");

/// The longest Chinese word that segmentation looks for, in characters.
pub const LONGEST_WORD: usize = 8;

/// A view of the lexicon file: words, their stems and everything about them.
pub struct Lexicon {
    words: Fst<&'static [u8]>,
    counts: &'static [u8],
    blocks: &'static [u8],
    links: &'static [u8],
    stems: Map<&'static [u8]>,
    frequencies: &'static [u8],
    irregular: Map<&'static [u8]>,
    syllables: Vec<&'static str>,
    readings: &'static [u8],
    traditional: &'static [u8],
    total: f64,
    stemmer: Stemmer,
}

impl Lexicon {
    /// The lexicon that is part of the program.
    ///
    /// # Panics
    /// Never: the file is checked by the tests.
    pub fn embedded() -> Self {
        Self::open(EMBEDDED).expect("the embedded lexicon was written by `cargo xtask lexicon`")
    }

    /// Reads a lexicon file in place; `None` when it is not one.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let body = bytes.strip_prefix(MAGIC)?;
        let section = |n: usize| -> Option<&'static [u8]> {
            let at = u32_at(body, 2 * n)? as usize;
            let len = u32_at(body, 2 * n + 1)? as usize;
            body.get(SECTIONS * 8..)?.get(at..at + len)
        };
        Some(Self {
            words: Fst::new(section(0)?).ok()?,
            counts: section(1)?,
            blocks: section(2)?,
            links: section(3)?,
            stems: Map::new(section(4)?).ok()?,
            frequencies: section(5)?,
            irregular: Map::new(section(6)?).ok()?,
            syllables: std::str::from_utf8(section(7)?).ok()?.lines().collect(),
            readings: section(8)?,
            traditional: section(9)?,
            total: f64::from_le_bytes(section(10)?.try_into().ok()?),
            stemmer: Stemmer::create(Algorithm::English),
        })
    }

    /// The number of a Chinese word.
    pub fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word).map(|output| output.value() as u32)
    }

    /// Calls `found` with the length in characters and the number of every
    /// word that starts `text`, shortest first, up to [`LONGEST_WORD`].
    pub fn prefixes(&self, text: &[char], mut found: impl FnMut(usize, u32)) {
        let mut node = self.words.root();
        let mut value = Output::zero();
        let mut utf8 = [0u8; 4];
        for (index, c) in text.iter().take(LONGEST_WORD).enumerate() {
            for &byte in c.encode_utf8(&mut utf8).as_bytes() {
                let Some(arc) = node.find_input(byte) else { return };
                let step = node.transition(arc);
                value = value.cat(step.out);
                node = self.words.node(step.addr);
            }
            if node.is_final() {
                found(index + 1, value.cat(node.final_output()).value() as u32);
            }
        }
    }

    /// The probability of a Chinese word in running text.
    pub fn word_probability(&self, word: u32) -> f32 {
        let ln_count = f32::from(self.counts[word as usize]) / COUNT_STEPS;
        (f64::from(ln_count.exp()) / self.total) as f32
    }

    /// The stems a word is glossed with and the share of its meaning each has; shares sum to about 1.
    pub fn links(&self, word: u32) -> impl Iterator<Item = (u32, f32)> + use<> {
        let word = word as usize;
        let mut at = u32_at(self.blocks, word / BLOCK).map_or(0, |x| x as usize);
        for _ in 0..word % BLOCK {
            at += 1 + 3 * usize::from(self.links[at]);
        }
        let len = usize::from(self.links[at]);
        self.links[at + 1..at + 1 + 3 * len].chunks_exact(3).map(|record| {
            let stem = u32::from(u16::from_le_bytes([record[0], record[1]]));
            (stem, ((f32::from(record[2]) - 255.0) / WEIGHT_STEPS).exp())
        })
    }

    /// The number of an English stem.
    pub fn stem_number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).map(|n| n as u32)
    }

    /// The probability of an English stem in running text.
    pub fn stem_probability(&self, stem: u32) -> f32 {
        ((f32::from(self.frequencies[stem as usize]) - 255.0) / FREQ_STEPS).exp()
    }

    /// The stem of a lower-case English word: of an irregular form that of its
    /// base (`went` as `go`), else by the Porter2 stemmer.
    pub fn stem<'a>(&self, word: &'a str) -> std::borrow::Cow<'a, str> {
        match self.irregular.get(word) {
            Some(stem) => self.stem_text(stem).into(),
            None => self.stemmer.stem(word),
        }
    }

    fn stem_text(&self, number: u64) -> String {
        let key = self.stems.as_fst().get_key(number).unwrap_or_default();
        String::from_utf8(key).unwrap_or_default()
    }

    /// All toneless pinyin syllables, sorted.
    pub fn syllables(&self) -> &[&'static str] {
        &self.syllables
    }

    /// The toneless readings of a character, up to three.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &'static str> + '_ {
        let record = find_record(self.readings, 10, c).unwrap_or(&[]);
        record
            .chunks_exact(2)
            .map(|n| u16::from_le_bytes([n[0], n[1]]))
            .filter(|&n| n != NO_SYLLABLE)
            .map(|n| self.syllables[usize::from(n)])
    }

    /// The simplified form of a traditional character; any other character as it is.
    pub fn simplified(&self, c: char) -> char {
        find_record(self.traditional, 8, c)
            .and_then(|record| u32_at(record, 0))
            .and_then(char::from_u32)
            .unwrap_or(c)
    }
}

/// What follows the key in the record of `c`, in a table of fixed-size records sorted by character.
fn find_record(table: &'static [u8], size: usize, c: char) -> Option<&'static [u8]> {
    let (mut low, mut high) = (0, table.len() / size);
    while low < high {
        let middle = low.midpoint(high);
        let record = &table[middle * size..(middle + 1) * size];
        match u32_at(record, 0)?.cmp(&u32::from(c)) {
            std::cmp::Ordering::Equal => return Some(&record[4..]),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// The `index`-th little-endian number of `bytes`.
fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    let four = bytes.get(index * 4..index * 4 + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_link_to_their_glosses() {
        let lexicon = Lexicon::embedded();
        let word = lexicon.word("网络").unwrap();
        let network = lexicon.stem_number(&lexicon.stem("networks")).unwrap();
        assert!(lexicon.links(word).any(|(stem, weight)| stem == network && weight > 0.1));
        let sum: f32 = lexicon.links(word).map(|(_, weight)| weight).sum();
        assert!((0.9..1.1).contains(&sum), "{sum}");
    }

    #[test]
    fn irregular_forms_share_the_stem_of_their_base() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.stem("went"), lexicon.stem("going"));
        assert_eq!(lexicon.stem("children"), lexicon.stem("child"));
    }

    #[test]
    fn prefixes_are_all_words_at_a_place() {
        let lexicon = Lexicon::embedded();
        let text: Vec<char> = "中华人民共和国成立".chars().collect();
        let mut lengths = vec![];
        lexicon.prefixes(&text, |len, _| lengths.push(len));
        assert!(lengths.starts_with(&[1, 2]) && lengths.contains(&7), "{lengths:?}");
    }

    #[test]
    fn characters_have_readings_and_simplified_forms() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.readings('清').any(|r| r == "qing"));
        assert_eq!(lexicon.simplified('國'), '国');
        assert_eq!(lexicon.simplified('国'), '国');
    }
}
