//! Errors of the search: beads that an almost unpruned search does not make.

use std::collections::HashSet;
use std::error::Error;

use diptych::align::Search;
use diptych::align::weights::WEIGHTS;
use diptych::lexicon::Lexicon;

use crate::gold::Gold;

/// So many beads of 10,000 may differ; more is a failure.
const MOST: f64 = 5.0;

/// Aligns every set twice and prints where the beads differ; needs no gold beads.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::embedded();
    let (mut differ, mut all) = (0, 0);
    for gold in Gold::all()? {
        let wide = gold.align(&lexicon, &WEIGHTS, Search::WIDE);
        let wide: HashSet<_> = wide.iter().map(|(bead, _)| bead).collect();
        let shipped = gold.align(&lexicon, &WEIGHTS, Search::SHIPPED);
        let lost = shipped.iter().filter(|(bead, _)| !wide.contains(bead)).count();
        if lost > 0 {
            println!("{:<24} {lost:3} of {}", gold.name, shipped.len());
        }
        differ += lost;
        all += shipped.len();
    }
    let share = differ as f64 * 1e4 / all as f64;
    println!("{differ} of {all} beads differ: {share:.1} of 10,000");
    if share > MOST { Err(format!("more than {MOST} of 10,000").into()) } else { Ok(()) }
}
