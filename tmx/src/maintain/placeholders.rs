//! Placeholders and tags that are written out in a text, compared between the two sides of a unit.

use std::collections::BTreeMap;

/// The placeholders in the text that one side has and the other lacks.
pub(crate) fn different_placeholders(source: &str, target: &str) -> Option<String> {
    different(source, target, |name| !name.starts_with('<'))
}

/// The tags written out in the text that one side has and the other lacks.
pub(crate) fn different_tags(source: &str, target: &str) -> Option<String> {
    different(source, target, |name| name.starts_with('<'))
}

fn different(source: &str, target: &str, is_asked: fn(&str) -> bool) -> Option<String> {
    let (of_source, of_target) = (placeholders(source), placeholders(target));
    let count = |all: &BTreeMap<String, usize>, one: &str| all.get(one).copied().unwrap_or(0);
    let mut all = of_source.keys().chain(of_target.keys()).filter(|it| is_asked(it));
    // The forms of a plural are as many as a language has.
    let is_message = of_source.keys().any(|it| it.contains(','));
    let one = all.find(|one| {
        let (source, target) = (count(&of_source, one), count(&of_target, one));
        if is_message { (source == 0) != (target == 0) } else { source != target }
    })?;
    let times = |all| match count(all, one) {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        more => format!("{more} times"),
    };
    let (source, target) = (times(&of_source), times(&of_target));
    Some(format!("{one} stands {source} in the source, {target} in the target"))
}

/// The placeholders of a text and how often each stands in it: `%s`, `%1$d`, `{name}`, `{{x}}`, `${x}`,
/// `%(name)s`, the arguments of ICU messages, and tags such as `<b>`, without their attributes.
fn placeholders(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let one = match first {
            '%' if !before.is_ascii_digit() => printf(rest),
            '$' if rest[1..].starts_with('{') => braces(&rest[1..]).map(|it| it.under('$')),
            '{' => braces(rest),
            '<' => tag(rest),
            _ => None,
        };
        let length = one.as_ref().map_or(first.len_utf8(), |it| it.length);
        if let Some(one) = one {
            *found.entry(one.name).or_default() += 1;
        }
        before = first;
        rest = &rest[length..];
    }
    found
}

/// A placeholder at the head of a text.
struct Placeholder {
    /// How it is compared.
    name: String,
    /// How many bytes of the text it takes.
    length: usize,
}

impl Placeholder {
    /// The same behind a sign of one byte.
    fn under(self, sign: char) -> Self {
        Self { name: format!("{sign}{}", self.name), length: self.length + 1 }
    }
}

/// How many bytes the name in `%(name)s` may take, with its brackets.
const NAME: usize = 60;

/// `%s`, `%-5.2f`, `%1$s`, `%ld`, `%@`, `%(name)s`, `%NAME%`.
fn printf(text: &str) -> Option<Placeholder> {
    let rest = &text[1..];
    let named = |c: char| c.is_ascii_uppercase() || c == '_';
    let word = rest.find(|c| !named(c)).unwrap_or(rest.len());
    if word >= 2 && rest[word..].starts_with('%') {
        return Some(Placeholder { name: text[..word + 2].to_owned(), length: word + 2 });
    }
    let mut at = 0;
    if rest.starts_with('(') {
        at = rest.bytes().take(NAME).position(|byte| byte == b')')? + 1;
    }
    let is_flag =
        |c: char| c.is_ascii_digit() || matches!(c, '$' | '-' | '+' | '#' | '.' | '*' | '\'');
    at += rest[at..].find(|c| !is_flag(c))?;
    at += rest[at..].find(|c| !matches!(c, 'h' | 'l' | 'L' | 'q' | 'z'))?;
    let kind = rest[at..].chars().next()?;
    let ends = !rest[at + kind.len_utf8()..].starts_with(|c: char| c.is_ascii_alphabetic());
    let is_kind = "sdifouxXeEgGcCaAp@".contains(kind) && (ends || at > 0);
    is_kind.then(|| Placeholder { name: text[..at + 2].to_owned(), length: at + 2 })
}

