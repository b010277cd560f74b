//! `--explain N`: why a bead was chosen over its best rival.

use super::pair::{Done, Known};
use crate::align::{self, ExplainedLink, Link};
use crate::cli::{Console, Failure};

/// Prints the bead and its rival, each with its score in parts and its strongest links.
pub(super) fn tell(
    number: usize,
    done: &Done,
    known: &Known,
    console: &Console,
) -> Result<(), Failure> {
    let beads = &done.bitext.beads;
    let bead = number.checked_sub(1).and_then(|n| beads.get(n)).ok_or_else(|| {
        Failure::new(format!("--explain {number}: the alignment has beads 1 to {}", beads.len()))
    })?;
    let link = Link {
        source: bead.source.ids.clone(),
        target: bead.target.ids.clone(),
        score: bead.score,
    };
    let texts = (&done.source.text, &done.target.text);
    let Some(explained) = align::explain(texts, &known.lexicon, &known.extra, &link) else {
        console.answer(format!("bead {number} stands alone: no bead of both sides was worth more"));
        return Ok(());
    };
    console.answer(format!("bead {number}, probability {:.3}", bead.score));
    for bead in &explained.chosen {
        one("chosen", bead, console);
    }
    for bead in &explained.rival {
        one("rival ", bead, console);
    }
    if explained.rival.is_empty() {
        console.answer("  there is no other way through the corridor");
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
