//! English sentences as tokens.

use super::numbers::{english_month, english_value, is_number_word};
use super::{Kind, Mark, Names, Side, Type, english_type};
use crate::lexicon::{Lexicon, function_words};

/// What the characters of a sentence are, before stems and names.
enum Piece {
    /// A word in lower case.
    Word {
        text: String,
        capital: bool,
        initial: bool,
    },
    /// Digits, without separators of thousands.
    Number(String),
    Mark(Mark),
    /// A hyphen between two words.
    Hyphen,
}

/// Tokenises English sentences and notes the names that look like pinyin.
pub fn english<'a>(sentences: &[&str], lexicon: &'a Lexicon) -> (Side, Names<'a>) {
    let mut reader =
        Reader { side: Side::new(), names: Names::new(lexicon), lexicon, previous: None };
    for sentence in sentences {
        reader.sentence(&pieces(sentence));
        let length = sentence.chars().filter(|c| !c.is_whitespace()).count();
        reader.side.end_sentence(length as f32);
    }
    (reader.side, reader.names)
}

struct Reader<'a> {
    side: Side,
    names: Names<'a>,
    lexicon: &'a Lexicon,
    /// The name just before, with its key: given and family names stand side by side.
    previous: Option<(String, String)>,
}

impl Reader<'_> {
    fn sentence(&mut self, pieces: &[Piece]) {
        self.previous = None;
        let mut at = 0;
        while at < pieces.len() {
            at += match &pieces[at] {
                Piece::Word { .. } => self
                    .hyphenated_name(&pieces[at..])
                    .or_else(|| self.number_words(&pieces[at..]))
                    .unwrap_or_else(|| self.word(&pieces[at])),
                Piece::Number(value) => {
                    self.side.push_number(value);
                    self.previous = None;
                    1
                }
                Piece::Mark(mark) => {
                    self.side.push_mark(*mark);
                    self.previous = None;
                    1
                }
                Piece::Hyphen => 1,
            };
        }
    }

    /// `Bao-yu` is one name; how many pieces it takes.
    fn hyphenated_name(&mut self, pieces: &[Piece]) -> Option<usize> {
        if !matches!(pieces.get(1), Some(Piece::Hyphen)) {
            return None;
        }
        let mut joined = String::new();
        let mut capitals = false;
        let mut taken = 0;
        while let Some(Piece::Word { text, capital, .. }) = pieces.get(taken) {
            if !self.names.is_pinyin(text) {
                return None;
            }
            joined.push_str(text);
            capitals |= capital;
            taken += 1;
            match pieces.get(taken) {
                Some(Piece::Hyphen) => taken += 1,
                _ => break,
            }
        }
        if taken < 3 || !capitals {
            return None;
        }
        let key = joined.clone();
        self.name(joined, key);
        Some(taken)
    }

    /// `two hundred and five` is one number; how many pieces it takes.
    fn number_words(&mut self, pieces: &[Piece]) -> Option<usize> {
        let mut words: Vec<&str> = vec![];
        let mut taken = 0;
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Word { text, .. } if is_number_word(text) => {
                    words.push(text);
                    taken = index + 1;
                }
                Piece::Word { text, .. } if text == "and" && !words.is_empty() => {}
                Piece::Hyphen => {}
                _ => break,
            }
        }
        let value = english_value(&words)?;
        self.side.push_number(&value.to_string());
        self.previous = None;
        Some(taken)
    }

    /// A plain word; takes one piece.
    fn word(&mut self, piece: &Piece) -> usize {
        let Piece::Word { text, capital, initial } = piece else { return 1 };
        if let Some(month) = english_month(text).filter(|_| *capital) {
            let key = format!("m#{month}");
            let token = self.side.intern(&key, || Type::plain(&key, Kind::Content));
            self.side.push(token);
            self.previous = None;
            return 1;
        }
        let function = function_words::is_english(text);
        let stem = self.lexicon.stem(text).into_owned();
        let ordinary = *initial && self.lexicon.stem_number(&stem).is_some();
        if *capital && !function && !ordinary && self.names.is_pinyin(text) {
            self.name(text.clone(), stem);
        } else {
            self.push_word(&stem, function);
            self.previous = None;
        }
        1
    }

    fn name(&mut self, letters: String, key: String) {
        self.push_word(&key, false);
        self.names.add(&letters, &[&key]);
        if let Some((before, before_key)) = &self.previous {
            self.names.add(&format!("{before}{letters}"), &[before_key, &key]);
        }
        self.previous = Some((letters, key));
    }

    fn push_word(&mut self, key: &str, function: bool) {
        let kind = if function { Kind::Function } else { Kind::Content };
        let lexicon = self.lexicon;
        let token = self.side.intern(key, || english_type(lexicon, key, kind));
        self.side.push(token);
    }
}

/// Cuts a sentence into words, numbers and marks.
fn pieces(sentence: &str) -> Vec<Piece> {
    let chars: Vec<char> = sentence.chars().collect();
    let mut cutter =
        Cutter { chars: &chars, at: 0, initial: true, inside_straight: false, out: vec![] };
    while cutter.at < chars.len() {
        cutter.piece();
    }
    cutter.out
}

struct Cutter<'a> {
    chars: &'a [char],
    at: usize,
    /// Whether the next word starts a sentence or a quotation.
    initial: bool,
    /// Whether a straight double quote is open.
    inside_straight: bool,
    out: Vec<Piece>,
}

