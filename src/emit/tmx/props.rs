//! The props that diptych gives a unit.

use std::collections::HashMap;

use diptych_tmx::TranslationUnit;

use crate::bitext::Bitext;
use crate::emit::tsv::id_list;
use crate::finding::Finding;

/// The type of the prop that gives a unit's score.
pub(super) const SCORE: &str = "x-diptych-score";

/// The type of the props that name a unit's findings.
pub const FINDING: &str = "x-diptych-finding";

/// What diptych knows of a bead, as props; `before` are the segments of the chapters before its own.
pub(super) fn props(
    bitext: &Bitext,
    number: usize,
    before: (usize, usize),
) -> [(&'static str, String); 5] {
    let bead = &bitext.beads[number - 1];
    let ids = |ids: &[usize], before: usize| {
        id_list(&ids.iter().map(|id| id.saturating_sub(before)).collect::<Vec<_>>())
    };
    [
        (SCORE, format!("{:.3}", bead.score)),
        ("x-diptych-source-file", bitext.source_file(bead).to_owned()),
        ("x-diptych-target-file", bitext.target_file(bead).to_owned()),
        ("x-diptych-source-segments", ids(&bead.source.ids, before.0)),
        ("x-diptych-target-segments", ids(&bead.target.ids, before.1)),
    ]
}

/// The findings that are not waived, by the number of their unit.
#[derive(Debug)]
pub(super) struct ByUnit<'a>(HashMap<usize, Vec<&'a Finding>>);

impl<'a> ByUnit<'a> {
    pub(super) fn new(findings: &'a [Finding]) -> Self {
        let mut by_unit: HashMap<usize, Vec<&Finding>> = HashMap::new();
        for finding in findings.iter().filter(|finding| !finding.waived) {
            by_unit.entry(finding.unit).or_default().push(finding);
        }
        Self(by_unit)
    }

    /// Adds a prop for each finding of unit `number`.
    pub(super) fn add_to(&self, unit: &mut TranslationUnit, number: usize) {
        for finding in self.0.get(&number).into_iter().flatten() {
            unit.add_prop(FINDING, finding.label());
        }
    }
}
