//! Pieces of one printed line are put back together.
//!
//! Half-width punctuation leaves gaps in a justified line, and extraction then cuts the line there:
//! `他指出：` and `“网络是……` come out as two lines. What cannot start a line shows it, and so does
//! a piece that fills up the measure of the one before.

use super::char_width::{self, Pitch};
use super::item::is_contents_line;
use super::line::{Line, cannot_start, is_finished};
use super::{heading, label::Label, page_style};
use crate::{Lang, script};

/// How the lines of a text were broken and kept.
struct Page {
    /// The width of a full line, in columns.
    measure: usize,
    /// The blank lines between two lines that say nothing.
    usual: usize,
    /// Many lines came out in pieces.
    torn: bool,
    /// Indents were kept, so that what starts at the margin is a line of its own.
    kept: bool,
}

/// Joins the pieces of printed lines.
pub(crate) fn mend<'a>(lang: Lang, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    if lang != Lang::Zh {
        return lines;
    }
    let measure = page_style::measure(lang, &lines);
    // In a text with a blank line behind every line these say nothing.
    let usual = usize::from(!page_style::blank_breaks(&lines));
    let pieces = lines
        .windows(2)
        .filter(|pair| pair[1].text.starts_with(cannot_start) && meets(&pair[0], &pair[1], usual))
        .count();
    let page = Page {
        measure,
        usual,
        torn: pieces * 40 > lines.len().min(400),
        kept: lines.iter().filter(|line| line.indent >= 2).count() * 25 > lines.len(),
    };
    let mut mended: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        match mended.last_mut() {
            Some(above) if is_spread(above, &line) => {
                let text = above.text.to_mut();
                text.push(' ');
                text.push_str(&line.text);
                above.width = char_width::width(lang, Pitch::Fixed, &above.text);
                above.finished = is_finished(&above.text);
            }
            Some(above) if is_piece(above, &line, lines.peek(), &page) => {
                let text = above.text.to_mut();
                text.push_str(&line.text);
                above.width = char_width::width(lang, Pitch::Fixed, &above.text);
                above.finished = is_finished(&above.text);
            }
            _ => mended.push(line),
        }
    }
    mended
}

/// Whether a wide gap tore a line apart: `摘` and `要`, `第二条` and its text, `第一章` and its line
/// in a table of contents.
fn is_spread(above: &Line, line: &Line) -> bool {
    if line.form_feed || line.blanks > 2 || line.role != above.role {
        return false;
    }
    let one = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(script::is_han) && chars.next().is_none()
    };
    one(&above.text) && one(&line.text)
        || line.blanks > 0 && heading::is_article_number(&above.text)
        || heading::is_bare_number(Lang::Zh, &above.text) && is_contents_line(&line.text)
}

fn meets(above: &Line, line: &Line, usual: usize) -> bool {
    line.blanks <= usual
        && !line.form_feed
        && line.role == above.role
        && Label::alone(&above.text).is_none()
}

fn is_piece(above: &Line, line: &Line, next: Option<&Line>, page: &Page) -> bool {
    let &Page { measure, usual, torn, kept } = page;
    if !meets(above, line, usual) {
        return false;
    }
    if line.text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let sum = above.width + line.width;
    if line.text.starts_with(cannot_start) {
        return sum * 5 <= measure * 7;
    }
    // A full line takes no further piece.
    if above.width + 5 >= measure {
        return false;
    }
    // A heading and the label of an abstract begin something new.
    if heading::sort(Lang::Zh, &above.text).is_some_and(|_| !above.finished)
        || heading::abstract_label(&line.text).is_some()
        || heading::abstract_label(&above.text) == Some(above.text.len())
    {
        return false;
    }
    let fills = sum + 5 >= measure && sum <= measure + 4;
    // With `-layout` a piece keeps its place, where the one above ends: there a character is a column.
    let beside = line.indent.abs_diff(above.indent + above.text.chars().count()) <= 2;
    if kept && !beside {
        return false;
    }
    // Lines are torn at marks, whose gaps were widened.
    let torn_at_mark = above
        .text
        .ends_with(|c| cannot_start(c) && !matches!(c, '。' | '！' | '？'))
        || !above.finished
            && line.text.starts_with(|c| script::opens_quotation(c) || script::opens_bracket(c));
    if line.indent >= 6
        && beside
        && (fills || torn_at_mark && sum <= measure + 4)
        && above.width + 5 < measure
        && Label::read(&line.text).is_none()
        && !heading::is_numbered(Lang::Zh, &line.text)
    {
        return true;
    }
    // A new quotation could start a paragraph; only together they must fill the line.
    let opens = line.text.starts_with(|c| script::opens_quotation(c) || script::opens_bracket(c))
        && Label::read(&line.text).is_none()
        && !heading::is_numbered(Lang::Zh, &line.text);
    // One speech below the other is dialogue.
    let dialogue = above.finished
        && above.text.ends_with(script::closes_quotation)
        && line.text.starts_with(script::opens_quotation);
    if !opens || dialogue || above.width + 5 >= measure || sum > measure + 4 {
        return false;
    }
    let fills_well = sum + 2 >= measure && sum <= measure + 2 && !(above.finished && line.finished);
    // A first line breaks off at the right edge and nowhere before it.
    let rest = next.is_some_and(|next| next.blanks <= usual && !next.form_feed)
        && !line.finished
        && line.width + 12 < measure
        && line.text.chars().next_back().is_some_and(|c| script::is_chinese(c) && !cannot_start(c));
    if rest && sum + 8 >= measure {
        return true;
    }
    // Where many lines are torn, a short one that breaks off goes on with the quotation below it.
    let breaks_off = !above.finished && heading::sort(Lang::Zh, &above.text).is_none();
    fills_well || fills && (torn && !above.finished || breaks_off) || torn && breaks_off
}
