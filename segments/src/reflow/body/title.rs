//! The title of a document and the names below it.

use super::draft::Reader;
use crate::Lang;
use crate::reflow::lines::author::is_author;
use crate::reflow::lines::heading;

impl Reader<'_> {
    /// The place of the first full line: what stands before is title, authors, date.
    pub(crate) fn first_full(&self) -> usize {
        (0..self.body.len())
            .find(|&place| {
                let line = self.line(place);
                if self.whole {
                    !self.is_brief(line)
                } else {
                    !self.style.is_narrow(line.width) && !self.is_display(place)
                }
            })
            .unwrap_or(0)
    }

    /// A wide line that still belongs to a title: nothing of running text follows it directly.
    pub(crate) fn is_display(&self, place: usize) -> bool {
        let next = (place + 1 < self.body.len()).then(|| self.line(place + 1));
        place < 2
            && next.is_some_and(|next| self.style.is_narrow(next.width) && !next.finished)
            && !self.is_number_inside(place + 1)
    }

    /// How many lines a title has that starts at `place`, before the first full line.
    pub(crate) fn title_at(&self, place: usize, first_full: usize) -> Option<usize> {
        let first = self.line(place);
        if first.finished && !first.text.ends_with(['？', '?', '！', '!'])
            || self.typed
            || heading::is_numbered(self.style.lang, &first.text)
        {
            return None;
        }
        let mut count = 1;
        while !self.whole
            && count < 4
            && place + count < first_full
            && self.title_goes_on(place, place + count)
        {
            count += 1;
        }
        Some(count)
    }

    fn title_goes_on(&self, first: usize, place: usize) -> bool {
        let lang = self.style.lang;
        let (above, line) = (self.line(place - 1), self.line(place));
        if line.text.starts_with(['—', '–']) {
            return true;
        }
        if line.finished || heading::sort(lang, &line.text).is_some() || line.text.contains('，') {
            return false;
        }
        let open = above.text.ends_with(['：', ':', '—', '，', ',', '、', '-', '\u{ad}'])
            || line.text.starts_with(char::is_lowercase);
        if open {
            return true;
        }
        // A title breaks where its line is full, in letters larger than those of the text.
        let full = if place == first + 1 {
            above.width * 5 >= self.style.measure * 2
        } else {
            above.width * 10 >= self.line(first).width * 7
        };
        let same_case = lang == Lang::Zh || heading::is_title_case(&line.text);
        full && same_case && !is_author(lang, &line.text)
    }
}
