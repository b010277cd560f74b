//! Footnotes and endnotes: where each starts and where it ends.

use crate::reflow::lines::heading;
use crate::reflow::lines::label::{self, Label, Style};
use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;

/// What tells a note from a line of the body that happens to start with a number, in points.
mod evidence {
    /// Its mark stands in the body above.
    pub(crate) const MARK: u32 = 2;
    /// Its number stands in the body above, without the brackets of the label.
    pub(crate) const FIGURE: u32 = 1;
    /// Two columns or more between the label and the text.
    pub(crate) const GAP: u32 = 1;
    /// Wider than the body: smaller print.
    pub(crate) const SMALL_PRINT: u32 = 1;
    /// A title in book brackets, pages, an address.
    pub(crate) const REFERENCE: u32 = 1;
    /// The line before breaks a sentence off.
    pub(crate) const INTERRUPTS: u32 = 1;
    /// The page ends with it and what follows it.
    pub(crate) const FOOT: u32 = 1;
    /// The next number follows.
    pub(crate) const NEXT: u32 = 1;
    /// What a label in brackets or a circle must reach.
    pub(crate) const ENOUGH: u32 = 2;
    /// What a bare number or an asterisk must reach.
    pub(crate) const ENOUGH_BARE: u32 = 3;
}

/// How many lines the notes of a page may take.
const FOOT_LINES: usize = 40;

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
    let lists = list_headings(lines, style, &body);
    let paged = !whole && lines.iter().skip(1).any(|line| line.form_feed);
    let mut reader = Reader {
        lines,
        style,
        whole,
        paged,
        body,
        marks: Vec::new(),
        last: [0; 5],
        page_open: 0,
        notes: Vec::new(),
    };
    reader.read(&lists, kinds);
    for note in &reader.notes {
        for &(index, _) in &note.lines {
            kinds[index] = Kind::Note;
        }
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
fn list_headings(lines: &[Line], style: &PageStyle, body: &[usize]) -> Vec<usize> {
    let opens = |&place: &usize| {
        let line = &lines[body[place]];
        let next = body.get(place + 1).map(|&index| &lines[index]);
        heading::opens_notes(&line.text)
            && style.is_narrow(line.width.min(style.measure))
            && next.is_some_and(|next| {
                let label = Label::alone(&next.text).or_else(|| Label::read(&next.text));
                label.is_some_and(|label| label.number == 1)
                    || label::is_reference(&next.text)
                    || label::starts_with_author(&next.text)
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
    /// Place where the page began.
    pub(crate) page_open: usize,
    pub(crate) notes: Vec<Note>,
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
            if self.starts_page(place) || place == 0 {
                self.page_open = place;
                if self.paged {
                    self.marks.clear();
                    raised = self.raised_foot(place);
                }
            }
            if let Some((start, end)) = raised
                && start == place
            {
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
                kinds[index] = Kind::Mark;
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

    /// Whether a page starts with this line: a form feed or furniture stands before it, or, where
    /// blank lines mean nothing, a lone space and no blank line (what is left of a form feed).
    pub(crate) fn starts_page(&self, place: usize) -> bool {
        let index = self.body[place];
        let previous = place.checked_sub(1).map_or(0, |p| self.body[p] + 1);
        self.lines[previous..=index].iter().any(|line| line.form_feed)
            || !self.paged && previous < index
            || !self.style.blank_breaks
                && self.lines[index].indent == 1
                && self.lines[index].blanks == 0
    }

    /// The place where the next page starts.
    pub(crate) fn page_end(&self, place: usize) -> usize {
        (place + 1..self.body.len()).find(|&p| self.starts_page(p)).unwrap_or(self.body.len())
    }

    /// A raised mark of the body that came out as a line of its own.
    pub(crate) fn floating_mark(&self, place: usize) -> Option<Label> {
        let label =
            Label::alone(&self.line(place).text).filter(|label| label.style != Style::Sign)?;
        (!self.whole && place > 0 && !self.is_marked(label)).then_some(label)
    }

    pub(crate) fn is_marked(&self, label: Label) -> bool {
        self.marks
            .iter()
            .any(|&(style, number)| number == label.number && alike(style, label.style))
    }

    /// Whether the mark stands in the body as a raised figure, without the brackets of its label.
    pub(crate) fn is_marked_barely(&self, label: Label) -> bool {
        let figure = |style| matches!(style, Style::Bare | Style::Superscript);
        matches!(label.style, Style::Square | Style::Circled)
            && self.marks.iter().any(|&(style, number)| number == label.number && figure(style))
    }

    /// Whether the first note of a block starts here.
    pub(crate) fn first_note(&self, place: usize) -> Option<Label> {
        let line = self.line(place);
        let alone = Label::alone(&line.text).filter(|_| self.paged);
        let label = alone.or_else(|| Label::read(&line.text))?;
        let straight = self.last[label.style as usize] + 1;
        let marked = self.is_marked(label);
        let first_mark = self.paged
            && marked
            && self
                .marks
                .iter()
                .filter(|mark| alike(mark.0, label.style))
                .all(|mark| mark.1 + 1 >= label.number);
        if place == 0
            || !(label.number == 1
                || label.number == straight
                || first_mark
                || self.paged && marked && label.number == straight + 1
                || label.style == Style::Sign && marked)
        {
            return None;
        }
        let bare = matches!(label.style, Style::Bare | Style::Sign);
        let text = line.text[label.length..].trim_start();
        if label.style == Style::Bare
            && text.starts_with(|c: char| c.is_lowercase() && c.is_alphabetic())
            && !text.starts_with("http")
        {
            return None;
        }
        let next = (place + 1 < self.body.len()).then(|| self.line(place + 1));
        // A paragraph on one line shows nothing of its print.
        let wide = !self.whole
            && (self.style.is_wide(line) || next.is_some_and(|next| self.style.is_wide(next)));
        let foot = self.paged && self.is_foot(place);
        let around = || {
            [Some(place - 1), (place + 1 < self.body.len()).then_some(place + 1)]
                .into_iter()
                .flatten()
        };
        let reference = match alone {
            None => label::is_reference(&line.text),
            Some(_) if marked => around().any(|p| label::is_reference(&self.line(p).text)),
            // Nothing in the body calls for it: only a reference beside it tells it from a lost mark.
            Some(_) => {
                foot && around().any(|p| {
                    label::is_strict_reference(&self.line(p).text)
                        || self.is_set_off(p) && label::is_reference(&self.line(p).text)
                })
            }
        };
        let next_follows = self.next_follows(place, label);
        let mut points = 0;
        let barely = !marked && self.is_marked_barely(label);
        points += evidence::MARK * u32::from(marked);
        points += evidence::FIGURE * u32::from(barely);
        points += evidence::GAP * u32::from(label.gap >= 2 && alone.is_none());
        points += evidence::SMALL_PRINT * u32::from(wide);
        points += evidence::REFERENCE * u32::from(reference);
        points += evidence::INTERRUPTS * u32::from(!self.line(place - 1).finished && !self.whole);
        points += evidence::FOOT * u32::from(foot);
        points += evidence::NEXT * u32::from(next_follows);
        let enough = if bare { evidence::ENOUGH_BARE } else { evidence::ENOUGH };
        // A sentence broken off before a bracketed number may go on with its mark.
        let opens = label.number == 1 && !self.line(place - 1).finished && !self.whole;
        let foot_of_many = (foot || opens) && next_follows && !bare;
        let doubtful = !marked && !barely && label.gap < 2 && !reference && !foot_of_many
            || !marked && bare && (alone.is_some() || label.gap == 0);
        (points >= enough && !doubtful).then_some(label)
    }

    /// Whether blank lines set a line off from what is above it.
    pub(crate) fn is_set_off(&self, place: usize) -> bool {
        self.style.blank_breaks && self.line(place).blanks > 0
    }

    /// Whether the rest of the page is short enough for notes.
    pub(crate) fn is_foot(&self, place: usize) -> bool {
        let end = self.page_end(place);
        end - place <= FOOT_LINES && (end - place) * 3 <= (end - self.page_open).max(9) * 2
    }

    pub(crate) fn next_follows(&self, place: usize, label: Label) -> bool {
        (place + 1..self.body.len())
            .take(8)
            .take_while(|&p| self.whole || !self.starts_page(p))
            .filter_map(|p| Label::read(&self.line(p).text))
            .any(|next| next.style == label.style && next.number == label.number + 1)
    }
}

/// Superscripts often lose their height, and on one side only.
pub(crate) fn alike(a: Style, b: Style) -> bool {
    let figure = |style| matches!(style, Style::Bare | Style::Superscript);
    a == b || figure(a) && figure(b)
}
