//! The edition as a Word document.

use std::collections::HashMap;
use std::io::{self, Write};

use diptych_segments::Lang;

use super::book::{Book, Row};
use super::colophon::{counts, credits};
use super::docx_parts as parts;
use super::labels::{ABOUT, DOUBTFUL, Label, NOTES, TERMS, missing, plainly};
use super::markup::Markup;
use super::notes::Note;
use super::package::Package;
use super::pieces::{Kind, Piece};
use super::settings::{Edition, Layout, Which};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

/// An [`Edition`] as a Word document: a table of two columns for the facing
/// layout, alternating paragraphs for the others; notes are real footnotes.
#[derive(Debug, Clone, Copy)]
pub struct Docx<'a>(pub &'a Edition);

impl Emit for Docx<'_> {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        let (document, footnotes) = Writer::new(&book, self.0.layout).write();
        let mut package = Package::new();
        package.part("[Content_Types].xml", parts::CONTENT_TYPES)?;
        package.part("_rels/.rels", parts::PACKAGE_RELATIONS)?;
        package.part("docProps/core.xml", &parts::core(&book))?;
        package.part("word/document.xml", &document)?;
        package.part("word/footnotes.xml", &footnotes)?;
        package.part("word/header1.xml", &parts::page_header(&book))?;
        package.part("word/footer1.xml", parts::PAGE_FOOTER)?;
        package.part("word/settings.xml", parts::SETTINGS)?;
        package.part("word/styles.xml", &parts::styles(&book))?;
        package.part("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS)?;
        package.write_to(out)
    }
}

/// Widths of the columns in twentieths of a point: number, source, target.
const COLUMNS: [&str; 3] = ["560", "4400", "4700"];

struct Writer<'b> {
    book: &'b Book<'b>,
    layout: Layout,
    notes: HashMap<usize, &'b Note>,
    /// What is called, in order: the footnotes, of which the first has number 1.
    called: Vec<(Which, usize)>,
    bookmarks: usize,
    /// Whether the next heading starts a page.
    new_page: bool,
}

impl<'b> Writer<'b> {
    fn new(book: &'b Book<'b>, layout: Layout) -> Self {
        let notes = book.rows().flat_map(|row| &row.notes).chain(&book.loose_notes);
        Self {
            book,
            layout,
            notes: notes.map(|note| (note.bead, note)).collect(),
            called: Vec::new(),
            bookmarks: 0,
            new_page: false,
        }
    }

    /// The document and its footnotes.
    fn write(mut self) -> (String, String) {
        let mut m = Markup::starting_with(parts::DECLARATION);
        m.element("w:document", &parts::NAMESPACES, |m| {
            m.element("w:body", &[], |m| {
                self.front(m);
                let new_pages = self.book.has_long_chapters();
                for (index, chapter) in self.book.chapters.iter().enumerate() {
                    self.new_page = new_pages && index > 0;
                    for rows in
                        chapter.rows.chunk_by(|a, b| a.level().is_none() && b.level().is_none())
                    {
                        if let Some(level) = rows[0].level() {
                            self.heading(m, &rows[0], level);
                        } else if self.layout == Layout::Facing {
                            self.table(m, rows);
                        } else {
                            rows.chunk_by(|_, next| !next.opens_paragraph)
                                .for_each(|rows| self.paragraphs(m, rows));
                        }
                        m.line();
                    }
                }
                self.loose_notes(m);
                self.terms(m);
                self.about(m);
                m.raw(parts::SECTION);
            });
        });
        m.line();
        let document = m.finish();
        (document, self.footnotes())
    }

    fn front(&mut self, m: &mut Markup) {
        let book = self.book;
        if book.front.is_empty() {
            paragraph(m, "Title", |m| run(m, None, &book.metadata.title));
        }
        if let Some(title) = book.title_above {
            paragraph(m, "Subtitle", |m| run(m, None, title));
        }
        book.front.iter().for_each(|row| self.heading(m, row, 1));
        for credit in credits(book) {
            let label = credit.label.map(|label| plainly(label) + " ").unwrap_or_default();
            paragraph(m, "Subtitle", |m| run(m, None, &(label + &credit.text)));
        }
    }

