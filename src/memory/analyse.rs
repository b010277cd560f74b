//! What a memory has for whole documents: the table that translators count by.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use diptych_memory::normal;
use diptych_segments::{Lang, is_han};

use super::lookup::{Context, Found, LONGEST};
use super::open::{Error, Memory};
use super::rate::Tier;
use crate::check::units::{self, each_pair};
use crate::prepare;

/// What a segment of a document is to the memory and the documents before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// The same segment stands earlier in the documents.
    Repetition,
    /// The memory has a unit for it.
    Tier(Tier),
}

impl Band {
    /// In the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Repetition,
        Self::Tier(Tier::BothNeighbours),
        Self::Tier(Tier::OneNeighbour),
        Self::Tier(Tier::Same),
        Self::Tier(Tier::From95),
        Self::Tier(Tier::From85),
        Self::Tier(Tier::From75),
        Self::Tier(Tier::From50),
        Self::Tier(Tier::New),
    ];

    /// Its name: `repetition`, or that of the tier.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repetition => "repetition",
            Self::Tier(tier) => tier.name(),
        }
    }

    /// Its place in [`ALL`](Self::ALL).
    fn place(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or(Self::ALL.len() - 1)
    }
}

/// How much text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// Segments.
    pub segments: usize,
    /// Chinese characters, without punctuation.
    pub characters: usize,
    /// Words that have no Chinese character.
    pub words: usize,
}

impl Amount {
    /// One segment.
    pub fn of(text: &str) -> Self {
        let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
        let words = text.split(|c: char| c.is_whitespace() || is_han(c)).filter(is_word).count();
        Self { segments: 1, characters: text.chars().filter(|c| is_han(*c)).count(), words }
    }

    fn add(&mut self, other: Self) {
        self.segments += other.segments;
        self.characters += other.characters;
        self.words += other.words;
    }
}

/// The amounts of the bands, in the order of [`Band::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts(pub [Amount; 9]);

impl Amounts {
    /// All of them.
    pub fn total(&self) -> Amount {
        let mut total = Amount::default();
        self.0.iter().for_each(|it| total.add(*it));
        total
    }
}

/// What documents are to a memory.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Each file with its amounts.
    pub files: Vec<(PathBuf, Amounts)>,
    /// All files.
    pub all: Amounts,
    /// How many repetitions stand for the first time in an earlier file.
    pub across: usize,
}

/// The segments of a document that is to be translated.
#[derive(Debug, Clone)]
pub struct Segments {
    /// Its language.
    pub lang: Lang,
    /// In order.
    pub texts: Vec<String>,
}

impl Segments {
    /// The sentences of a text, or the sources of a file that holds both sides.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(path: &Path, is_bilingual: bool) -> Result<Self, Error> {
        let options = prepare::Options::default();
        if !is_bilingual {
            let prepared = prepare::one(path, &options)?;
            let count = prepared.text.segments().len();
            let texts = (0..count).map(|it| prepared.text.segment(it).to_owned()).collect();
            return Ok(Self { lang: prepared.side.lang, texts });
        }
        let (mut texts, mut of_zh) = (Vec::new(), 0);
        let heading = each_pair(path, &options.read, |pair, lang| {
            of_zh += usize::from(lang == Lang::Zh);
            texts.push(pair.source);
        })?;
        if let Some(first) = heading.file.damage.first() {
            let (line, fault) = (first.line, first.fault.clone());
            return Err(
                units::Error::Damaged { path: path.display().to_string(), line, fault }.into()
            );
        }
        let lang = if of_zh * 2 >= texts.len() { Lang::Zh } else { Lang::En };
        texts.retain(|text| !text.trim().is_empty());
        Ok(Self { lang, texts })
    }
}

/// So similar must be what is looked for first, in this order: what is found early is found fast.
const STEPS: [f64; 4] = [100.0, 85.0, 75.0, 50.0];

impl Memory {
    /// The unit with the highest rate of 50 or more; none for a text with more than [`LONGEST`]
    /// characters.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn best(
        &self,
        lang: Lang,
        text: &str,
        context: Context<'_>,
    ) -> Result<Option<Found<'_>>, Error> {
        if text.chars().nth(LONGEST).is_some() {
            return Ok(None);
        }
        for min in STEPS {
            let found = self.search(lang, text, context, min)?;
            // A rate is never above its score: what is not found yet has a lower one.
            if let Some(best) = found.into_iter().next().filter(|best| best.rate >= min) {
                return Ok(Some(best));
            }
        }
        Ok(None)
    }

    /// What the documents are to this memory, in the order in which they are translated.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn analyse(&self, documents: &[(PathBuf, Segments)]) -> Result<Analysis, Error> {
        let mut analysis = Analysis::default();
        // Each text with the number of the first file that has it.
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (number, (path, segments)) in documents.iter().enumerate() {
            let mut amounts = Amounts::default();
            let text = |at: usize| segments.texts.get(at).map(String::as_str);
            for (at, segment) in segments.texts.iter().enumerate() {
                let before = at.checked_sub(1).and_then(text);
                let context = Context { before, behind: text(at + 1) };
                let band = if let Some(first) = seen.get(&*normal(segment)) {
                    analysis.across += usize::from(*first != number);
                    Band::Repetition
                } else {
                    let best = self.best(segments.lang, segment, context)?;
                    Band::Tier(best.map_or(Tier::New, |it| it.tier()))
                };
                seen.entry(normal(segment).into_owned()).or_insert(number);
                let amount = Amount::of(segment);
                amounts.0[band.place()].add(amount);
                analysis.all.0[band.place()].add(amount);
            }
            analysis.files.push((path.clone(), amounts));
        }
        Ok(analysis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_chinese_and_words_are_not() {
        let of = |text| {
            let amount = Amount::of(text);
            (amount.characters, amount.words)
        };
        assert_eq!(of("使用 Windows 10 系统，AI技术。"), (6, 3));
        assert_eq!(of("The state-of-the-art, it's — 3.5 %."), (0, 4));
        assert_eq!(of("……"), (0, 0));
    }
}
