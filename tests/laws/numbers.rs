//! Whether the reader of numbers leaves right pairs alone and finds wrong ones.

use diptych::numbers::differ;

const PAIRS: &str = include_str!("../gold/numbers.tsv");

/// Of the pairs of a kind: how many there are, and those of which it is not told that they are so.
fn mistaken(kind: &str) -> (usize, Vec<String>) {
    let rows = PAIRS.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split('\t').collect()).collect();
    let mut count = 0;
    let mut mistaken = Vec::new();
    for row in rows.iter().filter(|row| row[0] == kind) {
        let (zh, en) = ((row[1], "zh-CN"), (row[2], "en-US"));
        let found = differ(zh, en);
        assert_eq!(found.is_some(), differ(en, zh).is_some(), "either way round: {row:?}");
        count += 1;
        if found.is_some() != (kind == "wrong") {
            mistaken.push(format!("{} | {} | {found:?}", row[1], row[2]));
        }
    }
    (count, mistaken)
}

#[test]
fn right_pairs_are_left_alone() {
    let (count, lost) = mistaken("right");
    assert!(count >= 300 && lost.len() * 100 < count, "{} of {count}: {lost:#?}", lost.len());
}

#[test]
fn wrong_pairs_are_found() {
    let (count, missed) = mistaken("wrong");
    let share = missed.len() as f64 / count as f64;
    assert!(count >= 100 && share <= 0.1, "{} of {count}: {missed:#?}", missed.len());
}
