//! What a translator's check looks for in the two texts of a unit, whatever their languages.

use std::collections::BTreeMap;

/// The placeholders and the markup written out in the text that one side has and the other lacks.
pub(crate) fn different_placeholders(source: &str, target: &str) -> Option<String> {
    let (of_source, of_target) = (placeholders(source), placeholders(target));
    let count = |all: &BTreeMap<String, usize>, one: &str| all.get(one).copied().unwrap_or(0);
    let mut all = of_source.keys().chain(of_target.keys());
    // The forms of a plural are as many as a language has.
    let is_message = of_source.keys().any(|it| it.contains(','));
    let one = all.find(|one| {
        let (source, target) = (count(&of_source, one), count(&of_target, one));
        if is_message { (source == 0) != (target == 0) } else { source != target }
    })?;
    let (source, target) = (count(&of_source, one), count(&of_target, one));
    Some(format!("{one} is {source} times in the source, {target} times in the target"))
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
        at = rest.find(')')? + 1;
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

/// Blanks or line breaks at an end of one side that the other side has not.
pub(crate) fn different_blanks(source: &str, target: &str) -> Option<String> {
    let is_blank = |c: char| c.is_whitespace();
    if source.starts_with(is_blank) != target.starts_with(is_blank) {
        Some("one side begins with a blank".to_owned())
    } else if source.ends_with(is_blank) != target.ends_with(is_blank) {
        Some("one side ends with a blank".to_owned())
    } else {
        None
    }
}

/// Words that may stand twice in a row.
const TWICE: &[&str] =
    &["had", "that", "very", "no", "so", "bye", "ha", "hear", "there", "many", "long"];

/// Chinese words that are slips where they stand twice in a row, and what begins so and is none.
const DOUBLED: &[(&str, &[&str])] = &[
    ("的的", &["的的确确"]),
    ("在在", &["在在处处"]),
    ("被被", &[]),
    ("把把", &["把把关"]),
    ("和和", &["和和气气", "和和美美", "和和睦睦"]),
    ("我们我们", &[]),
    ("他们他们", &[]),
    ("可以可以", &[]),
    ("因为因为", &[]),
    ("进行进行", &[]),
];

/// The first word that stands twice in a row in the target and not in the source.
pub(crate) fn doubled_word(source: &str, target: &str) -> Option<String> {
    let doubled = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let twice = words.windows(2).find(|two| {
            let (one, other) = (two[0].to_lowercase(), two[1]);
            // A name may be twice a word: "Duran Duran".
            let is_word = other.len() > 1 && other.chars().all(char::is_lowercase);
            is_word && one == other && !TWICE.contains(&other)
        });
        if let Some(two) = twice {
            return Some(two.join(" "));
        }
        let slip = DOUBLED.iter().find(|(slip, right)| {
            let mut found = text.match_indices(slip);
            found.any(|(at, _)| !right.iter().any(|it| text[at..].starts_with(it)))
        });
        slip.map(|(slip, _)| (*slip).to_owned())
    };
    let found = doubled(target)?;
    doubled(source).is_none().then_some(found)
}

/// Pairs of brackets and quotation marks, the full-width ones beside the usual ones.
const BRACKETS: [(&str, &str); 8] = [
    ("(（", ")）"),
    ("[［", "]］"),
    ("{｛", "}｝"),
    ("《", "》"),
    ("「", "」"),
    ("『", "』"),
    ("【", "】"),
    ("“", "”"),
];

/// Brackets or quotation marks that do not close in one side and do in the other.
pub(crate) fn open_brackets(source: &str, target: &str) -> Option<String> {
    let is_even = |text: &str, (open, close): (&str, &str)| {
        let text = behind_list_label(text);
        let count = |marks: &str| text.chars().filter(|c| marks.contains(*c)).count();
        count(open) == count(close)
    };
    let odd = BRACKETS.into_iter().find(|pair| is_even(source, *pair) != is_even(target, *pair));
    let odd = odd.map(|(open, close)| {
        let first = |marks: &str| marks.chars().next().unwrap_or(' ');
        format!("{} and {} do not match on one side", first(open), first(close))
    });
    let straight = |text: &str| text.matches('"').count().is_multiple_of(2);
    odd.or_else(|| {
        let is_odd = straight(source) != straight(target);
        is_odd.then(|| "\" is odd on one side".to_owned())
    })
}

/// The text behind a label such as `1)` and `a）`.
fn behind_list_label(text: &str) -> &str {
    let text = text.trim_start();
    let length = text.chars().take(3).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let label = text[length..].strip_prefix([')', '）']).filter(|_| length > 0);
    label.unwrap_or(text)
}

/// What kind of mark ends a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Question,
    Exclamation,
    Colon,
    Semicolon,
    Comma,
    Ellipsis,
    None,
}

