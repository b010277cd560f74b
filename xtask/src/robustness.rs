//! How the aligner takes texts that were cut differently, lack a section, or have sections swapped.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use diptych::align::Search;
use diptych::align::weights::WEIGHTS;
use diptych::lexicon::Lexicon;

use crate::gold::{Bead, Gold, Score};
use crate::random::Random;

/// Does a damage to a text; with the Chinese and English sentences it touches.
type Damage = Box<dyn Fn(&Gold) -> (Gold, BTreeSet<usize>, BTreeSet<usize>)>;

/// Prints F1 per genre for each kind of damage; see the functions for what is counted.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let golds = Gold::all()?;
    let lexicon = Lexicon::embedded();
    let mut damages: Vec<(String, Damage)> = vec![];
    for side in [Side::Chinese, Side::English] {
        for count in [30, 100, 400] {
            damages.push((
                format!("{side:?} lacks {count}"),
                Box::new(move |g: &Gold| lacking(g, side, count)),
            ));
        }
    }
    damages.push(("foreign preface".into(), Box::new(with_preface)));
    damages.push(("English swapped".into(), Box::new(|g: &Gold| swapped(g, 40))));
    cut_texts(&golds, &lexicon);
    omissions(&golds, &lexicon);
    println!("{:<20} clean -> damaged, beads that were not touched", "");
    for (name, damage) in damages {
        let mut pooled: BTreeMap<&str, (Score, Score)> = BTreeMap::new();
        for gold in &golds {
            let (damaged, zs, es) = damage(gold);
            let kept: Vec<bool> = damaged
                .beads
                .iter()
                .zip(&damaged.certain)
                .map(|((z, e), certain)| {
                    let touched =
                        z.iter().any(|n| zs.contains(n)) || e.iter().any(|n| es.contains(n));
                    *certain && !touched && !z.is_empty() && !e.is_empty()
                })
                .collect();
            let entry = pooled.entry(gold.genre()).or_default();
            entry.0.add(found(gold, &kept, &lexicon));
            entry.1.add(found(&damaged, &kept, &lexicon));
        }
        let cells: Vec<String> = pooled
            .iter()
            .map(|(genre, (clean, damaged))| {
                format!("{genre} {:.4} -> {:.4}", clean.recall(), damaged.recall())
            })
            .collect();
        println!("{name:<20} {}", cells.join("   "));
    }
    Ok(())
}

/// Every so many sentences …
const EVERY: usize = 40;
/// … some are left out.
const OMITTED: [usize; 4] = [1, 2, 3, 6];

/// Omissions all over the text: how many good pairs each place costs that was not touched.
fn omissions(golds: &[Gold], lexicon: &Lexicon) {
    println!("{:<20} good pairs lost a place, of those that were not touched", "");
    for side in [Side::Chinese, Side::English] {
        for count in OMITTED {
            let mut pooled: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
            for gold in golds {
                let (damaged, zs, es, places) = omitting(gold, side, count);
                let untouched = |(z, e): &Bead| {
                    !z.iter().any(|n| zs.contains(n)) && !e.iter().any(|n| es.contains(n))
                };
                let kept: Vec<bool> = damaged
                    .beads
                    .iter()
                    .zip(&damaged.certain)
                    .map(|(bead, certain)| {
                        *certain && !bead.0.is_empty() && !bead.1.is_empty() && untouched(bead)
                    })
                    .collect();
                let right = |gold: &Gold| found(gold, &kept, lexicon).right as f64;
                let entry = pooled.entry(gold.genre()).or_default();
                entry.0 += right(gold) - right(&damaged);
                entry.1 += places as f64;
            }
            let cells: Vec<String> = pooled
                .iter()
                .map(|(genre, (lost, places))| {
                    format!("{genre} {:.2} ({lost} of {places})", lost / places)
                })
                .collect();
            println!("{:<20} {}", format!("{side:?} lacks {count}"), cells.join("   "));
        }
    }
}

/// Takes `count` sentences of one side out every [`EVERY`]; with what that touches, and the number
/// of places.
fn omitting(
    gold: &Gold,
    side: Side,
    count: usize,
) -> (Gold, BTreeSet<usize>, BTreeSet<usize>, usize) {
    let len = if side == Side::Chinese { gold.chinese.len() } else { gold.english.len() };
    let mut sum = (gold.clone(), BTreeSet::new(), BTreeSet::new());
    // From the end, so that the numbers before stay as they are.
    let starts: Vec<usize> = (EVERY / 2..len.saturating_sub(count)).step_by(EVERY).collect();
    for &from in starts.iter().rev() {
        let (damaged, mut zs, mut es) = without(&sum.0, side, from, count);
        let shift = |n: &usize| if *n >= from + count { n - count } else { *n };
        let (own, other) =
            if side == Side::Chinese { (&mut zs, &mut es) } else { (&mut es, &mut zs) };
        let (own_before, other_before) =
            if side == Side::Chinese { (&sum.1, &sum.2) } else { (&sum.2, &sum.1) };
        own.extend(own_before.iter().map(shift));
        other.extend(other_before);
        sum = (damaged, zs, es);
    }
    (sum.0, sum.1, sum.2, starts.len())
}

