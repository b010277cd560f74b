//! `--explain N` of `align`: why a pair was chosen over its best rival.

use super::console::Console;
use super::outcome::Failure;
use crate::align::{self, ExplainedLink, Link};
use crate::pipeline::{AlignedPair, Resources};

/// Prints the bead and its rival, each with its score in parts and its strongest links.
pub(crate) fn print(
    number: usize,
    pair: &AlignedPair,
    resources: &Resources,
    console: &Console,
) -> Result<(), Failure> {
    let beads = &pair.bitext.beads;
    let bead = number.checked_sub(1).and_then(|n| beads.get(n)).ok_or_else(|| {
        Failure::new(format!("--explain {number}: the alignment has pairs 1 to {}", beads.len()))
    })?;
    let link = Link {
        source: bead.source.ids.to_vec(),
        target: bead.target.ids.to_vec(),
        score: bead.score,
    };
    let texts = (&pair.source.text, &pair.target.text);
    let Some(explained) = align::explain(texts, &resources.lexicon, &resources.extra, &link) else {
        console.answer(format!("pair {number} stands alone: no pair of both sides was worth more"));
        return Ok(());
    };
    console.answer(format!("pair {number}, probability {:.3}", bead.score));
    for bead in &explained.chosen {
        one("chosen", bead, console);
    }
    for bead in &explained.rival {
        one("rival ", bead, console);
    }
    if explained.rival.is_empty() {
        console.answer("  no other way was considered here");
    } else {
        console.answer(format!("  contrast {:+.2}", explained.contrast));
    }
    Ok(())
}

fn one(label: &str, ((source, target), bead): &ExplainedLink, console: &Console) {
    console.answer(format!(
        "  {label} {source:?} = {target:?}: score {:+.2} = prior {:+.2}, length {:+.2}, Chinese {:+.2}, English {:+.2}, boundary {:+.2}",
        bead.score, bead.prior, bead.length, bead.chinese, bead.english, bead.boundary
    ));
    if !bead.links.is_empty() {
        let links: Vec<String> =
            bead.links.iter().map(|(z, e, a)| format!("{z}={e} {a:.0}")).collect();
        console.answer(format!("         links {}", links.join(", ")));
    }
}
