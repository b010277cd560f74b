//! The frame of an e-book's page.

use super::book::Book;
use super::markup::Markup;

/// What every XML part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

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
