//! The lines of the body become paragraphs: where each begins, and what it is.

use super::draft::{Draft, Reader, ends_in_comma, opens_more};
use super::join::{Words, tidy};
use crate::reflow::lines::author::ends_in_particle;
use crate::reflow::lines::heading::{self, Sort};
use crate::reflow::lines::item::{is_bulleted, is_contents_line, is_item};
use crate::reflow::lines::line::{Kind, Line, cannot_start};
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::notes::find::Note;
use crate::{Lang, Paragraph, Role};

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
    let typed =
        whole && lines.iter().any(|line| !matches!(line.role, Role::Paragraph | Role::Note));
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
            text: if draft.role == Role::Furniture {
                draft.text
            } else {
                tidy(style.lang, &draft.text)
            },
            line: lines[draft.first].number,
            page: lines[draft.first].page,
            label: draft.label,
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
            let index = self.body[place];
            let line = self.line(place);
            let new = |role| {
                let mut new = draft(self.lines, index, role);
                self.append_marks(&mut new.text, place);
                new
            };
            if self.whole && line.role != Role::Paragraph {
                drafts.push(new(line.role));
                place += 1;
                continue;
            }
            if place == 0
                && let Some(count) = self.title_lines(first_full)
            {
                let mut title = new(Role::Title);
                for next in 1..count {
                    self.append(words, &mut title.text, next);
                }
                drafts.push(title);
                place += count;
                continue;
            }
            // Numbers that came out apart from their titles: `1.1` and, some lines on, `Background`.
            if let Some(count) = self.numbers_apart(place) {
                for number in place..place + count {
                    let index = self.body[number];
                    let mut heading = draft(self.lines, index, Role::Heading(1));
                    heading.sort =
                        heading::sort(self.style.lang, &heading.text).or(Some(Sort::Plain));
                    heading.text.push(' ');
                    heading.text.push_str(&self.line(number + count).text);
                    drafts.push(heading);
                }
                place += 2 * count;
                continue;
            }
            if let Some(count) = self.chapter_title(place, first_full, &drafts) {
                let mut title = new(Role::Title);
                for next in place + 1..place + count {
                    self.append(words, &mut title.text, next);
                }
                drafts.push(title);
                place += count;
                continue;
            }
            if let Some((sort, count)) = self.heading(place, first_full, &drafts) {
                let mut heading = Draft { sort: Some(sort), ..new(Role::Heading(1)) };
                for next in place + 1..place + count {
                    self.append(words, &mut heading.text, next);
                }
                drafts.push(heading);
                place += count;
                continue;
            }
            let role = self.paragraph_role(place, &drafts);
            let mut paragraph = new(role);
            place += 1;
            if !self.whole {
                let measure = self.local_measure(place - 1, role);
                while place < self.body.len() {
                    let Some(confidence) = self.joins(place, measure, &paragraph) else { break };
                    self.append(words, &mut paragraph.text, place);
                    paragraph.confidence = paragraph.confidence.min(confidence);
                    place += 1;
                }
            }
            // Most of a book is here: no room to spare.
            paragraph.text.shrink_to_fit();
            drafts.push(paragraph);
        }
        drafts
    }

    /// Adds a line to its paragraph, and the note marks that came out behind it.
    fn append(&self, words: &Words, text: &mut String, place: usize) {
        words.append(text, &self.line(place).text);
        self.append_marks(text, place);
    }

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
        let below_label = drafts.last().is_some_and(|draft| {
            matches!(draft.role, Role::Heading(_) | Role::Title | Role::Paragraph)
                && heading::abstract_label(&draft.text) == Some(draft.text.len())
        });
        let early = place * 2 <= self.body.len() || drafts.len() < 8;
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
        let widths = (place..self.body.len())
            .take(6)
            .take_while(|&p| {
                p == place || !self.blank_above(p) && !heading::is_keywords(&self.line(p).text)
            })
            .map(|p| self.line(p).width);
        widths.max().unwrap_or(self.style.measure).min(self.style.measure)
    }

    /// Whether the line joins the paragraph above it, and how sure that is.
    fn joins(&self, place: usize, measure: usize, paragraph: &Draft) -> Option<f32> {
        let (a, b) = (self.line(place - 1), self.line(place));
        let together = self.same_page(place);
        if is_contents_line(&a.text)
            || is_contents_line(&b.text)
            || is_bulleted(&b.text)
            || heading::is_keywords(&b.text)
            || heading::abstract_label(&b.text).is_some_and(|length| length < b.text.len())
        {
            return None;
        }
        let edge = self.style.edge.saturating_sub(self.style.measure - measure);
        let local = PageStyle { measure, edge, ..*self.style };
        if heading::is_keywords(&a.text)
            && (self.blank_above(place)
                || b.finished
                || !self.style.is_narrow(b.width)
                || !(b.text.contains(['；', ';', ',', '，']) || ends_in_comma(&a.text)))
            || a.finished && !self.style.cut && self.is_stub(place)
            || (a.finished || local.is_very_short(a, b)) && self.is_headlike(place)
        {
            return None;
        }
        let open = || opens_more(&paragraph.text);
        if self.blank_above(place) {
            // A blank line in mid-sentence: a figure or a superscript pushed the lines apart.
            let goes_on = match self.style.lang {
                Lang::En => b.text.starts_with(char::is_lowercase),
                Lang::Zh => !self.style.is_narrow(b.width) || b.finished,
            };
            return (!a.finished
                && !local.is_very_short(a, b)
                && goes_on
                && heading::sort(self.style.lang, &b.text).is_none())
            .then_some(0.6);
        }
        // A raised mark opens the line of what follows it when the line above had no room for it.
        if together
            && self.between(place).next().is_some()
            && !local.is_short(a, b)
            && !is_item(&b.text)
        {
            return Some(0.8);
        }
        if is_item(&b.text) && (a.finished || ends_in_comma(&a.text)) {
            return None;
        }
        // An abstract has a margin of its own.
        let block = paragraph.role == Role::Abstract && a.indent.abs_diff(b.indent) <= 1;
        if self.style.indented
            && !block
            && b.indent >= self.style.margin + 2
            && (a.indent + 1 < b.indent
                || a.finished
                || a.indent > b.indent + 1
                || local.is_very_short(a, b))
        {
            return (!a.finished && (open() || self.is_torn(a, b))).then_some(0.5);
        }
        if !a.finished {
            let goes_on = !local.is_very_short(a, b)
                || open()
                || self.is_torn(a, b)
                || self.style.cut && heading::sort(self.style.lang, &a.text).is_none();
            return goes_on.then_some(if together { 0.98 } else { 0.95 });
        }
        // A first line reaches further than it shows, by the indent that was lost. Where indents
        // were kept, a line without one starts a paragraph only if the one above is clearly short.
        let first = paragraph.first == self.body[place - 1];
        let more = match self.style.lang {
            Lang::En if self.style.indented => self.style.measure / 16,
            Lang::En if first => self.style.lost,
            Lang::Zh if first && self.style.deficit && !self.style.indented => 4,
            _ => 0,
        };
        if local.is_short(a, b) && (more == 0 || local.is_short_by(a, b, more)) {
            return None;
        }
        if self.style.indented {
            return Some(0.9);
        }
        if self.style.deficit {
            return (!self.style.is_deficient(b) || open()).then_some(0.85);
        }
        Some(0.7)
    }

    /// Whether a line breaks off far from the right edge: no line inside a paragraph does.
    fn is_stub(&self, place: usize) -> bool {
        let line = self.line(place);
        place + 1 < self.body.len() && self.same_page(place + 1) && {
            let next = self.line(place + 1);
            !line.finished
                && !ends_in_comma(&line.text)
                && self.style.is_very_short(line, next)
                && !self.is_torn(line, next)
                && !next.text.starts_with(cannot_start)
        }
    }

    /// Whether a short English line only holds a few words of a stretched one.
    fn is_torn(&self, a: &Line, b: &Line) -> bool {
        let few = a.text.split_whitespace().count() <= 2;
        self.style.lang == Lang::En
            && (b.text.starts_with(char::is_lowercase)
                || few && (ends_in_comma(&a.text) || ends_in_particle(&a.text)))
    }
}
