//! XHTML in the syntax of HTML, whose parser knows no empty elements but its own.

use std::borrow::Cow;

use super::markup::tag_end;

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
    let mut entities = Vec::new();
    let mut has_doctype = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&resolved(&rest[..at], &entities));
        rest = &rest[at..];
        // A page has one.
        if !has_doctype && let Some((declared, end)) = doctype(rest) {
            has_doctype = true;
            entities = declared;
            out.push_str("<!DOCTYPE html>");
            rest = &rest[end..];
            continue;
        }
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
    out.push_str(&resolved(rest, &entities));
    out
}

/// Entities that a page declares for itself, with their text, and where the declaration ends: it
/// may hold `>`.
fn doctype(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let head = text.get(..9).filter(|head| head.eq_ignore_ascii_case("<!doctype"))?;
    // The names before the declarations may stand in quotes.
    let mut quoted = false;
    let is_end = |c: char| {
        quoted ^= matches!(c, '"' | '\'');
        matches!(c, '[' | '>') && !quoted
    };
    let open = head.len() + text[head.len()..].find(is_end)?;
    if text[open..].starts_with('>') {
        return None;
    }
    let close = subset_end(text, open)?;
    let end = close + text[close..].find('>')? + 1;
    let mut entities = Vec::new();
    for declared in text[open..close].split("<!ENTITY").skip(1) {
        let mut words = declared.trim_start().splitn(2, char::is_whitespace);
        let (Some(name), Some(value)) = (words.next(), words.next()) else { continue };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let Some((value, _)) = value[1..].split_once(quote) else { continue };
        // One level, and short: nothing grows by being named.
        let is_plain = value.len() <= LONGEST_ENTITY && !value.contains('<');
        let names_none = value.split('&').skip(1).all(|after| after.starts_with('#'));
        if is_plain && names_none && entities.len() < MAX_ENTITIES {
            entities.push((format!("&{name};"), value.to_owned()));
        }
    }
    Some((entities, end))
}

/// Where the `]` stands that ends the declarations that begin at `open`: none in a value or a comment
/// does.
fn subset_end(text: &str, open: usize) -> Option<usize> {
    let mut here = open + 1;
    loop {
        let rest = &text[here..];
        let at = rest.find([']', '"', '\'', '<'])?;
        let sign = &rest[at..];
        here += at
            + match sign.as_bytes()[0] {
                b']' => return Some(here + at),
                b'<' if sign.starts_with("<!--") => sign.find("-->")?,
                b'<' => 1,
                quote => sign[1..].find(char::from(quote))? + 2,
            };
    }
}

/// The longest text of an entity that is put in its place, in bytes.
const LONGEST_ENTITY: usize = 64;
/// The most entities of a page.
const MAX_ENTITIES: usize = 500;

/// A text with the entities in it that the page declares.
fn resolved<'t>(text: &'t str, entities: &[(String, String)]) -> Cow<'t, str> {
    if entities.is_empty() || !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.split('&').enumerate() {
        let name = (at > 0).then(|| piece.find(';')).flatten().map(|end| &piece[..=end]);
        let value = name.and_then(|name| entities.iter().find(|(known, _)| known[1..] == *name));
        match value {
            Some((name, value)) => out.extend([value, &piece[name.len() - 1..]]),
            None if at > 0 => out.extend(["&", piece]),
            None => out.push_str(piece),
        }
    }
    Cow::Owned(out)
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
        let own =
            "<!DOCTYPE html [<!ENTITY d '&#8212;'><!ENTITY x '&d;&d;'>]><p>雨&d;停&x;&amp;</p>";
        assert_eq!(as_html(own), "<!DOCTYPE html><p>雨&#8212;停&x;&amp;</p>");
        assert_eq!(as_html("<!DOCTYPE html><p>[1]>2</p>"), "<!DOCTYPE html><p>[1]>2</p>");
        let subset = "<!DOCTYPE html [<!-- it's ] --><!ENTITY d ']'>]><p>&d;</p>";
        assert_eq!(as_html(subset), "<!DOCTYPE html><p>]</p>");
        for odd in ["<!DOCTYPE html ] [ >", "<!DOCTYPE html [ >雨", "<!DOCTYPE html [ ' ] >"] {
            assert_eq!(as_html(odd), odd);
        }
        assert_eq!(as_html("</p/>一<br></br>二"), "</p/>一<br>二");
    }
}
