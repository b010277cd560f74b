//! Notes at the foot of a page.

use super::find::{Note, Reader, alike};
use crate::reflow::furniture::page_number;
use crate::reflow::lines::label::{Label, Style};

impl Reader<'_> {
    /// Reads the notes at the foot of a page, which take all of its rest; returns where the next page starts.
    pub(crate) fn read_foot(&mut self, place: usize, first: Label) -> usize {
        let end = self.page_end(place);
        self.notes.push(Note::default());
        let mut expected = first.number;
        for at in place..end {
            let text = &self.line(at).text;
            let label = Label::alone(text)
                .or_else(|| Label::read(text))
                .filter(|label| alike(label.style, first.style))
                .filter(|label| label.number == expected || label.style == Style::Sign);
            // A number alone behind the last note is the page's, whatever other pages have.
            if label.is_none() && self.line(at - 1).finished && page_number(text).is_some() {
                self.page_numbers.push(self.body[at]);
                continue;
            }
            let Some(label) = label else {
                self.push_line(at, 0);
                continue;
            };
            if at > place {
                self.notes.push(Note::default());
            }
            self.set_label(&text[..label.length]);
            self.push_line(at, label.length);
            expected = label.number + 1;
        }
        let last = &mut self.last[first.style as usize];
        *last = (*last).max(expected - 1);
        end
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
}
