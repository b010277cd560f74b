//! Footnotes and endnotes: where each starts and where it ends.

use super::label::{self, Label, Style};
use super::line::Line;
use super::setting::Setting;
use super::{Kind, heading};

/// What tells a note from a line of the body that happens to start with a number, in points.
mod evidence {
    /// Its mark stands in the body above.
    pub(super) const MARK: u32 = 2;
    /// Two columns or more between the label and the text.
    pub(super) const GAP: u32 = 1;
    /// Wider than the body: smaller print.
    pub(super) const SMALL_PRINT: u32 = 1;
    /// A title in book brackets, pages, an address.
    pub(super) const REFERENCE: u32 = 1;
    /// The line before breaks a sentence off.
    pub(super) const INTERRUPTS: u32 = 1;
    /// The page ends with it and what follows it.
    pub(super) const FOOT: u32 = 1;
    /// The next number follows.
    pub(super) const NEXT: u32 = 1;
    /// What a label in brackets or a circle must reach.
    pub(super) const ENOUGH: u32 = 2;
    /// What a bare number or an asterisk must reach.
    pub(super) const ENOUGH_BARE: u32 = 3;
}

/// How many lines the notes of a page may take.
const FOOT_LINES: usize = 30;

/// Marks the lines of notes among `kinds`, those of furniture left as they are.
///
/// `whole` says that each line is a paragraph, so that a note ends with its line.
pub(super) fn mark(lines: &[Line], setting: &Setting, whole: bool, kinds: &mut [Kind]) {
    let body: Vec<usize> = (0..lines.len()).filter(|&index| kinds[index] == Kind::Body).collect();
    let endnotes = endnotes(lines, setting, &body);
    let mut reader = Reader {
        lines,
        setting,
        whole,
        body: &body,
        marks: Vec::new(),
        last: [0; 5],
        page_open: 0,
    };
    reader.read(endnotes, kinds);
}

/// The place in `body` of the heading that opens a list of notes at the end, if there is one.
fn endnotes(lines: &[Line], setting: &Setting, body: &[usize]) -> Option<usize> {
    (0..body.len()).rev().find(|&place| {
        let line = &lines[body[place]];
        let next = body.get(place + 1).map(|&index| &lines[index]);
        heading::opens_notes(line.text)
            && setting.is_narrow(line.width.min(setting.measure))
            && next.is_some_and(|next| {
                Label::read(next.text).is_some_and(|label| label.number == 1)
                    || label::is_reference(next.text)
            })
    })
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    setting: &'a Setting,
    whole: bool,
    /// The lines that are not furniture.
    body: &'a [usize],
    /// Marks in the body since the page or the last block of notes began.
    marks: Vec<(Style, u32)>,
    /// The last number of each style in the document.
    last: [u32; 5],
    /// Place where the page began.
    page_open: usize,
}

