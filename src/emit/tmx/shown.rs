//! The texts of beads as a CAT tool shows them.

use crate::bitext::{Bead, Bitext, Cell};
use crate::emit::edition::{Mark, marks};
use diptych_segments::{Lang, Role};

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

    /// The source of bead `number`, from 1.
    pub(super) fn source(&self, number: usize) -> Shown {
        let bead = &self.bitext.beads[number - 1];
        shown(bead, &bead.source, self.bitext.source.lang, of_bead(&self.source, number))
    }

    /// The target of bead `number`, from 1.
    pub(super) fn target(&self, number: usize) -> Shown {
        let bead = &self.bitext.beads[number - 1];
        shown(bead, &bead.target, self.bitext.target.lang, of_bead(&self.target, number))
    }
}

/// The marks in bead `number`; all are in the order of their beads.
fn of_bead(marks: &[Mark], number: usize) -> &[Mark] {
    let start = marks.partition_point(|mark| mark.bead + 1 < number);
    let end = marks.partition_point(|mark| mark.bead < number);
    &marks[start..end]
}

fn shown(bead: &Bead, cell: &Cell, lang: Lang, marks: &[Mark]) -> Shown {
    let whole = cell.text(lang);
    let mut text = whole.clone();
    for mark in marks.iter().rev() {
        text.replace_range(mark.range.clone(), "");
        // A blank on both sides of a mark is one blank without it.
        if text[..mark.range.start].ends_with(' ') && text[mark.range.start..].starts_with(' ') {
            text.remove(mark.range.start);
        }
    }
    let label = cell.label.as_deref().filter(|_| bead.role != Role::Note);
    let behind = label.and_then(|label| text.strip_prefix(label)).map(str::trim_start);
    let bare = behind.unwrap_or(&text).trim_end().to_owned();
    // A text that is nothing else stays.
    if bare.is_empty() {
        return Shown { text: whole, ..Shown::default() };
    }
    Shown {
        label: label.filter(|_| behind.is_some()).map(str::to_owned),
        marks: marks.iter().map(|mark| whole[mark.range.clone()].to_owned()).collect(),
        text: bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::saved;

    #[test]
    fn numbers_and_note_marks_are_no_part_of_the_text() {
        let saved = "{\"bead\":1,\"source\":[0],\"target\":[0],\"score\":1,\"source_text\":\"1.1 云很高[1]。\",\"target_text\":\"1.1 Clouds [1] are high.\",\"source_label\":\"1.1\",\"target_label\":\"1.1\"}\n\
             {\"bead\":2,\"source\":[1],\"target\":[1],\"score\":1,\"source_text\":\"第一条\",\"target_text\":\"[1]\",\"source_label\":\"第一条\"}\n\
             {\"bead\":3,\"kind\":\"note\",\"source\":[2],\"target\":[2],\"score\":1,\"source_text\":\"[1] 见书\",\"target_text\":\"See the book\",\"source_label\":\"[1]\",\"target_label\":\"[1]\"}\n";
        let bitext = saved::parse(saved).unwrap();
        let texts = Texts::new(&bitext);
        let seen = |shown: Shown| (shown.text, shown.label, shown.marks);
        let label = || Some("1.1".to_owned());
        assert_eq!(seen(texts.source(1)), ("云很高。".to_owned(), label(), vec!["[1]".to_owned()]));
        assert_eq!(
            seen(texts.target(1)),
            ("Clouds are high.".to_owned(), label(), vec!["[1]".to_owned()])
        );
        // What would leave nothing stays.
        assert_eq!(seen(texts.source(2)), ("第一条".to_owned(), None, vec![]));
        assert_eq!(seen(texts.source(3)), ("[1] 见书".to_owned(), None, vec![]));
    }
}