/// How many of the gold beads that are kept are found.
fn found(gold: &Gold, kept: &[bool], lexicon: &Lexicon) -> Score {
    let answer: BTreeSet<Bead> =
        gold.align(lexicon, &WEIGHTS, Search::SHIPPED).into_iter().map(|(bead, _)| bead).collect();
    let kept = || gold.beads.iter().zip(kept).filter(|(_, kept)| **kept);
    let right = kept().filter(|(bead, _)| answer.contains(bead)).count();
    Score { right, given: right, gold: kept().count() }
}

/// Texts cut anew have other beads: F1 against the projected gold.
fn cut_texts(golds: &[Gold], lexicon: &Lexicon) {
    println!("{:<20} clean -> cut anew, F1 against the projected gold", "");
    for side in [Side::Chinese, Side::English] {
        let mut pooled: BTreeMap<&str, (Score, Score)> = BTreeMap::new();
        for gold in golds {
            let entry = pooled.entry(gold.genre()).or_default();
            for (gold, score) in [(gold, &mut entry.0), (&cut_anew(gold, side), &mut entry.1)] {
                score.add(gold.score(&gold.align(lexicon, &WEIGHTS, Search::SHIPPED)));
            }
        }
        let cells: Vec<String> = pooled
            .iter()
            .map(|(genre, (clean, cut))| format!("{genre} {:.4} -> {:.4}", clean.f1(), cut.f1()))
            .collect();
        println!("{:<20} {}", format!("{side:?} cut anew"), cells.join("   "));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Chinese,
    English,
}

/// Merges 10 % of adjacent sentences of one side and cuts 10 % at a comma; the
/// gold is projected: beads that share a piece of a sentence are merged.
pub(crate) fn cut_anew(gold: &Gold, side: Side) -> Gold {
    let mut random = Random(7);
    let lines = if side == Side::Chinese { &gold.chinese } else { &gold.english };
    let (comma, joint) = if side == Side::Chinese { ('，', "") } else { (',', " ") };
    let mut cut: Vec<(String, Vec<usize>)> = vec![];
    let mut at = 0;
    while at < lines.len() {
        match random.below(10) {
            0 if at + 1 < lines.len() => {
                cut.push((format!("{}{joint}{}", lines[at], lines[at + 1]), vec![at, at + 1]));
                at += 2;
            }
            1 => {
                let commas: Vec<usize> =
                    lines[at].match_indices(comma).map(|(k, _)| k + comma.len_utf8()).collect();
                let middle = lines[at].len() / 2;
                match commas.into_iter().min_by_key(|k| k.abs_diff(middle)) {
                    Some(k) if k < lines[at].len() => {
                        cut.push((lines[at][..k].to_owned(), vec![at]));
                        cut.push((lines[at][k..].trim_start().to_owned(), vec![at]));
                    }
                    _ => cut.push((lines[at].clone(), vec![at])),
                }
                at += 1;
            }
            _ => {
                cut.push((lines[at].clone(), vec![at]));
                at += 1;
            }
        }
    }
    let own = |bead: &Bead| if side == Side::Chinese { bead.0.clone() } else { bead.1.clone() };
    let mut group: Vec<usize> = (0..gold.beads.len()).collect();
    let root = |group: &[usize], mut k: usize| {
        while group[k] != k {
            k = group[k];
        }
        k
    };
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, bead) in gold.beads.iter().enumerate() {
        for n in own(bead) {
            owner.insert(n, k);
        }
    }
    for (_, parts) in &cut {
        let roots: Vec<usize> =
            parts.iter().filter_map(|n| owner.get(n)).map(|&k| root(&group, k)).collect();
        for &r in &roots {
            let least = *roots.iter().min().unwrap_or(&r);
            group[r] = least;
        }
    }
    let mut merged: BTreeMap<usize, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (k, bead) in gold.beads.iter().enumerate() {
        let entry = merged.entry(root(&group, k)).or_default();
        let other = if side == Side::Chinese { &bead.1 } else { &bead.0 };
        entry.1.extend(other);
    }
    for (n, (_, parts)) in cut.iter().enumerate() {
        if let Some(&k) = parts.first().and_then(|p| owner.get(p)) {
            merged.entry(root(&group, k)).or_default().0.insert(n);
        }
    }
    let mut certain: BTreeMap<usize, bool> = BTreeMap::new();
    for (k, one) in gold.certain.iter().enumerate() {
        *certain.entry(root(&group, k)).or_insert(true) &= one;
    }
    let certain: Vec<bool> = certain.into_values().collect();
    let beads = merged
        .into_values()
        .map(|(own, other)| {
            let (own, other) = (own.into_iter().collect(), other.into_iter().collect());
            if side == Side::Chinese { (own, other) } else { (other, own) }
        })
        .collect();
    let lines: Vec<String> = cut.into_iter().map(|(text, _)| text).collect();
    match side {
        Side::Chinese => Gold { chinese: lines, beads, certain, ..gold.clone() },
        Side::English => Gold { english: lines, beads, certain, ..gold.clone() },
    }
}

