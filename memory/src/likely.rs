//! Which texts may be similar to a query: what both have in common is counted, and nothing that is
//! similar is left out.
//!
//! A query of `n` tokens with `k` grams and a similar text of `m` tokens have at least
//! `K(m) = k − lost(n, m)` grams in common (`bound.rs`). Of the lists of these grams the longest `s` are
//! not read: then at least `K(m) − s` are in the others. The cheapest `s` is chosen.

use std::ops::Range;

use crate::bound;
use crate::counts::Counts;
use crate::error::Error;
use crate::index::Index;
use crate::measure::Keys;
use crate::postings::{Entry, Postings};
use crate::query::Query;

/// What it costs to compare a text, where to read a slot of a list or to look at a sketch costs 1.
const COMPARED: f64 = 1000.0;
/// Of so many texts the sketches are looked at to learn how many others a sketch keeps.
const SAMPLE: usize = 256;
/// So many numbers of lists to leave out are tried.
const TRIED: u32 = 16;

/// Which lists are read, and in how many of them a similar text must be.
struct Plan {
    lists: Vec<Entry>,
    /// How many grams the query has, less the lists that are not read.
    counted: u32,
    /// How many grams an edit destroys.
    each: u32,
}

impl Plan {
    /// In how many of the lists a similar text with so many tokens is at least; 0 where it need be in
    /// none.
    fn least(&self, n: u32, m: u32, min: f64) -> u32 {
        self.counted.saturating_sub(bound::lost(self.each, n, m, min))
    }
}

impl Index {
    /// The slots of the texts that may be similar enough, ascending.
    pub(crate) fn likely(&self, query: &Query, min: f64) -> Result<Vec<u32>, Error> {
        let (shortest, longest) = bound::lengths(query.length, min);
        let range = self.by_length.slots(shortest, longest);
        let mut likely = Vec::new();
        let plan = self.plan(query, min, range.clone())?;
        let counts = match (&plan, &self.postings) {
            (Some(plan), Some(postings)) => Some(Counts::of(&plan.lists, postings, range.clone())?),
            _ => None,
        };
        for (length, slots) in self.by_length.runs(range) {
            let near = Near::new(query, length, min);
            let mut keep = |slot| {
                if near.has(self.bits(slot)) {
                    likely.push(slot);
                }
            };
            let least = plan.as_ref().map_or(0, |plan| plan.least(query.length, length, min));
            match &counts {
                Some(counts) if least > 0 => counts.each_with(least, slots, keep),
                _ => slots.for_each(&mut keep),
            }
        }
        Ok(likely)
    }

    fn bits(&self, slot: u32) -> u64 {
        self.by_length.bits.get(slot as usize).copied().unwrap_or(u64::MAX)
    }

    /// The cheapest lists to read. None where it is cheaper to look at the sketches of all texts.
    fn plan(&self, query: &Query, min: f64, range: Range<u32>) -> Result<Option<Plan>, Error> {
        let Some(postings) = &self.postings else { return Ok(None) };
        let kept = self.share_of_near(query, min, range.clone());
        let of_sketch = 1.0 + COMPARED * kept;
        let lengths: Vec<(u32, f64)> = self
            .by_length
            .runs(range)
            .map(|(length, slots)| (length, f64::from(slots.end - slots.start)))
            .collect();
        let count: f64 = lengths.iter().map(|it| it.1).sum();
        let (mut least, mut best) = (count * of_sketch, None);
        for keys in &query.keys {
            // Without reading a list it is known that the others cost less.
            if least <= f64::from(keys.grams.len() as u32) {
                continue;
            }
            let needed = needed(keys, query, min, &lengths);
            let most = needed.iter().map(|it| it.0).max().unwrap_or(0) as u32;
            if most == 0 {
                continue;
            }
            let lists = entries(postings, keys)?;
            let mut sums = vec![0.0];
            for list in &lists {
                sums.push(sums[sums.len() - 1] + list.map_or(0.0, |it| f64::from(it.count)));
            }
            for skipped in (0..most).step_by((most / TRIED).max(1) as usize) {
                let read = lists.len() - skipped as usize;
                let chances = tail(sums[read] / self.by_length.units.len() as f64, most as usize);
                let texts = needed.iter().map(|(needed, count)| {
                    match needed.saturating_sub(skipped as usize) {
                        0 => count * of_sketch,
                        least => count * chances[least] * COMPARED,
                    }
                });
                let cost = sums[read] + texts.sum::<f64>();
                if cost < least {
                    let counted = keys.grams.len() as u32 - skipped;
                    let lists = lists[..read].iter().flatten().copied().collect();
                    (least, best) = (cost, Some(Plan { lists, counted, each: keys.each }));
                }
            }
        }
        Ok(best)
    }

    /// The share of texts that their sketches do not exclude, by a sample.
    fn share_of_near(&self, query: &Query, min: f64, range: Range<u32>) -> f64 {
        let (mut near, mut all) = (0.0_f64, 0.0);
        let step = (range.len() / SAMPLE).max(1);
        for (length, slots) in self.by_length.runs(range.clone()) {
            let first = (slots.start - range.start) as usize;
            let start = slots.start + (first.next_multiple_of(step) - first) as u32;
            let it = Near::new(query, length, min);
            for slot in (start..slots.end).step_by(step) {
                near += f64::from(u8::from(it.has(self.bits(slot))));
                all += 1.0;
            }
        }
        (near / f64::max(all, 1.0)).max(0.5 / SAMPLE as f64)
    }
}

/// How far the sketch of a text of one length may be from that of the query.
struct Near {
    bits: u64,
    /// So many bits of the query the text may lack.
    lacks: u32,
    /// So many bits of the text the query may lack.
    adds: u32,
}

impl Near {
    fn new(query: &Query, length: u32, min: f64) -> Self {
        let n = query.length;
        let (lacks, adds) = (bound::lost(1, n, length, min), bound::lost(1, length, n, min));
        Self { bits: query.bits, lacks, adds }
    }

    fn has(&self, bits: u64) -> bool {
        (self.bits & !bits).count_ones() <= self.lacks
            && (bits & !self.bits).count_ones() <= self.adds
    }
}

/// For each length how many of the grams a similar text has at least, and how many texts there are.
fn needed(keys: &Keys, query: &Query, min: f64, lengths: &[(u32, f64)]) -> Vec<(usize, f64)> {
    let grams = keys.grams.len() as u32;
    let of = |m| grams.saturating_sub(bound::lost(keys.each, query.length, m, min)) as usize;
    lengths.iter().map(|(length, count)| (of(*length), *count)).collect()
}

/// The lists of the grams, the shortest first; none for a gram that no text has.
fn entries(postings: &Postings, keys: &Keys) -> Result<Vec<Option<Entry>>, Error> {
    let entries = keys.grams.iter().map(|key| postings.entry(*key));
    let mut lists = entries.collect::<Result<Vec<_>, _>>()?;
    lists.sort_unstable_by_key(|entry| entry.map_or(0, |it| it.count));
    Ok(lists)
}

/// How likely a text is in at least 0, 1, … `most` lists, if it is in so many on average and they have
/// nothing to do with each other (Poisson's distribution).
fn tail(average: f64, most: usize) -> Vec<f64> {
    let (mut exact, mut at_least) = ((-average).exp(), 1.0_f64);
    let mut chances = Vec::with_capacity(most + 1);
    for n in 0..=most {
        chances.push(at_least.max(0.0));
        at_least -= exact;
        exact *= average / (n + 1) as f64;
    }
    chances
}
