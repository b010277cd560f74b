//! Texts that lack a section, have one too many, one elsewhere, or were cut
//! into other segments: what was not touched is aligned as before.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::synthetic::{Random, Synthetic, synthetic};
use diptych::align::{Alignment, Extra, Group, Sentences, align_sentences};
use diptych::lexicon::Lexicon;
use diptych::pipeline::Options;

type Bead = (Vec<usize>, Vec<usize>);

fn side(texts: &[String]) -> Sentences<'_> {
    Sentences { texts: texts.iter().map(String::as_str).collect(), places: vec![], times: vec![] }
}

fn align(text: &Synthetic) -> Alignment {
    let (chinese, english) = (side(&text.chinese), side(&text.english));
    align_sentences(&chinese, &english, &Lexicon::embedded(), &Extra::default())
}

fn beads(alignment: &Alignment) -> BTreeSet<Bead> {
    let of = |(Group { chinese, english }, _): &(Group, f32)| {
        ((chinese.0..chinese.1).collect(), (english.0..english.1).collect())
    };
    alignment.beads.iter().map(of).collect()
}

/// The share of the text's own beads that are found.
fn found(text: &Synthetic) -> f64 {
    let answer = beads(&align(text));
    text.beads.iter().filter(|bead| answer.contains(bead)).count() as f64 / text.beads.len() as f64
}

/// The text without the English sentences of a range of beads, and only the beads that are left whole.
fn lacking(text: &Synthetic, from: usize, to: usize) -> Synthetic {
    let gone: BTreeSet<usize> =
        text.beads[from..to].iter().flat_map(|bead| bead.1.clone()).collect();
    let shift = |n: &usize| n - gone.iter().filter(|g| *g < n).count();
    let english = text.english.iter().enumerate().filter(|(n, _)| !gone.contains(n));
    Synthetic {
        chinese: text.chinese.clone(),
        english: english.map(|(_, line)| line.clone()).collect(),
        beads: text.beads[..from]
            .iter()
            .chain(&text.beads[to..])
            .map(|(z, e)| (z.clone(), e.iter().map(shift).collect()))
            .collect(),
    }
}

#[test]
fn a_missing_section_does_no_harm_elsewhere() {
    let text = synthetic(2_000, 3);
    let clean = found(&text);
    assert!(clean > 0.95, "{clean}");
    for missing in [20, 70, 280] {
        let damaged = lacking(&text, 300, 300 + missing);
        let share = found(&damaged);
        assert!(share > clean - 0.01, "{missing} beads missing: {clean} -> {share}");
    }
}

/// A hand-aligned text: all its sentences, and its beads.
fn gold(folder: &Path) -> Synthetic {
    let lines = |name: &str| -> Vec<String> {
        fs::read_to_string(folder.join(name)).unwrap().lines().map(str::to_owned).collect()
    };
    let bead = |line: &String| {
        let bead: serde_json::Value = serde_json::from_str(line).unwrap();
        let ids = |side: &str| serde_json::from_value(bead[side].clone()).unwrap();
        (ids("source"), ids("target"))
    };
    Synthetic {
        chinese: lines("source.txt"),
        english: lines("target.txt"),
        beads: lines("beads.jsonl").iter().map(bead).collect(),
    }
}

#[test]
fn a_third_that_one_side_lacks_takes_nothing_from_the_rest() {
    let Some(sets) = std::env::var_os("DIPTYCH_GOLD") else {
        println!("skipped, because DIPTYCH_GOLD is not set");
        return;
    };
    let sets: Vec<PathBuf> = std::env::split_paths(&sets).collect();
    // Chapters whose source is Chinese and whose beads are all certain.
    let (mut before, mut after) = (0, 0);
    for name in ["literary-3", "literary-5", "literary-11", "literary-15"] {
        let Some(folder) = sets.iter().map(|s| s.join(name)).find(|f| f.exists()) else { continue };
        let text = gold(&folder);
        let (third, clean) = (text.beads.len() / 3, beads(&align(&text)));
        for lack in [lacking, lacking_chinese] {
            let damaged = lack(&text, third, 2 * third);
            let kept = text.beads[..third].iter().chain(&text.beads[2 * third..]);
            before += kept.filter(|bead| clean.contains(*bead)).count();
            let answer = beads(&align(&damaged));
            after += damaged.beads.iter().filter(|bead| answer.contains(*bead)).count();
        }
    }
    assert!(before > 0, "DIPTYCH_GOLD names no folder with these chapters");
    // At each of the eight places a bead at either end of the gap may suffer.
    assert!(after + 8 >= before, "{before} -> {after}");
}

/// The text with its sides exchanged by name only: what `lacking` takes out then counts for the other side.
fn lacking_chinese(text: &Synthetic, from: usize, to: usize) -> Synthetic {
    let exchanged = |text: &Synthetic| Synthetic {
        chinese: text.english.clone(),
        english: text.chinese.clone(),
        beads: text.beads.iter().map(|(z, e)| (e.clone(), z.clone())).collect(),
    };
    exchanged(&lacking(&exchanged(text), from, to))
}

