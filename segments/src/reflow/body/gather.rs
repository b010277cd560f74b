//! The lines of the body become paragraphs: where each begins, and what it is.

use super::draft::{Draft, Reader};
use super::join::{Words, tidy};
use crate::reflow::lines::heading::{self, Sort};
use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::notes::find::Note;
use crate::{Paragraph, Role};

/// Gathers lines into paragraphs in document order. `whole` says that each line is one already.
pub(crate) fn gather(
    lines: &[Line],
    style: &PageStyle,
    whole: bool,
    kinds: &[Kind],
    notes: Vec<Note>,
) -> Vec<Paragraph> {
    let words = Words::of(lines, style);
    let body: Vec<usize> = (0..lines.len()).filter(|&index| kinds[index] == Kind::Body).collect();
    let typed = lines.iter().any(|line| !matches!(line.role, Role::Paragraph | Role::Note));
    let reader = Reader { lines, style, whole, typed, body: &body, kinds };
    let mut drafts = reader.body_drafts(&words);
    drafts.extend(note_drafts(lines, notes, &words));
    drafts.extend(kinds.iter().enumerate().filter_map(|(index, kind)| match kind {
        Kind::Furniture(reason) => {
            Some(Draft { reason: Some(reason), ..draft(lines, index, Role::Furniture) })
        }
        _ => None,
    }));
    drafts.sort_by_key(|draft| draft.first);
    rank(&mut drafts);
    drafts
        .into_iter()
        .map(|draft| Paragraph {
            role: draft.role,
            text: tidy(style.lang, &draft.text),
            line: lines[draft.first].number,
            page: lines[draft.first].page,
            label: draft.label,
            time: lines[draft.first].time,
            reason: draft.reason,
            confidence: draft.confidence,
        })
        .collect()
}

fn draft(lines: &[Line], index: usize, role: Role) -> Draft {
    Draft {
        first: index,
        role,
        sort: None,
        text: lines[index].text.clone().into_owned(),
        label: lines[index].label.map(str::to_owned),
        reason: None,
        confidence: 1.0,
    }
}

/// The notes, each joined from its lines.
fn note_drafts(lines: &[Line], notes: Vec<Note>, words: &Words) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(notes.len());
    for note in notes.into_iter().filter(|note| !note.lines.is_empty()) {
        let first = note.lines.iter().map(|line| line.0).min().expect("a note has lines");
        let mut text = String::new();
        for (index, skip) in note.lines {
            let piece = lines[index].text[skip..].trim_start();
            if !piece.is_empty() {
                words.append(&mut text, piece);
            }
        }
        let label = note.label.or_else(|| lines[first].label.map(str::to_owned));
        drafts.push(Draft { text, label, ..draft(lines, first, Role::Note) });
    }
    drafts
}

/// Gives each heading its level: the kinds of heading that the document has, in their order of rank.
fn rank(drafts: &mut [Draft]) {
    let mut sorts: Vec<Sort> =
        drafts.iter().filter_map(|draft| draft.sort).filter(|&sort| sort != Sort::Named).collect();
    sorts.sort_unstable();
    sorts.dedup();
    for draft in drafts {
        if let Some(sort) = draft.sort {
            // A named heading (`References`) is none of them and stands beside the highest.
            let rank = sorts.iter().position(|&s| s == sort).unwrap_or(0);
            draft.role = Role::Heading(u8::try_from(rank + 1).unwrap_or(9));
        }
    }
}

impl Reader<'_> {
    fn body_drafts(&self, words: &Words) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut place = 0;
        let first_full = self.first_full();
        while place < self.body.len() {
            // Numbers that came out apart from their titles: `1.1` and, some lines on, `Background`.
            if let Some(count) = self.numbers_apart(place) {
                drafts.extend((place..place + count).map(|at| self.numbered(at, at + count)));
                place += 2 * count;
                continue;
            }
            let (role, sort, lines) = self.opens(place, first_full, &drafts);
            let mut new = Draft { sort, ..draft(self.lines, self.body[place], role) };
            self.append_marks(&mut new.text, place);
            let start = place;
            place += 1;
            let measure = self.local_measure(start, role);
            while place < self.body.len() {
                let sure = match lines {
                    Some(lines) if place < start + lines => 1.0,
                    None => match self.joins(place, measure, &new) {
                        Some(sure) => sure,
                        None => break,
                    },
                    Some(_) => break,
                };
                words.append(&mut new.text, &self.line(place).text);
                self.append_marks(&mut new.text, place);
                new.confidence = new.confidence.min(sure);
                place += 1;
            }
            // Most of a book is here: no room to spare.
            new.text.shrink_to_fit();
            drafts.push(new);
        }
        drafts
    }

    /// What starts at a line of the body, and how many lines it takes where that is known.
    fn opens(
        &self,
        place: usize,
        first_full: usize,
        drafts: &[Draft],
    ) -> (Role, Option<Sort>, Option<usize>) {
        let known = self.line(place).role;
        if known != Role::Paragraph {
            return (known, None, Some(1));
        }
        // The title of a chapter stands below its number.
        let opens =
            place == 0 || matches!(drafts, [Draft { sort: Some(Sort::Chapter | Sort::Part), .. }]);
        let title = (opens && place < first_full).then(|| self.title_at(place, first_full));
        if let Some(lines) = title.flatten() {
            return (Role::Title, None, Some(lines));
        }
        if let Some((sort, lines)) = self.heading(place, first_full, drafts) {
            return (Role::Heading(1), Some(sort), Some(lines));
        }
        (self.paragraph_role(place, drafts), None, self.whole.then_some(1))
    }

    /// The heading whose number stands at one place of the body and its title at another.
    fn numbered(&self, number: usize, title: usize) -> Draft {
        let mut heading = draft(self.lines, self.body[number], Role::Heading(1));
        heading.sort = heading::sort(self.style.lang, &heading.text).or(Some(Sort::Plain));
        heading.text.push(' ');
        heading.text.push_str(&self.line(title).text);
        heading
    }

    /// Adds the note marks that came out behind a line.
    fn append_marks(&self, text: &mut String, place: usize) {
        for index in self.body[place] + 1..self.lines.len() {
            match self.kinds[index] {
                Kind::Mark => text.push_str(&self.lines[index].text),
                Kind::Furniture(_) => {}
                Kind::Body | Kind::Note => break,
            }
        }
    }

    fn paragraph_role(&self, place: usize, drafts: &[Draft]) -> Role {
        let line = self.line(place);
        let below_label = drafts
            .last()
            .is_some_and(|draft| heading::abstract_label(&draft.text) == Some(draft.text.len()));
        let early = place * 2 <= self.body.len();
        if !self.typed
            && early
            && (heading::abstract_label(&line.text).is_some_and(|length| length < line.text.len())
                || below_label)
        {
            Role::Abstract
        } else {
            Role::Paragraph
        }
    }

    /// The measure of the paragraph that starts here: an abstract may be set narrower.
    fn local_measure(&self, place: usize, role: Role) -> usize {
        if role != Role::Abstract {
            return self.style.measure;
        }
        self.line(place).width.min(self.style.measure)
    }
}
