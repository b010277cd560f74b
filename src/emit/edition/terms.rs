//! The term list of an edition, from a termbase.

use std::collections::BTreeMap;
use std::ops::Range;

use diptych_glossary::Termbase;
use diptych_segments::Lang;

use super::settings::{Place, Term, Which};
use crate::bitext::Bitext;

/// The terms of `base` that stand in `bitext`, in the order of the termbase,
/// with the places of each and of its approved renderings.
pub fn terms(bitext: &Bitext, base: &Termbase) -> Vec<Term> {
    let chinese_first = bitext.source.lang == Lang::Zh;
    let mut places: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (bead, (source, target)) in (1..)
        .zip(bitext.beads.iter().map(|bead| (bitext.source_text(bead), bitext.target_text(bead))))
    {
        if source.is_empty() || target.is_empty() {
            continue;
        }
        let (chinese, english) =
            if chinese_first { (&source, &target) } else { (&target, &source) };
        let sides = if chinese_first {
            [Which::Source, Which::Target]
        } else {
            [Which::Target, Which::Source]
        };
        for rendering in base.check_unit(chinese, english).renderings {
            // Without its term there is only a forbidden rendering, which is nothing to look up.
            let Some(term) = rendering.source else { continue };
            let found = places.entry(rendering.concept).or_default();
            found.push(Place { bead, side: sides[0], characters: characters(chinese, term) });
            let approved = rendering.verdict == diptych_glossary::Verdict::Ok
                || rendering.verdict == diptych_glossary::Verdict::Admitted;
            if let Some(range) = rendering.target.filter(|_| approved) {
                found.push(Place { bead, side: sides[1], characters: characters(english, range) });
            }
        }
    }
    places
        .into_iter()
        .map(|(concept, places)| {
            let (chinese, english) = (base.chinese(concept).to_owned(), base.expected(concept));
            let (source, renderings) = if chinese_first {
                (chinese, english)
            } else {
                (english.join("; "), vec![chinese])
            };
            Term { source, renderings, places }
        })
        .collect()
}

/// A range of bytes as a range of characters.
fn characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let count = |to: usize| text[..to].chars().count();
    count(bytes.start)..count(bytes.end)
}
