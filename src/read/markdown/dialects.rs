//! What documentation sites add to Markdown: their signs go before it is parsed, so that only text
//! is left.

/// A Markdown text, and the line of the file (from 1) that each of its lines comes from.
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) lines: Vec<usize>,
    /// The signs that went.
    pub(super) signs: Vec<String>,
}

/// The text without containers (`:::tip Title`, `!!! note "Title"`), whose titles become
/// paragraphs, without shortcodes (`{{< x >}}`, `{% x %}`), attribute lists (`{: .x}`) and the
/// imports of MDX. Code between fences stays.
pub(super) fn plain(source: &str) -> Plain {
    let mut plain =
        Plain { text: String::with_capacity(source.len()), lines: Vec::new(), signs: Vec::new() };
    let mut fence: Option<(char, usize)> = None;
    let mut inside = false;
    let mut imports = true;
    for (line, text) in (1..).zip(source.split_inclusive('\n')) {
        let content = text.trim_end_matches(['\n', '\r']);
        let trimmed = content.trim_start();
        let mark = mark(trimmed);
        if fence.is_some() || mark.is_some() {
            fence = match (fence, mark) {
                (None, opened) => opened,
                (Some((sign, length)), Some(closed))
                    if closed.0 == sign
                        && closed.1 >= length
                        && trimmed.trim_end().chars().all(|c| c == sign) =>
                {
                    None
                }
                (open, _) => open,
            };
            plain.push(dedented(content, inside), line);
            continue;
        }
        // What is indented below an admonition is its text.
        inside &=
            content.trim().is_empty() || content.starts_with("    ") || content.starts_with('\t');
        if imports && is_import(trimmed) {
            plain.signs.push(trimmed.to_owned());
            plain.push("", line);
        } else if let Some(title) = container(trimmed).or_else(|| admonition(trimmed)) {
            inside |= admonition(trimmed).is_some();
            plain.signs.push(trimmed.replacen(title, "", 1));
            for piece in ["", title, ""] {
                plain.push(piece, line);
            }
        } else {
            let text = without_signs(dedented(content, inside), &mut plain.signs);
            plain.push(&text, line);
        }
        // Behind the first heading the word is prose.
        imports &= !trimmed.starts_with('#');
    }
    plain
}

/// The sign of the fence that a line is, and how often it stands there.
fn mark(line: &str) -> Option<(char, usize)> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == sign).count();
    // What begins and ends on one line is code in it.
    (length >= 3 && (sign == '~' || !line[length..].contains('`'))).then_some((sign, length))
}

impl Plain {
    fn push(&mut self, text: &str, line: usize) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(line);
    }
}

fn dedented(line: &str, inside: bool) -> &str {
    let stripped = line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'));
    stripped.filter(|_| inside).unwrap_or(line)
}

/// Whether a line of MDX brings in a component.
fn is_import(line: &str) -> bool {
    let quoted = |line: &str| line.trim_end().trim_end_matches(';').ends_with(['"', '\'']);
    line.starts_with("import ")
        && quoted(line)
        && (line.contains(" from ") || line[7..].starts_with(['"', '\'']))
        || line.starts_with("export const ")
        || line.starts_with("export default ")
}

/// The title of a container that a line opens, or nothing where it closes one.
fn container(line: &str) -> Option<&str> {
    let colons = line.bytes().take_while(|b| *b == b':').count();
    let rest = line[colons..].trim();
    let kind = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '{' | '}' | '.')));
    let (kind, title) = rest.split_at(kind.unwrap_or(rest.len()));
    let title = title.trim().trim_start_matches('[').trim_end_matches(']');
    (colons >= 3 && (!kind.is_empty() || title.is_empty())).then_some(title)
}

/// The title of an admonition that a line opens.
fn admonition(line: &str) -> Option<&str> {
    let rest = ["!!! ", "???+ ", "??? "].iter().find_map(|mark| line.strip_prefix(mark))?.trim();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let (kind, title) = rest.split_at(end.unwrap_or(rest.len()));
    (!kind.is_empty()).then(|| title.trim().trim_matches('"'))
}

/// A line without shortcodes, template tags and attribute lists; code in it stays.
fn without_signs(line: &str, signs: &mut Vec<String>) -> String {
    const SIGNS: &[(&str, &str)] = &[("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{:", "}")];
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['{', '`']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if tail.starts_with('`') {
            let (code, after) = tail.split_at(code_length(tail));
            out.push_str(code);
            rest = after;
            continue;
        }
        let near = tail.char_indices().nth(LONGEST_SIGN).map_or(tail, |(at, _)| &tail[..at]);
        let sign = SIGNS.iter().find(|(open, _)| tail.starts_with(open));
        let end = sign.and_then(|(_, close)| Some(near.find(close)? + close.len()));
        match end {
            Some(end) => signs.push(tail[..end].to_owned()),
            None => out.push('{'),
        }
        rest = &tail[end.unwrap_or(1)..];
    }
    out.push_str(rest);
    out
}

/// The length of the code that a text begins with, or of the marks that begin none.
fn code_length(text: &str) -> usize {
    let marks = text.bytes().take_while(|b| *b == b'`').count();
    let mut here = marks;
    while let Some(at) = text[here..].find('`') {
        let run = text[here + at..].bytes().take_while(|b| *b == b'`').count();
        here += at + run;
        if run == marks {
            return here;
        }
    }
    marks
}

/// The longest sign, in characters.
const LONGEST_SIGN: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        plain(source).text
    }

    #[test]
    fn containers_give_their_titles() {
        assert_eq!(text(":::tip 提示\n内容。\n:::\n"), "\n提示\n\n内容。\n\n\n\n");
        assert_eq!(
            text("!!! note \"注意\"\n    内容。\n\n    再。\n完。\n"),
            "\n注意\n\n内容。\n\n再。\n完。\n"
        );
        assert_eq!(text("::: warning\n"), "\n\n\n");
        assert_eq!(plain("一\n:::tip 二\n三\n").lines, [1, 2, 2, 2, 3]);
    }

    #[test]
    fn signs_go_and_code_stays() {
        assert_eq!(text("看{{< ref \"a\" >}}这里{% x %}。{: .big}\n"), "看这里。\n");
        assert_eq!(text("import Tabs from \"@theme/Tabs\";\n\n# 题\n"), "\n\n# 题\n");
        let code = "```\n:::tip x\n{% x %}\n```\n";
        assert_eq!(text(code), code);
        let fences = "````\n```\n{% x %}\n```\n````\n";
        assert_eq!(text(&format!("{fences}看{{% x %}}。\n")), format!("{fences}看。\n"));
        assert_eq!(
            text("```a``` 写{% x %}。\n`{% x %}`和``{{< ` >}}``{{< x >}}\n"),
            "```a``` 写。\n`{% x %}`和``{{< ` >}}``\n"
        );
        assert_eq!(text("price {x} and {{ y }}\n"), "price {x} and {{ y }}\n");
    }
}
