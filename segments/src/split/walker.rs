//! The second pass: at each run of stops, whether a segment ends and where.

use std::ops::Range;

use super::options::SplitOptions;
use super::scan::{Kind, Sign, signs};
use super::{en, lists, note_marks, zh};
use crate::Lang;
use crate::script;

/// Adds to `cuts` where the segments of the paragraph `text` end, its own end excluded.
///
/// Offsets are in bytes and moved by `offset`, the place of the paragraph in the whole text.
pub(super) fn cut(
    lang: Lang,
    text: &str,
    options: &SplitOptions,
    offset: usize,
    cuts: &mut Vec<usize>,
) {
    let first = cuts.len();
    let signs = signs(text);
    let mut walker = Walker { lang, text, options, signs: &signs, start: 0, held_until: 0 };
    walker.walk(cuts);
    let items = lists::item_starts(text);
    if !items.is_empty() {
        // An item starts a segment, and nothing ends between its marker and its text.
        let near = |cut: usize| {
            items
                .iter()
                .any(|&item| cut > item && cut <= item + 12 && text[item..cut].trim().len() <= 8)
        };
        let mut own = cuts.split_off(first);
        own.retain(|&cut| !near(cut));
        own.extend(&items);
        own.sort_unstable();
        own.dedup();
        cuts.append(&mut own);
    }
    if options.semicolon || options.colon {
        cut_at_signs(text, options, first, cuts);
    }
    for cut in &mut cuts[first..] {
        *cut += offset;
    }
}

/// Adds cuts behind semicolons and colons that stand outside brackets and numbers.
fn cut_at_signs(text: &str, options: &SplitOptions, first: usize, cuts: &mut Vec<usize>) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let after = text[end..].chars().next();
        let wanted = match c {
            '；' => options.semicolon,
            ';' => options.semicolon && after.is_none_or(char::is_whitespace),
            '：' => options.colon,
            ':' => options.colon && after.is_none_or(char::is_whitespace),
            _ => {
                depth = if script::opens_bracket(c) {
                    depth + 1
                } else if script::closes_bracket(c) {
                    depth.saturating_sub(1)
                } else {
                    depth
                };
                false
            }
        };
        if wanted && depth == 0 {
            cuts.push(end + (text[end..].len() - text[end..].trim_start().len()));
        }
    }
    let own = &mut cuts[first..];
    own.sort_unstable();
    let mut kept = cuts.split_off(first);
    kept.dedup();
    cuts.append(&mut kept);
}

struct Walker<'a> {
    lang: Lang,
    text: &'a str,
    options: &'a SplitOptions,
    signs: &'a [Sign],
    /// Where the segment that is being read began.
    start: usize,
    /// Where the outermost open bracket closes; nothing ends before.
    held_until: usize,
}

/// What a run of stops was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    /// One dot.
    Dot,
    /// Nothing but …, several dots, or 。 three times and more, which many type instead.
    Ellipsis,
    /// `!` and `?` of ASCII.
    Ascii,
    /// Stops of Chinese.
    Full,
}

