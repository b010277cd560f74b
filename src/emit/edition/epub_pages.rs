//! The pages of an e-book: title, chapters, loose notes, term list, counts.

use std::collections::HashMap;

use super::book::{Book, Row, plain};
use super::colophon::{counts, credits};
use super::epub_page::{Page, labelled, own_page, xhtml};
use super::labels::{ABOUT, DOUBTFUL, NOTES, TERMS, bilingual, both, missing, plainly};
use super::markup::Markup;
use super::notes::Note;
use super::pieces::{Kind, Piece};
use super::settings::{Edition, Layout, Which};

/// Longer chapters go over several files, since reading devices open a file as a whole.
const BEADS_A_FILE: usize = 400;

const TITLE_PAGE: &str = "title.xhtml";

/// Which file every bead stands in.
type Files = HashMap<usize, String>;

struct Part<'b> {
    file: String,
    chapter: usize,
    continues: bool,
    rows: &'b [Row],
}

/// All pages in reading order.
pub(super) fn pages(book: &Book, edition: &Edition) -> Vec<Page> {
    let parts = parts(book);
    let mut files = Files::new();
    let chapters = parts.iter().map(|part| (&part.file, part.rows));
    for (file, rows) in chapters.chain([(&TITLE_PAGE.to_owned(), book.front.as_slice())]) {
        for row in rows {
            files.insert(row.bead, file.clone());
            files.extend(row.notes.iter().map(|note| (note.bead, file.clone())));
        }
    }
    files.extend(book.loose_notes.iter().map(|note| (note.bead, "notes.xhtml".to_owned())));

    let writer = Writer { book, edition, files: &files };
    let mut pages = vec![writer.title_page()];
    pages.extend(parts.iter().map(|part| writer.chapter(part)));
    if !book.loose_notes.is_empty() {
        pages.push(writer.loose_notes());
    }
    if !book.terms.is_empty() {
        pages.push(writer.terms());
    }
    pages.push(writer.about());
    pages
}

/// The chapters, long ones cut where a paragraph starts.
fn parts<'b>(book: &'b Book) -> Vec<Part<'b>> {
    let mut parts: Vec<Part> = Vec::new();
    for (chapter, rows) in book.chapters.iter().enumerate().map(|(n, chapter)| (n, &chapter.rows)) {
        let mut start = 0;
        while start < rows.len() {
            let later = (start + BEADS_A_FILE..rows.len()).find(|&row| rows[row].opens_paragraph);
            let end = later.unwrap_or(rows.len());
            let file = format!("text-{:04}.xhtml", parts.len() + 1);
            parts.push(Part { file, chapter, continues: start > 0, rows: &rows[start..end] });
            start = end;
        }
    }
    parts
}

struct Writer<'w, 'b> {
    book: &'w Book<'b>,
    edition: &'w Edition,
    files: &'w Files,
}

impl Writer<'_, '_> {
    fn title_page(&self) -> Page {
        let title = &self.book.metadata.title;
        let content = xhtml(self.book, title, "title-page", |m| {
            m.element("section", &[("epub:type", "titlepage")], |m| {
                if self.book.front.is_empty() {
                    m.leaf("h1", &[], title);
                }
                self.book.front.iter().for_each(|row| self.row(m, row));
                for credit in credits(self.book) {
                    m.element("p", &[("class", "byline")], |m| {
                        if let Some(label) = credit.label {
                            bilingual(m, label);
                            m.text(" ");
                        }
                        m.text(&credit.text);
                    });
                }
            });
            self.asides(m, &self.book.front);
        });
        let name = title.clone();
        own_page("title", content, move |m, _| m.text(&name))
    }

    fn chapter(&self, part: &Part) -> Page {
        let heading = self.book.chapters[part.chapter].heading();
        let title = self.book.metadata.title.clone();
        let page_title =
            heading.as_ref().map_or(title.clone(), |(source, target)| format!("{source} {target}"));
        let layout = if self.edition.layout == Layout::Facing { "facing" } else { "single" };
        let content = xhtml(self.book, &page_title, layout, |m| {
            m.element("section", &[("epub:type", "bodymatter chapter")], |m| {
                m.line();
                for rows in part.rows.chunk_by(|_, next| !next.opens_paragraph) {
                    self.paragraph(m, rows);
                }
            });
            self.asides(m, part.rows);
        });
        let file = part.file.clone();
        let sections = part.rows.iter().skip(1).filter(|row| row.level().is_some());
        Page {
            id: file.trim_end_matches(".xhtml").to_owned(),
            file,
            content,
            continues: part.continues,
            name: Box::new(move |m, book| match &heading {
                Some((source, target)) => both(m, book, source, target),
                None => m.text(&title),
            }),
            sections: sections
                .map(|row| (row.bead, plain(&row.source), plain(&row.target)))
                .collect(),
        }
    }

