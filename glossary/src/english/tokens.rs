//! English text as words, with what is between them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::english::inflection::fold_spelling;
use crate::english::words::{Function, WORDS};
use crate::markup::tag_end;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A word or a number.
    Word,
    Comma,
    /// `:` or a dash between clauses.
    Colon,
    /// `.`, `!`, `?`, `;` and whatever else no phrase runs across.
    Stop,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    None,
    First,
    All,
}

/// A word, a number or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Bytes of the text; without a possessive `'s`.
    pub(crate) span: Range<usize>,
    /// Bytes of [`English::folded`].
    folded: Range<usize>,
    pub(crate) sign: Sign,
    pub(crate) capitals: Capitals,
    /// Whether a hyphen joins it to the token before.
    pub(crate) hyphened: bool,
    /// Whether it carries a possessive `'s`.
    pub(crate) possessive: bool,
    pub(crate) function: Option<Function>,
}

/// A text cut into tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct English {
    pub(crate) tokens: Vec<Token>,
    folded: String,
}

impl English {
    pub(crate) fn new(text: &str) -> Self {
        let mut english = Self::default();
        // English words have five letters or so.
        english.tokens.reserve(text.len() / 5);
        english.folded.reserve(text.len());
        let mut hyphened = false;
        let mut rest = 0;
        while let Some(c) = text[rest..].chars().next() {
            let start = rest;
            if let Some(end) = note_mark(text, start).or_else(|| tag_end(text, start)) {
                rest = end;
            } else if c.is_alphanumeric() {
                rest = english.word(text, start, hyphened);
            } else {
                rest += c.len_utf8();
                hyphened = is_hyphen(c) && is_joint(text, start, rest);
                if !hyphened {
                    english.sign_at(text, start, c);
                }
                continue;
            }
            hyphened = false;
        }
        english
    }

    /// Takes a character that is no part of a word.
    fn sign_at(&mut self, text: &str, start: usize, c: char) {
        let span = start..start + c.len_utf8();
        let spelt = match c {
            '&' => Some("and"),
            '%' => Some("percent"),
            _ => None,
        };
        if let Some(spelt) = spelt {
            self.push(span, Sign::Word, false);
            self.name(spelt);
        } else if let Some(sign) = sign(c) {
            // A dot may end an abbreviation and no sentence.
            if c != '.' || !self.is_shortened(text, start) {
                self.push(span, sign, false);
            }
        } else if is_hyphen(c) && !text[..start].ends_with(char::is_alphanumeric) {
            // Between blanks it is a dash; after a word, as in `small- and medium-sized`, nothing.
            self.push(span, Sign::Colon, false);
        }
    }

