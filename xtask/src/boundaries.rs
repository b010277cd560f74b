//! The sentence splitter on the gold sets: their sentences are joined, 20 at a time, and split again.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use diptych_segments::{Lang, SplitOptions, split};

use crate::gold::{Gold, Score};

/// How many sentences are joined: a paragraph, generously.
const TOGETHER: usize = 20;

/// Prints precision, recall and F1 of the boundaries between joined sentences, by genre and language.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let mut pooled: BTreeMap<(String, &str), Score> = BTreeMap::new();
    for gold in Gold::all()? {
        for (lang, name, sentences) in
            [(Lang::Zh, "zh", &gold.chinese), (Lang::En, "en", &gold.english)]
        {
            let score = pooled.entry((gold.genre().to_owned(), name)).or_default();
            for joined in sentences.chunks(TOGETHER) {
                score.add(inner_boundaries(lang, joined));
            }
        }
    }
    println!("\n{:<16} precision recall    F1    right given  gold", "boundaries");
    for ((genre, lang), score) in &pooled {
        let Score { right, given, gold } = *score;
        let f1 = 2.0 * right as f64 / (given + gold).max(1) as f64;
        println!(
            "{:<16} {:>9.4} {:>6.4} {f1:>6.4} {right:>6} {given:>5} {gold:>5}",
            format!("= {genre} {lang}"),
            score.precision(),
            right as f64 / gold.max(1) as f64,
        );
    }
    Ok(())
}

/// Joins the sentences as the language does, splits them, and compares the boundaries inside.
fn inner_boundaries(lang: Lang, sentences: &[String]) -> Score {
    let joint = lang.joint();
    let sentences: Vec<&str> = sentences.iter().map(|sentence| sentence.trim()).collect();
    let text = sentences.join(joint);
    let mut at = 0;
    let mut gold = BTreeSet::new();
    for sentence in sentences.iter().take(sentences.len() - 1) {
        at += sentence.len() + joint.len();
        gold.insert(at);
    }
    let given: BTreeSet<usize> = split(lang, &text, &SplitOptions::default())
        .into_iter()
        .map(|range| range.end)
        .filter(|&end| end < text.len())
        .collect();
    Score { right: given.intersection(&gold).count(), given: given.len(), gold: gold.len() }
}
