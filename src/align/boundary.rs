//! What the ends of sentences say: final punctuation, and whether a quotation is open.

use super::weights::{FINAL_MARKS, QUOTATION, Weights};

/// The end of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct End {
    /// Row or column of [`FINAL_MARKS`].
    mark: usize,
    /// Whether it ends in a comma: a sentence that was cut short.
    cut: bool,
    /// Whether a quotation is open after it.
    quoting: bool,
}

impl End {
    /// Whether this sentence was cut at a comma and the other one was not. Where
    /// one language ends a salutation in a comma, the other has a colon or `！`.
    fn is_cut_unlike(self, other: Self) -> bool {
        self.cut && !other.cut && !matches!(other.mark, 2 | 4)
    }
}

/// The score of ending a bead with these sentences.
pub(super) fn score(chinese: End, english: End, weights: &Weights) -> f32 {
    weights.final_mark * FINAL_MARKS[chinese.mark][english.mark]
        + if chinese.is_cut_unlike(english) || english.is_cut_unlike(chinese) {
            weights.cut
        } else {
            0.0
        }
        + weights.quotation * QUOTATION[usize::from(chinese.quoting)][usize::from(english.quoting)]
}

/// The ends of Chinese sentences. A straight quote opens and closes in turn.
pub(super) fn chinese_ends(sentences: &[&str]) -> Vec<End> {
    let mut quoting = false;
    let quote = |c: char, quoting: bool| match c {
        '“' | '「' | '『' | '〝' => true,
        '”' | '」' | '』' | '〞' => false,
        '"' => !quoting,
        _ => quoting,
    };
    sentences
        .iter()
        .map(|sentence| {
            quoting = sentence.chars().fold(quoting, |state, c| quote(c, state));
            End { quoting, ..end(sentence) }
        })
        .collect()
}

/// The ends of English sentences. The primary quotation marks, double or
/// single, are those that more sentences start with.
pub(super) fn english_ends(sentences: &[&str]) -> Vec<End> {
    let starts =
        |marks: [char; 2]| sentences.iter().filter(|s| s.trim_start().starts_with(marks)).count();
    let single = starts(['\'', '‘']) > starts(['"', '“']);
    let mut quoting = false;
    sentences
        .iter()
        .map(|sentence| {
            let chars: Vec<char> = sentence.trim().chars().collect();
            for at in 0..chars.len() {
                quoting = if single { single_quote(&chars, at) } else { double_quote(&chars, at) }
                    .unwrap_or(quoting);
            }
            End { quoting, ..end(sentence) }
        })
        .collect()
}

/// Whether the character at a place opens (`true`) or closes a double quotation.
fn double_quote(chars: &[char], at: usize) -> Option<bool> {
    match chars[at] {
        '“' => Some(true),
        '”' => Some(false),
        '"' => Some(after_gap(chars, at) && chars.get(at + 1).is_some_and(|c| !c.is_whitespace())),
        _ => None,
    }
}

/// The same for a single quotation, whose closing mark is also the apostrophe.
fn single_quote(chars: &[char], at: usize) -> Option<bool> {
    let before_letter = chars.get(at + 1).is_some_and(|c| c.is_alphanumeric());
    let opens = || {
        let next = chars.get(at + 1);
        after_gap(chars, at) && next.is_some_and(|&c| c.is_alphanumeric() || "\".…".contains(c))
    };
    let closes = || !before_letter && at > 0 && ".,!?…-—)".contains(chars[at - 1]);
    match chars[at] {
        '‘' => Some(true),
        '\'' if opens() => Some(true),
        '\'' | '’' if closes() => Some(false),
        _ => None,
    }
}

fn after_gap(chars: &[char], at: usize) -> bool {
    at == 0 || chars[at - 1].is_whitespace() || "([—–-".contains(chars[at - 1])
}

/// The last mark, under closing quotes and brackets.
fn end(sentence: &str) -> End {
    let text =
        sentence.trim_end_matches(|c: char| c.is_whitespace() || "”’\"')）」』》".contains(c));
    let of = |mark| End { mark, ..End::default() };
    if text.ends_with("..") {
        return of(3);
    }
    of(match text.chars().next_back() {
        Some('.' | '。' | '．') => 0,
        Some('?' | '？') => 1,
        Some('!' | '！') => 2,
        Some('…' | '—' | '-') => 3,
        Some(',' | '，' | '、') => return End { mark: 4, cut: true, quoting: false },
        Some(':' | '：' | ';' | '；') => 4,
        _ => 5,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_stays_open_over_sentences() {
        let ends = chinese_ends(&["他说：“走吧。", "快点！”"]);
        assert_eq!(
            ends,
            [
                End { mark: 0, quoting: true, cut: false },
                End { mark: 2, quoting: false, cut: false }
            ]
        );
        let ends = english_ends(&["“Let’s go,” he said. “Now.", "Quick!”"]);
        assert_eq!(
            ends,
            [
                End { mark: 0, quoting: true, cut: false },
                End { mark: 2, quoting: false, cut: false }
            ]
        );
        let ends = english_ends(&["'Don't go,' he said.", "'Why?"]);
        assert_eq!(
            ends,
            [
                End { mark: 0, quoting: false, cut: false },
                End { mark: 1, quoting: true, cut: false }
            ]
        );
    }
}
