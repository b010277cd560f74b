//! What a translator's check looks for in the two texts of a unit, whatever their languages.

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

/// Chinese words that are slips where they stand twice in a row. Words of one character are none, for
/// they end and begin others (目的的手段, 现在在家), nor are pronouns (告诉我们我们要走).
const DOUBLED: &[&str] = &["因为因为", "进行进行"];

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
        DOUBLED.iter().find(|slip| text.contains(**slip)).map(|slip| (*slip).to_owned())
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
    /// A full stop behind an abbreviation or a short word: it may end the sentence too (the U.S.).
    Abbreviation,
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
    let read = |end| match end {
        End::Abbreviation => [End::Stop, End::None],
        end => [end; 2],
    };
    if read(one).into_iter().any(|one| read(other).into_iter().any(|other| agree(one, other))) {
        return None;
    }
    let last = |text: &str| text.trim_end().chars().next_back().unwrap_or(' ');
    Some(format!("the source ends with {}, the target with {}", last(source), last(target)))
}

/// Whether the two may end the same sentence, which may go on in one language and end in the other, or
/// end with less noise.
fn agree(one: End, other: End) -> bool {
    let goes_on = |end| matches!(end, End::Stop | End::Semicolon | End::Comma);
    let is_told = |end| matches!(end, End::Stop | End::Exclamation);
    one == other || goes_on(one) && goes_on(other) || is_told(one) && is_told(other)
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
        Some('.') if is_short(last_word) => End::Abbreviation,
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
    fn words_that_stand_twice_are_named_unless_the_source_has_them_too() {
        for target in ["It is the the end", "We we go", "对此进行进行研究", "因为因为"]
        {
            assert!(doubled_word("x", target).is_some(), "{target}");
            assert_eq!(doubled_word(target, target), None);
        }
        for target in [
            "He had had it",
            "I know that that is so",
            "Duran Duran",
            "的的确确如此",
            "达到目的的手段",
            "标的的价格",
            "他现在在家",
            "饱和和不饱和脂肪",
            "他告诉我们我们要走",
            "A a",
            "7 7",
        ] {
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
            ("他来自美国。", "He is from the U.S."),
            ("我们卖苹果、梨等。", "We sell apples, pears, etc."),
            ("会议下午五点开始。", "The meeting starts at 5 p.m."),
            ("他说不。", "He said no."),
            ("他和我一样高；", "He is as tall as I."),
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
            ("他来自美国吗？", "He is from the U.S."),
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