    fn heading(&mut self, m: &mut Markup, row: &Row, level: u8) {
        let style = if level == 1 { "Title".to_owned() } else { format!("Heading{}", level - 1) };
        m.element("w:p", &[], |m| {
            m.element("w:pPr", &[], |m| {
                m.empty("w:pStyle", &[("w:val", &style)]);
                if std::mem::take(&mut self.new_page) {
                    m.empty("w:pageBreakBefore", &[]);
                }
            });
            self.bookmark(m, row.bead);
            self.side(m, row, Which::Source);
            m.element("w:r", &[], |m| m.empty("w:br", &[]));
            self.side(m, row, Which::Target);
        });
    }

    /// A name by which other documents and reviewers can point at the bead.
    fn bookmark(&mut self, m: &mut Markup, bead: usize) {
        self.bookmarks += 1;
        let id = self.bookmarks.to_string();
        m.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &format!("b{bead}"))]);
        m.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    fn table(&mut self, m: &mut Markup, rows: &[Row]) {
        m.element("w:tbl", &[], |m| {
            m.raw(parts::TABLE);
            m.element("w:tblGrid", &[], |m| {
                for width in COLUMNS {
                    m.empty("w:gridCol", &[("w:w", width)]);
                }
            });
            let header = ["", self.book.source_code, self.book.target_code];
            m.element("w:tr", &[], |m| {
                m.raw("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
                for (text, width) in header.into_iter().zip(COLUMNS) {
                    cell(m, width, |m| paragraph(m, "Number", |m| run(m, None, text)));
                }
            });
            for row in rows {
                m.line();
                m.element("w:tr", &[], |m| {
                    m.raw("<w:trPr><w:cantSplit/></w:trPr>");
                    cell(m, COLUMNS[0], |m| {
                        paragraph(m, "Number", |m| {
                            self.bookmark(m, row.bead);
                            run(m, None, &row.bead.to_string());
                        });
                    });
                    cell(m, COLUMNS[1], |m| {
                        paragraph(m, "SourceCell", |m| self.side(m, row, Which::Source));
                    });
                    cell(m, COLUMNS[2], |m| {
                        paragraph(m, "TargetCell", |m| self.side(m, row, Which::Target));
                        draft(m, row);
                    });
                });
            }
        });
        // Word wants a paragraph behind a table.
        m.raw("<w:p/>");
    }

    /// The source, then the target: bead by bead in the interlinear layout, else by paragraph.
    fn paragraphs(&mut self, m: &mut Markup, rows: &[Row]) {
        if self.layout == Layout::Interlinear && rows.len() > 1 {
            for row in rows {
                self.paragraphs(m, std::slice::from_ref(row));
            }
            return;
        }
        for (which, style) in [(Which::Source, "Source"), (Which::Target, "Target")] {
            let joint = match which {
                Which::Source => self.book.source_lang.joint(),
                Which::Target => self.book.target_lang.joint(),
            };
            paragraph(m, style, |m| {
                for (index, row) in rows.iter().enumerate() {
                    if which == Which::Source {
                        self.bookmark(m, row.bead);
                    }
                    m.element("w:r", &[], |m| {
                        m.raw("<w:rPr><w:rStyle w:val=\"BeadNumber\"/></w:rPr>");
                        text(m, &row.bead.to_string());
                    });
                    self.side(m, row, which);
                    if index + 1 < rows.len() && !joint.is_empty() {
                        run(m, None, joint);
                    }
                }
            });
        }
        for row in rows {
            draft(m, row);
        }
    }

    fn lang(&self, which: Which) -> (Lang, &'b str) {
        match which {
            Which::Source => (self.book.source_lang, self.book.source_code),
            Which::Target => (self.book.target_lang, self.book.target_code),
        }
    }

    fn side(&mut self, m: &mut Markup, row: &Row, which: Which) {
        let pieces: &[Piece] = match which {
            Which::Source => &row.source,
            Which::Target => &row.target,
        };
        let lang = self.lang(which);
        if pieces.is_empty() {
            run(m, Some(lang), missing(lang.0, which));
        }
        for piece in pieces {
            match piece.kind {
                Kind::NoteMark(note) => self.call(m, which, note),
                _ => run(m, Some(lang), &piece.text),
            }
        }
    }

    fn call(&mut self, m: &mut Markup, which: Which, note: usize) {
        self.called.push((which, note));
        m.element("w:r", &[], |m| {
            m.raw("<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
            m.empty("w:footnoteReference", &[("w:id", &self.called.len().to_string())]);
        });
    }

    fn footnotes(&self) -> String {
        let mut m = Markup::starting_with(parts::DECLARATION);
        m.element("w:footnotes", &parts::NAMESPACES, |m| {
            m.raw(parts::SEPARATORS);
            for (id, &(which, bead)) in (1..).zip(&self.called) {
                let Some(note) = self.notes.get(&bead) else { continue };
                m.line();
                m.element("w:footnote", &[("w:id", &i32::to_string(&id))], |m| {
                    paragraph(m, "FootnoteText", |m| {
                        m.raw(parts::FOOTNOTE_MARK);
                        let (first, second) = match which {
                            Which::Source => ((which, &note.source), (Which::Target, &note.target)),
                            Which::Target => ((which, &note.target), (Which::Source, &note.source)),
                        };
                        // A note that this language lacks is shown in the other.
                        let (which, words) = if first.1.is_empty() { second } else { first };
                        run(m, Some(self.lang(which)), words);
                    });
                });
            }
        });
        m.line();
        m.finish()
    }

    fn loose_notes(&mut self, m: &mut Markup) {
        if self.book.loose_notes.is_empty() {
            return;
        }
        heading1(m, NOTES);
        for note in &self.book.loose_notes {
            for (which, label, words) in note.sides() {
                let style = match which {
                    Which::Source => "Source",
                    Which::Target => "Target",
                };
                if !words.is_empty() {
                    paragraph(m, style, |m| {
                        if which == Which::Source || note.source.is_empty() {
                            self.bookmark(m, note.bead);
                        }
                        run(m, Some(self.lang(which)), &format!("{label} {words}"));
                    });
                }
            }
        }
    }

    fn terms(&self, m: &mut Markup) {
        if self.book.terms.is_empty() {
            return;
        }
        heading1(m, TERMS);
        for term in self.book.terms {
            paragraph(m, "TargetCell", |m| {
                run(m, Some(self.lang(Which::Source)), &term.source);
                run(m, None, " ");
                run(m, Some(self.lang(Which::Target)), &term.renderings.join("; "));
                let beads: Vec<String> = term.beads().iter().map(usize::to_string).collect();
                run(m, None, &format!(" ({})", beads.join(", ")));
            });
        }
    }

    /// How many beads there are, and which lack a side.
    fn about(&self, m: &mut Markup) {
        heading1(m, ABOUT);
        for count in counts(self.book) {
            let beads: Vec<String> = count.beads.iter().map(usize::to_string).collect();
            let beads =
                if beads.is_empty() { String::new() } else { format!(": {}", beads.join(", ")) };
            paragraph(m, "TargetCell", |m| {
                run(m, None, &format!("{} {}{beads}", count.zh, count.en));
            });
        }
    }
}

fn heading1(m: &mut Markup, label: Label) {
    paragraph(m, "Heading1", |m| run(m, None, &plainly(label)));
}

/// In a draft: what is doubtful about the row.
fn draft(m: &mut Markup, row: &Row) {
    if row.doubtful {
        paragraph(m, "Draft", |m| {
            run(m, None, &format!("⚠ {} {} {:.2}", row.bead, plainly(DOUBTFUL), row.score));
        });
    }
    for finding in &row.findings {
        paragraph(m, "Draft", |m| run(m, None, &format!("{} {finding}", row.bead)));
    }
}

fn cell(m: &mut Markup, width: &str, content: impl FnOnce(&mut Markup)) {
    m.element("w:tc", &[], |m| {
        m.element("w:tcPr", &[], |m| m.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]));
        content(m);
    });
}

fn paragraph(m: &mut Markup, style: &str, content: impl FnOnce(&mut Markup)) {
    m.element("w:p", &[], |m| {
        m.element("w:pPr", &[], |m| m.empty("w:pStyle", &[("w:val", style)]));
        content(m);
    });
}

/// Text of one language; the hint makes quotes and dashes in Chinese take the Chinese font.
fn run(m: &mut Markup, lang: Option<(Lang, &str)>, words: &str) {
    m.element("w:r", &[], |m| {
        if let Some((lang, code)) = lang {
            m.element("w:rPr", &[], |m| match lang {
                Lang::Zh => {
                    m.empty("w:rFonts", &[("w:hint", "eastAsia")]);
                    m.empty("w:lang", &[("w:eastAsia", code)]);
                }
                Lang::En => m.empty("w:lang", &[("w:val", code)]),
            });
        }
        text(m, words);
    });
}

fn text(m: &mut Markup, words: &str) {
    m.leaf("w:t", &[("xml:space", "preserve")], words);
}
