//! Where headings stand, and how many lines they take.

use super::draft::{Draft, Reader, ends_in_comma, opens_more};
use crate::reflow::lines::author::{ends_in_particle, is_author};
use crate::reflow::lines::heading::{self, Sort};
use crate::reflow::lines::item::{is_contents_line, is_item};
use crate::reflow::lines::label::Label;
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
            && !ends_in_comma(&line.text)
            && (heading::sort(self.style.lang, &line.text).is_some()
                || heading::is_bare_number(self.style.lang, &line.text))
    }

    /// How many numbers of headings stand here that came out before as many titles.
    pub(crate) fn numbers_apart(&self, place: usize) -> Option<usize> {
        if self.whole || self.typed {
            return None;
        }
        let lang = self.style.lang;
        let bare = |place: usize| {
            place < self.body.len() && heading::is_bare_number(lang, &self.line(place).text)
        };
        let count = (place..place + 4).take_while(|&at| bare(at)).count();
        let is_title = |at: usize| {
            at < self.body.len() && {
                let line = self.line(at);
                !line.finished
                    && self.style.is_narrow(line.width)
                    && !ends_in_comma(&line.text)
                    && !line.form_feed
                    && matches!(heading::sort(lang, &line.text), None | Some(Sort::Named))
                    && !is_item(&line.text)
            }
        };
        (count > 0 && (place + count..place + 2 * count).all(is_title)).then_some(count)
    }

    /// How many lines the title of a chapter has that stands below its number.
    pub(crate) fn chapter_title(
        &self,
        place: usize,
        first_full: usize,
        drafts: &[Draft],
    ) -> Option<usize> {
        let [number] = drafts else { return None };
        let chapter = matches!(number.sort, Some(Sort::Chapter | Sort::Part));
        (chapter && place < first_full).then(|| self.title_at(place, first_full)).flatten()
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
        let question = line.finished && line.text.ends_with(['？', '?', '！', '!']);
        let unfinished = !line.finished || question;
        if !unfinished
            || ends_in_comma(&line.text) && !line.text.ends_with(['：', ':'])
            || heading::is_keywords(&line.text)
        {
            return None;
        }
        if holds_next_number(&line.text) {
            return None;
        }
        if heading::abstract_label(&line.text) == Some(line.text.len()) {
            return Some((Sort::Named, 1));
        }
        let sort = heading::sort(self.style.lang, &line.text);
        if let Some(sort) = sort {
            if self.in_list(place, sort) || line.text.ends_with(['：', ':']) && sort != Sort::Named
            {
                return None;
            }
            let count = self.heading_lines(place)?;
            return Some((sort, count));
        }
        let front = place < first_full.min(8) && !drafts.is_empty();
        let last_of_front = place + 1 == first_full && !is_author(self.style.lang, &line.text);
        if front && !last_of_front || line.text.ends_with(['：', ':']) || question {
            return None;
        }
        self.plain_heading(place).map(|count| (Sort::Plain, count))
    }

    /// Whether what stands above is complete, so that something new may start here.
    pub(crate) fn is_open_place(&self, place: usize, drafts: &[Draft]) -> bool {
        let Some(above) = place.checked_sub(1) else { return true };
        let (a, b) = (self.line(above), self.line(place));
        let heading_above = drafts
            .last()
            .is_some_and(|draft| draft.role != Role::Paragraph && draft.role != Role::Abstract);
        self.whole
            || heading_above
            || a.finished
            || self.blank_above(place)
            || is_contents_line(&a.text)
            || self.style.is_very_short(a, b)
            || heading::is_keywords(&a.text)
    }

    /// How many lines a numbered heading takes; none where it is a paragraph after all.
    pub(crate) fn heading_lines(&self, place: usize) -> Option<usize> {
        let line = self.line(place);
        if self.whole {
            return self.is_brief(line).then_some(1);
        }
        let mut count = 1;
        let chapter = self.style.lang == Lang::En
            && matches!(heading::sort(Lang::En, &line.text), Some(Sort::Chapter | Sort::Part))
            && line.text.split_whitespace().count() == 2;
        while count < 3 && !chapter && self.heading_goes_on(place, count) {
            count += 1;
        }
        // A full line that breaks off is a heading only when its last line is shorter.
        let last = self.line(place + count - 1);
        let ends = self.style.is_narrow(last.width)
            || self.style.lang == Lang::En
                && heading::is_title_case(&line.text)
                && self.next_starts_anew(place + count - 1);
        (ends && !line.text.contains('。')).then_some(count)
    }

    pub(crate) fn next_starts_anew(&self, place: usize) -> bool {
        let next = (place + 1 < self.body.len()).then(|| self.line(place + 1));
        next.is_some_and(|next| {
            next.text.starts_with(|c: char| {
                c.is_uppercase()
                    || c.is_ascii_digit()
                    || script::opens_quotation(c)
                    || matches!(c, '"' | '(')
            })
        })
    }

    /// Whether the numbered heading at `place` that has `count` lines so far takes the next as well.
    pub(crate) fn heading_goes_on(&self, place: usize, count: usize) -> bool {
        let at = place + count;
        if at + 1 >= self.body.len() {
            return false;
        }
        let (above, line) = (self.line(at - 1), self.line(at));
        let tail = !line.finished
            && !self.blank_above(at)
            && line.blanks <= above.blanks + usize::from(!self.style.blank_breaks)
            && heading::sort(self.style.lang, &line.text).is_none()
            && !ends_in_comma(&line.text);
        if !tail {
            return false;
        }
        let full = !self.style.is_narrow(above.width);
        match self.style.lang {
            Lang::Zh => {
                self.style.is_narrow(line.width)
                    && (full || above.text.ends_with(['：', ':', '—', '、']))
            }
            Lang::En => {
                let open = ends_in_particle(&above.text)
                    || above.text.ends_with(['-', '\u{AD}', ':'])
                    || line.text.starts_with(char::is_lowercase);
                let short = self.style.is_narrow(line.width);
                short && (open || full)
                    || heading::is_title_case(&line.text)
                        && heading::is_title_case(&above.text)
                        && short
            }
        }
    }

    /// Whether numbered lines of one sort follow one another: the items of a list.
    pub(crate) fn in_list(&self, place: usize, sort: Sort) -> bool {
        let same = |p: Option<usize>| {
            p.filter(|&p| p < self.body.len()).is_some_and(|p| {
                let line = self.line(p);
                heading::sort(self.style.lang, &line.text) == Some(sort)
                    && !is_contents_line(&line.text)
            })
        };
        sort != Sort::Named && (same(Some(place + 1)) || same(place.checked_sub(1)))
    }

    /// How many lines a heading without a number takes, where one starts here: set off or short,
    /// without a stop, above a paragraph.
    pub(crate) fn plain_heading(&self, place: usize) -> Option<usize> {
        let line = self.line(place);
        let starts = Label::read(&line.text).is_none()
            && !is_item(&line.text)
            && !line.text.starts_with(script::opens_bracket);
        if !starts || !self.above_is_complete(place) {
            return None;
        }
        let most = if self.whole || self.style.lang == Lang::Zh { 1 } else { 3 };
        let mut text = String::new();
        for count in 1..=most.min(self.body.len() - place) {
            let last = place + count - 1;
            let line = self.line(last);
            if line.finished
                || ends_in_comma(&line.text)
                || count > 1 && (self.blank_above(last) || !self.same_page(last))
            {
                return None;
            }
            text.push(' ');
            text.push_str(&line.text);
            let next = (last + 1 < self.body.len()).then(|| self.line(last + 1))?;
            if self.same_page(last + 1)
                && !opens_more(&text)
                && self.reads_like_heading(&text, line, next)
            {
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
                    c.is_uppercase()
                        || c.is_ascii_digit()
                        || script::opens_quotation(c)
                        || matches!(c, '"' | '(')
                });
                // In capitals throughout, a full line may be a heading too.
                let ends = brief
                    || self.style.is_short(line, next)
                    || self.whole && self.is_brief(line)
                    || words >= 5;
                let sentence_case = brief
                    && words <= 10
                    && text.trim().starts_with(char::is_uppercase)
                    && !self.style.is_narrow(next.width)
                    && (!self.whole || words > 1);
                starts_anew
                    && ends
                    && words <= 22
                    && (sentence_case || heading::is_title_case(text.trim()))
            }
        }
    }
}

/// `1. The first item 2. The second`: a list in one line, no heading.
fn holds_next_number(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[..digits].parse::<u32>().is_ok_and(|number| {
        [".", ")", ".)"].iter().any(|tail| {
            text[digits..].starts_with(tail)
                && text.contains(&format!(" {}{tail} ", number.saturating_add(1)))
        })
    })
}
