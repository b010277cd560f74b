//! Footnotes and endnotes: where each starts and where it ends.

use crate::reflow::furniture::PAGE_NUMBER;
use crate::reflow::lines::heading;
use crate::reflow::lines::label::{self, Label, Style};
use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::rule::{Rule, first as first_rule};

/// A line that starts with a label, which the first note of a block may be.
pub(crate) struct Start<'a> {
    reader: &'a Reader<'a>,
    text: &'a str,
    label: Label,
}

impl Start<'_> {
    /// Whether its mark stands in the body above. A number without brackets is a heading's as well:
    /// `[1]` in the text does not call it.
    fn is_marked(&self) -> bool {
        self.reader.marks.iter().any(|&(style, number)| {
            number == self.label.number
                && (self.label.style != Style::Bare || alike(style, self.label.style))
        })
    }

    /// Whether the label is a number or a sign without brackets.
    fn is_bare(&self) -> bool {
        matches!(self.label.style, Style::Bare | Style::Sign)
    }

    /// Whether the text cites a work.
    fn is_reference(&self) -> bool {
        label::is_reference(self.text)
    }
}

/// Whether a rule holds at a label.
pub(crate) type Holds = fn(&Start<'_>) -> bool;

/// What tells a note from a line of the body that happens to start with a number.
pub(crate) static NOTES: [Rule<Holds, ()>; 2] = [
    // Where each line is a paragraph, it may be a numbered heading.
    Rule {
        name: "note: mark above",
        verdict: (),
        holds: |start| {
            start.is_marked() && (!start.reader.whole || !start.is_bare() || start.is_reference())
        },
    },
    Rule {
        name: "note: reference",
        verdict: (),
        holds: |start| !start.is_bare() && start.is_reference(),
    },
];

/// A note: its label and its lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    /// The label as it stands in the text.
    pub(crate) label: Option<String>,
    /// Indices of its lines, and how many bytes of each the label takes.
    pub(crate) lines: Vec<(usize, usize)>,
}

/// Finds the notes and marks their lines among `kinds`, those of furniture left as they are.
///
/// `whole` says that each line is a paragraph, so that a note ends with its line.
pub(crate) fn find(
    lines: &[Line],
    style: &PageStyle,
    whole: bool,
    kinds: &mut [Kind],
) -> Vec<Note> {
    // A format that knows its notes knows all of them.
    if lines.iter().any(|line| line.role == crate::Role::Note) {
        return Vec::new();
    }
    let body: Vec<usize> = (0..lines.len()).filter(|&index| kinds[index] == Kind::Body).collect();
    let lists = list_headings(lines, &body);
    let paged = lines.iter().skip(1).any(|line| line.form_feed);
    let mut reader = Reader {
        lines,
        style,
        whole,
        paged,
        body,
        marks: Vec::new(),
        last: [0; 5],
        notes: Vec::new(),
        page_numbers: Vec::new(),
    };
    reader.read(&lists, kinds);
    for note in &reader.notes {
        for &(index, _) in &note.lines {
            kinds[index] = Kind::Note;
        }
    }
    for &index in &reader.page_numbers {
        kinds[index] = Kind::Furniture(PAGE_NUMBER);
    }
    // A mark joins the line of the body above it; where a note stands between, it is text itself.
    let mut above = Kind::Note;
    for kind in kinds.iter_mut().filter(|kind| !matches!(kind, Kind::Furniture(_))) {
        if *kind == Kind::Mark && above == Kind::Note {
            *kind = Kind::Body;
        }
        above = *kind;
    }
    reader.notes
}

/// The places in `body` of the headings that open a list of notes, at the end of a document or of a chapter.
fn list_headings(lines: &[Line], body: &[usize]) -> Vec<usize> {
    let opens = |&place: &usize| {
        let line = &lines[body[place]];
        let next = body.get(place + 1).map(|&index| &lines[index]);
        heading::opens_notes(&line.text)
            && next.is_some_and(|next| {
                let label = Label::alone(&next.text).or_else(|| Label::read(&next.text));
                // Notes without labels stand at the end: `Notes` above some advice opens no list.
                label.is_some_and(|label| label.number == 1)
                    || label::starts_with_author(&next.text)
                    || place * 2 > body.len() && label::is_reference(&next.text)
            })
    };
    (0..body.len()).filter(opens).collect()
}

