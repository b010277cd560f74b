//! The marks that call notes: where a text may hold one, and a text without them.
//!
//! A text also holds figures, brackets and stars that are no marks, so each place says whether it
//! could be anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::reflow::figure_mark;
use crate::script;

/// A place that reads like the mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteMark {
    /// The index of its text.
    pub text: usize,
    /// Its byte range there.
    pub range: Range<usize>,
    /// Whether nothing else is written so. A mark does not open a text. A bare figure stands behind a
    /// stop or a long word and belongs to no other number: `mended.2`, not `3:2`, `H2O`, `方案2`.
    pub clear: bool,
}

/// Every place in `texts` that reads like the mark of one of the labels, in text order.
///
/// A label that is a figure (`2`, `2.`) is looked for as a raised figure that lost its height; any
/// other (`[1]`, `①`, `**`) as it stands. The longest label wins. Time grows with the texts only.
///
/// ```
/// let texts = ["桥已修好。[1]", "人们过河。[2][1]"];
/// let marks = diptych_segments::note_marks(texts, ["[1]", "[2]"]);
/// assert_eq!(marks["[1]"].len(), 2);
/// assert_eq!(marks["[2]"][0].range, 15..18);
/// ```
pub fn note_marks<'t, 'l>(
    texts: impl IntoIterator<Item = &'t str>,
    labels: impl IntoIterator<Item = &'l str>,
) -> BTreeMap<&'l str, Vec<NoteMark>> {
    let labels: BTreeSet<&'l str> = labels.into_iter().filter(|label| !label.is_empty()).collect();
    let mut figures: BTreeMap<&str, Vec<&'l str>> = BTreeMap::new();
    let mut signs: BTreeSet<&'l str> = BTreeSet::new();
    for label in labels {
        let figure = label.trim_end_matches(['.', '．']);
        if !figure.is_empty() && figure.bytes().all(|b| b.is_ascii_digit()) {
            figures.entry(figure).or_default().push(label);
        } else {
            signs.insert(label);
        }
    }
    let lengths: BTreeSet<usize> = signs.iter().map(|label| label.len()).collect();
    let starts: BTreeSet<char> = signs.iter().filter_map(|label| label.chars().next()).collect();

    let mut marks: BTreeMap<&str, Vec<NoteMark>> = BTreeMap::new();
    for (index, text) in texts.into_iter().enumerate() {
        let mut add = |label: &'l str, range: Range<usize>, clear| {
            marks.entry(label).or_default().push(NoteMark { text: index, range, clear });
        };
        for (at, c) in text.char_indices() {
            if is_digit(c) && !figures.is_empty() && !text[..at].ends_with(is_digit) {
                let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
                let range = at..at + length;
                if let Some(labels) = figures.get(&text[range.clone()])
                    && figure_mark(text, at).is_some()
                {
                    let clear = is_clear_figure(&text[..at], &text[range.end..]);
                    for label in labels {
                        add(label, range.clone(), clear);
                    }
                }
            }
            if starts.contains(&c) {
                let label = lengths.iter().rev().find_map(|&n| signs.get(text.get(at..at + n)?));
                if let Some(label) = label.filter(|label| stands_alone(text, at, label)) {
                    add(label, at..at + label.len(), !text[..at].trim().is_empty());
                }
            }
        }
    }
    marks
}

/// Whether a label is no piece of a longer one: `*` of `**`, `1)` of `11)`, `¹` of `¹²`.
fn stands_alone(text: &str, at: usize, label: &str) -> bool {
    let goes_on = |inner: Option<char>, outer: Option<char>| {
        inner.zip(outer).is_some_and(|(inner, outer)| {
            inner == outer || raised_or_digit(inner) && raised_or_digit(outer)
        })
    };
    let before = text[..at].chars().next_back();
    let after = text[at + label.len()..].chars().next();
    !goes_on(label.chars().next(), before) && !goes_on(label.chars().next_back(), after)
}

fn raised_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || script::superscript(c).is_some()
}

/// The shortest word, in lower-case letters, behind which a figure is no part of a name: `mp3`.
const WORD: usize = 4;

/// Whether a figure between these, which may be a mark, can be nothing else.
fn is_clear_figure(head: &str, rest: &str) -> bool {
    let mut after = rest.chars();
    let next = after.next();
    let goes_on = next.is_some_and(char::is_alphanumeric)
        || next.is_some_and(|c| !c.is_whitespace()) && after.next().is_some_and(is_digit);
    let word = head.chars().rev().take_while(|c| c.is_lowercase()).count();
    let stop = head.trim_end().chars().next_back().filter(|c| !c.is_alphanumeric());
    let behind_stop = stop.is_some_and(|stop| {
        !head.trim_end().trim_end_matches(stop).ends_with(|c: char| c.is_numeric())
    });
    !goes_on && (behind_stop || word >= WORD)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A text without its marks, whose byte ranges ascend and do not overlap, and without the gaps that
/// they leave: two blanks are one, and none stands before a closing sign or at an end.
///
/// Law: nothing but the marks and blanks beside them is gone.
///
/// ```
/// use diptych_segments::without_marks;
///
/// assert_eq!(without_marks("Clouds [1] are high [2].", &[7..10, 20..23]), "Clouds are high.");
/// ```
pub fn without_marks(text: &str, marks: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        append(&mut kept, &text[from..mark.start], from > 0);
        from = mark.end;
    }
    append(&mut kept, &text[from..], from > 0);
    if from > 0 && text[from..].trim().is_empty() {
        kept.truncate(kept.trim_end().len());
    }
    kept
}

