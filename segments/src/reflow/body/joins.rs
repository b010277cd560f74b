//! Whether a line joins the paragraph above it, and how sure that is.

use super::draft::{Draft, Reader, ends_in_comma, opens_more};
use crate::Lang;
use crate::reflow::furniture::{HIGHEST, page_number};
use crate::reflow::lines::author::ends_in_particle;
use crate::reflow::lines::heading;
use crate::reflow::lines::item::{is_bulleted, is_contents_line, is_item};
use crate::reflow::lines::line::Line;
use crate::reflow::lines::page_style::PageStyle;
use crate::reflow::rule::{Rule, first};

/// A line of the body, the line below it, and what is seen between the two.
#[allow(clippy::struct_excessive_bools, reason = "each is a feature that rules look at")]
pub(crate) struct Gap<'a> {
    a: &'a Line<'a>,
    b: &'a Line<'a>,
    /// The paragraph that ends in `a`.
    paragraph: &'a Draft,
    /// The style of the page with the measure of that paragraph.
    local: PageStyle,
    lang: Lang,
    /// A blank line ends paragraphs and stands between.
    blank: bool,
    /// Nothing was taken out between but note marks.
    together: bool,
    /// A note mark was taken out between.
    marked: bool,
    /// `a` is shorter than any line inside a paragraph.
    very_short: bool,
    /// `a` is short although it reaches further than it shows.
    short: bool,
    /// `b` breaks off early.
    stub: bool,
    /// `b` looks like a heading.
    headlike: bool,
    /// `a` is a few words of a stretched line.
    torn: bool,
    /// `a` or `b` holds a number alone, which stands inside a sentence.
    number: bool,
    /// `b` is set in from the margin, and from `a` or behind a sentence.
    deeper: bool,
}

/// How sure a join is, 0 to 1, or `None` where a paragraph starts.
pub(crate) type Join = Option<f32>;

/// Whether a rule holds between two lines.
pub(crate) type Holds = fn(&Gap<'_>) -> bool;

const fn apart(name: &'static str, holds: Holds) -> Rule<Holds, Join> {
    Rule { name, verdict: None, holds }
}

const fn joined(name: &'static str, sure: f32, holds: Holds) -> Rule<Holds, Join> {
    Rule { name, verdict: Some(sure), holds }
}

/// What decides, in this order. Without a rule, the line joins.
pub(crate) static JOINS: [Rule<Holds, Join>; 18] = [
    apart("contents line", |gap| is_contents_line(&gap.a.text) || is_contents_line(&gap.b.text)),
    apart("bullet", |gap| is_bulleted(&gap.b.text)),
    apart("key words", |gap| heading::is_keywords(&gap.b.text)),
    apart("abstract label", |gap| {
        heading::abstract_label(&gap.b.text).is_some_and(|length| length < gap.b.text.len())
    }),
    apart("line that breaks off", |gap| gap.a.finished && gap.stub),
    apart("heading below", |gap| gap.headlike),
    // A figure or a superscript pushed the lines apart.
    joined("number inside a sentence", 0.7, |gap| gap.number),
    joined("blank line in mid-sentence", 0.6, |gap| {
        gap.blank && !gap.a.finished && !gap.very_short && gap.goes_on_below()
    }),
    apart("blank line", |gap| gap.blank),
    // The raised mark opens the line of what follows it when the line above had no room for it.
    joined("note mark between", 0.8, |gap| gap.together && gap.marked),
    apart("item", |gap| is_item(&gap.b.text) && (gap.a.finished || ends_in_comma(&gap.a.text))),
    joined("indent in mid-sentence", 0.5, |gap| gap.deeper && gap.torn),
    apart("indent", |gap| gap.deeper),
    apart("very short line", |gap| gap.very_short && !gap.torn && !gap.is_open()),
    joined("mid-sentence", 0.98, |gap| !gap.a.finished && gap.together),
    joined("mid-sentence over a page", 0.95, |gap| !gap.a.finished),
    apart("short line", |gap| gap.short),
    apart("lost indent", |gap| {
        gap.local.deficit && !gap.local.indented && gap.local.is_deficient(gap.b)
    }),
];

impl Gap<'_> {
    /// Whether what stands below a blank line can go on with a sentence.
    fn goes_on_below(&self) -> bool {
        match self.lang {
            Lang::En => self.b.text.starts_with(char::is_lowercase),
            Lang::Zh => !self.local.is_narrow(self.b.width) || self.b.finished,
        }
    }

    /// Whether a quotation or a bracket is open above.
    fn is_open(&self) -> bool {
        opens_more(&self.paragraph.text)
    }
}

