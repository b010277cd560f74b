//! The text of the web page: rows, paragraphs, and the notes at their rows.

use diptych_segments::{Lang, Role};

use super::book::{Book, Row};
use super::labels::{DOUBTFUL, bilingual, missing};
use super::markup::Markup;
use super::notes::Note;
use super::pieces::{Kind, Piece};
use super::settings::{Layout, Which};

fn anchor(bead: usize) -> String {
    format!("b{bead}")
}

/// The address of a bead in the page: its permalink.
pub(super) fn anchor_to(bead: usize) -> String {
    format!("#b{bead}")
}

/// A paragraph in one of the layouts; headings are rows in all of them.
pub(super) fn paragraph(m: &mut Markup, book: &Book, layout: Layout, rows: &[Row]) {
    let heading = rows[0].level().is_some();
    match layout {
        Layout::Stacked if !heading => stacked(m, book, rows),
        Layout::Popup if !heading => popup(m, book, rows),
        _ => rows.iter().for_each(|row| self::row(m, book, row)),
    }
}

/// Both sides of one bead, beside or beneath each other.
pub(super) fn row(m: &mut Markup, book: &Book, row: &Row) {
    let mut class = "bead row".to_owned();
    let mut add = |name: &str, when: bool| {
        if when {
            class.push(' ');
            class.push_str(name);
        }
    };
    add("heading", row.level().is_some());
    add("opens", row.opens_paragraph && row.level().is_none());
    add("abstract", row.role == Role::Abstract);
    add("doubtful", row.doubtful);
    m.element("div", &[("class", &class), ("id", &anchor(row.bead))], |m| {
        match row.level() {
            Some(level) => {
                m.element(&format!("h{level}"), &[], |m| both_sides(m, book, row, "span"));
            }
            None => both_sides(m, book, row, "p"),
        }
        number(m, row.bead);
        after(m, book, row);
    });
    m.line();
}

fn both_sides(m: &mut Markup, book: &Book, row: &Row, element: &str) {
    m.element(element, &[("class", "source"), ("lang", book.source_code)], |m| {
        side(m, &row.source, book.source_lang, Which::Source);
    });
    // What stands between the two is only heard: it keeps a heading's languages apart.
    m.text(" ");
    m.element(element, &[("class", "target"), ("lang", book.target_code)], |m| {
        side(m, &row.target, book.target_lang, Which::Target);
    });
}

fn number(m: &mut Markup, bead: usize) {
    m.leaf("a", &[("class", "number"), ("href", &anchor_to(bead))], &bead.to_string());
}

/// The pieces of one side, or the words that say that there are none.
fn side(m: &mut Markup, pieces: &[Piece], lang: Lang, which: Which) {
    if pieces.is_empty() {
        m.leaf("span", &[("class", "missing")], missing(lang, which));
    }
    for piece in pieces {
        match piece.kind {
            Kind::Plain => m.text(&piece.text),
            Kind::NoteMark(note) => noteref(m, note, &piece.text),
            Kind::Term(term) => {
                m.leaf(
                    "a",
                    &[("class", "term"), ("href", &format!("#term-{}", term + 1))],
                    &piece.text,
                );
            }
            Kind::Flagged => m.leaf("mark", &[("class", "flagged")], &piece.text),
        }
    }
}

fn noteref(m: &mut Markup, note: usize, mark: &str) {
    m.leaf("a", &[("class", "noteref"), ("role", "doc-noteref"), ("href", &anchor_to(note))], mark);
}

/// What follows a row: in a draft its doubts and findings, and always its notes.
fn after(m: &mut Markup, book: &Book, row: &Row) {
    if row.doubtful {
        m.element("p", &[("class", "doubt wide")], |m| {
            m.text("⚠ ");
            number(m, row.bead);
            m.text(" ");
            bilingual(m, DOUBTFUL);
            m.text(&format!(" {:.2}", row.score));
        });
    }
    if !row.findings.is_empty() {
        m.element("ul", &[("class", "findings wide"), ("lang", "en")], |m| {
            for finding in &row.findings {
                m.element("li", &[], |m| {
                    number(m, row.bead);
                    m.text(&format!(" {finding}"));
                });
            }
        });
    }
    for note in &row.notes {
        self::note(m, book, note, Some(row.bead));
    }
}

/// A note; `home` is the bead that calls it.
pub(super) fn note(m: &mut Markup, book: &Book, note: &Note, home: Option<usize>) {
    m.element(
        "div",
        &[("class", "note wide"), ("role", "doc-footnote"), ("id", &anchor(note.bead))],
        |m| {
            for (which, label, text) in note.sides() {
                let code = match which {
                    Which::Source => book.source_code,
                    Which::Target => book.target_code,
                };
                let label = if label.is_empty() { "*" } else { label };
                if !text.is_empty() {
                    m.element("p", &[("lang", code)], |m| {
                        let href = anchor_to(home.unwrap_or(note.bead));
                        m.leaf("a", &[("role", "doc-backlink"), ("href", &href)], label);
                        m.text(" ");
                        m.text(text);
                    });
                }
            }
        },
    );
}

/// A paragraph of the source, then the same of the target.
fn stacked(m: &mut Markup, book: &Book, rows: &[Row]) {
    m.element("div", &[("class", "paragraph")], |m| {
        m.element("p", &[("class", "source"), ("lang", book.source_code)], |m| {
            for row in rows {
                m.element("span", &[("class", "bead"), ("id", &anchor(row.bead))], |m| {
                    number(m, row.bead);
                    side(m, &row.source, book.source_lang, Which::Source);
                });
                m.text(book.source_lang.joint());
            }
        });
        m.element("p", &[("class", "target"), ("lang", book.target_code)], |m| {
            for row in rows {
                number(m, row.bead);
                side(m, &row.target, book.target_lang, Which::Target);
                m.text(book.target_lang.joint());
            }
        });
        for row in rows {
            after(m, book, row);
        }
    });
    m.line();
}

/// A paragraph of the source; a touch on a sentence brings up its target.
fn popup(m: &mut Markup, book: &Book, rows: &[Row]) {
    m.element("div", &[("class", "paragraph")], |m| {
        m.element("p", &[("class", "source"), ("lang", book.source_code)], |m| {
            for row in rows {
                m.element("span", &[("class", "bead"), ("id", &anchor(row.bead))], |m| {
                    popup_bead(m, book, row);
                });
                m.text(book.source_lang.joint());
            }
        });
        for row in rows {
            after(m, book, row);
        }
    });
    m.line();
}

fn popup_bead(m: &mut Markup, book: &Book, row: &Row) {
    let href = format!("#t{}", row.bead);
    let touch: &[(&str, &str)] = &[("class", "touch"), ("href", &href)];
    if row.source.is_empty() {
        m.leaf("a", touch, missing(book.source_lang, Which::Source));
    }
    let note =
        |piece: &Piece| if let Kind::NoteMark(note) = piece.kind { Some(note) } else { None };
    for stretch in row.source.chunk_by(|a, b| note(a) == note(b)) {
        let text: String = stretch.iter().map(|piece| piece.text.as_str()).collect();
        match note(&stretch[0]) {
            Some(note) => noteref(m, note, &text),
            None => m.leaf("a", touch, &text),
        }
    }
    m.element(
        "span",
        &[("class", "target"), ("id", &href[1..]), ("lang", book.target_code)],
        |m| {
            side(m, &row.target, book.target_lang, Which::Target);
            m.text(" ");
            number(m, row.bead);
        },
    );
}
