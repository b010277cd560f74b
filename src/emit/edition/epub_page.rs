//! A page of an e-book, and its frame.

use super::book::Book;
use super::labels::{Label, bilingual};
use super::markup::Markup;

/// What every XML part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What writes a page's entry in the contents.
type Name = Box<dyn Fn(&mut Markup, &Book)>;

/// One file of the book.
pub(super) struct Page {
    /// Its id in the manifest.
    pub(super) id: String,
    /// Its file name.
    pub(super) file: String,
    /// Its text.
    pub(super) content: String,
    /// Whether it goes on with the chapter of the file before, and has no place in the contents.
    pub(super) continues: bool,
    /// Writes its entry in the contents.
    pub(super) name: Name,
    /// The headings within: bead, source, target.
    pub(super) sections: Vec<(usize, String, String)>,
}

/// A page of the book around `content`.
pub(super) fn xhtml(
    book: &Book,
    title: &str,
    class: &str,
    content: impl FnOnce(&mut Markup),
) -> String {
    let mut m = Markup::starting_with(DECLARATION);
    m.raw("<!DOCTYPE html>\n");
    let namespaces = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:epub", "http://www.idpf.org/2007/ops"),
        ("lang", book.source_code),
        ("xml:lang", book.source_code),
    ];
    m.element("html", &namespaces, |m| {
        m.element("head", &[], |m| {
            m.leaf("title", &[], title);
            m.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "style.css")]);
        });
        m.line();
        m.element("body", &[("class", class)], content);
    });
    m.line();
    m.finish()
}

/// A page of the edition's own, called by a label.
pub(super) fn labelled(id: &str, content: String, label: Label<'static>) -> Page {
    own_page(id, content, move |m, _| bilingual(m, label))
}

/// A page of the edition's own.
pub(super) fn own_page(
    id: &str,
    content: String,
    name: impl Fn(&mut Markup, &Book) + 'static,
) -> Page {
    Page {
        id: id.to_owned(),
        file: format!("{id}.xhtml"),
        content,
        continues: false,
        name: Box::new(name),
        sections: Vec::new(),
    }
}
