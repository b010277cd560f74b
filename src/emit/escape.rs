//! Text as XML and HTML hold it.

/// Adds text as character data, or as the value of an attribute between double quotes.
///
/// Characters that XML cannot hold at all (form feeds of extracted text and the like) are left out.
pub(super) fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' | '\t' | '\r' if in_attribute => out.push(' '),
            '\r' | '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
}

/// Text for both an element and an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(text, true, &mut escaped);
    escaped
}