/// Takes `count` sentences (at most a third) out of the middle of one side; only beads that
/// touch neither them nor their counterparts are counted.
fn lacking(gold: &Gold, side: Side, count: usize) -> (Gold, BTreeSet<usize>, BTreeSet<usize>) {
    let len = if side == Side::Chinese { gold.chinese.len() } else { gold.english.len() };
    without(gold, side, len / 3, count.min(len / 3))
}

/// Takes `count` sentences of one side out from `from` on; with the Chinese and English sentences of
/// the beads that this touches.
fn without(
    gold: &Gold,
    side: Side,
    from: usize,
    count: usize,
) -> (Gold, BTreeSet<usize>, BTreeSet<usize>) {
    let gone = |n: usize| (from..from + count).contains(&n);
    let moved = |n: usize| if n >= from + count { n - count } else { n };
    let mut damaged = gold.clone();
    let lines = if side == Side::Chinese { &mut damaged.chinese } else { &mut damaged.english };
    lines.drain(from..from + count);
    let (mut zs, mut es) = (BTreeSet::new(), BTreeSet::new());
    damaged.beads = gold
        .beads
        .iter()
        .map(|(z, e)| {
            let own = if side == Side::Chinese { z } else { e };
            let hit = own.iter().any(|&n| gone(n));
            let kept: Vec<usize> = own.iter().filter(|&&n| !gone(n)).map(|&n| moved(n)).collect();
            let bead = if side == Side::Chinese { (kept, e.clone()) } else { (z.clone(), kept) };
            if hit {
                zs.extend(&bead.0);
                es.extend(&bead.1);
            }
            bead
        })
        .collect();
    (damaged, zs, es)
}

/// Puts the same text's last 40 English sentences, reversed, in front: a preface that no Chinese sentence answers.
fn with_preface(gold: &Gold) -> (Gold, BTreeSet<usize>, BTreeSet<usize>) {
    const PREFACE: [&str; 4] = [
        "The publisher wishes to thank everybody who made this edition possible.",
        "No part of this volume may be reproduced without permission in writing.",
        "The typeface is a revival of one cut in the eighteenth century!",
        "Errors that remain are the editor's own, and readers are asked to report them.",
    ];
    let count = 40;
    let preface = (0..count).map(|n| PREFACE[n % PREFACE.len()].to_owned());
    let english = preface.chain(gold.english.iter().cloned()).collect();
    let beads = gold
        .beads
        .iter()
        .map(|(z, e)| (z.clone(), e.iter().map(|n| n + count).collect()))
        .collect();
    (Gold { english, beads, ..gold.clone() }, BTreeSet::new(), (0..count).collect())
}

/// Swaps two neighbouring stretches of English sentences; only beads outside them are counted.
fn swapped(gold: &Gold, count: usize) -> (Gold, BTreeSet<usize>, BTreeSet<usize>) {
    let count = count.min(gold.english.len() / 4);
    let from = gold.english.len() / 4;
    let moved = |n: usize| match n {
        n if (from..from + count).contains(&n) => n + count,
        n if (from + count..from + 2 * count).contains(&n) => n - count,
        n => n,
    };
    let mut english = gold.english.clone();
    for (n, line) in gold.english.iter().enumerate() {
        english[moved(n)].clone_from(line);
    }
    let (mut zs, mut es) = (BTreeSet::new(), BTreeSet::new());
    let beads = gold
        .beads
        .iter()
        .map(|(z, e)| {
            let places: Vec<usize> = e.iter().map(|&n| moved(n)).collect();
            if e.iter().any(|n| (from..from + 2 * count).contains(n)) {
                zs.extend(z);
                es.extend(&places);
            }
            (z.clone(), places)
        })
        .collect();
    (Gold { english, beads, ..gold.clone() }, zs, es)
}