    fn paragraph(&self, m: &mut Markup, rows: &[Row]) {
        let heading = rows[0].level().is_some();
        match self.edition.layout {
            Layout::Stacked if !heading => self.stacked(m, rows),
            Layout::Popup if !heading => self.popup(m, rows),
            _ => rows.iter().for_each(|row| self.row(m, row)),
        }
    }

    fn row(&self, m: &mut Markup, row: &Row) {
        let id = format!("b{}", row.bead);
        if let Some(level) = row.level() {
            m.element(&format!("h{level}"), &[("id", &id)], |m| self.both_sides(m, row, "span"));
        } else {
            let opens = if row.opens_paragraph { " opens" } else { "" };
            let doubtful = if row.doubtful { " doubtful" } else { "" };
            m.element(
                "div",
                &[("class", &format!("bead row{opens}{doubtful}")), ("id", &id)],
                |m| {
                    self.both_sides(m, row, "p");
                    draft(m, row);
                },
            );
        }
        m.line();
    }

    fn both_sides(&self, m: &mut Markup, row: &Row, element: &str) {
        self.cell(m, element, Which::Source, |m| self.side(m, row, Which::Source));
        m.text(" ");
        self.cell(m, element, Which::Target, |m| self.side(m, row, Which::Target));
    }

    /// An element in the language of one side.
    fn cell(&self, m: &mut Markup, element: &str, which: Which, content: impl FnOnce(&mut Markup)) {
        let (class, code) = match which {
            Which::Source => ("source", self.book.source_code),
            Which::Target => ("target", self.book.target_code),
        };
        m.element(element, &[("class", class), ("lang", code), ("xml:lang", code)], content);
    }

    fn side(&self, m: &mut Markup, row: &Row, which: Which) {
        let (pieces, lang) = match which {
            Which::Source => (&row.source, self.book.source_lang),
            Which::Target => (&row.target, self.book.target_lang),
        };
        if pieces.is_empty() {
            m.leaf("span", &[("class", "missing")], missing(lang, which));
        }
        for piece in pieces {
            self.piece(m, piece);
        }
    }

    fn piece(&self, m: &mut Markup, piece: &Piece) {
        match piece.kind {
            Kind::Plain => m.text(&piece.text),
            Kind::NoteMark(note) => noteref(m, "noteref", &self.to(note), &piece.text),
            Kind::Term(term) => {
                let href = format!("terms.xhtml#term-{}", term + 1);
                m.leaf("a", &[("class", "term"), ("href", &href)], &piece.text);
            }
            Kind::Flagged => m.leaf("span", &[("class", "flagged")], &piece.text),
        }
    }

    fn to(&self, bead: usize) -> String {
        format!("{}#b{bead}", self.files.get(&bead).map_or("", String::as_str))
    }

    fn stacked(&self, m: &mut Markup, rows: &[Row]) {
        m.element("div", &[("class", "bead opens")], |m| {
            self.cell(m, "p", Which::Source, |m| {
                for row in rows {
                    m.element("span", &[("id", &format!("b{}", row.bead))], |m| {
                        self.side(m, row, Which::Source);
                    });
                    m.text(self.book.source_lang.joint());
                }
            });
            self.cell(m, "p", Which::Target, |m| {
                for row in rows {
                    self.side(m, row, Which::Target);
                    m.text(self.book.target_lang.joint());
                }
            });
            for row in rows {
                draft(m, row);
            }
        });
        m.line();
    }

    /// The source; each bead calls its target as a note that the device brings up.
    fn popup(&self, m: &mut Markup, rows: &[Row]) {
        self.cell(m, "p", Which::Source, |m| {
            for row in rows {
                let href = format!("#t{}", row.bead);
                m.element("span", &[("id", &format!("b{}", row.bead))], |m| {
                    if row.source.is_empty() {
                        noteref(m, "touch", &href, missing(self.book.source_lang, Which::Source));
                    }
                    for piece in &row.source {
                        match piece.kind {
                            Kind::NoteMark(_) => self.piece(m, piece),
                            _ => noteref(m, "touch", &href, &piece.text),
                        }
                    }
                });
                m.text(self.book.source_lang.joint());
            }
        });
        for row in rows {
            draft(m, row);
        }
        m.line();
    }

