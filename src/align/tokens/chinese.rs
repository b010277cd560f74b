//! Chinese sentences as tokens.

use super::numbers::{
    chinese_value, in_millions, is_numeral, month_name, scaled_values, small_value, small_words,
    year_of_republic,
};
use super::{Kind, Mark, Names, Side, Type};
use crate::align::extra::Extra;
use crate::lexicon::{LONGEST_WORD, Lexicon, function_words};
use diptych_segments::is_han;

/// Log probability of a character that is no word, and of a name found by its reading.
const UNKNOWN: f32 = -16.0;
const NAME: f32 = -9.0;
/// The same for a word that the user has given.
const TERM: f32 = -6.0;
/// How surely a name found by its reading is that name: by two or more
/// characters, by one; and how surely equal Latin words and numbers are equal.
const SURE_NAME: f32 = 0.9;
const SINGLE_CHARACTER_NAME: f32 = 0.3;
const SURE_WORD: f32 = 0.9;
const SURE_SCALED: f32 = 0.8;
/// How surely a small number in words is the same one in digits, or the reverse.
const SURE_SMALL: f32 = 0.5;
/// A side is in traditional characters when this share of its characters has another, simplified form.
const TRADITIONAL: f32 = 0.04;

/// Tokenises Chinese sentences, with the names that the English side holds.
pub fn chinese(sentences: &[&str], lexicon: &Lexicon, names: &Names<'_>, extra: &Extra) -> Side {
    let traditional = is_traditional(sentences, lexicon);
    let mut reader =
        Reader { side: Side::new(), lexicon, names, extra, scratch: Viterbi::default() };
    for sentence in sentences {
        let chars: Vec<char> = sentence
            .chars()
            .map(half_width)
            .map(|c| if traditional { lexicon.simplified(c) } else { c })
            .collect();
        reader.sentence(&chars);
        reader.side.end_sentence(chars.iter().map(|&c| width(c)).sum());
    }
    reader.side
}

