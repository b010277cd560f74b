//! The texts of beads as a CAT tool shows them.

use std::ops::Range;

use diptych_segments::{Lang, Role, behind_label, is_labelled, without_marks};

use crate::bitext::{Bead, Bitext, Cell};
use crate::emit::edition::{Mark, marks};

/// One side of a bead.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its text.
    pub(super) text: String,
    /// The number that the document counts for it, which the text does not have.
    pub(super) label: Option<String>,
    /// The marks of notes that stand in it, which the text does not have.
    pub(super) marks: Vec<String>,
}

/// The texts of a bitext.
pub(super) struct Texts<'b> {
    bitext: &'b Bitext,
    source: Vec<Mark>,
    target: Vec<Mark>,
}

impl<'b> Texts<'b> {
    /// Finds the marks of notes.
    pub(super) fn new(bitext: &'b Bitext) -> Self {
        let has_notes = bitext.beads.iter().any(|bead| bead.role == Role::Note);
        let of = |cell: fn(&Bead) -> &Cell, lang: Lang| {
            if !has_notes {
                return Vec::new();
            }
            let texts: Vec<String> =
                bitext.beads.iter().map(|bead| cell(bead).text(lang)).collect();
            marks(bitext, &texts, cell)
        };
        Self {
            bitext,
            source: of(|bead| &bead.source, bitext.source.lang),
            target: of(|bead| &bead.target, bitext.target.lang),
        }
    }

    /// The source and the target of bead `number`, from 1.
    ///
    /// What one side only would lose stays on both: a mark whose label the other text still holds, and
    /// a number where the other text begins with one that somebody typed.
    pub(super) fn of(&self, number: usize) -> (Shown, Shown) {
        let bead = &self.bitext.beads[number - 1];
        let (from, to) = (&self.bitext.source, &self.bitext.target);
        let mut source = Taken::new(&bead.source, from.lang, of_bead(&self.source, number));
        let mut target = Taken::new(&bead.target, to.lang, of_bead(&self.target, number));
        if target.holds_any(&source.marks) || source.holds_any(&target.marks) {
            (source, target) = (source.with_marks(), target.with_marks());
        }
        let stays = source.keeps_number_beside(&target) || target.keeps_number_beside(&source);
        if bead.role == Role::Note || stays {
            (source.label, target.label) = (None, None);
        }
        (source.shown(), target.shown())
    }
}

/// The marks in bead `number`; all are in the order of their beads.
fn of_bead(marks: &[Mark], number: usize) -> &[Mark] {
    let start = marks.partition_point(|mark| mark.bead + 1 < number);
    let end = marks.partition_point(|mark| mark.bead < number);
    &marks[start..end]
}

/// A side without its marks, and the number that it begins with.
struct Taken {
    whole: String,
    lang: Lang,
    marks: Vec<String>,
    bare: String,
    /// The number, where the text begins with it and is more than that.
    label: Option<String>,
    /// Whether the text only goes on from what would be its number: `1` and `10个人`.
    goes_on: bool,
}

impl Taken {
    fn new(cell: &Cell, lang: Lang, marks: &[Mark]) -> Self {
        let whole = cell.text(lang);
        let ranges: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
        let bare = without_marks(&whole, &ranges);
        let begun = cell.label.clone().filter(|label| bare.starts_with(label.as_str()));
        let label = begun.clone().filter(|label| behind_label(&bare, label).is_some());
        let goes_on = label.is_none() && begun.is_some_and(|begun| !begun.is_empty());
        let marks = ranges.into_iter().map(|range| whole[range].to_owned()).collect();
        Self { whole, lang, marks, bare, label, goes_on }
    }

    fn with_marks(self) -> Self {
        Self { bare: self.whole.clone(), marks: vec![], ..self }
    }

    /// Whether one of these marks still stands in the text.
    fn holds_any(&self, marks: &[String]) -> bool {
        marks.iter().any(|mark| self.bare.contains(mark.as_str()))
    }

    /// Whether its number stays because the other side has a typed one.
    fn keeps_number_beside(&self, other: &Self) -> bool {
        self.label.as_ref().is_some_and(|label| {
            let typed = other.goes_on
                || is_labelled(other.lang, &other.bare)
                || behind_label(&other.bare, label).is_some();
            other.label.is_none() && typed
        })
    }