pub(crate) struct Reader<'a> {
    pub(crate) lines: &'a [Line<'a>],
    pub(crate) style: &'a PageStyle,
    pub(crate) whole: bool,
    /// Form feeds show where pages start.
    pub(crate) paged: bool,
    /// The lines that are not furniture.
    pub(crate) body: Vec<usize>,
    /// Marks in the body since the page or the last block of notes began.
    pub(crate) marks: Vec<(Style, u32)>,
    /// The last number of each style in the document.
    pub(crate) last: [u32; 5],
    pub(crate) notes: Vec<Note>,
    /// Page numbers that stand behind the notes of their page.
    pub(crate) page_numbers: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, lists: &[usize], kinds: &mut [Kind]) {
        let mut place = 0;
        let mut raised = None;
        while place < self.body.len() {
            if lists.contains(&place) {
                place = self.read_list(place + 1);
                self.marks.clear();
                continue;
            }
            if self.paged && (self.starts_page(place) || place == 0) {
                self.marks.clear();
                raised = self.raised_foot(place);
            }
            if let Some((start, end)) = raised {
                self.read_raised(start, end);
                self.marks.clear();
                place = end;
                continue;
            }
            if let Some(label) = self.first_note(place) {
                place = if self.paged {
                    self.read_foot(place, label)
                } else {
                    self.read_block(place, label)
                };
                self.marks.clear();
                continue;
            }
            let index = self.body[place];
            if let Some(mark) = self.floating_mark(place) {
                // Where each line is a paragraph, it stays one.
                kinds[index] = if self.whole { Kind::Body } else { Kind::Mark };
                self.marks.push(mark.mark());
            } else {
                let lines = self.lines;
                label::marks(&lines[index].text, |style, number| self.marks.push((style, number)));
            }
            place += 1;
        }
    }

    pub(crate) fn line(&self, place: usize) -> &'a Line<'a> {
        &self.lines[self.body[place]]
    }

    /// Whether a page starts with this line: a form feed or furniture stands before it.
    pub(crate) fn starts_page(&self, place: usize) -> bool {
        let index = self.body[place];
        let previous = place.checked_sub(1).map_or(0, |p| self.body[p] + 1);
        self.lines[previous..=index].iter().any(|line| line.form_feed)
            || !self.paged && previous < index
    }

    /// The place where the next page starts.
    pub(crate) fn page_end(&self, place: usize) -> usize {
        (place + 1..self.body.len()).find(|&p| self.starts_page(p)).unwrap_or(self.body.len())
    }

    /// A raised mark of the body that came out as a line of its own. A number alone is text.
    fn floating_mark(&self, place: usize) -> Option<Label> {
        Label::alone(&self.line(place).text)
            .filter(|label| !matches!(label.style, Style::Sign | Style::Bare))
            .filter(|label| !self.is_marked(*label))
    }

    pub(crate) fn is_marked(&self, label: Label) -> bool {
        self.marks.iter().any(|mark| mark.1 == label.number)
    }

    /// Whether the first note of a block starts here.
    pub(crate) fn first_note(&self, place: usize) -> Option<Label> {
        let line = self.line(place);
        let alone = Label::alone(&line.text).filter(|_| self.paged);
        let label = alone.or_else(|| Label::read(&line.text))?;
        if place == 0 || !self.is_next_number(label) {
            return None;
        }
        if line.text[label.length..].trim_start().starts_with(char::is_lowercase) {
            return None;
        }
        let start = Start { reader: self, text: &line.text, label };
        first_rule(&NOTES, |holds| holds(&start)).map(|_| label)
    }

    /// Whether a label has the number that a first note can have: 1, the next one of the document, or
    /// the first that the page calls for.
    fn is_next_number(&self, label: Label) -> bool {
        let mut alike = self.marks.iter().filter(|mark| alike(mark.0, label.style));
        label.number == 1
            || label.number == self.last[label.style as usize] + 1
            || self.paged && self.is_marked(label) && alike.all(|mark| mark.1 + 1 >= label.number)
    }
}

/// Superscripts often lose their height, and on one side only.
pub(crate) fn alike(a: Style, b: Style) -> bool {
    let figure = |style| matches!(style, Style::Bare | Style::Superscript);
    a == b || figure(a) && figure(b)
}
