//! Notes where pages are not known, and lists of notes at the end of a text or a chapter.

use super::find::{Note, Reader};
use crate::reflow::lines::heading;
use crate::reflow::lines::label::Label;

impl Reader<'_> {
    /// Reads the notes from `place` on where pages are not known; returns where the body goes on.
    pub(crate) fn read_block(&mut self, mut place: usize, mut label: Label) -> usize {
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
                if place >= self.body.len() || self.starts_page(place) {
                    return place;
                }
                if let Some(next) = self.next_note(place, label) {
                    label = next;
                    break;
                }
                let line = self.line(place);
                if self.whole || is_complete(&text, &line.text) {
                    return place;
                }
                self.push_line(place, 0);
                text.push_str(&line.text);
                place += 1;
            }
        }
    }

    pub(crate) fn next_note(&self, place: usize, label: Label) -> Option<Label> {
        Label::read(&self.line(place).text)
            .filter(|next| next.style == label.style && next.number == label.number + 1)
    }

    /// A numbered heading ends notes on any page.
    pub(crate) fn body_resumes(&self, place: usize) -> bool {
        let line = self.line(place);
        self.style.is_narrow(line.width)
            && matches!(
                heading::sort(self.style.lang, &line.text),
                Some(
                    heading::Sort::Roman
                        | heading::Sort::Chapter
                        | heading::Sort::Section
                        | heading::Sort::Named
                )
            )
    }

    /// Reads a list of notes under a heading, to the end of the document or to the next chapter.
    pub(crate) fn read_list(&mut self, from: usize) -> usize {
        let read = |text: &str| Label::alone(text).or_else(|| Label::read(text));
        let numbered = read(&self.line(from).text).is_some_and(|label| label.number == 1);
        for place in from..self.body.len() {
            let line = self.line(place);
            if let Some(label) = read(&line.text) {
                self.notes.push(Note {
                    label: Some(line.text[..label.length].to_owned()),
                    lines: Vec::new(),
                });
                self.push_line(place, label.length);
            } else if self.body_resumes(place) {
                return place;
            } else {
                // An entry without a label starts behind one that ends in a stop.
                if !numbered && (place == from || self.line(place - 1).finished) {
                    self.notes.push(Note::default());
                }
                self.push_line(place, 0);
            }
        }
        self.body.len()
    }
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
    !(address && next.starts_with(|c: char| c.is_ascii_alphanumeric()))
}
