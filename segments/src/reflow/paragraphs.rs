//! The lines of the body become paragraphs: where each begins, and what it is.

use super::heading::{self, Sort};
use super::join::{Words, tidy};
use super::line::Line;
use super::notes::Note;
use super::setting::Setting;
use super::{Kind, label};
use crate::{Lang, Paragraph, Role, script};

/// A paragraph in the making.
struct Draft {
    first: usize,
    role: Role,
    sort: Option<Sort>,
    text: String,
    label: Option<String>,
    reason: Option<&'static str>,
    confidence: f32,
}

/// Gathers lines into paragraphs in document order. `whole` says that each line is one already.
pub(super) fn gather(
    lines: &[Line],
    setting: &Setting,
    whole: bool,
    kinds: &[Kind],
    notes: Vec<Note>,
) -> Vec<Paragraph> {
    let words = Words::of(lines, setting);
    let body: Vec<usize> = (0..lines.len()).filter(|&index| kinds[index] == Kind::Body).collect();
    let typed =
        whole && lines.iter().any(|line| !matches!(line.role, Role::Paragraph | Role::Note));
    let reader = Reader { lines, setting, whole, typed, body: &body, kinds };
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
                tidy(setting.lang, &draft.text)
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

struct Reader<'a> {
    lines: &'a [Line<'a>],
    setting: &'a Setting,
    whole: bool,
    /// The format said what its paragraphs are.
    typed: bool,
    /// The lines of the body.
    body: &'a [usize],
    /// What each line of the document is.
    kinds: &'a [Kind],
}

