//! The edition as an EPUB 3 book.

use std::io::{self, Write};

use super::book::{Book, plain};
use super::epub_page::{DECLARATION, Page, xhtml};
use super::epub_pages::pages;
use super::labels::{CONTENTS, bilingual, both};
use super::markup::Markup;
use super::package::Package;
use super::settings::{Edition, Metadata};
use crate::bitext::Bitext;
use crate::emit::Emit;
use crate::finding::Finding;

const STYLE: &str = include_str!("epub.css");
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
<rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\
</container>\n";

/// An [`Edition`] as an e-book.
#[derive(Debug, Clone, Copy)]
pub struct Epub<'a>(pub &'a Edition);

impl Emit for Epub<'_> {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let book = Book::new(bitext, findings, self.0);
        let pages = pages(&book, self.0);
        let mut package = Package::new();
        package.store("mimetype", "application/epub+zip")?;
        package.part("META-INF/container.xml", CONTAINER)?;
        package.part("EPUB/package.opf", &package_document(&book, &pages))?;
        package.part("EPUB/nav.xhtml", &navigation(&book, &pages))?;
        package.part("EPUB/style.css", STYLE)?;
        for page in &pages {
            package.part(&format!("EPUB/{}", page.file), &page.content)?;
        }
        package.write_to(out)
    }
}

fn package_document(book: &Book, pages: &[Page]) -> String {
    let mut m = Markup::starting_with(DECLARATION);
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "identifier"),
        ("xml:lang", book.source_code),
    ];
    m.element("package", &attributes, |m| {
        m.line();
        m.element("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")], |m| {
            metadata(m, book);
        });
        m.line();
        m.element("manifest", &[], |m| {
            let mut item = |id: &str, href: &str, media_type: &str, properties: &[(&str, &str)]| {
                let mut attributes = vec![("id", id), ("href", href), ("media-type", media_type)];
                attributes.extend(properties);
                m.line();
                m.empty("item", &attributes);
            };
            item("nav", "nav.xhtml", "application/xhtml+xml", &[("properties", "nav")]);
            item("style", "style.css", "text/css", &[]);
            for page in pages {
                item(&page.id, &page.file, "application/xhtml+xml", &[]);
            }
        });
        m.line();
        m.element("spine", &[], |m| {
            for page in pages {
                m.empty("itemref", &[("idref", &page.id)]);
            }
        });
    });
    m.line();
    m.finish()
}

fn metadata(m: &mut Markup, book: &Book) {
    let metadata = &book.metadata;
    let mut entry = |name: &str, attributes: &[(&str, &str)], text: &str| {
        m.line();
        m.leaf(name, attributes, text);
    };
    entry("dc:identifier", &[("id", "identifier")], &identifier(book));
    entry("dc:title", &[], &metadata.title);
    entry("dc:language", &[], book.source_code);
    entry("dc:language", &[], book.target_code);
    let people = [
        ("dc:creator", "author", "aut", &metadata.authors),
        ("dc:contributor", "translator", "trl", &metadata.translators),
    ];
    for (element, kind, role, names) in people {
        for (number, name) in (1..).zip(names) {
            let id = format!("{kind}-{number}");
            entry(element, &[("id", &id)], name);
            let refines = format!("#{id}");
            entry(
                "meta",
                &[("refines", &refines), ("property", "role"), ("scheme", "marc:relators")],
                role,
            );
        }
    }
    if let Some(publisher) = &metadata.publisher {
        entry("dc:publisher", &[], publisher);
    }
    if let Some(date) = &metadata.date {
        entry("dc:date", &[], date);
    }
    entry("meta", &[("property", "dcterms:modified")], &modified(metadata));
    for (property, value) in [
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "displayTransformability"),
        ("schema:accessibilityHazard", "none"),
        (
            "schema:accessibilitySummary",
            "Text only. The language of every passage is marked; each passage is followed by its translation.",
        ),
    ] {
        entry("meta", &[("property", property)], value);
    }
}

/// The time of the last change: the day of publication, so that the same input gives the same book.
fn modified(metadata: &Metadata) -> String {
    let day = match metadata.date.as_deref() {
        Some(date) if date.len() == 10 => date.to_owned(),
        Some(date) if date.len() == 7 => format!("{date}-01"),
        Some(date) if date.len() == 4 => format!("{date}-01-01"),
        _ => "1980-01-01".to_owned(),
    };
    format!("{day}T00:00:00Z")
}

/// The book's own identifier, or a UUID (version 8) made from its text by 128-bit FNV-1a.
fn identifier(book: &Book) -> String {
    if let Some(identifier) = &book.metadata.identifier {
        return identifier.clone();
    }
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash =
                (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    };
    add(&book.metadata.title);
    for row in book.rows() {
        add(&plain(&row.source));
        add(&plain(&row.target));
    }
    let hash = hash & !(0xf << 76) & !(0b11 << 62) | 0x8 << 76 | 0b10 << 62;
    let hex = format!("{hash:032x}");
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn navigation(book: &Book, pages: &[Page]) -> String {
    xhtml(book, &book.metadata.title, "nav", |m| {
        m.element("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc")], |m| {
            m.element("h1", &[], |m| bilingual(m, CONTENTS));
            m.element("ol", &[], |m| {
                for page in pages.iter().filter(|page| !page.continues) {
                    m.element("li", &[], |m| {
                        m.element("a", &[("href", &page.file)], |m| (page.name)(m, book));
                        if !page.sections.is_empty() {
                            m.element("ol", &[], |m| sections(m, book, page));
                        }
                    });
                    m.line();
                }
            });
        });
    })
}

fn sections(m: &mut Markup, book: &Book, page: &Page) {
    for (bead, source, target) in &page.sections {
        m.element("li", &[], |m| {
            m.element("a", &[("href", &format!("{}#b{bead}", page.file))], |m| {
                both(m, book, source, target);
            });
        });
    }
}
