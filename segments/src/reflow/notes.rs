//! Footnotes and endnotes: where each starts and where it ends.

use super::label::{self, Label, Style};
use super::line::Line;
use super::setting::Setting;
use super::{Kind, heading};

/// What tells a note from a line of the body that happens to start with a number, in points.
mod evidence {
    /// Its mark stands in the body above.
    pub(super) const MARK: u32 = 2;
    /// Its number stands in the body above, without the brackets of the label.
    pub(super) const FIGURE: u32 = 1;
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
const FOOT_LINES: usize = 40;

/// A note: its label and its lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Note {
    /// The label as it stands in the text.
    pub(super) label: Option<String>,
    /// Indices of its lines, and how many bytes of each the label takes.
    pub(super) lines: Vec<(usize, usize)>,
}

/// Finds the notes and marks their lines among `kinds`, those of furniture left as they are.
///
/// `whole` says that each line is a paragraph, so that a note ends with its line.
pub(super) fn find(
    lines: &[Line],
    setting: &Setting,
    whole: bool,
    kinds: &mut [Kind],
) -> Vec<Note> {
    // A format that knows its notes knows all of them.
    if lines.iter().any(|line| line.role == crate::Role::Note) {
        return Vec::new();
    }
    let body: Vec<usize> = (0..lines.len()).filter(|&index| kinds[index] == Kind::Body).collect();
    let lists = list_headings(lines, setting, &body);
    let paged = !whole && lines.iter().skip(1).any(|line| line.form_feed);
    let mut reader = Reader {
        lines,
        setting,
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
fn list_headings(lines: &[Line], setting: &Setting, body: &[usize]) -> Vec<usize> {
    let opens = |&place: &usize| {
        let line = &lines[body[place]];
        let next = body.get(place + 1).map(|&index| &lines[index]);
        heading::opens_notes(&line.text)
            && setting.is_narrow(line.width.min(setting.measure))
            && next.is_some_and(|next| {
                let label = Label::alone(&next.text).or_else(|| Label::read(&next.text));
                label.is_some_and(|label| label.number == 1)
                    || label::is_reference(&next.text)
                    || label::starts_with_author(&next.text)
            })
    };
    (0..body.len()).filter(opens).collect()
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    setting: &'a Setting,
    whole: bool,
    /// Form feeds show where pages start.
    paged: bool,
    /// The lines that are not furniture.
    body: Vec<usize>,
    /// Marks in the body since the page or the last block of notes began.
    marks: Vec<(Style, u32)>,
    /// The last number of each style in the document.
    last: [u32; 5],
    /// Place where the page began.
    page_open: usize,
    notes: Vec<Note>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, lists: &[usize], kinds: &mut [Kind]) {
        let mut place = 0;
        while place < self.body.len() {
            if lists.contains(&place) {
                place = self.read_list(place + 1);
                self.marks.clear();
                continue;
            }
            if self.starts_page(place) {
                self.page_open = place;
                if self.paged {
                    self.marks.clear();
                }
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

    fn line(&self, place: usize) -> &'a Line<'a> {
        &self.lines[self.body[place]]
    }

    /// Whether a page starts with this line: a form feed or furniture stands before it, or, where
    /// blank lines mean nothing, a lone space and no blank line (what is left of a form feed).
    fn starts_page(&self, place: usize) -> bool {
        let index = self.body[place];
        let previous = place.checked_sub(1).map_or(0, |p| self.body[p] + 1);
        self.lines[previous..=index].iter().any(|line| line.form_feed)
            || !self.paged && previous < index
            || !self.setting.blank_breaks
                && self.lines[index].indent == 1
                && self.lines[index].blanks == 0
    }

    /// The place where the next page starts.
    fn page_end(&self, place: usize) -> usize {
        (place + 1..self.body.len()).find(|&p| self.starts_page(p)).unwrap_or(self.body.len())
    }

    /// A raised mark of the body that came out as a line of its own.
    fn floating_mark(&self, place: usize) -> Option<Label> {
        let label =
            Label::alone(&self.line(place).text).filter(|label| label.style != Style::Sign)?;
        (!self.whole && place > 0 && !self.is_marked(label)).then_some(label)
    }

    fn is_marked(&self, label: Label) -> bool {
        self.marks
            .iter()
            .any(|&(style, number)| number == label.number && alike(style, label.style))
    }

    /// Whether the mark stands in the body as a raised figure, without the brackets of its label.
    fn is_marked_barely(&self, label: Label) -> bool {
        let figure = |style| matches!(style, Style::Bare | Style::Superscript);
        matches!(label.style, Style::Square | Style::Circled)
            && self.marks.iter().any(|&(style, number)| number == label.number && figure(style))
    }

    /// Whether the first note of a block starts here.
    fn first_note(&self, place: usize) -> Option<Label> {
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
            && (self.setting.is_wide(line) || next.is_some_and(|next| self.setting.is_wide(next)));
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
    fn is_set_off(&self, place: usize) -> bool {
        self.setting.blank_breaks && self.line(place).blanks > 0
    }

    /// Whether the rest of the page is short enough for notes.
    fn is_foot(&self, place: usize) -> bool {
        let end = self.page_end(place);
        end - place <= FOOT_LINES && (end - place) * 3 <= (end - self.page_open).max(9) * 2
    }

    fn next_follows(&self, place: usize, label: Label) -> bool {
        (place + 1..self.body.len())
            .take(8)
            .take_while(|&p| self.whole || !self.starts_page(p))
            .filter_map(|p| Label::read(&self.line(p).text))
            .any(|next| next.style == label.style && next.number == label.number + 1)
    }

    /// Reads the notes at the foot of a page, which take all of its rest; returns where the next page starts.
    fn read_foot(&mut self, place: usize, first: Label) -> usize {
        let end = self.page_end(place);
        if let Some(start) = self.trailing_labels(place, end) {
            self.read_trailing(start, place, end);
            return end;
        }
        let start = self.foot_start(place, first);
        // What stands above the first label: a note whose label comes later, or the rest of one
        // that runs over from the page before.
        let unlabelled = start < place && self.has_unlabelled(first);
        if unlabelled || start == place || self.notes.is_empty() {
            self.notes.push(Note::default());
        }
        for above in start..place {
            self.push_line(above, 0);
        }
        let mut expected = first.number;
        for at in place..end {
            let text = &self.line(at).text;
            let alone = Label::alone(text);
            let label =
                alone.or_else(|| Label::read(text)).filter(|label| alike(label.style, first.style));
            match label {
                Some(label)
                    if label.number == expected
                        || at == place
                        || label.style == Style::Sign && label.number > expected =>
                {
                    if at > start {
                        self.open_note(at, alone.is_some());
                    }
                    self.set_label(&text[..label.length]);
                    self.push_line(at, label.length);
                    self.last[label.style as usize] =
                        self.last[label.style as usize].max(label.number);
                    expected = label.number + 1;
                }
                Some(label) if alone.is_some() && label.number < first.number => {
                    // The first note's label, moved to the end.
                    let open = self
                        .notes
                        .iter_mut()
                        .rev()
                        .find(|note| note.label.is_none() && !note.lines.is_empty());
                    if let Some(note) = open {
                        note.label = Some(text[..label.length].to_owned());
                        note.lines.push((self.body[at], label.length));
                    }
                }
                _ => self.push_line(at, 0),
            }
        }
        self.last[first.style as usize] = self.last[first.style as usize].max(expected - 1);
        end
    }

    /// Where the notes start whose labels all stand behind them, at the very end of the page.
    fn trailing_labels(&self, place: usize, end: usize) -> Option<usize> {
        if !(place..end).all(|at| Label::alone(&self.line(at).text).is_some()) {
            return None;
        }
        let mut start = place - 1;
        while start > self.page_open + 1 && place - start < 12 {
            let above = self.line(start - 1);
            let set_off = self.line(start).blanks > 0 && self.setting.blank_breaks;
            let torn = self.line(start).text.starts_with(super::rows::cannot_start)
                || !above.finished && self.setting.is_narrow(above.width);
            if set_off
                || !(torn || self.setting.is_wide(above) || label::is_strict_reference(&above.text))
            {
                break;
            }
            start -= 1;
        }
        Some(start)
    }

    /// Reads notes whose labels stand behind them: as many notes as labels, each ending in a stop.
    fn read_trailing(&mut self, start: usize, place: usize, end: usize) {
        let labels = end - place;
        let mut opened = 0;
        for at in start..place {
            if at == start || self.line(at - 1).finished && opened < labels {
                self.notes.push(Note::default());
                opened += 1;
            }
            self.push_line(at, 0);
        }
        let first = self
            .notes
            .iter()
            .position(|note| note.lines.first().is_some_and(|line| line.0 == self.body[start]))
            .unwrap_or(0);
        for (offset, at) in (place..end).enumerate() {
            let text = self.line(at).text.trim().to_owned();
            if let Some(label) = Label::alone(&text) {
                self.last[label.style as usize] = self.last[label.style as usize].max(label.number);
            }
            let index = self.body[at];
            match self.notes.get_mut(first + offset) {
                Some(note) => {
                    note.lines.push((index, text.len()));
                    note.label = Some(text);
                }
                None => self.push_line(at, text.len()),
            }
        }
    }

    /// Opens the next note at a label. Where the label stands alone behind the first line of its
    /// note (it was raised), that line moves over.
    fn open_note(&mut self, at: usize, alone: bool) {
        let mut moved = Vec::new();
        if alone && let Some(note) = self.notes.last_mut() {
            let own: Vec<usize> = note.lines.iter().map(|line| line.0).collect();
            let torn = |index: usize| !self.lines[index].finished;
            let next_goes_on = at + 1 < self.body.len()
                && self.lines[self.body[at + 1]].text.starts_with(super::rows::cannot_start);
            if let [.., before, last] = own[..]
                && (torn(last) || next_goes_on)
                && self.lines[before].finished
            {
                moved.extend(note.lines.pop());
            }
        }
        self.notes.push(Note { label: None, lines: moved });
    }

    fn set_label(&mut self, label: &str) {
        if let Some(note) = self.notes.last_mut() {
            note.label = Some(label.to_owned());
        }
    }

    fn push_line(&mut self, place: usize, skip: usize) {
        let index = self.body[place];
        if let Some(note) = self.notes.last_mut() {
            note.lines.push((index, skip));
        }
    }

    /// Whether the body has a mark on this page that is lower than the first label.
    fn has_unlabelled(&self, first: Label) -> bool {
        self.marks
            .iter()
            .any(|&(style, number)| alike(style, first.style) && number + 1 == first.number)
    }

    /// Where the notes of a page start whose first label was found at `place`.
    fn foot_start(&self, place: usize, first: Label) -> usize {
        let alone = Label::alone(&self.line(place).text).is_some();
        let runs_over = self.notes.last().is_some_and(|note| {
            note.lines.last().is_some_and(|&(index, _)| !self.lines[index].finished)
        }) && self.page_open > 0;
        let unlabelled = self.has_unlabelled(first) && first.number > 1;
        let raised = alone
            && place > 0
            && self.line(place).blanks == 0
            && self.line(place - 1).blanks > 0
            && self.setting.blank_breaks;
        if raised && !unlabelled {
            return place - 1;
        }
        if !unlabelled && !runs_over {
            return place;
        }
        if runs_over
            && !unlabelled
            && self.setting.blank_breaks
            && let Some(start) = (self.page_open + 1..place)
                .rev()
                .take(8)
                .take_while(|&at| !self.starts_page(at))
                .find(|&at| self.line(at).blanks > 0)
        {
            return start;
        }
        let mut start = place;
        while start > self.page_open + 1 && place - start < 8 {
            let above = self.line(start - 1);
            let set_off = start < place && self.line(start).blanks > 0 && self.setting.blank_breaks;
            let note = self.setting.is_wide(above)
                || label::is_strict_reference(&above.text)
                || unlabelled && start == place;
            if set_off || !note {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Reads the notes from `place` on where pages are not known; returns where the body goes on.
    fn read_block(&mut self, mut place: usize, mut label: Label) -> usize {
        loop {
            let line = self.line(place);
            self.notes.push(Note {
                label: Some(line.text[..label.length].to_owned()),
                lines: vec![(self.body[place], label.length)],
            });
            self.last[label.style as usize] = label.number;
            let mut text = line.text.clone().into_owned();
            place += 1;
            loop {
                if place >= self.body.len() || !self.whole && self.starts_page(place) {
                    return place;
                }
                if let Some(next) = self.next_note(place, label) {
                    label = next;
                    break;
                }
                let line = self.line(place);
                if self.whole || is_complete(&text, &line.text) || self.body_resumes(place) {
                    return place;
                }
                self.push_line(place, 0);
                text.push_str(&line.text);
                place += 1;
            }
        }
    }

    fn next_note(&self, place: usize, label: Label) -> Option<Label> {
        Label::read(&self.line(place).text).filter(|next| {
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
                heading::sort(self.setting.lang, &line.text),
                Some(
                    heading::Sort::Roman
                        | heading::Sort::Chapter
                        | heading::Sort::Section
                        | heading::Sort::Named
                )
            )
    }

    /// Reads a list of notes under a heading, to the end of the document or to the next chapter.
    fn read_list(&mut self, from: usize) -> usize {
        let read = |text: &str| Label::alone(text).or_else(|| Label::read(text));
        let numbered = read(&self.line(from).text).filter(|label| label.number == 1);
        let mut number = 0;
        for place in from..self.body.len() {
            let line = self.line(place);
            let label = read(&line.text).filter(|label| {
                label.number == number + 1
                    && numbered.is_some_and(|first| first.style == label.style)
            });
            if let Some(label) = label {
                number = label.number;
                self.notes.push(Note {
                    label: Some(line.text[..label.length].to_owned()),
                    lines: Vec::new(),
                });
                self.push_line(place, label.length);
            } else if let Some(label) = read(&line.text).filter(|label| {
                numbered.is_some_and(|first| first.style != label.style) && self.is_marked(*label)
            }) {
                // A footnote of the page on which the list stands.
                self.notes.push(Note {
                    label: Some(line.text[..label.length].to_owned()),
                    lines: Vec::new(),
                });
                self.push_line(place, label.length);
            } else if place > from && self.body_resumes(place) && !self.whole
                || matches!(line.role, crate::Role::Heading(_))
            {
                return place;
            } else {
                if numbered.is_none() && (place == from || self.starts_entry(place)) || self.whole {
                    self.notes.push(Note::default());
                }
                self.push_line(place, 0);
            }
        }
        self.body.len()
    }

    /// Whether an entry of a list without labels starts here.
    fn starts_entry(&self, place: usize) -> bool {
        let (a, b) = (self.line(place - 1), self.line(place));
        self.setting.blank_breaks && b.blanks > 0 && !self.starts_page(place)
            || a.finished
                && (self.setting.is_short(a, b)
                    || b.indent < a.indent
                    || label::starts_with_author(&b.text))
    }
}

/// Superscripts often lose their height, and on one side only.
fn alike(a: Style, b: Style) -> bool {
    let figure = |style| matches!(style, Style::Bare | Style::Superscript);
    a == b || figure(a) && figure(b)
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
