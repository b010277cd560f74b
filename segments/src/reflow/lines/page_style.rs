//! How a text was set: what blank lines mean, how wide its lines are, how paragraphs begin.

use super::line::{Line, margin};
use crate::{Lang, script};

/// The conventions of one document, read off its lines.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact about the style")]
pub(crate) struct PageStyle {
    pub(crate) lang: Lang,
    /// A blank line ends a paragraph; otherwise blank lines mean nothing.
    pub(crate) blank_breaks: bool,
    /// The width of a full line, in columns.
    pub(crate) measure: usize,
    /// A line is full when it and the next word are at least this wide together.
    pub(crate) edge: usize,
    /// The indent of most lines.
    pub(crate) margin: usize,
    /// Paragraphs start with an indent.
    pub(crate) indented: bool,
    /// The indents are lost, but first lines are still shorter by them.
    pub(crate) deficit: bool,
    /// The width of most lines inside paragraphs, in columns.
    pub(crate) inside: usize,
    /// By how much first lines of an English text are shorter, in columns; 0 where that does not show.
    pub(crate) lost: usize,
    /// A digit next to a Chinese character is set off by a space.
    pub(crate) spaced_digits: bool,
}

impl PageStyle {
    /// Reads the conventions off the lines.
    pub(crate) fn of(lang: Lang, lines: &[Line]) -> Self {
        let blank_breaks = blank_breaks(lines);
        let measure = measure(lang, lines);
        let edge = edge(lines, measure);
        let indented = indented(lines, measure);
        let lost = lost_indent(lines, measure, edge);
        Self {
            lang,
            blank_breaks,
            measure,
            edge,
            margin: margin(lines),
            indented,
            deficit: lost > 0 || deficit(lang, lines, measure),
            lost,
            inside: inside(lines, measure),
            spaced_digits: spaced_digits(lines),
        }
    }

    /// Whether a line is so short that the next one's first word would have fitted on it.
    pub(crate) fn is_short(&self, line: &Line, next: &Line) -> bool {
        self.is_short_by(line, next, 0)
    }

    /// Whether a line would be short even if it reached `more` columns further.
    pub(crate) fn is_short_by(&self, line: &Line, next: &Line, more: usize) -> bool {
        match self.lang {
            // Squeezed or hanging punctuation moves a line's end by up to four columns.
            Lang::Zh => self.extent(line) + more + next.head.max(2) + 3 < self.measure,
            Lang::En => self.extent(line) + more + 1 + next.head < self.edge,
        }
    }

    /// Whether a line is shorter than any line of running text, whatever follows.
    pub(crate) fn is_very_short(&self, line: &Line, next: &Line) -> bool {
        let head = next.head;
        match self.lang {
            Lang::Zh => self.extent(line) + head.max(2) + 6 < self.measure,
            Lang::En => (self.extent(line) + 1 + head) * 4 < self.edge * 3,
        }
    }

    /// How far a line reaches to the right, its indent included where indents were kept.
    fn extent(&self, line: &Line) -> usize {
        line.width + if self.indented && line.indent <= 12 { line.indent } else { 0 }
    }

    /// Whether a line is the first of a paragraph whose indent was lost.
    pub(crate) fn is_deficient(&self, line: &Line) -> bool {
        match self.lang {
            Lang::Zh => line.width + 2 <= self.inside && line.width + 7 >= self.inside,
            // The measure is a full line's upper quartile; most lie a column below.
            Lang::En => !line.finished && 2 * (line.width + 1) + self.lost <= 2 * self.measure,
        }
    }

    /// Whether a line is clearly narrower than the text: a heading may be.
    pub(crate) fn is_narrow(&self, width: usize) -> bool {
        width * 5 < self.measure * 4
    }
}

/// Blank lines say nothing where most lines that break a sentence are followed by one.
pub(crate) fn blank_breaks(lines: &[Line]) -> bool {
    let unfinished = lines.windows(2).filter(|pair| !pair[0].finished && !pair[1].form_feed);
    let (mut all, mut blank) = (0, 0);
    for pair in unfinished {
        all += 1;
        blank += usize::from(pair[1].blanks > 0);
    }
    blank * 2 <= all
}

/// The width of a full line.
pub(crate) fn measure(lang: Lang, lines: &[Line]) -> usize {
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| line.width >= 20).map(|line| line.width).collect();
    if widths.is_empty() {
        return 20;
    }
    widths.sort_unstable();
    match lang {
        Lang::Zh => {
            let mut counts = vec![0_usize; widths.last().map_or(1, |w| w.min(&400) + 4)];
            for &width in widths.iter().filter(|&&w| w <= 400) {
                counts[width] += 1;
            }
            let mode = (0..counts.len()).max_by_key(|&w| (counts[w], w)).unwrap_or(20);
            // Where lines came out in pieces, most are shorter than the whole ones, which then
            // stand out far above.
            let near = |w: usize| {
                counts[w.saturating_sub(1)..(w + 2).min(counts.len())].iter().sum::<usize>()
            };
            let enough = (widths.len() / 25).max(4);
            let mode = (mode * 8 / 5 + 1..counts.len())
                .filter(|&w| near(w) >= enough)
                .max_by_key(|&w| (counts[w], w))
                .unwrap_or(mode);
            (mode..=mode + 2)
                .rev()
                .find(|&w| counts.get(w).is_some_and(|count| count * 2 >= counts[mode]))
                .unwrap_or(mode)
        }
        // A ragged or proportional edge: most lines that break a sentence are full.
        Lang::En => {
            let mut full: Vec<usize> = lines
                .iter()
                .filter(|line| !line.finished && line.width >= 20)
                .map(|line| line.width)
                .collect();
            if full.is_empty() {
                full = widths;
            }
            full.sort_unstable();
            full[full.len() * 3 / 4]
        }
    }
}

