//! The edition as one HTML file that needs no other.

use std::io::{self, Write};

use diptych_segments::Lang;

use super::book::{Book, Note, Row, plain};
use super::markup::Markup;
use super::pieces::{Kind, Piece};
use super::{Edition, Layout, Which};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

const STYLE: &str = include_str!("html.css");

/// An [`Edition`] as a web page.
#[derive(Debug, Clone, Copy)]
pub struct Html<'a>(pub &'a Edition);

impl Emit for Html<'_> {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        out.write_all(page(&book, self.0).as_bytes())
    }
}

fn page(book: &Book, edition: &Edition) -> String {
    let mut m = Markup::starting_with("<!doctype html>\n");
    m.element("html", &[("lang", book.source_code)], |m| {
        m.element("head", &[], |m| head(m, book));
        m.line();
        let layout = layout_name(edition.layout);
        let class = if edition.draft { format!("{layout} draft") } else { layout.to_owned() };
        m.element("body", &[("class", &class)], |m| {
            m.leaf("a", &[("class", "skip"), ("href", "#text"), ("lang", "en")], "To the text");
            header(m, book, edition);
            m.line();
            m.element("main", &[("id", "text")], |m| {
                for chapter in &book.chapters {
                    m.element("section", &[], |m| {
                        m.line();
                        chapter
                            .paragraphs()
                            .for_each(|rows| paragraph(m, book, edition.layout, rows));
                    });
                    m.line();
                }
                loose_notes(m, book);
                terms(m, book);
            });
            m.line();
            about(m, book);
        });
    });
    m.line();
    m.finish()
}

fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::Facing => "facing",
        Layout::Interlinear => "interlinear",
        Layout::Stacked => "stacked",
        Layout::Popup => "popup",
    }
}

fn head(m: &mut Markup, book: &Book) {
    let metadata = &book.metadata;
    m.empty("meta", &[("charset", "utf-8")]);
    m.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    m.empty("meta", &[("name", "generator"), ("content", "diptych")]);
    for author in &metadata.authors {
        m.empty("meta", &[("name", "author"), ("content", author)]);
    }
    m.leaf("title", &[], &metadata.title);
    m.element("style", &[], |m| m.raw(STYLE));
}

fn header(m: &mut Markup, book: &Book, edition: &Edition) {
    m.element("header", &[], |m| {
        if book.title.is_none() {
            m.leaf("h1", &[], &book.metadata.title);
        } else if !edition.metadata.title.is_empty() {
            m.leaf("p", &[("class", "byline")], &edition.metadata.title);
        }
        let byline = byline(book);
        if !byline.is_empty() {
            m.leaf("p", &[("class", "byline")], &byline);
        }
        contents(m, book);
    });
}