impl Reader<'_> {
    fn read(&mut self, endnotes: Option<usize>, kinds: &mut [Kind]) {
        let mut place = 0;
        while place < self.body.len() {
            if Some(place) == endnotes {
                self.read_list(place + 1, kinds);
                return;
            }
            let index = self.body[place];
            if self.starts_page(place) {
                self.page_open = place;
                if self.paged() {
                    self.marks.clear();
                }
            }
            if let Some(label) = self.first_note(place) {
                place = self.read_block(place, label, kinds);
                self.marks.clear();
                continue;
            }
            let marks = &mut self.marks;
            label::marks(self.lines[index].text, |style, number| marks.push((style, number)));
            place += 1;
        }
    }

    fn paged(&self) -> bool {
        self.lines.iter().skip(1).any(|line| line.form_feed)
    }

    fn line(&self, place: usize) -> &Line<'_> {
        &self.lines[self.body[place]]
    }

    /// Whether a page starts with this line: a form feed or furniture stands before it, or, where
    /// blank lines mean nothing, a lone space and no blank line (what is left of a form feed).
    fn starts_page(&self, place: usize) -> bool {
        let index = self.body[place];
        let previous = place.checked_sub(1).map_or(0, |p| self.body[p] + 1);
        self.lines[previous..=index].iter().any(|line| line.form_feed)
            || previous < index
            || !self.setting.blank_breaks
                && self.lines[index].indent == 1
                && self.lines[index].blanks == 0
    }

    /// Whether the first note of a block starts here.
    fn first_note(&self, place: usize) -> Option<Label> {
        let line = self.line(place);
        let label = Label::read(line.text)?;
        let straight = self.last[label.style as usize] + 1;
        if place == 0 || label.number != 1 && label.number != straight {
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
        let wide = self.setting.is_wide(line)
            || self.body.get(place + 1).is_some_and(|_| self.setting.is_wide(self.line(place + 1)));
        let foot = self.paged() && self.foot(place);
        let mut points = 0;
        let marked = self.marks.iter().any(|&(style, number)| {
            number == label.number
                && (style == label.style || bare_alike(style) && bare_alike(label.style))
        });
        points += evidence::MARK * u32::from(marked);
        points += evidence::GAP * u32::from(label.gap >= 2);
        points += evidence::SMALL_PRINT * u32::from(wide);
        points += evidence::REFERENCE * u32::from(label::is_reference(line.text));
        points += evidence::INTERRUPTS * u32::from(!self.line(place - 1).finished && !self.whole);
        points += evidence::FOOT * u32::from(foot);
        points += evidence::NEXT * u32::from(self.next_follows(place, label));
        let enough = if bare { evidence::ENOUGH_BARE } else { evidence::ENOUGH };
        // A sentence broken off before a bracketed number may go on with its mark.
        let alone = !marked && label.gap < 2 && !label::is_reference(line.text);
        (points >= enough && !alone).then_some(label)
    }

    /// Whether the rest of the page is short enough for notes.
    fn foot(&self, place: usize) -> bool {
        let end =
            (place + 1..self.body.len()).find(|&p| self.starts_page(p)).unwrap_or(self.body.len());
        end - place <= FOOT_LINES && (end - place) * 2 <= (end - self.page_open).max(8)
    }

    fn next_follows(&self, place: usize, label: Label) -> bool {
        (place + 1..self.body.len())
            .take(8)
            .take_while(|&p| self.whole || !self.starts_page(p))
            .filter_map(|p| Label::read(self.line(p).text))
            .any(|next| next.style == label.style && next.number == label.number + 1)
    }

    /// Reads the notes from `place` on; returns where the body goes on.
    fn read_block(&mut self, mut place: usize, mut label: Label, kinds: &mut [Kind]) -> usize {
        loop {
            kinds[self.body[place]] = Kind::NoteStart(label.length);
            self.last[label.style as usize] = label.number;
            let mut text = self.line(place).text.to_owned();
            place += 1;
            loop {
                if place >= self.body.len() || !self.whole && self.starts_page(place) {
                    return place;
                }
                if let Some(next) = self.next_note(place, label) {
                    label = next;
                    break;
                }
                if self.whole
                    || !self.paged() && is_complete(&text, self.line(place).text)
                    || self.body_resumes(place)
                {
                    return place;
                }
                kinds[self.body[place]] = Kind::NoteMore;
                text.push_str(self.line(place).text);
                place += 1;
            }
        }
    }

    fn next_note(&self, place: usize, label: Label) -> Option<Label> {
        Label::read(self.line(place).text).filter(|next| {
            next.style == label.style && next.number == label.number + 1
                || next.number == 1 && label.style == Style::Sign && next.style != Style::Sign
        })
    }

    /// A numbered heading ends notes on any page.
    fn body_resumes(&self, place: usize) -> bool {
        let line = self.line(place);
        !line.finished
            && self.setting.is_narrow(line.width)
            && matches!(
                heading::sort(self.setting.lang, line.text),
                Some(
                    heading::Sort::Roman
                        | heading::Sort::Chapter
                        | heading::Sort::Section
                        | heading::Sort::Named
                )
            )
    }

    /// Reads a list of notes under a heading, to the end of the document or to the next chapter.
    fn read_list(&mut self, from: usize, kinds: &mut [Kind]) {
        let numbered = Label::read(self.line(from).text);
        let mut number = 0;
        for place in from..self.body.len() {
            let line = self.line(place);
            let label = Label::read(line.text).filter(|label| {
                label.number == number + 1
                    && numbered.is_some_and(|first| first.style == label.style)
            });
            if let Some(label) = label {
                number = label.number;
                kinds[self.body[place]] = Kind::NoteStart(label.length);
            } else if numbered.is_some() && self.body_resumes(place) && !self.whole
                || matches!(line.role, crate::Role::Heading(_))
            {
                return;
            } else if numbered.is_none() || self.whole {
                kinds[self.body[place]] = Kind::NoteEntry;
            } else {
                kinds[self.body[place]] = Kind::NoteMore;
            }
        }
    }
}

/// Superscripts often lose their height on one side only.
fn bare_alike(style: Style) -> bool {
    matches!(style, Style::Bare | Style::Superscript)
}

/// Whether a note may end with `text` when `next` is the following line: it ends in a stop that is
/// not part of an address which goes on.
fn is_complete(text: &str, next: &str) -> bool {
    let text = text.trim_end();
    let stop = text.trim_end_matches(['”', '’', '"', '）', ')', '」']);
    if !stop.ends_with(['。', '.', '！', '？', '．']) {
        return false;
    }
    let address =
        text.rfind("http").is_some_and(|at| text[at..].bytes().all(|b| b.is_ascii_graphic()));
    !(address && next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'))
}
