//! The lines of an extracted text become paragraphs.
//!
//! The order of the steps: conventions, furniture, notes, then headings and paragraphs of what is
//! left. Every line ends up in exactly one paragraph, as body, heading, note or furniture.

mod body;
#[cfg(test)]
mod cases;
mod furniture;
mod lines;
mod notes;
mod rule;

pub use lines::columns::{Refusal, RefusalKind};
pub(crate) use lines::{heading::is_numbered, item::is_item, label::figure_mark};

use crate::{Document, Lang, Layout, Paragraph, Role};
use lines::line::{Kind, Line};
use lines::page_style::PageStyle;
use lines::{columns, item, read, rows};

/// Puts the lines of a document back into paragraphs, and tells title, headings, abstract, notes
/// and furniture apart. What the reader of a structured format already knows is kept.
///
/// Law: every line that is not blank ends up in exactly one paragraph; under [`Layout::Lines`] each
/// block is one paragraph, blank ones included. Reflowing what was reflowed changes nothing.
///
/// # Errors
/// A [`Refusal`] where lines hold pieces of several columns or cells.
///
/// ```
/// use diptych_segments::{Document, Lang, reflow};
///
/// let text = "春天来了，山上的雪慢慢化成了水，顺着沟谷流\n下来，把田里的土浸得又软又黑。\n";
/// let mut document = Document::from_lines("spring.txt", text);
/// document.layout = diptych_segments::Layout::Extracted;
/// let paragraphs = reflow(Lang::Zh, &document).unwrap();
/// assert_eq!(paragraphs[0].text, "春天来了，山上的雪慢慢化成了水，顺着沟谷流下来，把田里的土浸得又软又黑。");
/// ```
pub fn reflow(lang: Lang, document: &Document) -> Result<Vec<Paragraph>, Refusal> {
    match layout_of(lang, document) {
        Layout::Lines => Ok(document.blocks.iter().map(block_paragraph).collect()),
        Layout::Paragraphs | Layout::Structured => Ok(whole(lang, document)),
        Layout::Extracted | Layout::Auto => extracted(lang, document),
    }
}

/// What the blocks of a document are: its own layout, or what [`Layout::Auto`] decides.
///
/// Lines were broken to a measure when enough of them stop in mid-sentence near the right edge;
/// otherwise each is a paragraph. [`Layout::Lines`] is never guessed, nor is `Auto` an answer.
pub fn layout_of(lang: Lang, document: &Document) -> Layout {
    if document.layout != Layout::Auto {
        return document.layout;
    }
    let lines = read::lines(lang, document);
    if is_broken(lang, &lines) { Layout::Extracted } else { Layout::Paragraphs }
}

/// A line of an extracted text is never longer, in columns.
const LONGEST_LINE: usize = 180;

fn is_broken(lang: Lang, lines: &[Line]) -> bool {
    if lines.iter().filter(|line| line.width > LONGEST_LINE).count() * 12 > lines.len() {
        return false;
    }
    let style = PageStyle::of(lang, lines);
    let mut broken = 0;
    let mut capital = 0;
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        let near =
            a.width * 5 >= style.measure * 4 && a.width <= style.measure * 3 / 2 && a.width >= 24;
        if a.finished || !near || item::is_contents_line(&a.text) {
            continue;
        }
        broken += 1;
        capital += usize::from(b.text.starts_with(char::is_uppercase));
    }
    // Verse and lists break off as often, but then most lines start anew.
    let anew = lang == Lang::En && capital * 5 > broken * 3;
    let long = lines.iter().filter(|line| line.width * 2 >= style.measure).count();
    broken * 4 >= long && broken > 0 && !anew
}

fn block_paragraph(block: &crate::Block) -> Paragraph {
    Paragraph {
        role: Role::Paragraph,
        text: block.text.clone(),
        line: block.line,
        page: block.page,
        label: None,
        time: block.time,
        reason: None,
        confidence: 1.0,
    }
}

fn extracted(lang: Lang, document: &Document) -> Result<Vec<Paragraph>, Refusal> {
    let lines = read::lines(lang, document);
    columns::refuse(document, &lines)?;
    let mut lines = rows::mend(lang, lines);
    let style = PageStyle::of(lang, &lines);
    let mut kinds = vec![Kind::Body; lines.len()];
    furniture::mark(&lines, &style, &mut kinds);
    furniture::mark_contents(&lines, &mut kinds);
    let notes = notes::find::find(&lines, &style, false, &mut kinds);
    furniture::pages::number(&mut lines, &kinds);
    Ok(body::gather::gather(&lines, &style, false, &kinds, notes))
}

fn whole(lang: Lang, document: &Document) -> Vec<Paragraph> {
    let lines = read::lines(lang, document);
    let style = PageStyle::of(lang, &lines);
    let mut kinds = vec![Kind::Body; lines.len()];
    let is_known = document.layout == Layout::Structured;
    if !is_known {
        furniture::mark_contents(&lines, &mut kinds);
    }
    let notes =
        if is_known { Vec::new() } else { notes::find::find(&lines, &style, true, &mut kinds) };
    body::gather::gather(&lines, &style, true, &kinds, notes)
}
