//! One row as the page gets it: the fields of the saved alignment, and what is shown beside them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::annotations::{Annotation, Mark};
use crate::bitext::saved::SavedBead;
use crate::bitext::{Bitext, State};
use crate::finding::Finding;
use crate::review::{Ruled, Worth};

/// A row as it is sent.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    #[serde(flatten)]
    bead: SavedBead,
    state: State,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    changed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "<[Mark]>::is_empty")]
    marks: &'a [Mark],
}

impl<'a> Row<'a> {
    /// The row at `at` of `near`, which is number `index` (from 0) of all.
    pub(super) fn new(
        near: &Bitext,
        (at, index): (usize, usize),
        annotation: &'a Annotation,
        rulings: &BTreeMap<String, Ruled>,
        changed: bool,
    ) -> Self {
        let ruled = |finding: &Finding| {
            let ruled = rulings.get(&finding.fingerprint);
            let is_waived = ruled.is_some_and(|it| it.worth == Worth::Waived);
            Finding { unit: index + 1, waived: finding.waived || is_waived, ..finding.clone() }
        };
        let mut bead = SavedBead { bead: index + 1, ..SavedBead::new(near, at + 1) };
        if index > 0 {
            // It is the first of these rows only.
            (bead.source_lang, bead.target_lang) = (None, None);
            bead.source_file.clone_from(&near.beads[at].source.file);
            bead.target_file.clone_from(&near.beads[at].target.file);
        }
        Self {
            bead,
            state: near.beads[at].state(),
            changed,
            findings: annotation.findings.iter().map(ruled).collect(),
            marks: &annotation.marks,
        }
    }
}

/// An answer of rows.
#[derive(Debug, Serialize)]
pub(super) struct Rows<'a> {
    /// How many there are in all.
    pub(super) total: usize,
    /// How many acts this server has done.
    pub(super) generation: usize,
    /// The rows.
    pub(super) beads: Vec<Row<'a>>,
}

/// Rows that take the place of others.
#[derive(Debug, Serialize)]
pub(super) struct Changes<'a> {
    /// How many acts this server has done.
    pub(super) generation: usize,
    /// The number of the first, from 1.
    pub(super) from: usize,
    /// How many rows stood there.
    pub(super) before: usize,
    /// The rows that stand there now.
    pub(super) beads: Vec<Row<'a>>,
}