/// Adds what follows a mark, or the text's beginning.
fn append(kept: &mut String, piece: &str, is_behind_mark: bool) {
    let tight = piece.trim_start();
    if !is_behind_mark {
        kept.push_str(piece);
    } else if closes(tight) {
        kept.truncate(kept.trim_end().len());
        kept.push_str(tight);
    } else if kept.is_empty() || kept.ends_with(char::is_whitespace) {
        kept.push_str(tight);
    } else {
        kept.push_str(piece);
    }
}

/// Whether a text begins with a sign that no blank stands before; the dot of `.NET` is none.
fn closes(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let sign = script::is_terminator(first)
        || script::closes_bracket(first)
        || script::closes_quotation(first)
        || matches!(first, ',' | ';' | ':' | '，' | '、' | '；' | '：');
    sign && (!first.is_ascii() || !chars.next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How often a label is seen, and how often clearly.
    fn seen(text: &str, label: &str) -> (usize, usize) {
        let marks = note_marks([text], [label]).remove(label).unwrap_or_default();
        (marks.len(), marks.iter().filter(|mark| mark.clear).count())
    }

    #[test]
    fn a_bare_figure_is_a_mark_only_where_nothing_is_counted() {
        for (text, label, marks) in [
            ("桥建于2012年。", "2", (0, 0)),
            ("桥已修好。2", "2", (1, 1)),
            ("桥已修好。 2 ", "2.", (1, 1)),
            ("The bridge has 2 arches.", "2", (0, 0)),
            ("The bridge was mended.2", "2", (1, 1)),
            ("The bridge2 was mended.", "2", (1, 1)),
            ("They crossed in 1912, on foot.", "12", (0, 0)),
            ("The score was 3:2.", "2", (0, 0)),
            ("比分是3：2。", "2", (0, 0)),
            ("a 3×2 grid", "2", (0, 0)),
            ("Paid 1,200 twice", "200", (1, 0)),
            ("by H2O", "2", (1, 0)),
            ("an mp3, played", "3", (1, 0)),
            ("in G20, as", "20", (1, 0)),
            ("桥有2座", "2", (1, 0)),
            ("按照方案2。", "2", (1, 0)),
            ("过河，2只落水", "2", (1, 0)),
            ("see p.2-3 there", "2", (1, 0)),
        ] {
            assert_eq!(seen(text, label), marks, "{text}");
        }
    }

    #[test]
    fn other_labels_are_marks_as_they_stand() {
        for (text, label, marks) in [
            ("桥已修好。[2]", "[2]", (1, 1)),
            ("[2] 见书", "[2]", (1, 0)),
            ("bridge** and *", "*", (1, 1)),
            ("bridge** and *", "**", (1, 1)),
            ("bridge¹² and ¹", "¹", (1, 1)),
            ("bridge11) and 1)", "1)", (1, 1)),
        ] {
            assert_eq!(seen(text, label), marks, "{text}");
        }
    }

    #[test]
    fn a_mark_leaves_no_gap() {
        for (text, bare) in [
            ("Clouds [1] are", "Clouds are"),
            ("Clouds[1] are", "Clouds are"),
            ("Clouds [1], high", "Clouds, high"),
            ("Clouds[1] .", "Clouds."),
            ("use [1] .NET", "use .NET"),
            ("云 [1]。", "云。"),
            ("云 [1] [1]，高", "云，高"),
            ("云[1] ", "云"),
            ("[1] 云", "云"),
            ("said [1] “yes”", "said “yes”"),
        ] {
            let marks: Vec<_> =
                text.match_indices("[1]").map(|(at, it)| at..at + it.len()).collect();
            assert_eq!(without_marks(text, &marks), bare, "{text}");
        }
    }

    proptest! {
        #[test]
        fn only_marks_and_blanks_go(text in "([a云。,. ]|\\[1\\]){0,20}") {
            let marks: Vec<_> = text.match_indices("[1]").map(|(at, it)| at..at + it.len()).collect();
            let bare = without_marks(&text, &marks);
            let signs = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(signs(&bare), signs(&text.replace("[1]", "")));
            prop_assert_eq!(without_marks(&text, &[]), text);
        }
    }
}