/// Authors, translators, publisher and date in one line.
fn byline(book: &Book) -> String {
    let metadata = &book.metadata;
    let people = [metadata.authors.join(", "), metadata.translators.join(", ")];
    let rest =
        [metadata.publisher.clone().unwrap_or_default(), metadata.date.clone().unwrap_or_default()];
    let parts: Vec<String> =
        people.into_iter().chain(rest).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn contents(m: &mut Markup, book: &Book) {
    let headings: Vec<(&Row, u8)> =
        book.rows().filter_map(|row| Some((row, row.level().filter(|&l| l > 1)?))).collect();
    let Some(top) = headings.iter().map(|&(_, level)| level).min() else { return };
    m.element("nav", &[("aria-label", "Contents 目录")], |m| {
        m.element("details", &[], |m| {
            m.element("summary", &[], |m| bilingual(m, "目录", "Contents"));
            m.element("ol", &[], |m| {
                for (row, level) in headings {
                    let class: &[(&str, &str)] =
                        if level > top { &[("class", "deeper")] } else { &[] };
                    m.element("li", class, |m| {
                        m.element("a", &[("href", &anchor_to(row.bead))], |m| {
                            m.leaf("span", &[("lang", book.source_code)], &plain(&row.source));
                            m.text(" ");
                            m.leaf("span", &[("lang", book.target_code)], &plain(&row.target));
                        });
                    });
                }
            });
        });
    });
}

/// A label of the edition's own, in both languages.
pub(super) fn bilingual(m: &mut Markup, zh: &str, en: &str) {
    m.leaf("span", &[("lang", "zh")], zh);
    m.text(" ");
    m.leaf("span", &[("lang", "en")], en);
}

fn anchor(bead: usize) -> String {
    format!("b{bead}")
}

fn anchor_to(bead: usize) -> String {
    format!("#b{bead}")
}

fn paragraph(m: &mut Markup, book: &Book, layout: Layout, rows: &[Row]) {
    let heading = rows[0].level().is_some();
    match layout {
        Layout::Stacked if !heading => stacked(m, book, rows),
        Layout::Popup if !heading => popup(m, book, rows),
        _ => rows.iter().for_each(|row| self::row(m, book, row)),
    }
}

/// Both sides of one bead, beside or beneath each other.
fn row(m: &mut Markup, book: &Book, row: &Row) {
    let mut class = "bead row".to_owned();
    let mut add = |name: &str, when: bool| {
        if when {
            class.push(' ');
            class.push_str(name);
        }
    };
    add("heading", row.level().is_some());
    add("opens", row.opens_paragraph && row.level().is_none());
    add("abstract", row.role == diptych_segments::Role::Abstract);
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

/// What stands where a side of a bead is empty.
pub(super) fn missing(lang: Lang, which: Which) -> &'static str {
    match (lang, which) {
        (Lang::Zh, Which::Source) => "［无原文］",
        (Lang::Zh, Which::Target) => "［未译］",
        (Lang::En, Which::Source) => "[no source text]",
        (Lang::En, Which::Target) => "[not translated]",
    }
}

fn noteref(m: &mut Markup, note: usize, mark: &str) {
    m.leaf("a", &[("class", "noteref"), ("role", "doc-noteref"), ("href", &anchor_to(note))], mark);
}

/// What follows a row: in a draft its doubts and findings, and always its notes.
fn after(m: &mut Markup, book: &Book, row: &Row) {
    if row.doubtful {
        m.element("p", &[("class", "doubt wide"), ("lang", "en")], |m| {
            m.text(&format!("⚠ doubtful: {:.2}", row.score));
        });
    }
    if !row.findings.is_empty() {
        m.element("ul", &[("class", "findings wide"), ("lang", "en")], |m| {
            for finding in &row.findings {
                m.leaf("li", &[], finding);
            }
        });
    }
    for note in &row.notes {
        self::note(m, book, note, Some(row.bead));
    }
}

fn note(m: &mut Markup, book: &Book, note: &Note, home: Option<usize>) {
    m.element(
        "div",
        &[("class", "note wide"), ("role", "doc-footnote"), ("id", &anchor(note.bead))],
        |m| {
            let label = if note.label.is_empty() { "*" } else { &note.label };
            for (code, text) in [(book.source_code, &note.source), (book.target_code, &note.target)]
            {
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

fn loose_notes(m: &mut Markup, book: &Book) {
    if !book.loose_notes.is_empty() {
        m.element("section", &[("class", "notes")], |m| {
            m.element("h2", &[], |m| bilingual(m, "注释", "Notes"));
            for note in &book.loose_notes {
                self::note(m, book, note, None);
            }
        });
        m.line();
    }
}

fn terms(m: &mut Markup, book: &Book) {
    if book.terms.is_empty() {
        return;
    }
    m.element("section", &[("class", "terms")], |m| {
        m.element("h2", &[], |m| bilingual(m, "术语表", "Terms"));
        m.element("ul", &[], |m| {
            for (index, term) in book.terms.iter().enumerate() {
                m.element("li", &[("id", &format!("term-{}", index + 1))], |m| {
                    m.leaf("b", &[("lang", book.source_code)], &term.source);
                    m.text(" ");
                    m.leaf("span", &[("lang", book.target_code)], &term.renderings.join("; "));
                    m.text(" ");
                    m.element("span", &[("class", "places")], |m| bead_links(m, &term.beads()));
                });
            }
        });
    });
    m.line();
}

fn bead_links(m: &mut Markup, beads: &[usize]) {
    for (index, &bead) in beads.iter().enumerate() {
        m.text(if index > 0 { ", " } else { "" });
        m.leaf("a", &[("href", &anchor_to(bead))], &bead.to_string());
    }
}

/// How many beads there are, and which lack a side.
fn about(m: &mut Markup, book: &Book) {
    m.element("footer", &[("class", "about"), ("lang", "en")], |m| {
        let notes = book.rows().map(|row| row.notes.len()).sum::<usize>() + book.loose_notes.len();
        m.leaf("p", &[], &format!("{} beads, of them {notes} notes.", book.rows().count() + notes));
        for (beads, what) in [
            (&book.without_target, "not translated"),
            (&book.without_source, "without source text"),
        ] {
            m.element("p", &[], |m| {
                m.text(&format!("{} {what}", beads.len()));
                m.text(if beads.is_empty() { "." } else { ": " });
                bead_links(m, beads);
            });
        }
    });
    m.line();
}