    /// The folded form of a token; empty for a sign and beyond the end.
    pub(crate) fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |it| &self.folded[it.folded.clone()])
    }

    /// What a token is; nothing beyond the end.
    pub(crate) fn sign(&self, at: usize) -> Option<Sign> {
        self.tokens.get(at).map(|it| it.sign)
    }

    /// What a function word does; nothing for other tokens and beyond the end.
    pub(crate) fn function(&self, at: usize) -> Option<Function> {
        self.tokens.get(at)?.function
    }

    /// The bytes of the text that tokens, at least one, take.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].span.start..self.tokens[tokens.end - 1].span.end
    }

    /// For each word of `tokens` but articles, whether a hyphen joins it to the word before.
    pub(crate) fn joins(&self, tokens: Range<usize>) -> Vec<bool> {
        let words = self.tokens[tokens].iter().filter(|it| it.sign == Sign::Word);
        words.filter(|it| it.function != Some(Function::Article)).map(|it| it.hyphened).collect()
    }

    /// Whether a hyphen and `non`, `anti` or the like make another word of the token.
    pub(crate) fn is_negated(&self, at: usize) -> bool {
        self.tokens[at].hyphened && WORDS.is("negating", self.folded(at - 1))
    }

    /// Whether the token is a word with a meaning of its own.
    pub(crate) fn is_content(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|it| it.sign == Sign::Word && it.function.is_none())
    }

    /// Whether a token and the next could be one word written apart: `on-line` is `online`, and `in
    /// formation` is not `information`.
    pub(crate) fn is_pair(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|it| it.hyphened)
            || self.is_content(at) && self.is_content(at + 1)
    }

    /// Whether the dot at `dot` ends an abbreviation and no sentence: an initial, `Jr.`, `No.`
    fn is_shortened(&self, text: &str, dot: usize) -> bool {
        let Some(last) = self.tokens.last().filter(|it| it.span.end == dot) else { return false };
        let word = &text[last.span.clone()];
        word.len() == 1 || WORDS.dotted.contains(word)
    }

    fn push(&mut self, span: Range<usize>, sign: Sign, hyphened: bool) {
        let folded = self.folded.len()..self.folded.len();
        self.tokens.push(Token {
            span,
            folded,
            sign,
            capitals: Capitals::None,
            hyphened,
            possessive: false,
            function: None,
        });
    }

    /// Gives the last token its folded form.
    fn name(&mut self, folded: &str) {
        let start = self.folded.len();
        self.folded.push_str(folded);
        let token = self.tokens.last_mut().expect("a token was just pushed");
        token.folded = start..self.folded.len();
        token.function = WORDS.functions.get(folded).copied();
    }

    /// Takes the word that begins at `start`, and gives the byte after it.
    fn word(&mut self, text: &str, start: usize, hyphened: bool) -> usize {
        if let Some(end) = dotted(text, start) {
            self.push(start..end, Sign::Word, hyphened);
            let letters = text[start..end].replace('.', "").to_lowercase();
            self.name(&letters);
            self.last().capitals = Capitals::All;
            return end;
        }
        let (end, after) = word_end(text, start);
        let surface = &text[start..end];
        // Most words are ASCII, and lowering them needs no tables.
        let lower = if surface.is_ascii() {
            surface.to_ascii_lowercase()
        } else {
            // `naïve` is `naive`, and `CO₂` is `CO2`.
            let plain = surface.replace('\u{ad}', "").replace(['’', 'ʼ'], "'").to_lowercase();
            plain.nfkd().filter(|&it| !is_combining_mark(it)).collect()
        };
        self.push(start..end, Sign::Word, hyphened);
        self.name(&fold_spelling(&lower));
        let token = self.last();
        token.capitals = capitals(surface);
        token.possessive = after > end;
        self.join_name();
        after
    }

    /// Makes one token of the tokens at the end that are a name with an abbreviation.
    fn join_name(&mut self) {
        let last = self.tokens.len() - 1;
        for from in last.saturating_sub(3)..last {
            let is_name =
                |name: &[&str]| name.iter().zip(from..).all(|(word, at)| *word == self.folded(at));
            let names = WORDS.equivalents.get(self.folded(from)).map_or(&[][..], Vec::as_slice);
            let Some((_, abbreviation)) = names.iter().find(|(name, _)| is_name(name)) else {
                continue;
            };
            let (first, end) = (self.tokens[from].clone(), self.tokens[last].clone());
            if first.capitals != Capitals::None {
                self.tokens.truncate(from);
                self.push(first.span.start..end.span.end, Sign::Word, first.hyphened);
                self.name(abbreviation);
                let token = self.last();
                token.capitals = Capitals::All;
                token.possessive = end.possessive;
                return;
            }
        }
    }

    fn last(&mut self) -> &mut Token {
        self.tokens.last_mut().expect("a token was just pushed")
    }
}

/// Where the word that begins at `start` ends, and where its possessive `'s` does, if it has one.
fn word_end(text: &str, start: usize) -> (usize, usize) {
    let mut chars = text[start..].char_indices().peekable();
    let mut end = start;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let is_in_number = matches!(c, '.' | ',') && next.is_ascii_digit();
        if is_apostrophe(c) && next.is_alphabetic() {
            let after = &text[start + at + c.len_utf8()..];
            let length = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
            let whole = text.len() - after.len() + length;
            let is_possessive = matches!(&after[..length], "s" | "S");
            return (if is_possessive { end } else { whole }, whole);
        }
        if !c.is_alphanumeric() && !is_combining_mark(c) && c != '\u{ad}' && !is_in_number {
            break;
        }
        end = start + at + c.len_utf8();
    }
    (end, end)
}

/// How a word is written. `OSs` is the plural of `OS`.
fn capitals(surface: &str) -> Capitals {
    let stem = surface.strip_suffix('s').filter(|it| it.len() > 1).unwrap_or(surface);
    let letters: Vec<char> = stem.chars().filter(|it| it.is_alphabetic()).collect();
    match letters.as_slice() {
        [_, _, ..] if letters.iter().all(|it| it.is_uppercase()) => Capitals::All,
        [first, ..] if first.is_uppercase() => Capitals::First,
        _ => Capitals::None,
    }
}

fn is_joint(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(char::is_alphanumeric) && text[end..].starts_with(char::is_alphanumeric)
}

/// `[12]` in a text is the mark of a note, and no part of any phrase.
fn note_mark(text: &str, start: usize) -> Option<usize> {
    let inner = text[start..].strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    inner[digits..].starts_with(']').then_some(start + digits + 2)
}

/// `U.S.` is one word.
fn dotted(text: &str, start: usize) -> Option<usize> {
    let pairs = text.as_bytes()[start..].chunks(2);
    let letters = pairs.take_while(|it| matches!(it, [b'A'..=b'Z', b'.'])).count();
    (letters >= 2).then_some(start + letters * 2)
}

fn sign(c: char) -> Option<Sign> {
    Some(match c {
        ',' | '，' | '、' => Sign::Comma,
        ':' | '—' | '：' | '―' => Sign::Colon,
        '.' | '!' | '?' | ';' | '。' | '！' | '？' | '；' | '…' | '/' | '|' => Sign::Stop,
        '(' | '[' | '（' => Sign::Open,
        ')' | ']' | '）' => Sign::Close,
        _ => return None,
    })
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '−')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}
