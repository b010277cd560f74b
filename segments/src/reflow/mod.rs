//! The lines of an extracted text become paragraphs.
//!
//! The order of the steps: conventions, furniture, notes, then headings and paragraphs of what is
//! left. Every line ends up in exactly one paragraph, as body, heading, note or furniture.

mod columns;
mod endnotes;
mod folio;
mod foot;
mod furniture;
mod heading;
mod headline;
mod item;
mod join;
mod label;
mod line;
mod notes;
mod pages;
mod paragraphs;
mod print;
mod raised;
mod rows;
mod sections;
mod setting;
mod title;

pub use columns::{Refusal, RefusalKind};

use crate::{Document, Lang, Layout, Paragraph, Role};
use line::Line;
use setting::Setting;

/// What a line is, before headings and paragraphs are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A line of the body.
    Body,
    /// A page number or running head, and which of the two.
    Furniture(&'static str),
    /// A note mark that has lost its line: it joins the text before it.
    Mark,
    /// A line of a note.
    Note,
}

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
        Layout::Paragraphs => Ok(whole(lang, document)),
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
    let lines = line::lines(lang, document);
    if is_broken(lang, &lines) { Layout::Extracted } else { Layout::Paragraphs }
}

/// A line of an extracted text is never longer, in columns.
const LONGEST_LINE: usize = 180;

fn is_broken(lang: Lang, lines: &[Line]) -> bool {
    if lines.len() < 2
        || lines.iter().filter(|line| line.width > LONGEST_LINE).count() * 12 > lines.len()
    {
        return false;
    }
    let setting = Setting::of(lang, lines);
    let mut broken = 0;
    let mut capital = 0;
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        let near = a.width * 5 >= setting.measure * 4
            && a.width <= setting.measure * 3 / 2
            && a.width >= 24;
        if a.finished || !near || item::is_contents_line(&a.text) {
            continue;
        }
        broken += 1;
        capital += usize::from(b.text.starts_with(char::is_uppercase));
    }
    // Verse and lists break off as often, but then most lines start anew.
    let anew = lang == Lang::En && capital * 5 > broken * 3;
    let long = lines.iter().filter(|line| line.width * 2 >= setting.measure).count();
    if broken * 4 >= long && broken > 0 && !anew {
        return true;
    }
    // Many lines were cut at their marks (`pdftotext -raw`): fewer reach the right edge.
    let cut = |line: &&Line| {
        line.text.ends_with(['，', '、', '；', '：']) || line.text.starts_with(rows::cannot_start)
    };
    lang == Lang::Zh
        && setting.measure >= 40
        && lines.iter().filter(cut).count() * 5 > lines.len()
        && broken * 30 > lines.len()
        && broken >= 4
}

fn block_paragraph(block: &crate::Block) -> Paragraph {
    Paragraph {
        role: Role::Paragraph,
        text: block.text.clone(),
        line: block.line,
        page: block.page,
        label: None,
        reason: None,
        confidence: 1.0,
    }
}

fn extracted(lang: Lang, document: &Document) -> Result<Vec<Paragraph>, Refusal> {
    let lines = line::lines(lang, document);
    columns::refuse(document, &lines)?;
    let mut lines = rows::mend(lang, lines);
    let setting = Setting::of(lang, &lines);
    let mut kinds = vec![Kind::Body; lines.len()];
    furniture::mark(&lines, &setting, &mut kinds);
    let notes = notes::find(&lines, &setting, false, &mut kinds);
    pages::number(&mut lines, &kinds);
    Ok(paragraphs::gather(&lines, &setting, false, &kinds, notes))
}

fn whole(lang: Lang, document: &Document) -> Vec<Paragraph> {
    let lines = line::lines(lang, document);
    let setting = Setting::of(lang, &lines);
    let mut kinds = vec![Kind::Body; lines.len()];
    let notes = notes::find(&lines, &setting, true, &mut kinds);
    paragraphs::gather(&lines, &setting, true, &kinds, notes)
}
