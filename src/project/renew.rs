//! A reviewed chapter whose texts have changed since: what was decided about sentences that are still
//! there stays, and the rest is aligned again.

use std::collections::{HashMap, HashSet};

use diptych_segments::Text;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::align::Link;
use crate::bitext::{Apart, Bead, Bitext, Cell};
use crate::pipeline::{Options, realign};
use crate::prepare::Prepared;
use crate::review::Reading;

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

/// Texts to look for sentences in, whatever the white space: as wholes first, as most of them stand,
/// and then as parts of the whole text.
struct Sentences {
    whole: String,
    each: HashSet<String>,
}

impl Sentences {
    fn new(each: impl Iterator<Item = String>) -> Self {
        let each: Vec<String> = each.collect();
        Self { whole: each.concat(), each: each.into_iter().collect() }
    }

    fn has(&self, text: &str) -> bool {
        self.each.contains(text) || self.whole.contains(text)
    }
}

fn of_text(text: &Text) -> impl Iterator<Item = String> + '_ {
    (0..text.segments().len()).map(|n| letters(text.segment(n)))
}

/// Whether the alignment is of the texts as they are now. A sentence that is not in its text is taken
/// for one that a reviewer wrote where it is marked so, or its pair accepted.
pub(super) fn is_of(part: &Bitext, texts: [&Text; 2]) -> bool {
    let is_edited = |number: usize, bead: &Bead| {
        let edited = bead.edited();
        bead.accepted || if number == 0 { edited.source } else { edited.target }
    };
    SIDES.into_iter().zip(texts).enumerate().all(|(number, (side, text))| {
        let of_file = Sentences::new(of_text(text));
        let sentences = part.beads.iter().flat_map(|bead| {
            let is_edited = is_edited(number, bead);
            side(bead).numbered().map(move |(ids, text)| (letters(text), ids.len(), is_edited))
        });
        let sentences: Vec<(String, usize, bool)> = sentences.collect();
        let of_part = Sentences::new(sentences.iter().map(|(text, ..)| text.clone()));
        let strange = sentences.iter().filter(|(text, ..)| !of_file.has(text));
        let (edited, old): (Vec<_>, Vec<_>) = strange.partition(|(.., is_edited)| *is_edited);
        // One text may stand for several sentences that were joined.
        let edited: usize = edited.iter().map(|(_, sentences, _)| sentences).sum();
        let new = of_text(text).filter(|text| !of_part.has(text)).count();
        old.is_empty() && new <= edited
    })
}

/// The share of the sentences of one side that stand in a text, whatever the white space; 1 of none.
/// Less by so much as the sentences are more than the text: they are of other texts as well.
pub(super) fn share_in(text: &Text, part: &Bitext, side: SideOf) -> f32 {
    let of_file = Sentences::new(of_text(text));
    let (mut found, mut all, mut length) = (0, 0, 0);
    for segment in part.beads.iter().flat_map(|bead| &side(bead).segments) {
        let segment = letters(segment);
        all += 1;
        length += segment.len();
        found += usize::from(of_file.has(&segment));
    }
    let fits = (of_file.whole.len() as f32 / length.max(1) as f32).min(1.0);
    if all == 0 { 1.0 } else { fits * found as f32 / all as f32 }
}

/// Where the segments of a side of a reviewed alignment stand in the text as it is now.
struct Now {
    /// Those that are unchanged.
    kept: HashMap<usize, usize>,
    /// Every one: itself, or what stands behind the unchanged ones before it.
    near: HashMap<usize, usize>,
}