#[test]
fn a_few_missing_sentences_here_and_there_spoil_their_neighbours_at_most() {
    let text = synthetic(1_000, 6);
    let clean = beads(&align(&text));
    for lack in [lacking, lacking_chinese] {
        for missing in 1..=6 {
            let mut damaged = text.clone();
            let places: Vec<usize> = (20..400).step_by(40).collect();
            for &place in places.iter().rev() {
                damaged = lack(&damaged, place, place + missing);
            }
            let answer = beads(&align(&damaged));
            let right = damaged.beads.iter().filter(|bead| answer.contains(bead)).count();
            let lost = clean.len() - places.len() * missing - right;
            // The made text says the same in many places: a pair more may go with each.
            assert!(lost <= 2 * places.len(), "{missing} missing: {lost} pairs lost");
        }
    }
}

#[test]
fn a_foreign_preface_stands_alone() {
    let mut text = synthetic(1_000, 4);
    let clean = found(&text);
    let preface = "The publisher thanks everybody who made this edition possible.";
    text.english.splice(0..0, std::iter::repeat_n(preface.to_owned(), 40));
    for (_, e) in &mut text.beads {
        for n in e.iter_mut() {
            *n += 40;
        }
    }
    let share = found(&text);
    assert!(share > clean - 0.01, "{clean} -> {share}");
}

#[test]
fn swapped_sections_are_told() {
    let text = synthetic(1_000, 5);
    let (from, middle, to) = (100, 140, 180);
    let mut order: Vec<usize> = (0..text.beads.len()).collect();
    order[from..to].rotate_left(middle - from);
    let mut english = vec![];
    let mut swapped = Synthetic { chinese: text.chinese.clone(), ..Synthetic::default() };
    let mut placed = vec![vec![]; text.beads.len()];
    for &bead in &order {
        for &n in &text.beads[bead].1 {
            placed[bead].push(english.len());
            english.push(text.english[n].clone());
        }
    }
    swapped.english = english;
    swapped.beads = text.beads.iter().zip(placed).map(|((z, _), e)| (z.clone(), e)).collect();
    let alignment = align(&swapped);
    assert_eq!(alignment.moved.len(), 1, "{:?}", alignment.moved);
    let answer = beads(&alignment);
    let outside = (0..swapped.beads.len()).filter(|k| !(from..to).contains(k));
    let right = outside.clone().filter(|&k| answer.contains(&swapped.beads[k])).count();
    assert!(right as f64 > (found(&text) - 0.02) * outside.count() as f64);
}

#[test]
fn what_stands_in_no_order_is_named_as_a_stretch() {
    let text = synthetic(600, 8);
    let folder = tempfile::tempdir().unwrap();
    let unmatched = |english: &[String]| {
        let (source, target) = (folder.path().join("zh.txt"), folder.path().join("en.txt"));
        fs::write(&source, text.chinese.join("\n")).unwrap();
        fs::write(&target, english.join("\n")).unwrap();
        diptych::align_files(source, target, &Options::default()).unwrap().diagnosis
    };
    assert_eq!(unmatched(&text.english).unmatched, []);

    let mut english = text.english.clone();
    let (mut random, range) = (Random(4), 100..200);
    for n in range.clone() {
        english.swap(n, range.start + random.below(range.len()));
    }
    let diagnosis = unmatched(&english);
    // Of the rest the search says that it stands alone or elsewhere.
    assert!(!diagnosis.unmatched.is_empty());
    for stretch in &diagnosis.unmatched {
        let target = &stretch.target;
        assert!(target.start + 10 >= range.start && target.end <= range.end + 10, "{stretch:?}");
        let named = diagnosis.doubtful.iter().filter(|n| stretch.beads.contains(&(*n - 1)));
        assert_eq!(named.count(), 0, "a stretch is named as one, not pair by pair");
    }
}

/// Joins pairs of neighbouring segments of one side, every `each`-th.
fn joined(text: &Synthetic, chinese: bool, each: usize) -> Synthetic {
    let mut random = Random(9);
    let lines = if chinese { &text.chinese } else { &text.english };
    let mut segments: Vec<Vec<usize>> = vec![];
    for n in 0..lines.len() {
        let joins = n > 0 && random.below(each) == 0 && segments.last().unwrap().len() == 1;
        if joins { segments.last_mut().unwrap().push(n) } else { segments.push(vec![n]) }
    }
    let joint = if chinese { "" } else { " " };
    let new: Vec<String> = segments
        .iter()
        .map(|segment| segment.iter().map(|&n| lines[n].as_str()).collect::<Vec<_>>().join(joint))
        .collect();
    let of = |n: usize| segments.iter().position(|segment| segment.contains(&n)).unwrap();
    let mut beads: Vec<Bead> = vec![];
    for (z, e) in &text.beads {
        let (own, other) = if chinese { (z, e) } else { (e, z) };
        let own: BTreeSet<usize> = own.iter().map(|&n| of(n)).collect();
        // Beads that share a segment are one bead now.
        if let Some((z, e)) = beads.last_mut() {
            let (side, opposite) = if chinese { (z, e) } else { (e, z) };
            if side.last() == own.first() {
                side.extend(own.iter().skip(1));
                opposite.extend(other);
                continue;
            }
        }
        let own: Vec<usize> = own.into_iter().collect();
        beads.push(if chinese { (own, other.clone()) } else { (other.clone(), own) });
    }
    let (chinese, english) =
        if chinese { (new, text.english.clone()) } else { (text.chinese.clone(), new) };
    Synthetic { chinese, english, beads }
}

#[test]
fn segments_of_two_sentences_are_put_together_right() {
    let text = synthetic(2_000, 6);
    let clean = found(&text);
    for chinese in [true, false] {
        let share = found(&joined(&text, chinese, 10));
        assert!(share > clean - 0.02, "Chinese {chinese}: {clean} -> {share}");
    }
}