impl Cutter<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn before(&self) -> Option<char> {
        self.at.checked_sub(1).map(|k| self.chars[k])
    }

    fn piece(&mut self) {
        let c = self.chars[self.at];
        if c.is_ascii_digit() {
            self.number();
        } else if c.is_alphabetic() {
            self.word();
        } else {
            self.mark(c);
            self.at += 1;
        }
    }

    fn number(&mut self) {
        let mut value = String::new();
        while let Some(c) = self.peek(0) {
            let inside = matches!(c, ',' | '.') && self.peek(1).is_some_and(|n| n.is_ascii_digit());
            if !c.is_ascii_digit() && !inside {
                break;
            }
            if c != ',' {
                value.push(c);
            }
            self.at += 1;
        }
        while self.peek(0).is_some_and(char::is_alphabetic) {
            self.at += 1; // 19th, 1980s
        }
        self.out.push(Piece::Number(value));
        self.initial = false;
    }

    fn word(&mut self) {
        let capital = self.chars[self.at].is_uppercase();
        let mut text = String::new();
        while let Some(c) = self.peek(0) {
            let apostrophe =
                matches!(c, '\'' | '’') && self.peek(1).is_some_and(char::is_alphabetic);
            if !c.is_alphanumeric() && !apostrophe {
                break;
            }
            if apostrophe {
                text.push('\'');
            } else {
                text.extend(c.to_lowercase().map(without_accent));
            }
            self.at += 1;
        }
        let initial = std::mem::take(&mut self.initial);
        let word = |text: &str| Piece::Word { text: text.to_owned(), capital, initial };
        let rest =
            |text: &str| Piece::Word { text: text.to_owned(), capital: false, initial: false };
        if let Some(verb) = text.strip_suffix("n't") {
            let verb = match verb {
                "wo" => "will",
                "ca" => "can",
                "sha" => "shall",
                other => other,
            };
            self.out.extend([word(verb), rest("not")]);
        } else if let Some((head, tail)) = text.split_once('\'') {
            if head.len() == 1 && head != "i" {
                self.out.push(word(&text.replace('\'', ""))); // o'clock, d'Artagnan
            } else {
                self.out.push(word(head));
                if tail != "s" {
                    self.out.push(rest(tail));
                }
            }
        } else {
            self.out.push(word(&text));
        }
        if self.peek(0) == Some('-') && self.peek(1).is_some_and(char::is_alphabetic) {
            self.out.push(Piece::Hyphen);
            self.at += 1;
        }
    }

    /// Quotation marks are told by what stands before and after them.
    fn mark(&mut self, c: char) {
        let after_gap = self.before().is_none_or(|b| b.is_whitespace() || "([“‘\"—–-".contains(b));
        let before_word = self.peek(1).is_some_and(|n| n.is_alphanumeric() || n == '.' || n == '…');
        let closes_single = self.before().is_some_and(|b| ".,!?…-—".contains(b));
        let mark = match c {
            '?' | '？' => Mark::Question,
            '!' | '！' => Mark::Exclamation,
            ':' | '：' => Mark::Colon,
            ';' | '；' => Mark::Semicolon,
            '(' | '（' => Mark::Bracket,
            '“' | '‘' => Mark::OpenQuote,
            '”' => Mark::CloseQuote,
            '’' | '\'' if after_gap && before_word => Mark::OpenQuote,
            '’' | '\'' if closes_single => Mark::CloseQuote,
            '"' => {
                self.inside_straight =
                    (after_gap && before_word) || (!self.inside_straight && self.at == 0);
                if self.inside_straight { Mark::OpenQuote } else { Mark::CloseQuote }
            }
            '…' => Mark::Ellipsis,
            '.' if self.peek(1) == Some('.') && self.peek(2) == Some('.') => {
                while self.peek(1) == Some('.') {
                    self.at += 1;
                }
                Mark::Ellipsis
            }
            '—' | '–' => Mark::Dash,
            '-' if self.peek(1) == Some('-') => {
                self.at += 1;
                Mark::Dash
            }
            '%' | '％' => Mark::Percent,
            '$' => Mark::Dollar,
            _ => return,
        };
        if mark == Mark::OpenQuote {
            self.initial = true;
        }
        self.out.push(Piece::Mark(mark));
    }
}

/// A letter without its accent, for the accents that English texts hold.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ǎ' => 'a',
        'ç' => 'c',
        'è'..='ë' | 'ē' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ǐ' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' | 'ǒ' => 'o',
        'ù'..='ü' | 'ū' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sentence: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let (side, _) = english(&[sentence], &lexicon);
        side.row(0).iter().map(|&t| side.types[t as usize].key.clone()).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            keys("He didn't pay $1,200.50!"),
            ["he", "did", "not", "pay", "p$", "#1200.50", "p!"]
        );
        assert_eq!(keys("twenty-five trees"), ["#25", "tree"]);
        assert_eq!(keys("two hundred and five"), ["#205"]);
        assert_eq!(keys("In October"), ["in", "m#10"]);
    }

    #[test]
    fn quotes_in_either_style() {
        assert_eq!(keys("'Go,' he said."), ["p“", "go", "p”", "he", "said"].map(keys_of));
        assert_eq!(keys("\"Go\""), ["p“", "go", "p”"]);
    }

    fn keys_of(word: &str) -> String {
        if word.starts_with('p') { word.to_owned() } else { keys(word).remove(0) }
    }

    #[test]
    fn hyphenated_pinyin_is_one_name() {
        assert_eq!(keys("saw Bao-yu today")[1], "baoyu");
    }
}