/// Ends of the two texts that say different things.
pub(crate) fn different_end(source: &str, target: &str) -> Option<String> {
    let (one, other) = (end(source), end(target));
    // A sentence may go on in one language and end in the other, or end with less noise.
    let goes_on = |end| matches!(end, End::Stop | End::Semicolon | End::Comma);
    let is_told = |end| matches!(end, End::Stop | End::Exclamation);
    if one == other || goes_on(one) && goes_on(other) || is_told(one) && is_told(other) {
        return None;
    }
    let last = |text: &str| text.trim_end().chars().next_back().unwrap_or(' ');
    Some(format!("the source ends with {}, the target with {}", last(source), last(target)))
}

fn end(text: &str) -> End {
    let closing = ['”', '’', '"', '\'', ')', '）', '」', '』', '》', ']', '】'];
    let text = text.trim_end().trim_end_matches(closing).trim_end();
    if text.ends_with("...") || text.ends_with("。。。") {
        return End::Ellipsis;
    }
    let is_apart = |c: char| c != '.' && !c.is_ascii_alphabetic();
    let last_word = text.rsplit(is_apart).next().unwrap_or(text);
    let is_short = |word: &str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        let is_known = matches!(
            word.to_ascii_lowercase().as_str(),
            "inc." | "ltd." | "co." | "corp." | "etc." | "jr." | "sr." | "no." | "vol." | "approx."
        );
        is_known || letters > 0 && letters == word.matches('.').count()
    };
    match text.chars().next_back() {
        Some('.') if is_short(last_word) => End::None,
        Some('.' | '。' | '．' | '｡') => End::Stop,
        Some('?' | '？') => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some(':' | '：') => End::Colon,
        Some(';' | '；') => End::Semicolon,
        Some(',' | '，' | '、') => End::Comma,
        Some('…' | '⋯') => End::Ellipsis,
        _ => End::None,
    }
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
        }
        for (source, target) in [
            ("删除%d个文件", "Delete %s files"),
            ("%1$s 给 %2$s", "%1$s gets %1$s"),
            ("你好，{name}！", "Hello {nam}!"),
            ("你好，{name}！", "Hello!"),
            ("共${count}个", "{count} in all"),
            ("{count, plural, other {# 个}}", "{cnt, plural, other {# files}}"),
            ("<b>注意</b>", "<b>Note<b>"),
            ("价格为{0:N2}元", "{0} yuan"),
            ("你好，{{name}}", "Hello, {name}"),
            ("路径%HOME%下", "under the home path"),
        ] {
            assert!(different_placeholders(source, target).is_some(), "{source} | {target}");
        }
    }

    #[test]
    fn words_that_stand_twice_are_named_unless_the_source_has_them_too() {
        for target in ["It is the the end", "We we go", "这是我的的书", "他在在家"] {
            assert!(doubled_word("x", target).is_some(), "{target}");
            assert_eq!(doubled_word(target, target), None);
        }
        for target in
            ["He had had it", "I know that that is so", "Duran Duran", "的的确确如此", "A a", "7 7"]
        {
            assert_eq!(doubled_word("x", target), None, "{target}");
        }
    }

    #[test]
    fn brackets_close_on_both_sides_or_on_none() {
        for (source, target) in [
            ("（见下）", "(see below)"),
            ("1）开始", "1) Start"),
            ("“前半句", "“the first half"),
            ("《红楼梦》", "Dream of the Red Chamber"),
            ("他说：“走。”", "\"Go,\" he said."),
        ] {
            assert_eq!(open_brackets(source, target), None, "{source} | {target}");
        }
        for (source, target) in [
            ("（见下）", "(see below"),
            ("【注】", "[Note"),
            ("《红楼梦》", "《Dream of the Red Chamber"),
            ("他说：“走。”", "\"Go, he said."),
        ] {
            assert!(open_brackets(source, target).is_some(), "{source} | {target}");
        }
    }

    #[test]
    fn ends_agree_in_kind() {
        for (source, target) in [
            ("走吧。", "Let's go."),
            ("走吗？", "Shall we go?"),
            ("“走吧。”", "“Let's go.”"),
            ("他走了；", "He left."),
            ("第一章", "Chapter One"),
            ("甲公司", "A Co., Ltd."),
            ("美国", "the U.S."),
            ("等等……", "Wait..."),
            ("如下：", "as follows:"),
        ] {
            assert_eq!(different_end(source, target), None, "{source} | {target}");
        }
        for (source, target) in [
            ("走吧。", "Let's go"),
            ("走吗？", "We go."),
            ("第一章", "Chapter One."),
            ("如下：", "as follows."),
            ("等等……", "Wait."),
        ] {
            assert!(different_end(source, target).is_some(), "{source} | {target}");
        }
    }

    #[test]
    fn blanks_at_the_ends_agree() {
        assert_eq!(different_blanks(" 走", " go"), None);
        assert!(different_blanks("走", " go").is_some());
        assert!(different_blanks("走", "go\n").is_some());
    }
}
