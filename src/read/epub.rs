//! E-books (EPUB 2 and 3): the pages of the spine, in its order.

use std::collections::HashMap;

use diptych_segments::Layout;

use super::{
    archive::{Archive, resolve},
    error::{Error, ErrorKind},
    format::Format,
    html,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    xml::{self, Element},
};

/// Reads EPUB.
pub(super) struct Epub;

/// The algorithms that only obfuscate fonts; any other encrypts text.
const FONT_OBFUSCATION: &[&str] =
    &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// What the media types of pages have in them: XHTML, and the vocabularies of older books.
const PAGES: &[&str] = &["html", "x-dtbook", "x-oeb1-document"];

impl Reader for Epub {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        book(&input.bytes, options, report).map_err(|kind| Error::new(report.file.clone(), kind))
    }
}

fn book(bytes: &[u8], options: &Options, report: &mut Report) -> Result<Content, ErrorKind> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("META-INF/encryption.xml") {
        let encryption = tree(&mut archive, "META-INF/encryption.xml")?;
        let mut methods = Vec::new();
        encrypted_by(&encryption, &mut methods);
        if methods.iter().any(|method| !FONT_OBFUSCATION.contains(&method.as_str())) {
            return Err(ErrorKind::Encrypted);
        }
    }
    let container = tree(&mut archive, "META-INF/container.xml")?;
    let package = container
        .find("rootfile")
        .and_then(|root| root.attr("full-path"))
        .ok_or_else(|| ErrorKind::Damaged("its container names no package".to_owned()))?
        .to_owned();
    let mut walk = html::Walk::default();
    for Page { part: page, contents } in spine(&tree(&mut archive, &package)?, &package, report) {
        let Some(bytes) = archive.part(&page)? else {
            report.leave_out(
                "missing pages",
                "the spine names them and the archive has none",
                Some(page),
                "",
            );
            continue;
        };
        // A page's encoding is its own affair, not the option's.
        let options = Options { encoding: None, ..options.clone() };
        let mut of_page = Report::new(page.as_str(), Format::Epub);
        let text = html::decode(&bytes, &options, &mut of_page).map_err(Error::into_kind)?;
        match contents {
            Some(Contents::Page) => walk.expect_contents(None),
            Some(Contents::Element(id)) => walk.expect_contents(Some(&id)),
            None => {}
        }
        walk.read(&html::as_html(&text), &page, &mut of_page)?;
        for mut item in of_page.left_out {
            item.place.get_or_insert_with(|| page.clone());
            report.add(item);
        }
        for item in of_page.changed {
            report.add_changed(item);
        }
    }
    Ok(Content::Blocks(Layout::Structured, walk.finish()))
}

/// A page of the book.
struct Page {
    part: String,
    contents: Option<Contents>,
}

/// What of a page is the table of contents.
#[derive(Clone)]
enum Contents {
    Page,
    /// The element with this id.
    Element(String),
}

/// The pages in reading order.
fn spine(package: &Element, at: &str, report: &mut Report) -> Vec<Page> {
    let items = |name: &str| package.child(name).into_iter().flat_map(Element::elements);
    let manifest: HashMap<&str, &Element> =
        items("manifest").filter_map(|e| Some((e.attr("id")?, e))).collect();
    let guide: HashMap<String, Contents> = items("guide")
        .filter(|e| e.attr("type") == Some("toc"))
        .filter_map(|e| {
            let (page, contents) = match e.attr("href")?.split_once('#') {
                Some((page, id)) => (page, Contents::Element(id.to_owned())),
                None => (e.attr("href")?, Contents::Page),
            };
            Some((resolve(at, page), contents))
        })
        .collect();
    let mut pages = Vec::new();
    for item in items("spine").filter_map(|e| manifest.get(e.attr("idref")?)) {
        let Some(page) = item.attr("href").map(|href| resolve(at, href)) else { continue };
        let is_nav =
            item.attr("properties").is_some_and(|p| p.split_whitespace().any(|p| p == "nav"));
        let contents = guide.get(&page).cloned().or(is_nav.then_some(Contents::Page));
        if item.attr("media-type").is_none_or(|kind| PAGES.iter().any(|page| kind.contains(page))) {
            pages.push(Page { part: page, contents });
        } else {
            report.leave_out("pictures", "they hold no text", Some(page), "");
        }
    }
    pages
}

fn encrypted_by(element: &Element, methods: &mut Vec<String>) {
    if element.name == "EncryptionMethod" {
        methods.extend(element.attr("Algorithm").map(str::to_owned));
    }
    element.elements().for_each(|e| encrypted_by(e, methods));
}

fn tree(archive: &mut Archive<'_>, part: &str) -> Result<Element, ErrorKind> {
    let bytes = archive.required(part)?;
    let text = xml::decode(&bytes, &Options::default(), &mut Report::new(part, Format::Epub))
        .map_err(Error::into_kind)?;
    xml::parse(&text)
}
