//! Where headings stand, and how many lines they take.

use super::draft::{Draft, Reader, ends_in_comma};
use crate::reflow::lines::author::is_author;
use crate::reflow::lines::heading::{self, Sort};
use crate::reflow::lines::item::is_contents_line;
use crate::reflow::lines::line::Line;
use crate::{Lang, Role, script};

impl Reader<'_> {
    /// Whether a paragraph is short enough for a heading.
    pub(crate) fn is_brief(&self, line: &Line) -> bool {
        match self.style.lang {
            Lang::Zh => line.width <= 80,
            Lang::En => line.width <= 130,
        }
    }

    /// Whether a line looks like a numbered or named heading, whatever stands above.
    pub(crate) fn is_headlike(&self, place: usize) -> bool {
        let line = self.line(place);
        !line.finished
            && self.style.is_narrow(line.width)
            && heading::sort(self.style.lang, &line.text).is_some()
    }

    /// How many numbers of headings stand here that came out before as many titles.
    pub(crate) fn numbers_apart(&self, place: usize) -> Option<usize> {
        if self.whole {
            return None;
        }
        let bare = |place: usize| {
            place < self.body.len()
                && heading::is_bare_number(self.style.lang, &self.line(place).text)
        };
        let count = (place..place + 4).take_while(|&at| bare(at)).count();
        (count > 0 && place + 2 * count <= self.body.len()).then_some(count)
    }

    /// Whether a heading starts here: its sort and how many lines it takes.
    pub(crate) fn heading(
        &self,
        place: usize,
        first_full: usize,
        drafts: &[Draft],
    ) -> Option<(Sort, usize)> {
        let line = self.line(place);
        if self.typed || is_contents_line(&line.text) || !self.is_open_place(place, drafts) {
            return None;
        }
        let question = line.text.ends_with(['？', '?', '！', '!']);
        if line.finished && !question
            || ends_in_comma(&line.text)
            || self.is_number_inside(place + 1)
        {
            return None;
        }
        if heading::abstract_label(&line.text) == Some(line.text.len()) {
            return Some((Sort::Named, 1));
        }
        let sort = heading::sort(self.style.lang, &line.text);
        if let Some(sort) = sort {
            return self.heading_lines(place, sort).map(|count| (sort, count));
        }
        let last_of_front = place + 1 == first_full && !is_author(self.style.lang, &line.text);
        if place < first_full.min(8) && !last_of_front {
            return None;
        }
        self.plain_heading(place).map(|count| (Sort::Plain, count))
    }

    /// Whether what stands above is complete, so that something new may start here.
    pub(crate) fn is_open_place(&self, place: usize, drafts: &[Draft]) -> bool {
        let Some(above) = place.checked_sub(1) else { return true };
        let (a, b) = (self.line(above), self.line(place));
        let heading_above = drafts.last().is_some_and(|draft| draft.role != Role::Paragraph);
        self.whole
            || heading_above
            || a.finished
            || self.blank_above(place)
            || is_contents_line(&a.text)
            || self.style.is_very_short(a, b)
    }

    /// How many lines a heading takes that starts with a number or is a name; none where it is an
    /// item of a list or a paragraph.
    fn heading_lines(&self, place: usize, sort: Sort) -> Option<usize> {
        let line = self.line(place);
        let brief = if self.whole { self.is_brief(line) } else { self.style.is_narrow(line.width) };
        let count = if brief { 1 } else { self.two_lines(place)? };
        (!self.in_list(place, count, sort)).then_some(count)
    }

    /// Two lines where a full line without a stop breaks off, and its rest is no line of its own.
    fn two_lines(&self, place: usize) -> Option<usize> {
        if self.whole || place + 1 >= self.body.len() {
            return None;
        }
        let [line, rest] = [place, place + 1].map(|at| self.line(at));
        let title = match self.style.lang {
            Lang::Zh => !line.text.contains(['。', '；', '：', ':']),
            Lang::En => heading::is_title_case(&format!("{} {}", line.text, rest.text)),
        };
        let ends = !rest.finished
            && !ends_in_comma(&rest.text)
            && self.style.is_narrow(rest.width)
            && heading::sort(self.style.lang, &rest.text).is_none();
        (title && ends).then_some(2)
    }

    /// Whether numbered lines of one sort follow one another: the items of a list.
    fn in_list(&self, place: usize, count: usize, sort: Sort) -> bool {
        let same = |p: Option<usize>| {
            p.filter(|&p| p < self.body.len()).is_some_and(|p| {
                let line = self.line(p);
                heading::sort(self.style.lang, &line.text) == Some(sort)
                    && !is_contents_line(&line.text)
            })
        };
        same(Some(place + count)) || (1..=count).any(|up| same(place.checked_sub(up)))
    }

    /// How many lines a heading without a number takes, where one starts here: set off or short,
    /// without a stop, above a paragraph.
    pub(crate) fn plain_heading(&self, place: usize) -> Option<usize> {
        let line = self.line(place);
        if line.text.starts_with(script::opens_bracket) || !self.above_is_complete(place) {
            return None;
        }
        let most = if self.whole || self.style.lang == Lang::Zh { 1 } else { 3 };
        let mut text = String::new();
        for count in 1..=most.min(self.body.len() - place) {
            let last = place + count - 1;
            let line = self.line(last);
            if line.finished || count > 1 && self.blank_above(last) {
                return None;
            }
            text.push(' ');
            text.push_str(&line.text);
            let next = (last + 1 < self.body.len()).then(|| self.line(last + 1))?;
            if self.same_page(last + 1) && self.reads_like_heading(&text, line, next) {
                return Some(count);
            }
        }
        None
    }

    pub(crate) fn above_is_complete(&self, place: usize) -> bool {
        let above = place.checked_sub(1).map(|p| self.line(p));
        above.is_none_or(|above| {
            above.finished || heading::sort(self.style.lang, &above.text).is_some()
        }) || self.blank_above(place)
    }

    /// Whether `text`, which ends with `line`, is a heading over the paragraph that starts with `next`.
    pub(crate) fn reads_like_heading(&self, text: &str, line: &Line, next: &Line) -> bool {
        let brief =
            if self.whole { self.is_brief(line) } else { line.width * 4 <= self.style.measure * 3 };
        // A paragraph must follow, and not one short line after the other: that is verse or a list.
        let next_is_text = if self.whole {
            next.finished || !self.is_brief(next)
        } else {
            !self.style.is_narrow(next.width) || next.finished
        };
        let next_is_heading = heading::sort(self.style.lang, &next.text).is_some();
        if !next_is_text && !next_is_heading {
            return false;
        }
        match self.style.lang {
            Lang::Zh => {
                brief
                    && line.width <= 60
                    && text.chars().any(script::is_han)
                    && !text.contains(['。', '；'])
                    && !text.ends_with(script::closes_bracket)
            }
            Lang::En => {
                let words = text.split_whitespace().count();
                let starts_anew = next.text.starts_with(|c: char| {
                    c.is_uppercase() || c.is_ascii_digit() || script::opens_quotation(c)
                });
                // In capitals throughout, a full line may be a heading too.
                let ends = brief || self.style.is_short(line, next) || words >= 5;
                let sentence_case = brief
                    && words <= 10
                    && text.trim().starts_with(char::is_uppercase)
                    && !self.style.is_narrow(next.width);
                starts_anew && ends && (sentence_case || heading::is_title_case(text.trim()))
            }
        }
    }
}