/// `{0}`, `{name}`, `{{name}}`, `{0:N2}`, and of `{count, plural, one {…}}` the argument and its kind.
fn braces(text: &str) -> Option<Placeholder> {
    let is_double = text.starts_with("{{");
    let open = if is_double { 2 } else { 1 };
    let inside = &text[open..];
    let blank = inside.len() - inside.trim_start_matches(' ').len();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '@');
    let end = inside[blank..].find(|c| !is_name(c))? + blank;
    let name = inside[blank..end].to_owned();
    if name.is_empty() {
        return None;
    }
    let rest = inside[end..].trim_start_matches(' ');
    let behind = text.len() - rest.len();
    if rest.starts_with('}') {
        let close = if is_double && rest.starts_with("}}") { 2 } else { 1 };
        let name = if is_double { format!("{{{{{name}}}}}") } else { format!("{{{name}}}") };
        return Some(Placeholder { name, length: behind + close });
    }
    if rest.starts_with(':') {
        let close = rest.find(['}', '{']).filter(|at| rest[*at..].starts_with('}'))?;
        return Some(Placeholder {
            name: format!("{{{name}{}}}", &rest[..close]),
            length: behind + close + 1,
        });
    }
    let kind = rest.strip_prefix(',')?.trim_start_matches(' ');
    let word = kind.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(kind.len());
    let is_kind = matches!(
        &kind[..word],
        "plural" | "select" | "selectordinal" | "number" | "date" | "time" | "choice"
    );
    // The forms inside are texts, which are looked through in their turn.
    let length = text.len() - kind.len() + word;
    is_kind.then(|| Placeholder { name: format!("{{{name}, {}", &kind[..word]), length })
}

/// `<b>`, `</b>`, `<br/>`, `<a href="…">`.
fn tag(text: &str) -> Option<Placeholder> {
    let inside = &text[1..];
    let slash = usize::from(inside.starts_with('/'));
    let name = inside[slash..].find(|c: char| !c.is_ascii_alphanumeric())? + slash;
    let is_name = inside[slash..].starts_with(|c: char| c.is_ascii_alphabetic());
    let end = inside.find(['<', '>']).filter(|at| inside[*at..].starts_with('>') && *at < 300)?;
    let is_tag = is_name && inside[name..].starts_with(['>', '/', ' ']);
    is_tag.then(|| Placeholder { name: format!("<{}>", &inside[..name]), length: end + 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_that_one_side_lacks_are_named() {
        for (source, target) in [
            ("删除%d个文件", "Delete %d files"),
            ("%1$s 给 %2$s", "%2$s gets %1$s"),
            ("你好，{name}！", "Hello {name}!"),
            ("你好，{{ name }}！", "Hello {{name}}!"),
            ("共${count}个", "${count} in all"),
            ("{count, plural, other {# 个文件}}", "{count, plural, one {# file} other {# files}}"),
            ("<b>注意</b>：<a href=\"a\">此处</a>", "<b>Note</b>: <a href=\"b\">here</a>"),
            ("增长50%的公司", "companies that grew by 50% in a year"),
            ("价格为{0:N2}元", "{0:N2} yuan"),
            ("100%s", "100%s"),
            ("文件%(name)s", "File %(name)s"),
            ("集合{甲，乙}", "the set {a, b}"),
            ("5 < 6 且 7 > 3", "5 < 6 and 7 > 3"),
        ] {
            assert_eq!(different_placeholders(source, target), None, "{source} | {target}");
            assert_eq!(different_tags(source, target), None, "{source} | {target}");
        }
        for (source, target) in [
            ("删除%d个文件", "Delete %s files"),
            ("%1$s 给 %2$s", "%1$s gets %1$s"),
            ("你好，{name}！", "Hello {nam}!"),
            ("你好，{name}！", "Hello!"),
            ("共${count}个", "{count} in all"),
            ("{count, plural, other {# 个}}", "{cnt, plural, other {# files}}"),
            ("价格为{0:N2}元", "{0} yuan"),
            ("你好，{{name}}", "Hello, {name}"),
            ("路径%HOME%下", "under the home path"),
        ] {
            assert!(different_placeholders(source, target).is_some(), "{source} | {target}");
        }
    }

    #[test]
    fn tags_are_no_placeholders() {
        for (source, target) in [("<b>注意</b>", "<b>Note<b>"), ("《河流》", "<i>The River</i>")]
        {
            assert!(different_tags(source, target).is_some(), "{source} | {target}");
            assert_eq!(different_placeholders(source, target), None, "{source} | {target}");
        }
    }

    #[test]
    fn a_name_in_brackets_ends_within_its_limit() {
        let named = |length| format!("%({})s", "n".repeat(length));
        assert!(different_placeholders(&named(NAME - 2), "").is_some());
        assert_eq!(different_placeholders(&named(NAME - 1), ""), None);
        assert_eq!(different_placeholders("%(名".repeat(30).as_str(), ""), None);
    }
}