impl Now {
    fn new(part: &Bitext, text: &Text, side: SideOf) -> Self {
        let mut units: Vec<(&[usize], String)> = (part.beads.iter())
            .flat_map(|bead| side(bead).numbered().map(|(ids, text)| (ids, letters(text))))
            .collect();
        units.sort_by_key(|(ids, _)| *ids);
        let old: Vec<&str> = units.iter().map(|(_, text)| text.as_str()).collect();
        let new: Vec<String> = of_text(text).collect();
        let new: Vec<&str> = new.iter().map(String::as_str).collect();
        let (mut kept, mut near) = (HashMap::new(), HashMap::new());
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let (from, to) = (op.old_range(), op.new_range());
            let is_same = matches!(op, DiffOp::Equal { .. });
            for (step, (ids, _)) in units[from].iter().enumerate() {
                if let ([one], true) = (ids, is_same) {
                    kept.insert(*one, to.start + step);
                }
                let place = (to.start + step).min(to.end.max(to.start + 1) - 1);
                near.extend(ids.iter().map(|&id| (id, place)));
            }
        }
        Self { kept, near }
    }

    /// The numbers that these segments have now; none where one has changed.
    fn of(&self, ids: &[usize]) -> Option<Vec<usize>> {
        ids.iter().map(|id| self.kept.get(id).copied()).collect()
    }
}

/// Whether a person left something at a bead that must not be lost.
fn is_reviewed(bead: &Bead) -> bool {
    bead.accepted || bead.reviewed.is_some()
}

/// The chapter aligned again around the decisions that still hold, and those that do not.
pub(super) fn renewed(
    part: &Bitext,
    (source, target): (&Prepared, &Prepared),
    options: &Options,
) -> (Bitext, Vec<GivenUp>) {
    let now = [Now::new(part, &source.text, SIDES[0]), Now::new(part, &target.text, SIDES[1])];
    let ends = (source.text.segments().len(), target.text.segments().len());
    let (mut links, mut pins): (Vec<Link>, Vec<(usize, &Bead)>) = (vec![], vec![]);
    let (mut given_up, mut last, mut seen) = (vec![], (0, 0), (0, 0));
    for (at, bead) in part.beads.iter().enumerate() {
        let (s, t) = (now[0].of(&bead.source.ids), now[1].of(&bead.target.ids));
        // One side alone stands where the other side has got to.
        let begins = (
            s.as_ref().and_then(|s| s.first().copied()).unwrap_or(seen.0.max(last.0)),
            t.as_ref().and_then(|t| t.first().copied()).unwrap_or(seen.1.max(last.1)),
        );
        let follows = |ids: &[usize]| ids.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let is_in_order = begins.0 >= last.0 && begins.1 >= last.1;
        let end = |ids: &Option<Vec<usize>>, from: usize| {
            from.max(ids.as_ref().and_then(|ids| ids.last()).map_or(0, |id| id + 1))
        };
        seen = (end(&s, seen.0), end(&t, seen.1));
        match s.zip(t) {
            Some((s, t)) if bead.is_pinned() && is_in_order && follows(&s) && follows(&t) => {
                links.extend(alone(last, begins));
                last = (begins.0 + s.len(), begins.1 + t.len());
                pins.push((links.len(), bead));
                links.push(Link { source: s, target: t, score: 1.0 });
            }
            Some(_) if bead.is_pinned() => given_up.push(at),
            None if is_reviewed(bead) => given_up.push(at),
            _ => {}
        }
    }
    let bodies = (source.text.body_len().max(last.0), target.text.body_len().max(last.1));
    links.extend(alone(last, bodies));
    links.extend(alone(bodies, ends));
    let sides = ((source.side.clone(), &source.text), (target.side.clone(), &target.text));
    let mut bitext = Bitext::new(sides.0, sides.1, &links);
    for (place, old) in pins {
        pin(&mut bitext.beads[place], old);
    }
    let apart: Vec<Apart> = (part.beads.iter())
        .filter_map(|bead| bead.reviewed.as_ref())
        .flat_map(|it| &it.apart)
        .filter_map(|(s, t)| now[0].of(s).zip(now[1].of(t)))
        .collect();
    let resources = &options.resources;
    let mut bitext = realign(&bitext, &apart, &resources.lexicon, &resources.extra);
    carry(part, &now, &given_up, &mut bitext);
    let named = given_up.into_iter().map(|at| GivenUp {
        bead: at + 1,
        source: part.source_text(&part.beads[at]),
        target: part.target_text(&part.beads[at]),
    });
    (bitext, named.collect())
}

