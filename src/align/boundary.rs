//! What the ends of sentences say: final punctuation, and whether a quotation is open.

use super::group::Group;
use super::weights::{FINAL_MARKS, QUOTATION, Weights};

/// The end of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct End {
    /// Row or column of [`FINAL_MARKS`].
    mark: usize,
    /// Whether it ends in a comma and the next sentence goes on: it may have been cut short.
    comma: bool,
    /// Whether a quotation is open after it.
    quoting: bool,
    /// Whether the next sentence opens a quotation.
    before_quotation: bool,
}

/// The ends of all sentences of both sides.
pub(super) struct Ends {
    pub(super) chinese: Vec<End>,
    pub(super) english: Vec<End>,
}

impl Ends {
    pub(super) fn new(chinese: &[&str], english: &[&str]) -> Self {
        Self {
            chinese: before_others(chinese_ends(chinese), chinese),
            english: before_others(english_ends(english), english),
        }
    }

    /// The score of ending a bead after `i` Chinese and `j` English sentences, both at least 1.
    pub(super) fn boundary(&self, i: usize, j: usize, commas: Commas, weights: &Weights) -> f32 {
        let (z, e) = (self.chinese[i - 1], self.english[j - 1]);
        weights.final_mark * FINAL_MARKS[z.mark][e.mark]
            + weights.quotation * QUOTATION[usize::from(z.quoting)][usize::from(e.quoting)]
            + if z.before_quotation && e.before_quotation { weights.both_open } else { 0.0 }
            + if z.comma { commas.chinese } else { 0.0 }
            + if e.comma { commas.english } else { 0.0 }
    }
}

/// What it costs to end a bead at a comma, on either side.
///
/// Verse and subtitles end beads in commas, badly cut texts do not. So each side's price is
/// learnt from the document, from how often a bead ended at a comma and how often one ran over it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Commas {
    chinese: f32,
    english: f32,
}

impl Default for Commas {
    fn default() -> Self {
        Self { chinese: UNLEARNT, english: UNLEARNT }
    }
}

/// Before anything is learnt.
const UNLEARNT: f32 = -1.0;
/// price = `STEEP` * (ln odds - `EVEN`), the odds that a comma ends a bead; at most 0.
const STEEP: f32 = 8.0;
const EVEN: f32 = 1.6;
const DEAREST: f32 = -25.0;

impl Commas {
    /// Learns from the beads of a pass.
    pub(super) fn learn(path: &[Group], ends: &Ends) -> Self {
        let price = |ends: &[End], side: fn(&Group) -> (usize, usize)| {
            let (mut at_end, mut inside) = (2.0f32, 1.0f32);
            for (from, to) in path.iter().filter(|bead| bead.is_two_sided()).map(side) {
                at_end += f32::from(u8::from(ends[to - 1].comma));
                inside += ends[from..to - 1].iter().filter(|end| end.comma).count() as f32;
            }
            (STEEP * ((at_end / inside).ln() - EVEN)).clamp(DEAREST, 0.0)
        };
        Self {
            chinese: price(&ends.chinese, |bead| bead.chinese),
            english: price(&ends.english, |bead| bead.english),
        }
    }
}

/// Notes what follows each sentence: a quotation, or one that cannot go on after a comma.
fn before_others(mut ends: Vec<End>, sentences: &[&str]) -> Vec<End> {
    for (end, next) in ends.iter_mut().zip(sentences.iter().skip(1)) {
        let next = next.trim_start();
        end.before_quotation = next.starts_with(['“', '‘', '「', '『', '〝', '"', '\'']);
        // Where an English sentence was cut, the next piece starts in lower case.
        let goes_on = next.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_uppercase());
        end.comma &= goes_on;
    }
    ends
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
        Some(',' | '，' | '、') => return End { mark: 4, comma: true, ..End::default() },
        Some(':' | '：' | ';' | '；') => 4,
        _ => 5,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_stays_open_over_sentences() {
        let quoting = |mark, quoting| End { mark, quoting, ..End::default() };
        let ends = chinese_ends(&["他说：“走吧。", "快点！”"]);
        assert_eq!(ends, [quoting(0, true), quoting(2, false)]);
        let ends = english_ends(&["“Let’s go,” he said. “Now.", "Quick!”"]);
        assert_eq!(ends, [quoting(0, true), quoting(2, false)]);
        let ends = english_ends(&["'Don't go,' he said.", "'Why?"]);
        assert_eq!(ends, [quoting(0, false), quoting(1, true)]);
    }

    #[test]
    fn what_a_comma_costs_is_learnt_from_the_document() {
        let verse = ["山高，", "水长，", "人远，", "路远，", "夜长，", "灯明。"];
        let verse_ends = Ends::new(&verse, &["a,", "b,", "c,", "d,", "e,", "f."]);
        let group = |from, to, other| Group { chinese: (from, to), english: (other, other + 1) };
        let line_by_line: Vec<Group> = (0..6).map(|n| group(n, n + 1, n)).collect();
        assert!(Commas::learn(&line_by_line, &verse_ends).chinese > -1.0);
        let run_over = [group(0, 2, 0), group(2, 4, 1), group(4, 6, 2)];
        assert!(Commas::learn(&run_over, &verse_ends).chinese < -12.0);
    }

    #[test]
    fn a_comma_before_a_capital_cuts_nothing() {
        let ends = Ends::new(&[], &["And so,", "He went,", "and came."]);
        assert_eq!(
            ends.english.iter().map(|end| end.comma).collect::<Vec<_>>(),
            [false, true, false]
        );
    }

    #[test]
    fn two_quotations_open_together() {
        let ends = Ends::new(&["他走了。", "“好。”"], &["He left.", "“Fine.”"]);
        let plain = Ends::new(&["他走了。", "好。"], &["He left.", "“Fine.”"]);
        let score =
            |ends: &Ends| ends.boundary(1, 1, Commas::default(), &crate::align::weights::WEIGHTS);
        assert!(score(&ends) > score(&plain));
    }
}
