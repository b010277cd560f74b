//! Which files are translations of each other, by number and name.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use diptych_segments::numerals::{chinese, chinese_digit, english_cardinal, is_chinese, roman};

use crate::lang_code::{lang_of_code, named};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Source and target of each pair, in order.
    pub pairs: Vec<(PathBuf, PathBuf)>,
    /// Files for which no partner was found.
    pub alone: Vec<PathBuf>,
}

/// Pairs the files of two sides: by the numbers and words of their paths, without the marks of a
/// language, then of their names; then by the numbers alone, in the same two steps. A pair is made
/// only where each side has one file of that key.
///
/// Law: every file is in one pair, or alone.
pub fn pair(sources: &[PathBuf], targets: &[PathBuf]) -> Pairing {
    if let ([source], [target]) = (sources, targets) {
        return Pairing { pairs: vec![(source.clone(), target.clone())], alone: vec![] };
    }
    let mut left = [sources.iter().collect::<Vec<_>>(), targets.iter().collect()];
    let mut pairs = Vec::new();
    for key in [key, key_of_name, numbers_of_path, numbers_of_name] {
        let mut keyed: BTreeMap<Key, [Vec<&PathBuf>; 2]> = BTreeMap::new();
        for (side, paths) in left.iter_mut().enumerate() {
            for path in std::mem::take(paths) {
                keyed.entry(key(path)).or_default()[side].push(path);
            }
        }
        for (key, [source, target]) in keyed {
            if let ([source], [target]) = (source.as_slice(), target.as_slice())
                && key != Key::default()
            {
                pairs.push((self::key(source).numbers, (*source).clone(), (*target).clone()));
            } else {
                left[0].extend(source);
                left[1].extend(target);
            }
        }
    }
    pairs.sort();
    let mut alone: Vec<PathBuf> = left.into_iter().flatten().cloned().collect();
    alone.sort();
    let pairs = pairs.into_iter().map(|(_, source, target)| (source, target)).collect();
    Pairing { pairs, alone }
}

/// By what two names are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Key {
    numbers: Vec<u64>,
    words: Vec<String>,
}

/// Whether a part of a name only says which side a file is, or what every file is.
fn is_mark(part: &str) -> bool {
    const OTHERS: [&str; 13] = [
        "hans", "hant", "tw", "hk", "us", "gb", "uk", "source", "target", "src", "tgt", "译文",
        "原文",
    ];
    lang_of_code(part).is_some()
        || named(part).is_some_and(|(_, rest)| rest.is_empty())
        || OTHERS.contains(&part)
}

/// The numbers and words of the path, the file's name last.
fn key(path: &Path) -> Key {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let names = folders.map(Component::as_os_str).chain(path.file_stem());
    let mut key = Key::default();
    for name in names {
        read_name(&name.to_string_lossy().to_lowercase(), &mut key);
    }
    key
}

fn key_of_name(path: &Path) -> Key {
    key(path.file_name().map_or(path, Path::new))
}

fn numbers_of_path(path: &Path) -> Key {
    Key { words: Vec::new(), ..key(path) }
}

fn numbers_of_name(path: &Path) -> Key {
    Key { words: Vec::new(), ..key_of_name(path) }
}

fn read_name(name: &str, key: &mut Key) {
    // After one of these a word may be a Roman number; alone `i` and `c` are letters.
    let mut counted = false;
    for part in parts(name) {
        let roman = roman(&part).filter(|_| counted).map(u64::from);
        counted = COUNTED.contains(&part.as_str());
        match number(&part).or_else(|| english_cardinal(&part)).or(roman) {
            Some(number) => key.numbers.push(number),
            None if is_mark(&part) => {}
            None => key.words.push(part),
        }
    }
}

/// What chapters and their like are called in file names.
const COUNTED: [&str; 9] =
    ["chapter", "chap", "ch", "part", "volume", "vol", "book", "act", "section"];

