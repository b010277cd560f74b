//! Which files of a folder are chapters and translations of each other, by language, number and name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use diptych_segments::Lang;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Source and target of each chapter, in order.
    pub chapters: Vec<(PathBuf, PathBuf)>,
    /// Files for which no partner was found.
    pub alone: Vec<PathBuf>,
}

/// Pairs files of two languages: by the numbers in their names, then by what
/// else the names say once the marks of a language are taken away. The Chinese
/// side is the source.
pub fn pair(files: &[(PathBuf, Lang)]) -> Pairing {
    let of = |lang: Lang| -> Vec<&PathBuf> {
        files.iter().filter(|(_, l)| *l == lang).map(|(path, _)| path).collect()
    };
    let (chinese, english) = (of(Lang::Zh), of(Lang::En));
    if let ([source], [target]) = (chinese.as_slice(), english.as_slice()) {
        return Pairing { chapters: vec![((*source).clone(), (*target).clone())], alone: vec![] };
    }
    let mut pairing = Pairing::default();
    let mut chapters = Vec::new();
    let mut keyed: BTreeMap<Key, [Vec<&PathBuf>; 2]> = BTreeMap::new();
    for (side, paths) in [chinese, english].into_iter().enumerate() {
        for path in paths {
            keyed.entry(key(path)).or_default()[side].push(path);
        }
    }
    // A number that only one file of each side has is enough, whatever else the names say.
    let mut by_number: BTreeMap<Vec<u64>, [Vec<&PathBuf>; 2]> = BTreeMap::new();
    for (key, [source, target]) in keyed {
        if let ([source], [target]) = (source.as_slice(), target.as_slice()) {
            chapters.push((key.numbers, (*source).clone(), (*target).clone()));
        } else {
            let sides = by_number.entry(key.numbers).or_default();
            sides[0].extend(source);
            sides[1].extend(target);
        }
    }
    for (numbers, [source, target]) in by_number {
        match (source.as_slice(), target.as_slice()) {
            ([source], [target]) if !numbers.is_empty() => {
                chapters.push((numbers, (*source).clone(), (*target).clone()));
            }
            _ => pairing.alone.extend(source.into_iter().chain(target).cloned()),
        }
    }
    chapters.sort();
    pairing.chapters = chapters.into_iter().map(|(_, source, target)| (source, target)).collect();
    pairing.alone.sort();
    pairing
}

/// By what two names are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    numbers: Vec<u64>,
    words: Vec<String>,
}

/// Parts of names that only say which side a file is, or what every file is.
const MARKS: [&str; 24] = [
    "zh", "cn", "chs", "cht", "chi", "zho", "chinese", "hans", "hant", "tw", "hk", "en", "eng",
    "us", "gb", "uk", "english", "source", "target", "src", "tgt", "中文", "英文", "译文",
];

fn key(path: &std::path::Path) -> Key {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut key = Key { numbers: Vec::new(), words: Vec::new() };
    for part in parts(&name) {
        match number(&part) {
            Some(number) => key.numbers.push(number),
            None if MARKS.contains(&part.as_str()) => {}
            None => key.words.push(part),
        }
    }
    key
}

/// Runs of digits, of Chinese numerals, and of other letters.
fn parts(name: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if numeral(c).is_some() => 2,
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

fn numeral(c: char) -> Option<u64> {
    "零一二三四五六七八九十百"
        .chars()
        .position(|n| n == c)
        .map(|n| if n == 11 { 100 } else { n as u64 })
}

/// A number in digits or in Chinese (up to 999).
fn number(part: &str) -> Option<u64> {
    if part.bytes().all(|b| b.is_ascii_digit()) {
        return part.parse().ok();
    }
    let (mut total, mut digit) = (0, None);
    for c in part.chars() {
        match numeral(c)? {
            unit @ (10 | 100) => total += digit.take().unwrap_or(1) * unit,
            n => digit = Some(n),
        }
    }
    Some(total + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(names: &[(&str, Lang)]) -> (Vec<(String, String)>, usize) {
        let files: Vec<(PathBuf, Lang)> =
            names.iter().map(|&(name, lang)| (name.into(), lang)).collect();
        let pairing = pair(&files);
        let shown = pairing
            .chapters
            .iter()
            .map(|(s, t)| (s.display().to_string(), t.display().to_string()));
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
