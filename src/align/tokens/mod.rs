//! Both sides as tokens: words, numbers, names, punctuation.
//!
//! A sentence is a row of token *types* of its side. English words are known
//! by their stem, Chinese words by dictionary segmentation; numbers and
//! punctuation have keys that read the same on both sides (`#1984`, `p?`), so
//! that equal keys translate each other.

mod chinese;
mod english;
mod names;
pub mod numbers;

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
pub use chinese::chinese;
pub use english::english;
pub use names::Names;

/// What a token contributes as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, names and numbers.
    Content,
    /// Function words: they take up room but are no evidence.
    Function,
    /// Question marks, quotes and the like.
    Punctuation,
}

/// So often a token is evidence in one sentence.
const MOST_ALIKE: usize = 8;

/// A distinct token of one side.
#[derive(Debug, Clone)]
pub struct Type {
    /// English stem, Chinese word, or a key such as `#12` or `p?`.
    pub key: String,
    /// What it contributes.
    pub kind: Kind,
    /// Its number in the lexicon (words on the Chinese side, stems on the English).
    pub lexicon: Option<u32>,
    /// English keys that it surely translates to, with how surely (0 to 1):
    /// names by their reading, numbers by their value. Chinese side only.
    pub renderings: Vec<(String, f32)>,
}

/// One side of the texts to align, as rows of tokens.
#[derive(Debug, Default)]
pub struct Side {
    /// The distinct tokens.
    pub types: Vec<Type>,
    /// All tokens in order, as indices into `types`.
    tokens: Vec<u32>,
    /// Where each sentence starts in `tokens`; one more than there are sentences.
    starts: Vec<u32>,
    /// The length of each sentence: English in characters that are not blank,
    /// Chinese in characters with Latin letters and punctuation counted less.
    pub lengths: Vec<f32>,
    index: FxHashMap<String, u32>,
}

impl Side {
    fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// How many sentences the side has.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// The tokens of sentence `n`.
    pub fn row(&self, n: usize) -> &[u32] {
        &self.tokens[self.starts[n] as usize..self.starts[n + 1] as usize]
    }

    /// How many tokens there are in all.
    pub fn token_count(&self) -> usize {
        self.tokens.len()
    }

    /// How often each type occurs.
    pub fn counts(&self) -> Vec<f32> {
        let mut counts = vec![0.0; self.types.len()];
        for &token in &self.tokens {
            counts[token as usize] += 1.0;
        }
        counts
    }

    /// The type with this key.
    pub fn find(&self, key: &str) -> Option<u32> {
        self.index.get(key).copied()
    }

    /// The sentences each type stands in, ascending, once per occurrence, with its position there.
    pub fn postings(&self) -> Postings {
        let mut starts = vec![0u32; self.types.len() + 1];
        for &token in &self.tokens {
            starts[token as usize + 1] += 1;
        }
        for k in 1..starts.len() {
            starts[k] += starts[k - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); self.tokens.len()];
        for n in 0..self.len() {
            for (position, &token) in (0u32..).zip(self.row(n)) {
                places[next[token as usize] as usize] = (n as u32, position);
                next[token as usize] += 1;
            }
        }
        Postings { starts, places }
    }

    fn intern(&mut self, key: &str, make: impl FnOnce() -> Type) -> u32 {
        if let Some(&known) = self.index.get(key) {
            return known;
        }
        let number = self.types.len() as u32;
        self.index.insert(key.to_owned(), number);
        self.types.push(make());
        number
    }

    fn push(&mut self, token: u32) {
        self.tokens.push(token);
    }

    fn end_sentence(&mut self, length: f32) {
        self.hush();
        self.starts.push(self.tokens.len() as u32);
        self.lengths.push(length);
    }

    /// Takes the evidence from a token that the sentence at hand has held too often: pairs of
    /// sentences would cost the square of such tokens.
    fn hush(&mut self) {
        let start = self.starts[self.starts.len() - 1] as usize;
        if self.tokens.len() - start <= MOST_ALIKE {
            return;
        }
        let silent = self.intern("", || Type::plain("", Kind::Function));
        let mut seen: FxHashMap<u32, usize> = FxHashMap::default();
        for token in &mut self.tokens[start..] {
            let count = seen.entry(*token).or_default();
            *count += 1;
            if *count > MOST_ALIKE {
                *token = silent;
            }
        }
    }

    /// The key of the token that was pushed last.
    fn last_key(&self) -> Option<&str> {
        self.tokens.last().map(|&token| self.types[token as usize].key.as_str())
    }

    /// Adds a number token with the key `#value`.
    fn push_number(&mut self, value: &str) {
        let key = format!("#{value}");
        let token = self.intern(&key, || Type::plain(&key, Kind::Content));
        self.push(token);
    }

    /// Adds a punctuation token.
    fn push_mark(&mut self, mark: Mark) {
        let token = self.intern(mark.key(), || Type::plain(mark.key(), Kind::Punctuation));
        self.push(token);
    }
}

impl Type {
    fn plain(key: &str, kind: Kind) -> Self {
        Self { key: key.to_owned(), kind, lexicon: None, renderings: vec![] }
    }
}

/// Where the tokens of each type stand.
pub struct Postings {
    starts: Vec<u32>,
    places: Vec<(u32, u32)>,
}

impl Postings {
    /// The places of a type: (sentence, position in it), ascending.
    pub fn of(&self, token: u32) -> &[(u32, u32)] {
        &self.places[self.starts[token as usize] as usize..self.starts[token as usize + 1] as usize]
    }
}

/// Punctuation that both languages have, and how surely one side's mark is the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// ? and ？
    Question,
    /// ! and ！
    Exclamation,
    /// : and ：
    Colon,
    /// ; and ；
    Semicolon,
    /// Opening round bracket.
    Bracket,
    /// Opening quotation mark.
    OpenQuote,
    /// Closing quotation mark.
    CloseQuote,
    /// Percent.
    Percent,
    /// Dollar.
    Dollar,
    /// … and ...
    Ellipsis,
    /// A dash.
    Dash,
}

impl Mark {
    const ALL: [Self; 11] = [
        Self::Question,
        Self::Exclamation,
        Self::Colon,
        Self::Semicolon,
        Self::Bracket,
        Self::OpenQuote,
        Self::CloseQuote,
        Self::Percent,
        Self::Dollar,
        Self::Ellipsis,
        Self::Dash,
    ];

    /// The key of its type on either side.
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "p?",
            Self::Exclamation => "p!",
            Self::Colon => "p:",
            Self::Semicolon => "p;",
            Self::Bracket => "p(",
            Self::OpenQuote => "p“",
            Self::CloseQuote => "p”",
            Self::Percent => "p%",
            Self::Dollar => "p$",
            Self::Ellipsis => "p…",
            Self::Dash => "p—",
        }
    }

    /// The mark with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.key() == key)
    }
}

/// The type of an English word of the lexicon.
fn english_type(lexicon: &Lexicon, stem: &str, kind: Kind) -> Type {
    Type { key: stem.to_owned(), kind, lexicon: lexicon.stem_number(stem), renderings: vec![] }
}
