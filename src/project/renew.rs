//! A reviewed chapter whose texts have changed since: what was decided about sentences that are still
//! there stays, and the rest is aligned again.

use std::collections::HashMap;

use diptych_segments::Text;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::align::Link;
use crate::bitext::{Apart, Bead, Bitext, Cell};
use crate::pipeline::{Options, realign};
use crate::prepare::Prepared;

/// A decision that had to be given up, since a sentence that it was about has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// The number of the pair in the reviewed alignment.
    pub bead: usize,
    /// Its texts there.
    pub source: String,
    /// As `source`.
    pub target: String,
}

/// A side of a bead.
type SideOf = fn(&Bead) -> &Cell;

const SIDES: [SideOf; 2] = [|bead| &bead.source, |bead| &bead.target];

/// What a spreadsheet and a reader leave alone of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the alignment is of the texts as they are now. A sentence that a reviewer edited is in an
/// accepted pair.
pub(super) fn is_of(part: &Bitext, texts: [&Text; 2]) -> bool {
    SIDES.into_iter().zip(texts).all(|(side, text)| {
        let of_text: Vec<String> =
            (0..text.segments().len()).map(|n| letters(text.segment(n))).collect();
        let units = |bead: &Bead| -> Vec<String> {
            side(bead).segments.iter().map(|text| letters(text)).collect()
        };
        let of_part: Vec<(String, bool)> = (part.beads.iter())
            .flat_map(|bead| units(bead).into_iter().map(move |text| (text, bead.accepted)))
            .collect();
        let text_whole = of_text.concat();
        let part_whole: String = of_part.iter().map(|(text, _)| text.as_str()).collect();
        let strange = |text: &str| !text_whole.contains(text);
        let edited = of_part.iter().filter(|(text, accepted)| *accepted && strange(text)).count();
        let old = of_part.iter().any(|(text, accepted)| !accepted && strange(text));
        let new = of_text.iter().filter(|text| !part_whole.contains(text.as_str())).count();
        !old && new <= edited
    })
}

/// For each segment of a side of the alignment that still is a segment of the text, its number there.
fn kept(part: &Bitext, text: &Text, side: SideOf) -> HashMap<usize, usize> {
    let mut units: Vec<(&[usize], String)> = (part.beads.iter())
        .flat_map(|bead| side(bead).numbered().map(|(ids, text)| (ids, letters(text))))
        .collect();
    units.sort_by_key(|(ids, _)| *ids);
    let old: Vec<&str> = units.iter().map(|(_, text)| text.as_str()).collect();
    let new: Vec<String> = (0..text.segments().len()).map(|n| letters(text.segment(n))).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let mut kept = HashMap::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        for step in 0..len {
            if let [one] = units[old_index + step].0 {
                kept.insert(*one, new_index + step);
            }
        }
    }
    kept
}

/// The chapter aligned again around the decisions that still hold, and those that do not.
pub(super) fn renewed(
    part: &Bitext,
    (source, target): (&Prepared, &Prepared),
    options: &Options,
) -> (Bitext, Vec<GivenUp>) {
    let kept = [kept(part, &source.text, SIDES[0]), kept(part, &target.text, SIDES[1])];
    let now = |side: usize, ids: &[usize]| -> Option<Vec<usize>> {
        ids.iter().map(|id| kept[side].get(id).copied()).collect()
    };
    let ends = (source.text.segments().len(), target.text.segments().len());
    let (mut links, mut pins): (Vec<Link>, Vec<(usize, &Bead)>) = (vec![], vec![]);
    let (mut given_up, mut last) = (vec![], (0, 0));
    for (number, bead) in (1..).zip(&part.beads) {
        if !bead.is_pinned() && bead.comment().is_empty() {
            continue;
        }
        let segments = now(0, &bead.source.ids).zip(now(1, &bead.target.ids));
        let pair = segments.as_ref().filter(|(s, t)| !s.is_empty() && !t.is_empty());
        let ascends = |ids: &[usize], from: usize| {
            ids[0] >= from && ids.windows(2).all(|pair| pair[1] == pair[0] + 1)
        };
        if let Some((s, t)) = pair
            && bead.is_pinned()
            && ascends(s, last.0)
            && ascends(t, last.1)
        {
            links.extend(alone(last, (s[0], t[0])));
            last = (s[s.len() - 1] + 1, t[t.len() - 1] + 1);
            pins.push((links.len(), bead));
            links.push(Link { source: s.clone(), target: t.clone(), score: 1.0 });
        } else if segments.is_none() || bead.accepted && pair.is_some() {
            let (source, target) = (part.source_text(bead), part.target_text(bead));
            given_up.push(GivenUp { bead: number, source, target });
        }
    }
    let bodies = (source.text.body_len().max(last.0), target.text.body_len().max(last.1));
    links.extend(alone(last, bodies));
    links.extend(alone(bodies, ends));
    let sides = ((source.side.clone(), &source.text), (target.side.clone(), &target.text));
    let mut bitext = Bitext::new(sides.0, sides.1, &links);
    for (place, old) in pins {
        let bead = &mut bitext.beads[place];
        (bead.accepted, bead.score) = (old.accepted, old.score);
        bead.reviewed.clone_from(&old.reviewed);
        bead.set_reviewed(|it| it.apart.clear());
    }
    let apart: Vec<Apart> = (part.beads.iter())
        .filter_map(|bead| bead.reviewed.as_ref())
        .flat_map(|it| &it.apart)
        .filter_map(|(s, t)| now(0, s).zip(now(1, t)))
        .collect();
    let resources = &options.resources;
    let mut bitext = realign(&bitext, &apart, &resources.lexicon, &resources.extra);
    comment(part, &kept, &mut bitext);
    (bitext, given_up)
}

/// Puts what reviewers wrote beside the sentences that it was about, where these are not pinned.
fn comment(part: &Bitext, kept: &[HashMap<usize, usize>; 2], bitext: &mut Bitext) {
    for old in part.beads.iter().filter(|bead| !bead.comment().is_empty()) {
        let place = SIDES.iter().zip(kept).find_map(|(side, kept)| {
            let id = side(old).ids.iter().find_map(|id| kept.get(id))?;
            bitext.beads.iter().position(|bead| side(bead).ids.contains(id))
        });
        let Some(home) = place.map(|place| &mut bitext.beads[place]) else { continue };
        home.set_reviewed(|it| it.add_comment(old.comment()));
    }
}

/// The segments from one place to before another, each alone.
fn alone(from: (usize, usize), to: (usize, usize)) -> impl Iterator<Item = Link> {
    let sources = (from.0..to.0).map(|n| Link { source: vec![n], target: vec![], score: 0.0 });
    let targets = (from.1..to.1).map(|n| Link { source: vec![], target: vec![n], score: 0.0 });
    sources.chain(targets)
}
