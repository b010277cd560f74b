//! Which rules can hold at a place: those whose patterns need a literal text there.
//!
//! Rules for abbreviations come in thousands, and each names a text of its own. One automaton of
//! all these texts runs over a paragraph, so that a rule is tried only where its text stands.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// Literal texts of a rule that are looked for. A pattern that needs one of more than these is
/// tried everywhere.
const TEXTS: usize = 16;
/// Bytes of a literal text that are looked for.
const LENGTH: usize = 8;

/// On which side of a place a literal text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    After,
}

/// The literal texts of all rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Literals {
    sides: Vec<(Side, AhoCorasick, Vec<Vec<usize>>)>,
    /// The rules that may hold anywhere, ascending.
    anywhere: Vec<usize>,
}

/// A literal text that stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// The place, in bytes of the text.
    pub(super) at: usize,
    side: usize,
    literal: usize,
}

impl Literals {
    /// Of rules as pairs of patterns, in the syntax of `fancy_regex`.
    pub(super) fn new<'r>(rules: impl Iterator<Item = (&'r str, &'r str)>) -> Self {
        let mut texts: BTreeMap<(Side, Vec<u8>), Vec<usize>> = BTreeMap::new();
        let mut anywhere = Vec::new();
        for (number, (before, after)) in rules.enumerate() {
            let found = needed(before, ExtractKind::Suffix)
                .map(|it| (Side::Before, it))
                .or_else(|| needed(after, ExtractKind::Prefix).map(|it| (Side::After, it)));
            let Some((side, found)) = found else {
                anywhere.push(number);
                continue;
            };
            for text in found {
                let rules = texts.entry((side, text)).or_default();
                if rules.last() != Some(&number) {
                    rules.push(number);
                }
            }
        }
        let mut sides = Vec::new();
        for side in [Side::Before, Side::After] {
            let of_side = texts.iter().filter(|((of, _), _)| *of == side);
            let (patterns, rules): (Vec<&[u8]>, Vec<Vec<usize>>) =
                of_side.map(|((_, text), rules)| (text.as_slice(), rules.clone())).unzip();
            match AhoCorasick::new(&patterns) {
                Ok(_) if patterns.is_empty() => {}
                Ok(automaton) => sides.push((side, automaton, rules)),
                Err(_) => anywhere.extend(rules.into_iter().flatten()),
            }
        }
        anywhere.sort_unstable();
        anywhere.dedup();
        Self { sides, anywhere }
    }

    /// The rules that may hold anywhere, ascending.
    pub(super) fn anywhere(&self) -> &[usize] {
        &self.anywhere
    }

    /// The literal texts of `text`, by their places.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, (side, automaton, _)) in self.sides.iter().enumerate() {
            hits.extend(automaton.find_overlapping_iter(text).map(|found| Hit {
                at: if *side == Side::Before { found.end() } else { found.start() },
                side: number,
                literal: found.pattern().as_usize(),
            }));
        }
        hits.sort_unstable();
        hits
    }

    /// The rules that need the text of `hit`, ascending.
    pub(super) fn rules(&self, hit: Hit) -> &[usize] {
        &self.sides[hit.side].2[hit.literal]
    }
}

/// The texts of which one must stand where `pattern` begins or ends; `None` where there are too
/// many, or the pattern has what only `fancy_regex` knows.
fn needed(pattern: &str, kind: ExtractKind) -> Option<Vec<Vec<u8>>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut texts = Extractor::new()
        .kind(kind)
        .limit_total(TEXTS)
        .limit_literal_len(LENGTH)
        .extract(&hir)
        .literals()?
        .iter()
        .map(|it| it.as_bytes().to_vec())
        .collect::<Vec<_>>();
    texts.sort_unstable();
    texts.dedup();
    texts.iter().all(|it| !it.is_empty()).then_some(texts)
}
