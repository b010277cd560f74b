//! XHTML in the syntax of HTML, whose parser knows no empty elements but its own.

/// Elements that never have an end tag in HTML.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The page with an end tag for each `<a id="x"/>`, `<title/>`, `<span/>` (an HTML parser would
/// take all that follows for their content), and its CDATA as text.
pub(in crate::read) fn as_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
            out.push_str(&data.replace('&', "&amp;").replace('<', "&lt;"));
            rest = after;
            continue;
        }
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            tag_end(rest)
        };
        let (tag, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        let closing = tag.starts_with("</");
        let name = &tag[if closing { 2 } else { 1 }..];
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        let name = &name[..end.unwrap_or(name.len())];
        let is_void = VOID.contains(&name.to_ascii_lowercase().as_str());
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match tag.strip_suffix("/>") {
            // An HTML parser takes `</br>` for one more break.
            _ if closing && is_void => {}
            Some(open) if !closing && is_name && !is_void => {
                out.extend([open, "></", name, ">"]);
            }
            _ => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out
}

/// The length of the tag that a text begins with: a `>` in a quoted value does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_end_where_they_begin() {
        assert_eq!(
            as_html("<title/><p a='>/' >雨<a id=\"x\"/>停<br/><img src='a' />了<!-- <b/> --></p>"),
            "<title></title><p a='>/' >雨<a id=\"x\"></a>停<br/><img src='a' />了<!-- <b/> --></p>"
        );
        assert_eq!(as_html("1 < 2 <![CDATA[<b> & c]]>."), "1 < 2 &lt;b> &amp; c.");
        assert_eq!(as_html("<a href='cut"), "<a href='cut");
        assert_eq!(as_html("<![CDATA[cut"), "cut");
        assert_eq!(as_html("</p/>一<br></br>二"), "</p/>一<br>二");
    }
}