/// Makes a bead of the same sentences the reviewer's.
fn pin(bead: &mut Bead, old: &Bead) {
    (bead.accepted, bead.score) = (old.accepted, old.score);
    bead.reviewed.clone_from(&old.reviewed);
    bead.set_reviewed(|it| it.apart.clear());
    pin_texts(bead, old);
}

/// Gives a bead of the same letters the white space that a reviewer edited.
fn pin_texts(bead: &mut Bead, old: &Bead) {
    let edited = old.edited();
    if edited.source && bead.source.segments.len() == old.source.segments.len() {
        bead.source.segments.clone_from(&old.source.segments);
    }
    if edited.target && bead.target.segments.len() == old.target.segments.len() {
        bead.target.segments.clone_from(&old.target.segments);
    }
}

/// Puts what reviewers left at pairs that are not pinned beside the sentences that it was about. A
/// decision that was given up is flagged, and a text that a reviewer wrote is in the comment.
fn carry(part: &Bitext, now: &[Now; 2], given_up: &[usize], bitext: &mut Bitext) {
    let given_up: HashSet<usize> = given_up.iter().copied().collect();
    let homes = SIDES.map(|side| -> HashMap<usize, usize> {
        let beads = bitext.beads.iter().enumerate();
        beads.flat_map(|(at, bead)| side(bead).ids.iter().map(move |&id| (id, at))).collect()
    });
    for (at, old) in part.beads.iter().enumerate() {
        let is_given_up = given_up.contains(&at);
        let is_open = is_reviewed(old) && !old.is_pinned();
        if !is_given_up && !is_open {
            continue;
        }
        let home = |places: fn(&Now) -> &HashMap<usize, usize>| {
            SIDES.iter().zip(now).zip(&homes).find_map(|((side, now), homes)| {
                let ids = side(old).ids.iter();
                ids.filter_map(|id| places(now).get(id)).find_map(|id| homes.get(id))
            })
        };
        let Some(&home) = home(|now| &now.kept).or_else(|| home(|now| &now.near)) else { continue };
        let home = &mut bitext.beads[home];
        let [s, t] = [now[0].of(&old.source.ids), now[1].of(&old.target.ids)];
        let is_whole = s.as_deref() == Some(&home.source.ids[..])
            && t.as_deref() == Some(&home.target.ids[..]);
        let reading = Reading::new(part, old);
        home.set_reviewed(|it| {
            it.add_comment(old.comment());
            it.is_flagged |= old.is_flagged() || is_given_up;
            if is_given_up && old.edited().any() {
                it.add_comment(&format!("REVIEWED 校对: {reading}"));
            }
            if is_whole && let Some(reviewed) = &old.reviewed {
                it.is_rejected = reviewed.is_rejected;
                it.locked = it.locked.or(reviewed.locked);
            }
            let apart = old.reviewed.iter().flat_map(|it| &it.apart);
            it.apart.extend(apart.filter_map(|(s, t)| now[0].of(s).zip(now[1].of(t))));
        });
        if is_whole && old.edited().any() {
            let edited = old.edited();
            pin_texts(home, old);
            home.set_reviewed(|it| it.edited = it.edited.or(edited));
        }
    }
}

/// The segments from one place to before another, each alone.
fn alone(from: (usize, usize), to: (usize, usize)) -> impl Iterator<Item = Link> {
    let sources = (from.0..to.0).map(|n| Link { source: vec![n], target: vec![], score: 0.0 });
    let targets = (from.1..to.1).map(|n| Link { source: vec![], target: vec![n], score: 0.0 });
    sources.chain(targets)
}
