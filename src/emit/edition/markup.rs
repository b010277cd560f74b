//! Writes XML and HTML that is well-formed and escaped by construction.

use crate::emit::escape::escape;

/// A growing document of nested elements.
///
/// One writer serves HTML, EPUB, Word and TEI: white space counts inside
/// running Chinese text, so nothing is written that was not asked for.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
}

/// The attributes of an element: names, and values that are still to be escaped.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// Starts with `prologue`, as it is: a doctype or an XML declaration.
    pub(super) fn starting_with(prologue: &str) -> Self {
        Self { out: prologue.to_owned() }
    }

    /// The document as written so far.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// An element with what `content` writes inside it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes,
        content: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that holds only text.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.element(name, attributes, |inner| inner.text(text));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// Character data.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, false, &mut self.out);
    }

    /// What is markup already, such as a style sheet.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A line break between elements, where it cannot be seen.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    fn tag(&mut self, name: &str, attributes: Attributes) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, true, &mut self.out);
            self.out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"a\" & <b>")], |p| p.text("1 < 2 & \u{c}\"三\""));
        assert_eq!(
            markup.finish(),
            "<p title=\"&quot;a&quot; &amp; &lt;b&gt;\">1 &lt; 2 &amp; \"三\"</p>"
        );
    }
}
