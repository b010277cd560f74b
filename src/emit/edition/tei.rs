//! The edition as TEI P5 XML: both texts, and links between their segments.

use std::io::{self, Write};

use super::book::{Book, Row};
use super::markup::Markup;
use super::notes::Note;
use super::pieces::{Kind, Piece};
use super::settings::{Edition, Which};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

/// An [`Edition`] as TEI P5: a `text` per language in a `group`, a `seg` per
/// bead and side (`b12.source`, `b12.target`), and in `standOff` a `link` per
/// bead with both sides (`b12`). The layout plays no part.
#[derive(Debug, Clone, Copy)]
pub struct Tei<'a>(pub &'a Edition);

impl Emit for Tei<'_> {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        let mut m = Markup::starting_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        m.element("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0")], |m| {
            m.line();
            header(m, &book);
            m.line();
            links(m, &book);
            m.line();
            m.element("text", &[], |m| {
                m.element("group", &[], |m| {
                    m.line();
                    for which in [Which::Source, Which::Target] {
                        one_text(m, &book, which);
                    }
                });
            });
        });
        m.line();
        out.write_all(m.finish().as_bytes())
    }
}

fn name(which: Which) -> &'static str {
    match which {
        Which::Source => "source",
        Which::Target => "target",
    }
}

fn pieces(row: &Row, which: Which) -> &[Piece] {
    match which {
        Which::Source => &row.source,
        Which::Target => &row.target,
    }
}

fn header(m: &mut Markup, book: &Book) {
    let metadata = &book.metadata;
    m.element("teiHeader", &[], |m| {
        m.element("fileDesc", &[], |m| {
            m.element("titleStmt", &[], |m| {
                m.leaf("title", &[], &metadata.title);
                for author in &metadata.authors {
                    m.leaf("author", &[], author);
                }
                for translator in &metadata.translators {
                    m.leaf("editor", &[("role", "translator")], translator);
                }
            });
            m.element("publicationStmt", &[], |m| match &metadata.publisher {
                Some(publisher) => {
                    m.leaf("publisher", &[], publisher);
                    if let Some(identifier) = &metadata.identifier {
                        m.leaf("idno", &[], identifier);
                    }
                    if let Some(date) = &metadata.date {
                        m.leaf("date", &[("when", date)], date);
                    }
                }
                None => m.leaf("p", &[], metadata.date.as_deref().unwrap_or("Unpublished.")),
            });
            m.element("sourceDesc", &[], |m| m.leaf("p", &[], "Aligned by sentence with Diptych."));
        });
        m.element("profileDesc", &[], |m| {
            m.element("langUsage", &[], |m| {
                for code in [book.source_code, book.target_code] {
                    m.leaf("language", &[("ident", code)], code);
                }
            });
        });
    });
}

/// A link per bead that has both sides; the others are counted by what is missing here.
fn links(m: &mut Markup, book: &Book) {
    m.element("standOff", &[], |m| {
        m.element("linkGrp", &[("type", "alignment")], |m| {
            let rows =
                book.rows().map(|row| (row.bead, !row.source.is_empty() && !row.target.is_empty()));
            let notes = book
                .notes()
                .map(|note| (note.bead, !note.source.is_empty() && !note.target.is_empty()));
            for (bead, _) in rows.chain(notes).filter(|(_, both)| *both) {
                m.line();
                let target = format!("#b{bead}.source #b{bead}.target");
                m.empty("link", &[("xml:id", &format!("b{bead}")), ("target", &target)]);
            }
        });
    });
}

fn one_text(m: &mut Markup, book: &Book, which: Which) {
    let (code, joint) = match which {
        Which::Source => (book.source_code, book.source_lang.joint()),
        Which::Target => (book.target_code, book.target_lang.joint()),
    };
    m.element("text", &[("xml:lang", code), ("xml:id", name(which))], |m| {
        if !book.front.is_empty() {
            m.line();
            m.element("front", &[], |m| {
                m.element("titlePage", &[], |m| {
                    m.element("docTitle", &[], |m| {
                        m.element("titlePart", &[], |m| segments(m, &book.front, which, joint));
                    });
                });
            });
        }
        m.line();
        m.element("body", &[], |m| {
            for chapter in &book.chapters {
                m.line();
                m.element("div", &[], |m| {
                    for (index, rows) in chapter.paragraphs().enumerate() {
                        paragraph(m, rows, which, index == 0, joint);
                    }
                });
            }
        });
        if book.notes().next().is_some() {
            m.line();
            m.element("back", &[], |m| {
                m.element("div", &[("type", "notes")], |m| {
                    book.notes().for_each(|note| self::note(m, note, which));
                });
            });
        }
    });
    m.line();
}

fn paragraph(m: &mut Markup, rows: &[Row], which: Which, first: bool, joint: &str) {
    if rows.iter().all(|row| pieces(row, which).is_empty()) {
        return;
    }
    m.line();
    // TEI has `head` only at the start of a division.
    let (element, attributes): (&str, &[(&str, &str)]) = match (rows[0].level(), first) {
        (Some(_), true) => ("head", &[]),
        (Some(_), false) => ("p", &[("rend", "heading")]),
        (None, _) => ("p", &[]),
    };
    m.element(element, attributes, |m| segments(m, rows, which, joint));
}

/// A `seg` for each row that has this side.
fn segments(m: &mut Markup, rows: &[Row], which: Which, joint: &str) {
    for row in rows.iter().filter(|row| !pieces(row, which).is_empty()) {
        let id = format!("b{}.{}", row.bead, name(which));
        m.element("seg", &[("xml:id", &id)], |m| {
            for piece in pieces(row, which) {
                match piece.kind {
                    Kind::NoteMark(note) => {
                        let target = format!("#b{note}.{}", name(which));
                        m.leaf("ref", &[("type", "note"), ("target", &target)], &piece.text);
                    }
                    Kind::Term(_) => m.leaf("term", &[], &piece.text),
                    Kind::Plain | Kind::Flagged => m.text(&piece.text),
                }
            }
        });
        m.text(joint);
    }
}

fn note(m: &mut Markup, note: &Note, which: Which) {
    for (side, label, text) in note.sides() {
        if side == which && !text.is_empty() {
            m.line();
            let id = format!("b{}.{}", note.bead, name(which));
            m.leaf("note", &[("xml:id", &id), ("n", label)], text);
        }
    }
}
