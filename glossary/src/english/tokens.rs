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
        english.refill(text);
        english
    }

    /// Cuts another text in the same place.
    pub(crate) fn refill(&mut self, text: &str) {
        self.tokens.clear();
        self.folded.clear();
        // English words have five letters or so.
        self.tokens.reserve(text.len() / 5);
        self.folded.reserve(text.len());
        let mut hyphened = false;
        let mut rest = 0;
        while let Some(c) = text[rest..].chars().next() {
            let start = rest;
            if let Some(end) = note_mark(text, start).or_else(|| tag_end(text, start)) {
                rest = end;
            } else if c.is_alphanumeric() {
                rest = self.word(text, start, hyphened);
            } else {
                rest += c.len_utf8();
                let sign = sign(c).filter(|_| c != '.' || !self.is_shortened(text, start));
                if is_hyphen(c) && self.is_joint(text, start, rest) {
                    hyphened = true;
                    continue;
                }
                if let Some(sign) = sign {
                    self.push(start..rest, sign, false);
                } else if c == '&' || c == '%' {
                    self.push(start..rest, Sign::Word, false);
                    self.name(if c == '&' { "and" } else { "percent" });
                } else if matches!(c, '-' | '–') && !text[..start].ends_with(char::is_alphanumeric)
                {
                    // Between blanks it is a dash; after a word, as in `small- and medium-sized`, nothing.
                    self.push(start..rest, Sign::Colon, false);
                }
                hyphened = false;
                continue;
            }
            hyphened = false;
        }
    }

    /// The folded form of a token.
    pub(crate) fn folded(&self, at: usize) -> &str {
        &self.folded[self.tokens[at].folded.clone()]
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
        self.tokens[at].hyphened && at > 0 && WORDS.is("negating", self.folded(at - 1))
    }

    /// Whether the token is a word with a meaning of its own.
    pub(crate) fn is_content(&self, at: usize) -> bool {
        self.tokens[at].sign == Sign::Word && self.tokens[at].function.is_none()
    }

    /// Whether the dot at `dot` ends an abbreviation and no sentence: an initial, `Jr.`, `No.`
    fn is_shortened(&self, text: &str, dot: usize) -> bool {
        let Some(last) = self.tokens.last().filter(|it| it.span.end == dot) else { return false };
        let word = &text[last.span.clone()];
        let is_initial =
            word.len() == 1 && last.capitals != Capitals::None && self.tokens.len() > 1;
        (is_initial || WORDS.dotted.contains(word)) && dot + 1 < text.trim_end().len()
    }

    fn is_joint(&self, text: &str, start: usize, end: usize) -> bool {
        self.tokens.last().is_some_and(|it| it.sign == Sign::Word)
            && text[..start].ends_with(char::is_alphanumeric)
            && text[end..].starts_with(char::is_alphanumeric)
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
            let letters: String = text[start..end]
                .chars()
                .filter(|it| *it != '.')
                .flat_map(char::to_lowercase)
                .collect();
            self.name(&letters);
            self.last().capitals = Capitals::All;
            return end;
        }
        let mut end = start;
        let mut possessive = None;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let is_digit = |c: Option<char>| c.is_some_and(|it| it.is_ascii_digit());
            let inside = c.is_alphanumeric()
                || is_combining_mark(c)
                || c == '\u{ad}'
                || (matches!(c, '.' | ',')
                    && is_digit(text[start..start + at].chars().last())
                    && is_digit(next));
            if inside {
                end = start + at + c.len_utf8();
            } else if is_apostrophe(c) && next.is_some_and(char::is_alphabetic) {
                let after = &text[start + at + c.len_utf8()..];
                let length = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
                let whole = start + at + c.len_utf8() + length;
                if matches!(&after[..length], "s" | "S") {
                    possessive = Some(whole);
                } else {
                    end = whole;
                }
                break;
            } else {
                break;
            }
        }
        let surface = &text[start..end];
        // Most words are ASCII, and lowering them needs no tables.
        let lower = if surface.is_ascii() {
            surface.to_ascii_lowercase()
        } else {
            surface
                .chars()
                .filter(|&it| it != '\u{ad}')
                .map(|it| if is_apostrophe(it) { '\'' } else { it })
                .flat_map(char::to_lowercase)
                // `naïve` is `naive`, and `CO₂` is `CO2`.
                .nfkd()
                .filter(|&it| !is_combining_mark(it))
                .collect()
        };
        self.push(start..end, Sign::Word, hyphened);
        self.name(&fold_spelling(&lower));
        // `OSs` is the plural of `OS`.
        let stem = surface.strip_suffix('s').filter(|it| it.len() > 1).unwrap_or(surface);
        let mut letters = stem.chars().filter(|it| it.is_alphabetic());
        let capitals = match (letters.next(), letters.clone().count()) {
            (Some(first), more) if first.is_uppercase() => {
                if more > 0 && letters.all(char::is_uppercase) {
                    Capitals::All
                } else {
                    Capitals::First
                }
            }
            _ => Capitals::None,
        };
        let token = self.last();
        token.capitals = capitals;
        token.possessive = possessive.is_some();
        let after = possessive.unwrap_or(end);
        self.join_name();
        after
    }

    /// Makes one token of the tokens at the end that are a name with an abbreviation.
    fn join_name(&mut self) {
        let length = self.tokens.len();
        for words in 2..=4.min(length) {
            let from = length - words;
            let tokens = &self.tokens[from..];
            if tokens.iter().any(|it| {
                it.sign != Sign::Word || it.possessive && it.span != tokens[words - 1].span
            }) {
                return;
            }
            let Some(names) = WORDS.equivalents.get(self.folded(from)) else { continue };
            let found = names.iter().find(|(name, _)| {
                name.len() == words
                    && name.iter().enumerate().all(|(at, it)| *it == self.folded(from + at))
            });
            if let Some((_, abbreviation)) = found
                && tokens[0].capitals != Capitals::None
            {
                let span = tokens[0].span.start..tokens[words - 1].span.end;
                let (hyphened, possessive) = (tokens[0].hyphened, tokens[words - 1].possessive);
                self.tokens.truncate(from);
                self.push(span, Sign::Word, hyphened);
                self.name(abbreviation);
                let token = self.last();
                token.capitals = Capitals::All;
                token.possessive = possessive;
                return;
            }
        }
    }

    fn last(&mut self) -> &mut Token {
        self.tokens.last_mut().expect("a token was just pushed")
    }
}

/// `[12]` in a text is the mark of a note, and no part of any phrase.
fn note_mark(text: &str, start: usize) -> Option<usize> {
    let inner = text[start..].strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && digits < 4 && inner[digits..].starts_with(']')).then_some(start + digits + 2)
}

/// `U.S.` is one word.
fn dotted(text: &str, start: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[start..];
    let mut letters = 0;
    while bytes.get(letters * 2).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(letters * 2 + 1) == Some(&b'.')
    {
        letters += 1;
    }
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