impl Reader<'_> {
    /// How sure it is that the line at `place` joins the paragraph above it; `None` where it does
    /// not. `measure` is the measure of that paragraph.
    pub(crate) fn joins(&self, place: usize, measure: usize, paragraph: &Draft) -> Join {
        let gap = self.gap(place, measure, paragraph);
        match first(&JOINS, |holds| holds(&gap)) {
            Some(rule) => rule.verdict,
            // The less the style of the page shows where paragraphs start, the less sure.
            None if gap.local.indented => Some(0.9),
            None if gap.local.deficit => Some(0.85),
            None => Some(0.7),
        }
    }

    fn gap<'a>(&'a self, place: usize, measure: usize, paragraph: &'a Draft) -> Gap<'a> {
        let (a, b) = (self.line(place - 1), self.line(place));
        let edge = self.style.edge.saturating_sub(self.style.measure - measure);
        let local = PageStyle { measure, edge, ..*self.style };
        let very_short = local.is_very_short(a, b);
        // A first line reaches further than it shows, by the indent that was lost. Where indents
        // were kept, a line without one starts a paragraph only if the one above is clearly short.
        let more = match local.lang {
            Lang::En if local.indented => self.style.measure / 16,
            Lang::En if paragraph.first == self.body[place - 1] => local.lost,
            Lang::Zh if local.deficit => 4,
            _ => 0,
        };
        Gap {
            a,
            b,
            paragraph,
            local,
            lang: local.lang,
            blank: self.blank_above(place),
            together: self.same_page(place),
            marked: self.between(place).next().is_some(),
            very_short,
            short: local.is_short_by(a, b, more),
            stub: self.is_stub(place),
            headlike: self.is_headlike(place),
            torn: self.is_torn(a, b),
            number: self.is_number_inside(place) || self.is_number_inside(place - 1),
            deeper: local.indented && b.indent >= local.margin + 2,
        }
    }

    /// Whether a line holds a number alone that stands between the halves of a sentence: the line
    /// below goes on with it, by a small letter or a measure word, and is no other cell of a table.
    /// Behind a full line it is the page's number, unless it is too high.
    pub(crate) fn is_number_inside(&self, place: usize) -> bool {
        const MEASURES: &str = "元年月日个人名件条次天册亩米吨度倍万亿%％";
        if place == 0 || place + 1 >= self.body.len() {
            return false;
        }
        let [above, line, below] = [place - 1, place, place + 1].map(|at| self.line(at));
        let goes_on = |c: char| c.is_lowercase() || MEASURES.contains(c);
        let low = page_number(&line.text).is_some_and(|(number, _)| number < HIGHEST);
        line.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
            && !above.finished
            && (!low || self.style.is_narrow(above.width))
            && below.text.starts_with(goes_on)
            && (below.finished || !self.style.is_narrow(below.width))
    }

    /// Whether a line breaks off far from the right edge: no line inside a paragraph does.
    fn is_stub(&self, place: usize) -> bool {
        let line = self.line(place);
        !line.finished
            && place + 1 < self.body.len()
            && self.style.is_very_short(line, self.line(place + 1))
    }

    /// Whether a short English line only holds a few words of a stretched one.
    fn is_torn(&self, a: &Line, b: &Line) -> bool {
        self.style.lang == Lang::En
            && (b.text.starts_with(char::is_lowercase)
                || a.text.split_whitespace().count() <= 2
                    && (ends_in_comma(&a.text) || ends_in_particle(&a.text)))
    }
}
