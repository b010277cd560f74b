//! The edition as one HTML file that needs no other.

use std::io::{self, Write};

use super::book::{Book, Row, plain};
use super::colophon::{counts, credits};
use super::html_rows::{anchor_to, note, paragraph, row};
use super::labels::{CONTENTS, NOTES, TERMS, bilingual, both, plainly};
use super::markup::Markup;
use super::settings::{Edition, Layout};
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
        m.element("body", &[("class", &body_class(book, edition))], |m| {
            m.element("a", &[("class", "skip"), ("href", "#text")], |m| {
                bilingual(m, ("跳到正文", "To the text"));
            });
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

/// What the style sheet is told of the whole page.
fn body_class(book: &Book, edition: &Edition) -> String {
    let layout = match edition.layout {
        Layout::Facing => "facing",
        Layout::Interlinear => "interlinear",
        Layout::Stacked => "stacked",
        Layout::Popup => "popup",
    };
    let draft = if edition.draft { " draft" } else { "" };
    let long = if book.has_long_chapters() { " long-chapters" } else { "" };
    format!("{layout}{draft}{long}")
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

/// The title, who made the book, and the contents.
fn header(m: &mut Markup, book: &Book, edition: &Edition) {
    m.element("header", &[], |m| {
        if book.front.is_empty() {
            m.leaf("h1", &[], &book.metadata.title);
        } else if !edition.metadata.title.is_empty() {
            m.leaf("p", &[("class", "byline")], &edition.metadata.title);
        }
        book.front.iter().for_each(|title| row(m, book, title));
        for credit in credits(book) {
            m.element("p", &[("class", "byline")], |m| {
                if let Some(label) = credit.label {
                    bilingual(m, label);
                    m.text(" ");
                }
                m.text(&credit.text);
            });
        }
        contents(m, book);
    });
}

fn contents(m: &mut Markup, book: &Book) {
    let rows = book.chapters.iter().flat_map(|chapter| &chapter.rows);
    let headings: Vec<(&Row, u8)> = rows.filter_map(|row| Some((row, row.level()?))).collect();
    let Some(top) = headings.iter().map(|&(_, level)| level).min() else { return };
    m.element("nav", &[("aria-label", &plainly(CONTENTS))], |m| {
        m.element("details", &[], |m| {
            m.element("summary", &[], |m| bilingual(m, CONTENTS));
            m.element("ol", &[], |m| {
                for (row, level) in headings {
                    let class: &[(&str, &str)] =
                        if level > top { &[("class", "deeper")] } else { &[] };
                    m.element("li", class, |m| {
                        m.element("a", &[("href", &anchor_to(row.bead))], |m| {
                            both(m, book, &plain(&row.source), &plain(&row.target));
                        });
                    });
                }
            });
        });
    });
}

fn loose_notes(m: &mut Markup, book: &Book) {
    if !book.loose_notes.is_empty() {
        m.element("section", &[("class", "notes")], |m| {
            m.element("h2", &[], |m| bilingual(m, NOTES));
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
        m.element("h2", &[], |m| bilingual(m, TERMS));
        m.element("ul", &[], |m| {
            for (number, term) in (1..).zip(book.terms) {
                m.element("li", &[("id", &format!("term-{number}"))], |m| {
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
    m.element("footer", &[("class", "about")], |m| {
        for count in counts(book) {
            m.element("p", &[], |m| {
                bilingual(m, (&count.zh, &count.en));
                if !count.beads.is_empty() {
                    m.text(": ");
                    bead_links(m, count.beads);
                }
            });
        }
    });
    m.line();
}