impl Reader<'_> {
    fn line(&self, place: usize) -> &Line<'_> {
        &self.lines[self.body[place]]
    }

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

    /// The place of the first full line: what stands before is title, authors, date.
    fn first_full(&self) -> usize {
        (0..self.body.len())
            .find(|&place| {
                let line = self.line(place);
                heading::abstract_label(&line.text).is_some()
                    || if self.whole {
                        !self.is_brief(line)
                    } else {
                        !self.setting.is_narrow(line.width) && !self.is_display(place)
                    }
            })
            .unwrap_or(0)
    }

    /// A wide line that still belongs to a title: nothing of running text follows it directly.
    fn is_display(&self, place: usize) -> bool {
        let next = (place + 1 < self.body.len()).then(|| self.line(place + 1));
        place < 2
            && !self.line(place).finished
            && next.is_some_and(|next| self.setting.is_narrow(next.width) && !next.finished)
    }

    /// Whether a paragraph is short enough for a heading.
    fn is_brief(&self, line: &Line) -> bool {
        match self.setting.lang {
            Lang::Zh => line.width <= 80,
            Lang::En => line.width <= 130,
        }
    }

    /// How many lines the title has, where the document starts with one.
    fn title_lines(&self, first_full: usize) -> Option<usize> {
        let first = self.line(0);
        if first_full == 0
            || first.finished && !first.text.ends_with(['？', '?', '！', '!'])
            || self.typed
            || heading::is_numbered(self.setting.lang, &first.text)
            || heading::sort(self.setting.lang, &first.text).is_some()
            || first.text.ends_with(['，', '、', '；', ',', ';'])
        {
            return None;
        }
        let mut count = 1;
        while !self.whole && count < first_full.min(3) && self.title_goes_on(count) {
            count += 1;
        }
        Some(count)
    }

    fn title_goes_on(&self, place: usize) -> bool {
        let (above, line) = (self.line(place - 1), self.line(place));
        let blank = line.blanks > 0 && self.setting.blank_breaks;
        let open = above.text.ends_with(['：', ':', '—', '，', ',', '、', '-'])
            || line.text.starts_with(['—', '–'])
            || self.setting.lang == Lang::En
                && (line.text.starts_with(char::is_lowercase) || ends_in_particle(&above.text));
        if line.text.starts_with("——") {
            return true;
        }
        !line.finished
            && (open
                || !blank
                    && self.setting.blank_breaks
                    && !is_author(self.setting.lang, &line.text)
                    && line.width * 2 > above.width)
    }

    /// Whether a heading starts here: its sort and how many lines it takes.
    fn heading(&self, place: usize, first_full: usize, drafts: &[Draft]) -> Option<(Sort, usize)> {
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
        let sort = heading::sort(self.setting.lang, &line.text);
        if let Some(sort) = sort {
            if self.in_list(place, sort) || line.text.ends_with(['：', ':']) && sort != Sort::Named
            {
                return None;
            }
            let count = self.heading_lines(place)?;
            return Some((sort, count));
        }
        if place < first_full.min(8) && !drafts.is_empty()
            || line.text.ends_with(['：', ':'])
            || question
        {
            return None;
        }
        self.plain_heading(place).map(|count| (Sort::Plain, count))
    }

    /// Whether what stands above is complete, so that something new may start here.
    fn is_open_place(&self, place: usize, drafts: &[Draft]) -> bool {
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
            || self.setting.is_very_short(a, b)
            || heading::is_keywords(&a.text)
    }

    /// Whether nothing was taken out between this line and the one above but note marks.
    fn same_page(&self, place: usize) -> bool {
        place > 0
            && !self.line(place).form_feed
            && self.between(place).all(|kind| kind == Kind::Mark)
    }

    /// What was taken out between this line and the one above.
    fn between(&self, place: usize) -> impl Iterator<Item = Kind> {
        self.kinds[self.body[place - 1] + 1..self.body[place]].iter().copied()
    }

    /// Whether a blank line ends the paragraph above this line.
    fn blank_above(&self, place: usize) -> bool {
        self.setting.blank_breaks
            && self.line(place).blanks > 0
            && self.same_page(place)
            && self.between(place).next().is_none()
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

    /// How many lines a numbered heading takes; none where it is a paragraph after all.
    fn heading_lines(&self, place: usize) -> Option<usize> {
        let line = self.line(place);
        if self.whole {
            return self.is_brief(line).then_some(1);
        }
        let mut count = 1;
        while count < 3 && self.heading_goes_on(place, count) {
            count += 1;
        }
        // A full line that breaks off is a heading only when its last line is shorter.
        let last = self.line(place + count - 1);
        let ends = self.setting.is_narrow(last.width)
            || self.setting.lang == Lang::En
                && heading::is_title_case(&line.text)
                && self.next_starts_anew(place + count - 1);
        (ends && !line.text.contains('。')).then_some(count)
    }

    fn next_starts_anew(&self, place: usize) -> bool {
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
    fn heading_goes_on(&self, place: usize, count: usize) -> bool {
        let at = place + count;
        if at + 1 >= self.body.len() {
            return false;
        }
        let (above, line) = (self.line(at - 1), self.line(at));
        let tail = !line.finished
            && !self.blank_above(at)
            && line.blanks <= above.blanks + usize::from(!self.setting.blank_breaks)
            && heading::sort(self.setting.lang, &line.text).is_none()
            && !ends_in_comma(&line.text);
        if !tail {
            return false;
        }
        let full = !self.setting.is_narrow(above.width);
        match self.setting.lang {
            Lang::Zh => {
                self.setting.is_narrow(line.width)
                    && (full || above.text.ends_with(['：', ':', '—', '、']))
            }
            Lang::En => {
                let open = ends_in_particle(&above.text)
                    || above.text.ends_with(['-', '\u{AD}', ':'])
                    || line.text.starts_with(char::is_lowercase);
                let short = self.setting.is_narrow(line.width);
                short && (open || full)
                    || heading::is_title_case(&line.text)
                        && heading::is_title_case(&above.text)
                        && short
            }
        }
    }

    /// Whether numbered lines of one sort follow one another: the items of a list.
    fn in_list(&self, place: usize, sort: Sort) -> bool {
        let same = |p: Option<usize>| {
            p.filter(|&p| p < self.body.len()).is_some_and(|p| {
                let line = self.line(p);
                heading::sort(self.setting.lang, &line.text) == Some(sort)
                    && !is_contents_line(&line.text)
            })
        };
        sort != Sort::Named && (same(Some(place + 1)) || same(place.checked_sub(1)))
    }

    /// How many lines a heading without a number takes, where one starts here: set off or short,
    /// without a stop, above a paragraph.
    fn plain_heading(&self, place: usize) -> Option<usize> {
        let line = self.line(place);
        let starts = label::Label::read(&line.text).is_none()
            && !is_item(&line.text)
            && !line.text.starts_with(script::opens_bracket);
        if !starts || !self.above_is_complete(place) {
            return None;
        }
        let most = if self.whole || self.setting.lang == Lang::Zh { 1 } else { 3 };
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

    fn above_is_complete(&self, place: usize) -> bool {
        let above = place.checked_sub(1).map(|p| self.line(p));
        above.is_none_or(|above| {
            above.finished || heading::sort(self.setting.lang, &above.text).is_some()
        }) || self.blank_above(place)
    }

    /// Whether `text`, which ends with `line`, is a heading over the paragraph that starts with `next`.
    fn reads_like_heading(&self, text: &str, line: &Line, next: &Line) -> bool {
        let brief = if self.whole {
            self.is_brief(line)
        } else {
            line.width * 4 <= self.setting.measure * 3
        };
        // A paragraph must follow, and not one short line after the other: that is verse or a list.
        let next_is_text = if self.whole {
            next.finished || !self.is_brief(next)
        } else {
            !self.setting.is_narrow(next.width) || next.finished
        };
        let next_is_heading = heading::sort(self.setting.lang, &next.text).is_some();
        if !next_is_text && !next_is_heading {
            return false;
        }
        match self.setting.lang {
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
                    || self.setting.is_short(line, next)
                    || self.whole && self.is_brief(line)
                    || words >= 5;
                starts_anew && ends && words <= 22 && heading::is_title_case(text.trim())
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
            return self.setting.measure;
        }
        let widths = (place..self.body.len())
            .take(6)
            .map(|p| self.line(p))
            .take_while(|line| !line.finished)
            .map(|line| line.width);
        widths.max().unwrap_or(self.setting.measure).min(self.setting.measure)
    }

    /// Whether the line joins the paragraph above it, and how sure that is.
    fn joins(&self, place: usize, measure: usize, paragraph: &Draft) -> Option<f32> {
        let (a, b) = (self.line(place - 1), self.line(place));
        let together = self.same_page(place);
        if is_contents_line(&a.text)
            || is_contents_line(&b.text)
            || heading::is_keywords(&b.text)
            || heading::abstract_label(&b.text).is_some_and(|length| length < b.text.len())
        {
            return None;
        }
        let local = Setting { measure, ..*self.setting };
        let open = || opens_more(&paragraph.text);
        if self.blank_above(place) {
            // A blank line in mid-sentence: a figure or a superscript pushed the lines apart.
            let goes_on = match self.setting.lang {
                Lang::En => b.text.starts_with(char::is_lowercase),
                Lang::Zh => !self.setting.is_narrow(b.width) || b.finished,
            };
            return (!a.finished
                && !local.is_short(a, b)
                && goes_on
                && heading::sort(self.setting.lang, &b.text).is_none())
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
        if self.setting.indented
            && b.indent >= self.setting.margin + 2
            && (a.indent != b.indent || a.finished || local.is_very_short(a, b))
        {
            return (!a.finished && (open() || self.is_torn(a, b))).then_some(0.5);
        }
        if !a.finished {
            let goes_on = !local.is_very_short(a, b) || open() || self.is_torn(a, b);
            return goes_on.then_some(if together { 0.98 } else { 0.95 });
        }
        if local.is_short(a, b) {
            return None;
        }
        if self.setting.indented {
            return Some(0.9);
        }
        if self.setting.deficit {
            return (!self.setting.is_deficient(b) || open()).then_some(0.85);
        }
        Some(0.7)
    }

    /// Whether a short English line only holds a few words of a stretched one.
    fn is_torn(&self, a: &Line, b: &Line) -> bool {
        let few = a.text.split_whitespace().count() <= 2;
        self.setting.lang == Lang::En
            && (b.text.starts_with(char::is_lowercase)
                || few && (ends_in_comma(&a.text) || ends_in_particle(&a.text)))
    }
}

/// Whether a quotation mark or a bracket is still open at the end of a text.
fn opens_more(text: &str) -> bool {
    let mut open = Vec::new();
    let tail = text.len().saturating_sub(1200);
    let tail = (tail..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    for c in text[tail..].chars() {
        match c {
            '“' | '《' | '（' | '「' => open.push(c),
            '”' | '》' | '）' | '」' => {
                let fits = |&o: &char| {
                    matches!((o, c), ('“', '”') | ('《', '》') | ('（', '）') | ('「', '」'))
                };
                open.pop_if(|o| fits(o));
            }
            _ => {}
        }
    }
    !open.is_empty()
}

fn ends_in_comma(text: &str) -> bool {
    text.ends_with(['，', '、', '；', ',', ';', '：', ':'])
}

/// Whether an English line ends in a word that cannot end a title.
fn ends_in_particle(text: &str) -> bool {
    const PARTICLES: [&str; 20] = [
        "a", "an", "the", "of", "and", "or", "for", "in", "on", "to", "with", "by", "from", "at",
        "as", "into", "between", "its", "their", "&",
    ];
    text.rsplit(' ').next().is_some_and(|word| PARTICLES.contains(&word.to_lowercase().as_str()))
}

/// Whether a line under the title names its authors.
fn is_author(lang: Lang, text: &str) -> bool {
    match lang {
        Lang::Zh => {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let han = bare.chars().filter(|&c| script::is_han(c)).count();
            han <= 4
                || text.split_whitespace().all(|name| name.chars().count() <= 4)
                || ["大学", "学院", "研究", "作者", "編", "编", "著", "译", "日期", "年"]
                    .iter()
                    .any(|word| bare.contains(word))
        }
        Lang::En => {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.len() <= 3
                || text.starts_with("By ")
                || text.starts_with("by ")
                || text.contains('@')
                || [
                    "University",
                    "Institute",
                    "Department",
                    "College",
                    "Academy",
                    "School of",
                    "Centre for",
                    "Center for",
                ]
                .iter()
                .any(|word| text.contains(word))
                || text.contains(|c: char| c.is_ascii_digit() || matches!(c, '*' | '†'))
                || text.contains(',')
        }
    }
}

/// Whether a line starts an item of a list.
fn is_item(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '•' | '●' | '■' | '◆' | '○' | '▪' | '◇' | '□' | '➢' | '·' | '–')
        && text.chars().nth(1).is_some_and(|c| c.is_whitespace() || script::is_han(c))
        || first == '-' && text.starts_with("- ")
    {
        return true;
    }
    if script::circled(first).is_some() || heading::is_numbered(Lang::Zh, text) {
        return true;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && first.is_ascii_lowercase());
    let rest = &text[digits + letter..];
    (1..=2).contains(&(digits + letter))
        && (rest.starts_with(") ")
            || digits > 0 && rest.starts_with(". ")
            || rest.starts_with("）"))
        || text.starts_with('(')
            && text[1..].find(')').is_some_and(|at| {
                (1..=3).contains(&at)
                    && text[1..=at]
                        .bytes()
                        .all(|b| b.is_ascii_digit() || b"ivxabcdefgh".contains(&b))
            })
}

/// Whether a line of a table of contents ends in dots and a page number.
pub(super) fn is_contents_line(text: &str) -> bool {
    let head = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c.is_whitespace());
    let number = text[head.len()..].trim();
    if head.len() == text.len() || number.len() > 6 || number.contains(' ') {
        return false;
    }
    let leaders = head
        .chars()
        .rev()
        .filter(|c| !c.is_whitespace())
        .take_while(|c| matches!(c, '.' | '…' | '·' | '•' | '．' | '⋯'))
        .count();
    leaders >= 4 || leaders >= 2 && head.ends_with('…')
}