    /// What the rows call: notes, and in the popup layout the targets.
    fn asides(&self, m: &mut Markup, rows: &[Row]) {
        if rows.iter().any(|row| !row.notes.is_empty()) {
            m.empty("hr", &[("class", "gap")]);
        }
        for row in rows {
            if self.edition.layout == Layout::Popup && row.level().is_none() {
                aside(m, &format!("t{}", row.bead), |m| {
                    self.cell(m, "p", Which::Target, |m| self.side(m, row, Which::Target));
                });
            }
            for note in &row.notes {
                self.note(m, note, Some(row.bead));
            }
        }
    }

    fn note(&self, m: &mut Markup, note: &Note, home: Option<usize>) {
        aside(m, &format!("b{}", note.bead), |m| {
            for (which, label, text) in note.sides() {
                if text.is_empty() {
                    continue;
                }
                let label = if label.is_empty() { "*" } else { label };
                self.cell(m, "p", which, |m| {
                    match home {
                        Some(home) => m.leaf(
                            "a",
                            &[("role", "doc-backlink"), ("href", &self.to(home))],
                            label,
                        ),
                        None => m.text(label),
                    }
                    m.text(" ");
                    m.text(text);
                });
            }
        });
    }

    fn loose_notes(&self) -> Page {
        let content = xhtml(self.book, &plainly(NOTES), "notes", |m| {
            m.element("section", &[("epub:type", "endnotes"), ("role", "doc-endnotes")], |m| {
                m.element("h1", &[], |m| bilingual(m, NOTES));
                for note in &self.book.loose_notes {
                    self.note(m, note, None);
                }
            });
        });
        labelled("notes", content, NOTES)
    }

    fn terms(&self) -> Page {
        let content = xhtml(self.book, &plainly(TERMS), "terms", |m| {
            m.element("section", &[("epub:type", "glossary"), ("role", "doc-glossary")], |m| {
                m.element("h1", &[], |m| bilingual(m, TERMS));
                m.element("dl", &[], |m| {
                    for (number, term) in (1..).zip(self.book.terms) {
                        m.element("dt", &[("id", &format!("term-{number}"))], |m| {
                            self.cell(m, "dfn", Which::Source, |m| m.text(&term.source));
                        });
                        m.element("dd", &[], |m| {
                            self.cell(m, "span", Which::Target, |m| {
                                m.text(&term.renderings.join("; "));
                            });
                            for bead in term.beads() {
                                m.text(" ");
                                m.leaf("a", &[("href", &self.to(bead))], &bead.to_string());
                            }
                        });
                    }
                });
            });
        });
        labelled("terms", content, TERMS)
    }

    /// How many beads there are, and which lack a side.
    fn about(&self) -> Page {
        let content = xhtml(self.book, &plainly(ABOUT), "about", |m| {
            m.element("section", &[("epub:type", "colophon")], |m| {
                m.element("h1", &[], |m| bilingual(m, ABOUT));
                for count in counts(self.book) {
                    m.element("p", &[], |m| {
                        bilingual(m, (&count.zh, &count.en));
                        for &bead in count.beads {
                            m.text(" ");
                            m.leaf("a", &[("href", &self.to(bead))], &bead.to_string());
                        }
                    });
                }
            });
        });
        labelled("about", content, ABOUT)
    }
}

fn noteref(m: &mut Markup, class: &str, href: &str, text: &str) {
    let attributes =
        [("class", class), ("epub:type", "noteref"), ("role", "doc-noteref"), ("href", href)];
    m.leaf("a", &attributes, text);
}

fn aside(m: &mut Markup, id: &str, content: impl FnOnce(&mut Markup)) {
    m.element("aside", &[("epub:type", "footnote"), ("role", "doc-footnote"), ("id", id)], content);
    m.line();
}

/// In a draft: what is doubtful about the row.
fn draft(m: &mut Markup, row: &Row) {
    if row.doubtful {
        m.element("p", &[("class", "doubt wide")], |m| {
            m.text(&format!("⚠ {} ", row.bead));
            bilingual(m, DOUBTFUL);
            m.text(&format!(" {:.2}", row.score));
        });
    }
    for finding in &row.findings {
        m.leaf("p", &[("class", "findings wide")], &format!("{} {finding}", row.bead));
    }
}