impl Walker<'_> {
    fn walk(&mut self, cuts: &mut Vec<usize>) {
        let mut index = 0;
        while index < self.signs.len() {
            let sign = self.signs[index];
            match sign.kind {
                Kind::Stop => index = self.stop(index, cuts),
                Kind::OpenBracket => {
                    self.hold(sign);
                    index += 1;
                }
                Kind::OpenQuote if self.options.keep_quotation && !matches!(sign.char, '\'') => {
                    self.hold(sign);
                    index += 1;
                }
                _ => index += 1,
            }
        }
    }

    fn hold(&mut self, sign: Sign) {
        if sign.is_paired() && sign.at >= self.held_until {
            self.held_until = sign.partner + 1;
        }
    }

    /// Reads the run of stops at `index`; returns the index of the next sign to look at.
    fn stop(&mut self, index: usize, cuts: &mut Vec<usize>) -> usize {
        let (run, last) = self.run(index);
        let run_end = self.signs[last].end();
        let (mut end, mut next, bracket_closed) = self.closers(last + 1, run_end);
        let quote_closed = end > run_end;
        end = note_marks::skip(self.text, end);
        end += self.text[end..].find(|c| !script::is_emoji(c)).unwrap_or(self.text.len() - end);
        while next < self.signs.len() && self.signs[next].at < end {
            next += 1;
        }
        // A quotation may close behind the mark: `覆舟。[2]”`
        let behind = self.signs.get(next).filter(|sign| sign.at == end);
        let quote_closed = if end > run_end
            && behind.is_some_and(|sign| sign.kind == Kind::CloseQuote && sign.char != '\'')
        {
            end = self.signs[next].end();
            next += 1;
            true
        } else {
            quote_closed
        };
        if self.options.bare_note_marks || self.lang == Lang::En {
            end = self.bare_mark(end, run, index);
        }
        if let Some(aside) = zh::aside_end(self.text, end) {
            end = aside;
        }
        while next < self.signs.len() && self.signs[next].at < end {
            next += 1;
        }
        if end < self.text.len()
            && self.ends(index, run, run_end, end, quote_closed, bracket_closed)
        {
            let cut = end + self.text[end..].len() - self.text[end..].trim_start().len();
            cuts.push(cut);
            self.start = cut;
        }
        next.max(last + 1)
    }

    /// The stops that stand together, spaced dots (`. . .`) included.
    fn run(&self, index: usize) -> (Run, usize) {
        let mut last = index;
        while let Some(next) = self.signs.get(last + 1) {
            let gap = &self.text[self.signs[last].end()..next.at];
            let dots = self.signs[last].char == '.' && next.char == '.';
            if next.kind != Kind::Stop || !(gap.is_empty() || gap == " " && dots) {
                break;
            }
            last += 1;
        }
        let stops = &self.signs[index..=last];
        let run = if stops.len() == 1 && matches!(stops[0].char, '.' | '．') {
            Run::Dot
        } else if stops.iter().all(|sign| matches!(sign.char, '.' | '…' | '．'))
            || stops.len() > 2 && stops.iter().all(|sign| sign.char == '。')
        {
            Run::Ellipsis
        } else if stops.iter().all(|sign| sign.char.is_ascii()) {
            Run::Ascii
        } else {
            Run::Full
        };
        (run, last)
    }

    /// Takes the closers behind a stop: their end, the next sign, and whether a bracket that
    /// opened inside this sentence was among them.
    fn closers(&self, mut next: usize, mut end: usize) -> (usize, usize, bool) {
        let mut bracket_closed = false;
        while let Some(sign) = self.signs.get(next) {
            let gap = &self.text[end..sign.at];
            let joined =
                gap.is_empty() || gap == " " && sign.kind == Kind::CloseQuote && sign.char != '\'';
            match sign.kind {
                Kind::CloseQuote if joined => {}
                Kind::CloseBracket if gap.is_empty() => {
                    // What opened before this sentence does not hold it. A whole sentence in
                    // brackets ends with its bracket; a title never does.
                    let inside =
                        sign.is_paired().then(|| self.text.get(self.start..sign.partner)).flatten();
                    bracket_closed |= inside.is_some_and(|head| {
                        !head.trim().is_empty() || matches!(sign.char, '》' | '〉')
                    });
                }
                _ => break,
            }
            end = sign.end();
            next += 1;
        }
        (end, next, bracket_closed)
    }

    /// A note number that lost its superscript: `done.12 The`, `治理。3 但`.
    fn bare_mark(&self, end: usize, run: Run, index: usize) -> usize {
        let mut rest = &self.text[end..];
        // The raised figure may have come out with a space before it.
        if self.options.bare_note_marks && rest.starts_with(' ') {
            rest = &rest[1..];
        }
        let start = end;
        let end = self.text.len() - rest.len();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) || rest.starts_with('0') {
            return start;
        }
        if run == Run::Dot {
            let dot = self.signs[index].at;
            let word =
                self.text[self.start..dot].chars().rev().take_while(|c| c.is_alphabetic()).count();
            if word < 2 && start == dot + 1
                || word > 0 && en::takes_number(last_word(&self.text[self.start..dot]))
            {
                return start;
            }
        }
        let after = &rest[digits..];
        let word = after.trim_start();
        let follows = word.chars().next();
        let ends_here = word.is_empty();
        let new_sentence = word.len() < after.len()
            && follows.is_some_and(|c| {
                c.is_uppercase() || script::opens_quotation(c) || matches!(c, '"' | '(')
            });
        let chinese = self.options.bare_note_marks
            && follows.is_some_and(|c| {
                (script::is_chinese(c) || script::opens_quotation(c)) && !is_measure(word)
            });
        if ends_here || new_sentence || chinese { end + digits } else { start }
    }

    fn ends(
        &self,
        index: usize,
        run: Run,
        run_end: usize,
        end: usize,
        quote_closed: bool,
        bracket_closed: bool,
    ) -> bool {
        let stop = self.signs[index];
        if bracket_closed || stop.at < self.held_until && end < self.held_until {
            return false;
        }
        let rest = self.text[end..].trim_start();
        let Some(next) = rest.chars().next() else { return false };
        if goes_on(next) || quote_closed && self.is_named_stop(stop, run, run_end..end) {
            return false;
        }
        // A stop directly behind a closer ends the sentence instead: `一句“好的！”。`
        if script::is_terminator(next) && next != '…' && self.text[end..].starts_with(next) {
            return false;
        }
        if matches!(next, '—' | '–') {
            // A dash opens an item behind a full stop; behind a quotation or a question it goes on.
            return stop.char == '。' && !quote_closed
                || stop.char == '.' && rest.starts_with(['–', '—']) && is_item_dash(rest);
        }
        let spaced = rest.len() < self.text.len() - end;
        let word = rest.trim_start_matches(['"', '\'', '“', '‘', '(', '[']);
        let lower = word.starts_with(char::is_lowercase);
        // A note mark stands at the end of its sentence: then `这一论断` starts the next.
        let marked = !self.text[..end].ends_with(|c| script::closes_quotation(c) || c == '"');
        if quote_closed
            && (lower
                || !spaced
                    && (zh::speech_tag_follows(rest)
                        || zh::carries_on(rest, marked || stop.char == '。')))
        {
            return false;
        }
        match run {
            Run::Dot => en::dot_ends(self.text, self.start, stop.at, end, self.options),
            Run::Ellipsis => {
                quote_closed || end > run_end || self.ellipsis_ends(stop.at..run_end, end)
            }
            Run::Ascii => self.ascii_ends(stop, run_end, end, quote_closed),
            Run::Full => true,
        }
    }

    /// Whether a quotation that was just closed holds nothing but the stop and speaks of it:
    /// `“？”和“！”`. `closed` is what closed it.
    fn is_named_stop(&self, stop: Sign, run: Run, closed: Range<usize>) -> bool {
        let rest = self.text[closed.end..].trim_start();
        run != Run::Ellipsis
            && self.text[..stop.at].ends_with(script::opens_quotation)
            && closed.len() <= 4
            && !self.text[self.start..stop.at]
                .trim_end_matches(script::opens_quotation)
                .ends_with(['：', ':', '，', ','])
            && rest.starts_with(script::is_han)
    }

    /// Whether a sentence starts at `end`, behind an ellipsis.
    fn ellipsis_ends(&self, run: Range<usize>, end: usize) -> bool {
        let rest = self.text[end..].trim_start();
        let spaced = rest.len() < self.text.len() - end;
        let word = rest.trim_start_matches(['"', '\'', '“', '‘', '(', '[']);
        rest.starts_with(script::opens_quotation)
            || spaced && word.starts_with(char::is_uppercase)
                // Spaced dots (`. . .`) are an omission more often than an end: `I` proves nothing.
                && !(word.starts_with("I ") && self.text[run].contains(' '))
    }

    /// Whether `!` and `?` of ASCII end a sentence: not inside a Latin name or an address.
    fn ascii_ends(&self, stop: Sign, run_end: usize, end: usize, quote_closed: bool) -> bool {
        let rest = self.text[end..].trim_start();
        let spaced = rest.len() < self.text.len() - end;
        let lower = rest
            .trim_start_matches(['"', '\'', '“', '‘', '(', '['])
            .starts_with(char::is_lowercase);
        let latin = self.text[self.start..stop.at]
            .ends_with(|c: char| c.is_alphanumeric() && !script::is_han(c));
        let exclaims = stop.char == '!' && !spaced && rest.starts_with(script::is_han);
        let glued = !spaced
            && end == run_end
            && rest.starts_with(|c: char| {
                c.is_alphanumeric() && !script::is_han(c) || matches!(c, '/' | '=' | '&' | '_')
            });
        !(latin && (lower && !quote_closed || exclaims) || glued)
    }
}

/// Whether a sentence goes on with a character, whatever stop stands before it.
fn goes_on(c: char) -> bool {
    script::closes_bracket(c)
        || script::closes_quotation(c)
        || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '·' | '～')
}

/// `– The next item`: a dash, a space and a capital.
fn is_item_dash(rest: &str) -> bool {
    let text = rest.trim_start_matches(['–', '—']);
    text.starts_with(' ') && text.trim_start().starts_with(char::is_uppercase)
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

/// Whether a number before `word` counts something (`3年`, `5个`) rather than a note.
fn is_measure(word: &str) -> bool {
    word.starts_with([
        '年', '月', '日', '个', '個', '％', '万', '亿', '億', '号', '號', '位', '名', '次', '项',
        '項', '点', '时', '時', '世', '条', '條', '种', '種', '倍', '成', '元', '、', '．',
    ])
}
