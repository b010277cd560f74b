//! A page before it is parsed: what is no markup of it is taken out, so that it can neither be
//! counted as markup nor be taken for it.

/// Elements whose content is no markup and no text.
const RAW: &[&str] = &["script", "style"];

/// The page without its comments, scripts and styles, and what its styles say. An element or
/// comment without an end stays.
pub(super) fn without_scripts(text: &str) -> (String, String) {
    let mut out = String::with_capacity(text.len());
    let mut styles = String::new();
    let mut rest = text;
    // What has no end here has none further on: a page is not read to its end for each of them.
    let mut endless: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_comment = rest.starts_with("<!--") && !endless.contains(&"<!--");
        if is_comment && let Some(length) = comment(rest) {
            rest = &rest[length..];
            continue;
        }
        let raw = RAW.iter().find(|name| begins(rest, name) && !endless.contains(name));
        let content = raw.and_then(|name| {
            let start = tag_end(rest)?;
            let end = start + end_of(&rest[start..], name)?;
            Some((*name, start, end))
        });
        if content.is_none() {
            endless.extend(is_comment.then_some("<!--"));
            endless.extend(raw);
        }
        if let Some((name, start, end)) = content {
            if name == "style" {
                styles.push_str(&rest[start..end]);
                styles.push('\n');
            }
            rest = &rest[end..];
            // The end tag goes too.
            rest = &rest[tag_end(rest).unwrap_or(rest.len())..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    (out, styles)
}

/// The length of the comment that a text begins with, as HTML ends it.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!--")?;
    if inside.starts_with('>') {
        return Some(5);
    }
    if inside.starts_with("->") {
        return Some(6);
    }
    let mut ends = inside.match_indices('>').map(|(at, _)| at);
    let end = ends.find(|at| ["--", "--!"].iter().any(|mark| inside[..*at].ends_with(mark)))?;
    Some(4 + end + 1)
}

/// Whether a text begins with the start tag of that element.
fn begins(text: &str, name: &str) -> bool {
    let after = text.as_bytes().get(1 + name.len());
    text.get(1..=name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name))
        && after.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
}

/// Where the end tag of that element begins.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let ends = text.match_indices("</").map(|(at, _)| at);
    ends.into_iter().find(|at| begins(&text[at + 1..], name))
}

/// The length of the tag that a text begins with: a `>` in a quoted value does not end it. A quote
/// opens a value only behind `=`, or in a declaration.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let is_declaration = text.starts_with("<!");
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if before == b'=' || is_declaration => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_comments_go() {
        for (page, kept) in [
            ("一<script>for(i=0;i<n;i++)f('<p>')</script>二", "一二"),
            ("一<STYLE type='a>b'>p{}</style >二", "一二"),
            ("一<!-- <p> -->二<!-->三<!--->四<!-- a --!>五", "一二三四五"),
            ("一<script>if (a<b)", "一<script>if (a<b)"),
            ("一<!-- 二", "一<!-- 二"),
            ("一<!-- 二 --- -- > --->三", "一三"),
            ("<styled>一</styled><scripts>", "<styled>一</styled><scripts>"),
            ("1 < 2", "1 < 2"),
        ] {
            assert_eq!(without_scripts(page).0, kept);
        }
        for piece in ["<!--", "<script>", "<script ", "<style>", "<!----"] {
            let page = piece.repeat(100_000);
            assert!(without_scripts(&page) == (page, String::new()), "{piece}");
        }
        assert_eq!(without_scripts(&"<!-- a -->".repeat(100_000)), (String::new(), String::new()));
        assert_eq!(without_scripts("<style>.a{}</style>x<style>.b{}</style>").1, ".a{}\n.b{}\n");
    }
}