fn is_traditional(sentences: &[&str], lexicon: &Lexicon) -> bool {
    let (mut han, mut old) = (0u32, 0u32);
    for c in sentences.iter().flat_map(|s| s.chars()).filter(|&c| is_han(c)).take(20_000) {
        han += 1;
        old += u32::from(lexicon.simplified(c) != c);
    }
    old as f32 > TRADITIONAL * han as f32
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// How much a character counts in the length of a Chinese sentence.
fn width(c: char) -> f32 {
    if is_han(c) {
        1.0
    } else if c.is_ascii_alphanumeric() {
        0.4
    } else if c.is_whitespace() {
        0.0
    } else {
        0.5
    }
}

struct Reader<'a, 'n> {
    side: Side,
    lexicon: &'a Lexicon,
    names: &'a Names<'n>,
    extra: &'a Extra,
    scratch: Viterbi,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, chars: &[char]) {
        let mut at = 0;
        while at < chars.len() {
            let rest = &chars[at..];
            at += if is_han(rest[0]) {
                let len = rest.iter().take_while(|&&c| is_han(c)).count();
                self.han(&rest[..len]);
                len
            } else if rest[0].is_ascii_digit() {
                self.number(rest)
            } else if rest[0].is_alphabetic() {
                self.latin(rest)
            } else {
                self.mark(rest)
            };
        }
    }

    /// A run of Chinese characters: numerals apart, the rest by segmentation.
    fn han(&mut self, run: &[char]) {
        let mut start = 0;
        let mut at = 0;
        while at < run.len() {
            let len = run[at..].iter().take_while(|&&c| is_numeral(c)).count();
            let numeral = &run[at..at + len];
            // 三条 is a word of its own.
            let ordinal = || small_value(numeral).filter(|_| at > 0 && run[at - 1] == '第');
            if let Some(value) = chinese_value(numeral).or_else(ordinal) {
                self.words(&run[start..at]);
                self.push_value(&value.to_string());
                start = at + len;
            }
            at += len.max(1);
        }
        self.words(&run[start..]);
    }

    fn words(&mut self, run: &[char]) {
        let mut scratch = std::mem::take(&mut self.scratch);
        for word in scratch.segment(run, self.lexicon, self.names, self.extra) {
            let key: String = run[word.clone()].iter().collect();
            let (lexicon, names) = (self.lexicon, self.names);
            let token = self.side.intern(&key, || {
                let function = function_words::is_chinese(&key);
                let kind = if function { Kind::Function } else { Kind::Content };
                let mut renderings: Vec<(String, f32)> = small_value(&run[word.clone()])
                    .map(|v| (format!("#{v}"), SURE_SMALL))
                    .into_iter()
                    .collect();
                if !function && !names.is_empty() {
                    names.at(&run[word.clone()], |len, keys| {
                        if len == word.len() {
                            let sure = if len == 1 { SINGLE_CHARACTER_NAME } else { SURE_NAME };
                            let each = sure / keys.len() as f32;
                            renderings.extend(keys.iter().map(|k| (k.clone(), each)));
                        }
                    });
                }
                Type { key: key.clone(), kind, lexicon: lexicon.word(&key), renderings }
            });
            self.side.push(token);
        }
        self.scratch = scratch;
    }

    /// Digits, with 万, 亿 or 月 after them; how many characters that takes.
    fn number(&mut self, rest: &[char]) -> usize {
        let mut value = String::new();
        let mut len = 0;
        while let Some(&c) = rest.get(len) {
            let inside =
                matches!(c, ',' | '.') && rest.get(len + 1).is_some_and(char::is_ascii_digit);
            if !c.is_ascii_digit() && !inside {
                break;
            }
            if c != ',' {
                value.push(c);
            }
            len += 1;
        }
        let lexicon = self.lexicon;
        match rest.get(len) {
            Some(&scale @ ('万' | '亿')) => {
                let key = format!("#{value}{scale}");
                let number: f64 = value.parse().unwrap_or(0.0);
                let token = self.side.intern(&key, || {
                    let values = scaled_values(number, scale);
                    let renderings = values.into_iter().map(|v| (v, SURE_SCALED)).collect();
                    Type { renderings, ..Type::plain(&key, Kind::Content) }
                });
                self.side.push(token);
                len + 1
            }
            Some('月') if matches!(value.parse(), Ok(1..=12usize)) => {
                let month = value.parse().expect("just parsed");
                let key = format!("{month}月");
                let token = self.side.intern(&key, || {
                    let name = lexicon.stem(month_name(month)).into_owned();
                    let renderings = vec![(format!("m#{month}"), SURE_WORD), (name, SURE_WORD)];
                    Type { renderings, ..Type::plain(&key, Kind::Content) }
                });
                self.side.push(token);
                len + 1
            }
            _ => {
                self.push_value(&value);
                len
            }
        }
    }

    /// A number, with what else English may call it: a small one by its word, a large one in
    /// millions, a year of the Republic by that of our era.
    fn push_value(&mut self, value: &str) {
        let of_republic = self.side.last_key() == Some("民国");
        let number: Option<u64> = value.parse().ok();
        let year = number.filter(|_| of_republic).and_then(year_of_republic);
        let key = if year.is_some() { format!("民国{value}") } else { format!("#{value}") };
        let lexicon = self.lexicon;
        let token = self.side.intern(&key, || {
            let words = number.and_then(small_words).into_iter().flatten();
            let words = words.map(|word| (lexicon.stem(word).into_owned(), SURE_SMALL));
            let scaled = number.into_iter().flat_map(in_millions).map(|v| (v, SURE_SCALED));
            let years = year.map(|year| (format!("#{year}"), SURE_WORD));
            let renderings = words.chain(scaled).chain(years).collect();
            Type { renderings, ..Type::plain(&key, Kind::Content) }
        });
        self.side.push(token);
    }

    /// A Latin word inside Chinese text stands for the same English word.
    fn latin(&mut self, rest: &[char]) -> usize {
        let len = rest.iter().take_while(|c| c.is_alphabetic() && !is_han(**c)).count();
        let word: String = rest[..len].iter().flat_map(|c| c.to_lowercase()).collect();
        let stem = self.lexicon.stem(&word).into_owned();
        let key = format!("={stem}");
        let token = self.side.intern(&key, || Type {
            renderings: vec![(stem, SURE_WORD)],
            ..Type::plain(&key, Kind::Content)
        });
        self.side.push(token);
        len
    }

    fn mark(&mut self, rest: &[char]) -> usize {
        let run = |c: char| rest.iter().take_while(|&&d| d == c).count();
        let (mark, len) = match rest[0] {
            '?' => (Mark::Question, 1),
            '!' => (Mark::Exclamation, 1),
            ':' => (Mark::Colon, 1),
            ';' => (Mark::Semicolon, 1),
            '(' => (Mark::Bracket, 1),
            '“' | '‘' | '「' | '『' | '"' => (Mark::OpenQuote, 1),
            '”' | '’' | '」' | '』' => (Mark::CloseQuote, 1),
            '%' => (Mark::Percent, 1),
            '$' => (Mark::Dollar, 1),
            '…' => (Mark::Ellipsis, run('…')),
            '—' => (Mark::Dash, run('—')),
            '.' if run('.') >= 3 => (Mark::Ellipsis, run('.')),
            _ => return 1,
        };
        self.side.push_mark(mark);
        len
    }
}

