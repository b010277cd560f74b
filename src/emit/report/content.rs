//! What a report shows, whatever its form.

use std::collections::BTreeSet;

use crate::check::waivers::Waiver;
use crate::check::{Unit, Use};
use crate::finding::{Class, Finding};

/// What a report is made of.
pub struct Report<'a> {
    /// The file that was checked, as it was named.
    pub file: &'a str,
    /// Its units in ascending order of their numbers; those without findings may be absent.
    pub units: &'a [Unit],
    /// The findings, in the order of the units.
    pub findings: &'a [Finding],
    /// How often each rendering was used, of the terms that were rendered in several ways.
    pub uses: &'a [Use],
    /// The waivers that the findings were held against: they give the reasons.
    pub waivers: &'a [Waiver],
    /// How many units were looked at.
    pub checked: usize,
    /// How many occurrences of terms are rendered right.
    pub right: usize,
    /// The columns of the two sides, from 0, where the file is a table with tabs.
    pub columns: Option<(usize, usize)>,
    /// The fingerprints of an earlier run, where there was one.
    pub known: Option<&'a BTreeSet<String>>,
}

impl<'a> Report<'a> {
    /// A report without uses, waivers and an earlier run.
    pub fn new(file: &'a str, units: &'a [Unit], findings: &'a [Finding]) -> Self {
        Self {
            file,
            units,
            findings,
            uses: &[],
            waivers: &[],
            checked: units.len(),
            right: 0,
            columns: None,
            known: None,
        }
    }

    /// Whether a finding asks for a decision: it is neither waived nor known from an earlier run.
    pub fn is_open(&self, finding: &Finding) -> bool {
        !finding.waived && !self.known.is_some_and(|known| known.contains(&finding.fingerprint))
    }

    /// The findings that ask for a decision.
    pub fn open(&self) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(|it| self.is_open(it))
    }

    /// Why a finding is waived.
    pub(super) fn reason_to_waive(&self, finding: &Finding) -> Option<&str> {
        let mut waivers = self.waivers.iter();
        waivers.find(|it| it.covers(finding)).map(|it| it.reason.as_str())
    }

    /// The unit with this number.
    pub fn unit(&self, number: usize) -> Option<&Unit> {
        let place = self.units.binary_search_by_key(&number, |unit| unit.number).ok()?;
        self.units.get(place)
    }
}

/// How many findings there are of each class, the gravest first; waived ones do not count.
pub fn counts<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<(&'static str, usize)> {
    let findings: Vec<&Finding> = findings.into_iter().collect();
    Class::ALL
        .iter()
        .map(|(name, class)| {
            (*name, findings.iter().filter(|it| it.class == *class && !it.waived).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The category of the MQM typology that an issue of this class belongs to.
pub(super) fn mqm(class: Class) -> Option<&'static str> {
    match class {
        Class::Missing | Class::Variant | Class::Forbidden | Class::Superseded => {
            Some("Terminology: inconsistent with terminology resource")
        }
        Class::Inconsistent | Class::FirstMention => {
            Some("Terminology: inconsistent use of terminology")
        }
        Class::Number => Some("Accuracy: mistranslation"),
        Class::Ambiguous | Class::Qa | Class::Typo | Class::Note => None,
    }
}
