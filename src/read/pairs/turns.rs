//! Chinese and English by turns in one text: line by line, paragraph by paragraph, cell by cell.

use diptych_segments::{Lang, is_han};

use super::bilingual::Pair;

/// The fewest pairs that make a text one of two languages.
const FEWEST: usize = 2;

/// The language of a paragraph; none where it has hardly a letter.
fn lang_of(text: &str) -> Option<Lang> {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    // A Chinese word says as much as four letters.
    if han * 4 > latin && han > 0 { Some(Lang::Zh) } else { (latin >= 2).then_some(Lang::En) }
}

/// The pairs of paragraphs (line and text) that stand in the two languages by turns, and how many
/// paragraphs without words stand between them; `None` where they do not. What one turn says in
/// several paragraphs is one text.
///
/// Law: every paragraph with words is in one pair, in its order.
pub(in crate::read) fn by_turns<'t>(
    paragraphs: impl IntoIterator<Item = (usize, &'t str)>,
) -> Option<(Vec<Pair>, usize)> {
    let mut turns: Vec<(Lang, usize, Vec<&str>)> = Vec::new();
    let mut wordless = 0;
    for (line, text) in paragraphs {
        if text.trim().is_empty() {
            continue;
        }
        let Some(lang) = lang_of(text) else {
            wordless += 1;
            continue;
        };
        match turns.last_mut().filter(|turn| turn.0 == lang) {
            Some(turn) => turn.2.push(text),
            None => turns.push((lang, line, vec![text])),
        }
    }
    // Nearly every turn is one paragraph, or the text merely quotes the other language.
    let single = turns.iter().filter(|turn| turn.2.len() == 1).count();
    if turns.len() < 2 * FEWEST || single * 10 < turns.len() * 9 {
        return None;
    }
    // A heading in one language may stand above the first pair.
    let source = turns[turns.len() % 2].0;
    let mut pairs: Vec<Pair> = Vec::new();
    for (lang, line, texts) in turns {
        let (is_source, text) = (lang == source, texts.join("\n"));
        if let Some(pair) = pairs.last_mut().filter(|pair| !is_source && pair.target.is_empty()) {
            pair.target = text;
        } else {
            let (source_text, target) =
                if is_source { (text, String::new()) } else { (String::new(), text) };
            pairs.push(Pair {
                number: pairs.len() + 1,
                lang: Some(source),
                source: source_text,
                target,
                line,
                ..Pair::default()
            });
        }
    }
    Some((pairs, wordless))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(lines: &[&str]) -> Option<Vec<(String, String)>> {
        let (pairs, _) = by_turns((1..).zip(lines.iter().copied()))?;
        Some(pairs.into_iter().map(|pair| (pair.source, pair.target)).collect())
    }

    #[test]
    fn lines_by_turns_are_pairs() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let lines = ["雨停了。", "The rain stopped.", "1.", "他走了。", "He left."];
        let want = vec![pair("雨停了。", "The rain stopped."), pair("他走了。", "He left.")];
        assert_eq!(pairs(&lines), Some(want));
        let headed =
            ["Bilingual agreement 双语", "雨停了。", "The rain stopped.", "他走了。", "He left."];
        assert_eq!(pairs(&headed).unwrap()[1].1, "The rain stopped.");
        let english = ["It rained.", "下雨了。", "He left.", "他走了。"];
        assert_eq!(pairs(&english).unwrap()[0], pair("It rained.", "下雨了。"));
    }

    #[test]
    fn a_text_that_quotes_the_other_language_is_none() {
        assert_eq!(
            pairs(&["雨停了。", "他走了。", "The rain stopped.", "天晴了。", "人来了。"]),
            None
        );
        assert_eq!(pairs(&["雨停了。", "The rain stopped."]), None);
        assert_eq!(pairs(&["安装 Visual Studio", "雨停了。", "好。", "完。"]), None);
    }

    proptest::proptest! {
        #[test]
        fn no_paragraph_is_lost(lines in proptest::collection::vec("[雨天ab1 ]{0,6}", 0..12)) {
            let numbered = || (1..).zip(lines.iter().map(String::as_str));
            if let Some((pairs, wordless)) = by_turns(numbered()) {
                let texts = pairs.iter().flat_map(|p| [&p.source, &p.target]);
                let inside: usize = texts.filter(|t| !t.is_empty()).map(|t| t.split('\n').count()).sum();
                let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
                proptest::prop_assert_eq!(inside + wordless, filled);
            }
        }
    }
}
