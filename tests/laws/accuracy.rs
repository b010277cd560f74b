//! The accuracy ratchet: scores of hand-aligned texts equal a checked-in table.
//!
//! Our own text always counts; the development sets count where `DIPTYCH_GOLD`
//! names their folders, as in `PATH`. A score that drops fails, and so does one that rises
//! and was not recorded.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use diptych::align::{Extra, Sentences, align_sentences};
use diptych::lexicon::Lexicon;
use diptych_segments::is_han;

type Bead = (Vec<usize>, Vec<usize>);

/// What is known of a set.
struct Scored {
    /// Right, given and gold beads.
    counts: [usize; 3],
    /// The mean confidence of the given beads.
    confidence: f64,
}

fn score(folder: &Path, lexicon: &Lexicon) -> Scored {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (source, target) = (read("source.txt"), read("target.txt"));
    let ids = |value: &serde_json::Value| -> Vec<usize> {
        value.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect()
    };
    let mut gold: BTreeSet<Bead> = BTreeSet::new();
    let (mut sources, mut targets) = (BTreeSet::new(), BTreeSet::new());
    for line in read("beads.jsonl").lines() {
        let bead: serde_json::Value = serde_json::from_str(line).unwrap();
        // Of some sets only the block is known, not the beads inside it: those are left out.
        if bead["certain"].as_bool().unwrap_or(true) {
            let (s, t) = (ids(&bead["source"]), ids(&bead["target"]));
            sources.extend(s.clone());
            targets.extend(t.clone());
            gold.insert((s, t));
        }
    }
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let swapped = han(&target) > han(&source);
    let side =
        |text| Sentences { texts: str::lines(text).collect(), places: vec![], times: vec![] };
    let (chinese, english) = if swapped { (&target, &source) } else { (&source, &target) };
    let alignment = align_sentences(&side(chinese), &side(english), lexicon, &Extra::default());
    let given: Vec<Bead> = alignment
        .beads
        .iter()
        .map(|(bead, _)| {
            let range = |(from, to): (usize, usize)| (from..to).collect::<Vec<_>>();
            let (z, e) = (range(bead.chinese), range(bead.english));
            if swapped { (e, z) } else { (z, e) }
        })
        .collect();
    let covers = |of: fn(&Bead) -> &Vec<usize>, count: usize| {
        let mut all: Vec<usize> = given.iter().flat_map(of).copied().collect();
        all.sort_unstable();
        all == (0..count).collect::<Vec<_>>()
    };
    assert!(covers(|b| &b.0, source.lines().count()), "every source sentence stands in one bead");
    assert!(covers(|b| &b.1, target.lines().count()), "every target sentence stands in one bead");
    let confidences = alignment.beads.iter().map(|(_, confidence)| f64::from(*confidence));
    let given: Vec<(&Bead, f64)> = given
        .iter()
        .zip(confidences)
        .filter(|((s, t), _)| {
            s.iter().any(|n| sources.contains(n)) || t.iter().any(|n| targets.contains(n))
        })
        .collect();
    let right = given.iter().filter(|(bead, _)| gold.contains(*bead)).count();
    let confidence = given.iter().map(|(_, p)| p).sum::<f64>() / given.len() as f64;
    Scored { counts: [right, given.len(), gold.len()], confidence }
}

/// By how much the mean confidence of a set may miss the share that is right: two points, or what
/// chance alone does to a set of this size once in 400 times (three standard errors).
fn allowed(confidence: f64, given: usize) -> f64 {
    let error = (confidence * (1.0 - confidence) / given as f64).sqrt();
    (3.0 * error).max(0.02)
}

#[test]
fn scores_equal_the_table_and_confidences_tell_the_truth() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut folders: Vec<PathBuf> = vec![own.join("fable")];
    match std::env::var_os("DIPTYCH_GOLD") {
        Some(sets) => {
            for sets in std::env::split_paths(&sets) {
                folders.extend(fs::read_dir(sets).unwrap().map(|entry| entry.unwrap().path()));
            }
            folders.retain(|folder| folder.join("beads.jsonl").exists());
        }
        None => println!("skipped: the development sets, because DIPTYCH_GOLD is not set"),
    }
    let lexicon = Lexicon::embedded();
    let table = fs::read_to_string(own.join("scores.tsv")).unwrap();
    let recorded: BTreeMap<&str, &str> =
        table.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut wrong = vec![];
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let Scored { counts: [right, given, gold], confidence } = score(&folder, &lexicon);
        let precision = right as f64 / given as f64;
        if (confidence - precision).abs() > allowed(confidence, given) {
            wrong.push(format!("{name}: mean confidence {confidence:.3}, right {precision:.3}"));
        }
        let now = format!("{right}\t{given}\t{gold}");
        match recorded.get(name.as_str()) {
            Some(known) if **known == now => {}
            known => wrong.push(format!("{name}: recorded {known:?}, now {now:?}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "scores (right, given, gold) differ from tests/gold/scores.tsv; better ones are to be recorded there:\n{}",
        wrong.join("\n")
    );
}
