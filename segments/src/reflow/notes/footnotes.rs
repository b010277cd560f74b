//! Notes at the foot of a page.

use super::find::{Note, Reader, alike};
use crate::reflow::lines::label::{self, Label, Style};
use crate::reflow::lines::line::cannot_start;

impl Reader<'_> {
    /// Reads the notes at the foot of a page, which take all of its rest; returns where the next page starts.
    pub(crate) fn read_foot(&mut self, place: usize, first: Label) -> usize {
        let end = self.page_end(place);
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

    /// Opens the next note at a label. Where the label stands alone behind the first line of its
    /// note (it was raised), that line moves over.
    pub(crate) fn open_note(&mut self, at: usize, alone: bool) {
        let mut moved = Vec::new();
        if alone && let Some(note) = self.notes.last_mut() {
            let own: Vec<usize> = note.lines.iter().map(|line| line.0).collect();
            let torn = |index: usize| !self.lines[index].finished;
            let next_goes_on = at + 1 < self.body.len()
                && self.lines[self.body[at + 1]].text.starts_with(cannot_start);
            if let [.., before, last] = own[..]
                && (torn(last) || next_goes_on)
                && self.lines[before].finished
            {
                moved.extend(note.lines.pop());
            }
        }
        self.notes.push(Note { label: None, lines: moved });
    }

    pub(crate) fn set_label(&mut self, label: &str) {
        if let Some(note) = self.notes.last_mut() {
            note.label = Some(label.to_owned());
        }
    }

    pub(crate) fn push_line(&mut self, place: usize, skip: usize) {
        let index = self.body[place];
        if let Some(note) = self.notes.last_mut() {
            note.lines.push((index, skip));
        }
    }

    /// Whether the body has a mark on this page that is lower than the first label.
    pub(crate) fn has_unlabelled(&self, first: Label) -> bool {
        self.marks
            .iter()
            .any(|&(style, number)| alike(style, first.style) && number + 1 == first.number)
    }

    /// Where the notes of a page start whose first label was found at `place`.
    pub(crate) fn foot_start(&self, place: usize, first: Label) -> usize {
        let alone = Label::alone(&self.line(place).text).is_some();
        let runs_over = self.notes.last().is_some_and(|note| {
            note.lines.last().is_some_and(|&(index, _)| !self.lines[index].finished)
        }) && self.page_open > 0;
        let unlabelled = self.has_unlabelled(first) && first.number > 1;
        let raised = alone
            && place > 0
            && self.line(place).blanks == 0
            && self.line(place - 1).blanks > 0
            && self.style.blank_breaks;
        if raised && !unlabelled {
            return place - 1;
        }
        if !unlabelled && !runs_over {
            return place;
        }
        if runs_over
            && !unlabelled
            && self.style.blank_breaks
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
            let set_off = start < place && self.line(start).blanks > 0 && self.style.blank_breaks;
            let note = self.style.is_wide(above)
                || label::is_strict_reference(&above.text)
                || unlabelled && start == place;
            if set_off || !note {
                break;
            }
            start -= 1;
        }
        start
    }
}