    fn shown(self) -> Shown {
        let behind = self.label.as_ref().and_then(|label| behind_label(&self.bare, label));
        let text = behind.unwrap_or(&self.bare).trim_end().to_owned();
        // A text that is nothing else stays.
        if text.is_empty() {
            return Shown { text: self.whole, ..Shown::default() };
        }
        Shown { text, label: self.label, marks: self.marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::saved;

    #[test]
    fn numbers_and_note_marks_are_no_part_of_the_text() {
        let saved = "{\"bead\":1,\"source\":[0],\"target\":[0],\"score\":1,\"source_text\":\"1.1 云很高[1]。\",\"target_text\":\"1.1 Clouds [1] are high.\",\"source_label\":\"1.1\",\"target_label\":\"1.1\"}\n\
             {\"bead\":2,\"source\":[1],\"target\":[1],\"score\":1,\"source_text\":\"第一条\",\"target_text\":\"Article 1\",\"source_label\":\"第一条\"}\n\
             {\"bead\":3,\"kind\":\"note\",\"source\":[2],\"target\":[2],\"score\":1,\"source_text\":\"[1] 见书\",\"target_text\":\"See the book\",\"source_label\":\"[1]\",\"target_label\":\"[1]\"}\n";
        let bitext = saved::parse(saved).unwrap();
        let texts = Texts::new(&bitext);
        let seen = |shown: Shown| (shown.text, shown.label, shown.marks);
        let label = || Some("1.1".to_owned());
        let (source, target) = texts.of(1);
        assert_eq!(seen(source), ("云很高。".to_owned(), label(), vec!["[1]".to_owned()]));
        assert_eq!(seen(target), ("Clouds are high.".to_owned(), label(), vec!["[1]".to_owned()]));
        // What would leave nothing stays.
        assert_eq!(seen(texts.of(2).0), ("第一条".to_owned(), None, vec![]));
        assert_eq!(seen(texts.of(3).0), ("[1] 见书".to_owned(), None, vec![]));
    }

    /// The texts of the first bead, whose note has the label `[1]` on both sides.
    fn shown(source: (&str, &str), target: (&str, &str)) -> (String, String) {
        let bead = |n: usize, texts: (&str, &str), labels: (&str, &str)| {
            serde_json::json!({
                "bead": n, "source": [n - 1], "target": [n - 1], "score": 1.0,
                "source_text": texts.0, "target_text": texts.1,
                "source_label": labels.0, "target_label": labels.1,
                "kind": if n > 1 { "note" } else { "paragraph" },
            })
        };
        let first = bead(1, (source.1, target.1), (source.0, target.0));
        let note = bead(2, ("见书", "See the book"), ("[1]", "[1]"));
        let (source, target) =
            Texts::new(&saved::parse(&format!("{first}\n{note}")).unwrap()).of(1);
        (source.text, target.text)
    }

    #[test]
    fn a_number_goes_from_both_sides_or_from_none() {
        for (source, target, bare) in [
            (("1.", "1. 云很高"), ("1.", "1. Clouds"), ("云很高", "Clouds")),
            (("1.", "1. 云很高"), ("", "Clouds"), ("云很高", "Clouds")),
            (("2.", "2. 三天后"), ("", "3 days later"), ("三天后", "3 days later")),
            (("1.", "1. 云很高"), ("", "1. Clouds"), ("1. 云很高", "1. Clouds")),
            (("第一条", "第一条云"), ("", "Article 1 Clouds"), ("第一条云", "Article 1 Clouds")),
            (("", "一、云很高"), ("1.", "1. Clouds"), ("一、云很高", "1. Clouds")),
            (("a.", "a. 云很高"), ("", "a. Clouds"), ("a. 云很高", "a. Clouds")),
            (("1", "10个人"), ("1", "1 person"), ("10个人", "1 person")),
            (("1", "1 百万"), ("1", "1.5 million"), ("1 百万", "1.5 million")),
        ] {
            assert_eq!(shown(source, target), (bare.0.to_owned(), bare.1.to_owned()));
        }
    }

    #[test]
    fn a_mark_goes_from_both_sides_or_from_none() {
        for (source, target, bare) in [
            ("云[1]，高", "Clouds [1], high", ("云，高", "Clouds, high")),
            ("云[1]，高", "Clouds, high", ("云，高", "Clouds, high")),
            ("云[1]，高", "[1] Clouds a[1]", ("云[1]，高", "[1] Clouds a[1]")),
            ("用 a[1]，高[1]", "Use a[1], high", ("用 a[1]，高[1]", "Use a[1], high")),
        ] {
            assert_eq!(shown(("", source), ("", target)), (bare.0.to_owned(), bare.1.to_owned()));
        }
    }
}