/// Runs of digits, of Chinese numerals, and of other letters.
fn parts(name: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if is_chinese(c) => 2,
        c if c.is_alphabetic() => 3,
        _ => 0,
    };
    let characters: Vec<char> = name.chars().collect();
    characters
        .chunk_by(|&a, &b| kind(a) == kind(b))
        .filter(|run| kind(run[0]) != 0)
        .map(|run| run.iter().collect())
        .collect()
}

/// A number in digits or in Chinese. A lone 千, 万 or 两 is a word.
fn number(part: &str) -> Option<u64> {
    let counts = |c| chinese_digit(c).is_some_and(|_| c != '两') || matches!(c, '十' | '百');
    part.parse().ok().or_else(|| chinese(part).filter(|_| part.chars().any(counts)))
}

#[cfg(test)]
mod tests {
    use diptych_segments::Lang;

    use super::*;

    fn paired(names: &[(&str, Lang)]) -> (Vec<(String, String)>, usize) {
        let of = |side: Lang| -> Vec<PathBuf> {
            names.iter().filter(|(_, lang)| *lang == side).map(|(name, _)| name.into()).collect()
        };
        let pairing = pair(&of(Lang::Zh), &of(Lang::En));
        let shown =
            pairing.pairs.iter().map(|(s, t)| (s.display().to_string(), t.display().to_string()));
        (shown.collect(), pairing.alone.len())
    }

    #[test]
    fn chapters_are_paired_by_number_and_name() {
        use Lang::{En, Zh};
        let (chapters, alone) = paired(&[
            ("zh/第十二章.txt", Zh),
            ("en/Chapter 12.txt", En),
            ("zh/第二章.txt", Zh),
            ("en/Chapter 2.txt", En),
            ("zh/序.txt", Zh),
            ("en/Preface.txt", En),
        ]);
        let expected =
            [("zh/第二章.txt", "en/Chapter 2.txt"), ("zh/第十二章.txt", "en/Chapter 12.txt")];
        assert_eq!(chapters, expected.map(|(s, t)| (s.to_owned(), t.to_owned())));
        assert_eq!(alone, 2);
    }

    #[test]
    fn numbers_may_be_words_and_stand_in_folders() {
        use Lang::{En, Zh};
        let files = [
            ("中文/卷一/第一章.txt", Zh),
            ("中文/卷一/第二章 雨.txt", Zh),
            ("中文/卷二/第一章.txt", Zh),
            ("English/Book I/Chapter One.txt", En),
            ("English/Book I/Chapter Two - Rain.txt", En),
            ("English/Book II/Chapter One.txt", En),
        ];
        let (chapters, alone) = paired(&files);
        let expected = (0..3).map(|n| (files[n].0.to_owned(), files[n + 3].0.to_owned()));
        assert_eq!(chapters, expected.collect::<Vec<_>>());
        assert_eq!(alone, 0);
        let (chapters, alone) = paired(&[("原文/03.txt", Zh), ("2026 draft/03.txt", En)]);
        assert_eq!((chapters.len(), alone), (1, 0));
        let (chapters, _) = paired(&[
            ("a/第〇三章.txt", Zh),
            ("a/第十四章.txt", Zh),
            ("b/ch iii.txt", En),
            ("b/ch xiv.txt", En),
        ]);
        assert_eq!(chapters.len(), 2, "{chapters:?}");
    }

    #[test]
    fn marks_of_a_language_do_not_count() {
        use Lang::{En, Zh};
        let (chapters, alone) = paired(&[
            ("b_zh.md", Zh),
            ("a.zh-cn.md", Zh),
            ("a.en.md", En),
            ("b_en.md", En),
            ("1_a_en.md", En),
        ]);
        let expected = [("a.zh-cn.md", "a.en.md"), ("b_zh.md", "b_en.md")];
        assert_eq!(chapters, expected.map(|(s, t)| (s.to_owned(), t.to_owned())));
        assert_eq!(alone, 1);
    }
}
