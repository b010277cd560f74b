//! Measures the splitter: the golden case files, and the inner boundaries of joined gold sentences.
//!
//! `DIPTYCH_GOLD=DIR DIPTYCH_CASES=DIR cargo run --release -p diptych-segments --example boundaries [errors]`
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example prints and may stop")]

use std::collections::BTreeSet;
use std::path::Path;

use diptych_segments::{Lang, SplitOptions, split};

fn main() {
    let show = std::env::args().any(|argument| argument == "errors");
    if let Ok(cases) = std::env::var("DIPTYCH_CASES") {
        golden(Lang::Zh, &Path::new(&cases).join("golden_zh.tsv"), show);
        golden(Lang::En, &Path::new(&cases).join("golden_en.tsv"), show);
    }
    let Ok(gold) = std::env::var("DIPTYCH_GOLD") else { return };
    for (lang, name) in [
        (Lang::Zh, "literary"),
        (Lang::En, "literary"),
        (Lang::Zh, "political"),
        (Lang::En, "political"),
        (Lang::Zh, "academic"),
        (Lang::En, "academic"),
    ] {
        let mut total = [0_usize; 3];
        for folder in std::fs::read_dir(&gold).unwrap().map(Result::unwrap) {
            let folder_name = folder.file_name().into_string().unwrap();
            if !folder_name.starts_with(name) {
                continue;
            }
            // The academic set was translated from English.
            let side = if (lang == Lang::Zh) == (name != "academic") {
                "source.txt"
            } else {
                "target.txt"
            };
            let text = std::fs::read_to_string(folder.path().join(side)).unwrap();
            for sentences in text.lines().collect::<Vec<_>>().chunks(20) {
                let counts = inner_boundaries(lang, sentences, show);
                for (sum, count) in total.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        let [right, given, wanted] = total.map(|count| count as f64);
        println!(
            "{lang:?} {name}: precision {:.4} recall {:.4} F1 {:.4}",
            right / given,
            right / wanted,
            2.0 * right / (given + wanted)
        );
    }
}

/// Right, given and wanted inner boundaries when the sentences are joined and split again.
fn inner_boundaries(lang: Lang, sentences: &[&str], show: bool) -> [usize; 3] {
    let text = sentences.iter().map(|s| s.trim()).collect::<Vec<_>>().join(lang.joint());
    let mut wanted = BTreeSet::new();
    let mut at = 0;
    for sentence in &sentences[..sentences.len() - 1] {
        at += sentence.trim().len() + lang.joint().len();
        wanted.insert(at);
    }
    let ranges = split(lang, &text, &SplitOptions::default());
    let given: BTreeSet<usize> =
        ranges.iter().map(|range| range.end).filter(|&end| end < text.len()).collect();
    if show {
        let around = |at: usize| {
            let left: String =
                text[..at].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            let right: String = text[at..].chars().take(20).collect();
            format!("{left}¦{right}")
        };
        for &at in given.difference(&wanted) {
            println!("too many  {lang:?} {}", around(at));
        }
        for &at in wanted.difference(&given) {
            println!("missing   {lang:?} {}", around(at));
        }
    }
    [given.intersection(&wanted).count(), given.len(), wanted.len()]
}

fn golden(lang: Lang, path: &Path, show: bool) {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut right, mut all) = (0, 0);
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let bare = |s: &str| s.split_whitespace().collect::<String>();
        let pieces: Vec<&str> = split(lang, cells[0], &SplitOptions::default())
            .into_iter()
            .map(|range| &cells[0][range])
            .collect();
        let given = bare(&pieces.join("¶"));
        all += 1;
        let ok = given == bare(cells[1])
            || cells.get(4).is_some_and(|alt| !alt.is_empty() && given == bare(alt));
        right += usize::from(ok);
        if show && !ok {
            println!("wrong {}: {}\n    {}", cells[2], cells[1], pieces.join(" ¶ "));
        }
    }
    println!("{}: {right}/{all}", path.file_name().unwrap().to_string_lossy());
}
