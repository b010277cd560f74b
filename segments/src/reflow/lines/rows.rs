//! Pieces of one printed line are put back together.
//!
//! Half-width punctuation leaves gaps in a justified line, and extraction then cuts the line there:
//! `他指出：` and `“网络是……` come out as two lines. What cannot start a line shows it, and so does
//! a piece that fills up the measure of the one before.

use super::char_width::{self, Pitch};
use super::line::{Line, cannot_start, is_finished};
use super::{heading, label::Label, page_style};
use crate::{Lang, script};

/// How the lines of a text were broken and kept.
struct Page {
    /// The width of a full line, in columns.
    measure: usize,
    /// The blank lines between two lines that say nothing.
    usual: usize,
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
    let page = Page {
        measure,
        usual,
        kept: lines.iter().filter(|line| line.indent >= 2).count() * 25 > lines.len(),
    };
    let mut mended: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    for line in lines {
        match mended.last_mut() {
            Some(above) if is_spread(above, &line) => {
                let text = above.text.to_mut();
                text.push(' ');
                text.push_str(&line.text);
                above.width = char_width::width(lang, Pitch::Fixed, &above.text);
                above.finished = is_finished(&above.text);
            }
            Some(above) if is_piece(above, &line, &page) => {
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
    let one = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(script::is_han) && chars.next().is_none()
    };
    one(&above.text) && one(&line.text)
        || line.blanks > 0 && heading::is_article_number(&above.text)
}

/// Whether a line is the rest of the printed line above it.
fn is_piece(above: &Line, line: &Line, page: &Page) -> bool {
    let &Page { measure, usual, kept } = page;
    if line.blanks > usual || Label::alone(&above.text).is_some() {
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
    // With `-layout` a piece keeps its place, where the one above ends: there a character is a column.
    let beside = line.indent.abs_diff(above.indent + above.text.chars().count()) <= 2;
    if kept && !beside {
        return false;
    }
    if line.indent >= 6 && sum + 5 >= measure {
        return true;
    }
    // A quotation or a bracket goes on with the line above where both fit in one, unless it opens
    // an item or answers another speech.
    let opens = line.text.starts_with(|c| script::opens_quotation(c) || script::opens_bracket(c))
        && Label::read(&line.text).is_none()
        && !heading::is_numbered(Lang::Zh, &line.text);
    let dialogue = above.finished && line.text.starts_with(script::opens_quotation);
    opens
        && !dialogue
        && sum <= measure + 4
        && (sum + 2 >= measure || !line.text.ends_with(|c| cannot_start(c) || c == ')'))
}
