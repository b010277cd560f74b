//! The sentence rules, case by case: `gold/zh.txt` and `gold/en.txt`.
//!
//! A case is its input, a line `---`, one segment a line, a line `===`; a line that starts with
//! `# ` before a case names the rule. White space around segments is not compared.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use diptych_segments::{Lang, SplitOptions, split};

/// All cases of a gold file, the differing ones as one report.
fn differing(lang: Lang, gold: &str) -> (usize, Vec<String>) {
    let mut cases = 0;
    let mut report = Vec::new();
    let mut rule = "";
    for case in gold.split("\n===\n").filter(|case| !case.trim().is_empty()) {
        let mut lines = case.lines().peekable();
        while let Some(title) = lines.peek().and_then(|line| line.strip_prefix("# ")) {
            rule = title;
            lines.next();
        }
        let input = lines.next().unwrap();
        assert_eq!(lines.next(), Some("---"), "a case is input, ---, segments: {case}");
        let expected: Vec<&str> = lines.collect();
        let given: Vec<&str> = split(lang, input, &SplitOptions::default())
            .into_iter()
            .map(|range| input[range].trim())
            .collect();
        cases += 1;
        if given != expected {
            report.push(format!(
                "{rule}\n  gold  {}\n  given {}",
                expected.join(" ¦ "),
                given.join(" ¦ ")
            ));
        }
    }
    (cases, report)
}

#[test]
fn chinese_sentences() {
    let (cases, report) = differing(Lang::Zh, include_str!("gold/zh.txt"));
    assert!(cases >= 120, "only {cases} cases");
    assert!(report.is_empty(), "{} of {cases} differ\n{}", report.len(), report.join("\n"));
}

#[test]
fn english_sentences() {
    let (cases, report) = differing(Lang::En, include_str!("gold/en.txt"));
    assert!(cases >= 60, "only {cases} cases");
    assert!(report.is_empty(), "{} of {cases} differ\n{}", report.len(), report.join("\n"));
}