/// How wide a line and the next word are together where the line was surely full: nearly the
/// least of those that break a sentence before a small letter, inside a paragraph.
fn edge(lines: &[Line], measure: usize) -> usize {
    let mut sums: Vec<usize> = lines
        .windows(3)
        .filter(|three| !three[0].finished && is_torn(&three[1], &three[2]))
        .map(|three| three[1].width + 1 + three[2].head)
        .filter(|sum| sum * 2 > measure)
        .collect();
    if sums.len() < 6 {
        return measure;
    }
    sums.sort_unstable();
    sums[sums.len() / 16]
}

/// The median width of the lines inside paragraphs: those that break a sentence which the line
/// above breaks too. The measure is that of the widest; punctuation at the edge takes up to a
/// character off many lines.
fn inside(lines: &[Line], measure: usize) -> usize {
    let mut widths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[0].finished)
        .map(|pair| pair[1].width)
        .filter(|width| width.abs_diff(measure) <= 6)
        .collect();
    if widths.len() < 8 {
        return measure;
    }
    widths.sort_unstable();
    widths[widths.len() / 2]
}

/// Whether a sentence surely goes on from one line to the next.
fn is_torn(a: &Line, b: &Line) -> bool {
    !a.finished && b.text.starts_with(char::is_lowercase)
}

/// By how much the first lines of paragraphs are narrower than the lines inside them, in columns.
///
/// Both are told by their neighbours: a first line stands below a sentence that ends far from the
/// right edge, a line inside a paragraph between the parts of a torn sentence.
fn lost_indent(lines: &[Line], measure: usize, edge: usize) -> usize {
    let full = |line: &Line| line.width * 4 > measure * 3;
    let mut first: Vec<usize> = Vec::new();
    let mut inside: Vec<usize> = Vec::new();
    for three in lines.windows(3) {
        let [before, line, after] = three else { continue };
        if !is_torn(line, after) || line.width > measure + measure / 16 {
            continue;
        }
        if !before.finished && full(before) {
            inside.push(line.width);
        } else if before.finished && before.width + 1 + line.head < edge {
            first.push(line.width);
        }
    }
    if first.len() < 3 || inside.len() < 6 {
        return 0;
    }
    let mean = |widths: &[usize]| widths.iter().sum::<usize>() * 10 / widths.len();
    let lost = (mean(&inside).saturating_sub(mean(&first)) + 5) / 10;
    if (2..=8).contains(&lost) { lost } else { 0 }
}

/// Whether paragraphs start with an indent: some lines stand two columns or more inside the margin,
/// and most do not.
fn indented(lines: &[Line], measure: usize) -> bool {
    let margin = margin(lines);
    let deep = |line: &&Line| {
        (2..=12).contains(&line.indent.saturating_sub(margin)) && line.width * 3 > measure
    };
    let inside = lines.iter().filter(deep).count();
    // A first line is followed by a line at the margin.
    let starts =
        lines.windows(2).filter(|pair| deep(&&pair[0]) && pair[1].indent == margin).count();
    starts * 2 >= inside && starts > 0
}

/// Whether first lines are still short by a lost indent: a group of lines that break a sentence
/// is narrower than the measure by one or two characters, and hardly any by half a character.
fn deficit(lang: Lang, lines: &[Line], measure: usize) -> bool {
    if lang != Lang::Zh {
        return false;
    }
    let count = |range: std::ops::RangeInclusive<usize>| {
        lines.iter().filter(|line| !line.finished && range.contains(&line.width)).count()
    };
    let first = count(measure.saturating_sub(6)..=measure - 2);
    let between = count(measure - 1..=measure - 1);
    first * 25 >= lines.len() && between * 2 <= first
}

/// How many lines tell a habit.
const TELLING: usize = 20_000;

/// The document's own habit: `2015 年` or `2015年`.
fn spaced_digits(lines: &[Line]) -> bool {
    let (mut spaced, mut tight) = (0_usize, 0_usize);
    for line in lines.iter().take(TELLING) {
        let text: &str = &line.text;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|p| p + at) {
            let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
            let (head, tail) = (&text[..start], &text[start + length..]);
            let (apart, behind) = (head.strip_suffix(' '), tail.strip_prefix(' '));
            spaced += usize::from(apart.is_some_and(|head| head.ends_with(script::is_han)));
            spaced += usize::from(behind.is_some_and(|tail| tail.starts_with(script::is_han)));
            tight += usize::from(head.ends_with(script::is_han));
            tight += usize::from(tail.starts_with(script::is_han));
            at = start + length;
        }
    }
    spaced > tight
}