/// Most probable segmentation into words of the lexicon and names; its buffers are kept between runs.
#[derive(Default)]
struct Viterbi {
    best: Vec<f32>,
    back: Vec<usize>,
}

impl Viterbi {
    fn segment(
        &mut self,
        run: &[char],
        lexicon: &Lexicon,
        names: &Names<'_>,
        extra: &Extra,
    ) -> Vec<std::ops::Range<usize>> {
        let n = run.len();
        self.best.clear();
        self.best.resize(n + 1, f32::NEG_INFINITY);
        self.back.clear();
        self.back.resize(n + 1, 0);
        self.best[0] = 0.0;
        for start in 0..n {
            let mut worth = [f32::NEG_INFINITY; LONGEST_WORD + 1];
            worth[1] = UNKNOWN;
            lexicon.prefixes(&run[start..], |len, word| {
                worth[len] = lexicon.word_probability(word).ln();
            });
            if !names.is_empty() {
                names.at(&run[start..], |len, _| {
                    if len > 1 {
                        worth[len] = NAME;
                    }
                });
            }
            let mut reach = |len: usize, worth: f32| {
                let value = self.best[start] + worth;
                if value > self.best[start + len] {
                    self.best[start + len] = value;
                    self.back[start + len] = start;
                }
            };
            extra.at(&run[start..], |len| reach(len, TERM));
            for (len, worth) in worth.iter().enumerate().skip(1).take(n - start) {
                reach(len, *worth);
            }
        }
        let mut words = vec![];
        let mut end = n;
        while end > 0 {
            words.push(self.back[end]..end);
            end = self.back[end];
        }
        words.reverse();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sentence: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let side = chinese(&[sentence], &lexicon, &Names::new(&lexicon), &Extra::default());
        side.row(0).iter().map(|&t| side.types[t as usize].key.clone()).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(keys("他买了二十五棵树！"), ["他", "买", "了", "#25", "棵", "树", "p!"]);
        assert_eq!(keys("3.5亿用户（GDPR）"), ["#3.5亿", "用户", "p(", "=gdpr"]);
        assert_eq!(keys("２０２２年７月"), ["#2022", "年", "7月"]);
    }

    fn renderings(sentence: &str, at: usize) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let side = chinese(&[sentence], &lexicon, &Names::new(&lexicon), &Extra::default());
        let token = &side.types[side.row(0)[at] as usize];
        token.renderings.iter().map(|(key, _)| key.clone()).collect()
    }

    #[test]
    fn numbers_go_by_all_names_that_english_has_for_them() {
        assert_eq!(keys("第三条"), ["第", "#3", "条"]);
        assert_eq!(renderings("三人", 0), ["#3"]);
        assert_eq!(renderings("3条", 0), ["three", "third"]);
        assert_eq!(renderings("三百五十万人", 0), ["#3.5"]);
        assert_eq!(renderings("民国三十八年", 1), ["#1949"]);
        assert_eq!(renderings("民國38年", 1), ["#1949"]);
        assert!(renderings("三十八年", 0).is_empty());
    }

    #[test]
    fn traditional_text_becomes_simplified_words() {
        assert_eq!(keys("網絡空間國際治理"), keys("网络空间国际治理"));
    }
}
