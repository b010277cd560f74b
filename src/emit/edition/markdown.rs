//! The edition as Markdown: a table for the facing layout, else paragraphs.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::book::{Book, Row};
use super::colophon::{counts, credits};
use super::labels::{ABOUT, NOTES, TERMS, missing, plainly};
use super::notes::Note;
use super::pieces::{Kind, Piece};
use super::settings::{Edition, Layout, Which};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

/// An [`Edition`] as Markdown (`CommonMark` with the tables and footnotes of GFM).
/// Every bead has an anchor, `b` and its number.
#[derive(Debug, Clone, Copy)]
pub struct Markdown<'a>(pub &'a Edition);

impl Emit for Markdown<'_> {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        let mut text = String::new();
        write(&mut text, &book, self.0.layout).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}

fn write(text: &mut String, book: &Book, layout: Layout) -> std::fmt::Result {
    if book.front.is_empty() {
        writeln!(text, "# {}\n", escaped(&book.metadata.title))?;
    }
    if let Some(title) = book.title_above {
        writeln!(text, "**{}**\n", escaped(title))?;
    }
    rows_of(text, book, layout, &book.front)?;
    for credit in credits(book) {
        let label = credit.label.map(|label| plainly(label) + " ").unwrap_or_default();
        writeln!(text, "{label}{}\n", escaped(&credit.text))?;
    }
    for rows in book.chapters.iter().flat_map(|chapter| {
        chapter.rows.chunk_by(|_, next| !next.opens_paragraph || both_running(&[next], layout))
    }) {
        rows_of(text, book, layout, rows)?;
    }
    if !book.loose_notes.is_empty() {
        writeln!(text, "## {}\n", plainly(NOTES))?;
        for note in &book.loose_notes {
            let sides: Vec<String> = note
                .sides()
                .into_iter()
                .filter(|(_, _, words)| !words.is_empty())
                .map(|(_, label, words)| format!("{} {}", escaped(label), escaped(words)))
                .collect();
            writeln!(text, "{}{}\n", anchor(note.bead), sides.join(" / "))?;
        }
    }
    if !book.terms.is_empty() {
        writeln!(text, "## {}\n", plainly(TERMS))?;
        for (number, term) in (1..).zip(book.terms) {
            let beads: Vec<String> =
                term.beads().iter().map(|bead| format!("[{bead}](#b{bead})")).collect();
            let renderings = escaped(&term.renderings.join("; "));
            writeln!(
                text,
                "- <a id=\"term-{number}\"></a>**{}** {renderings} ({})",
                escaped(&term.source),
                beads.join(", ")
            )?;
        }
        text.push('\n');
    }
    writeln!(text, "## {}\n", plainly(ABOUT))?;
    for count in counts(book) {
        let beads: Vec<String> =
            count.beads.iter().map(|bead| format!(" [{bead}](#b{bead})")).collect();
        writeln!(text, "- {} {}{}", count.zh, count.en, beads.concat())?;
    }
    text.push('\n');
    for note in book.rows().flat_map(|row| &row.notes) {
        writeln!(text, "[^{}]: {}{}\n", note.bead, anchor(note.bead), note_text(note))?;
    }
    Ok(())
}

/// A table goes on over paragraphs; only headings end it.
fn both_running(rows: &[&Row], layout: Layout) -> bool {
    layout == Layout::Facing && rows.iter().all(|row| row.level().is_none())
}

fn rows_of(text: &mut String, book: &Book, layout: Layout, rows: &[Row]) -> std::fmt::Result {
    let (headings, running) =
        rows.split_at(rows.iter().take_while(|row| row.level().is_some()).count());
    for row in headings {
        let level = usize::from(row.level().unwrap_or(1));
        let (source, target) = (side(book, row, Which::Source), side(book, row, Which::Target));
        writeln!(text, "{} {}{source} {target}\n", "#".repeat(level), anchor(row.bead))?;
    }
    if running.is_empty() {
        return Ok(());
    }
    if layout == Layout::Facing {
        writeln!(text, "| | {} | {} |\n|---|---|---|", book.source_code, book.target_code)?;
        for row in running {
            let cell = |which| side(book, row, which).replace('|', "\\|");
            writeln!(
                text,
                "| {}{} | {} | {}{} |",
                anchor(row.bead),
                row.bead,
                cell(Which::Source),
                cell(Which::Target),
                draft(row).replace('|', "\\|")
            )?;
        }
        text.push('\n');
        return Ok(());
    }
    let groups: Vec<&[Row]> =
        if layout == Layout::Interlinear { running.chunks(1).collect() } else { vec![running] };
    for group in groups {
        for (which, joint) in
            [(Which::Source, book.source_lang.joint()), (Which::Target, book.target_lang.joint())]
        {
            for (index, row) in group.iter().enumerate() {
                text.push_str(if index > 0 { joint } else { "" });
                if which == Which::Source {
                    text.push_str(&anchor(row.bead));
                }
                text.push_str(&side(book, row, which));
                text.push_str(&if which == Which::Target { draft(row) } else { String::new() });
            }
            text.push_str("\n\n");
        }
    }
    Ok(())
}

fn anchor(bead: usize) -> String {
    format!("<a id=\"b{bead}\"></a>")
}

fn note_text(note: &Note) -> String {
    let parts: Vec<String> = [&note.source, &note.target]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| escaped(part))
        .collect();
    parts.join(" / ")
}

fn draft(row: &Row) -> String {
    let doubt = if row.doubtful { format!(" ⚠ *{:.2}*", row.score) } else { String::new() };
    let findings: String = row
        .findings
        .iter()
        .flat_map(|finding| [" *".to_owned(), escaped(finding), "*".to_owned()])
        .collect();
    doubt + &findings
}

fn side(book: &Book, row: &Row, which: Which) -> String {
    let (pieces, lang) = match which {
        Which::Source => (&row.source, book.source_lang),
        Which::Target => (&row.target, book.target_lang),
    };
    if pieces.is_empty() {
        return escaped(missing(lang, which));
    }
    let piece = |piece: &Piece| match piece.kind {
        // A mark whose note stands at the end of the book is text.
        Kind::NoteMark(note) if book.loose_notes.iter().all(|loose| loose.bead != note) => {
            format!("[^{note}]")
        }
        Kind::Plain | Kind::NoteMark(_) => escaped(&piece.text),
        Kind::Term(term) => format!("[{}](#term-{})", escaped(&piece.text), term + 1),
        Kind::Flagged => format!("<mark>{}</mark>", escaped(&piece.text)),
    };
    pieces.iter().map(piece).collect()
}

/// What Markdown would take for markup is escaped; a line break becomes a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '$' | '&' => {
                out.extend(['\\', c]);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    // Only the start of a line makes a list or a rule of these.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match out[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => out.insert(digits, '\\'),
        Some('-' | '+' | '=') if digits == 0 => out.insert(0, '\\'),
        _ => {}
    }
    out
}
