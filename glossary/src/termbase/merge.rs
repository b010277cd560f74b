//! Termbases joined, and how two differ. Entries are one where their first Chinese term is.

use std::collections::BTreeMap;
use std::fmt;

use crate::chinese::folded::fold;
use crate::termbase::concept::{Concept, Origin, Status, Term};
use crate::termbase::fields::{self, FIELDS};

/// Two entries that say different things about one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The Chinese term.
    pub term: String,
    /// Where the entry stands that counts.
    pub kept: Origin,
    /// Where the other one stands.
    pub other: Origin,
    /// What they differ in, and what each says.
    pub what: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { term, kept, other, what } = self;
        write!(
            f,
            "{}:{}: “{term}” contradicts {}:{}, which counts: {what}",
            other.file, other.line, kept.file, kept.line
        )
    }
}

/// Joins entries of one Chinese term; the first one counts where two contradict each other, and
/// gets what only the other one has.
///
/// Law: joining what was joined changes nothing.
pub fn merge(concepts: Vec<Concept>) -> (Vec<Concept>, Vec<Conflict>) {
    let mut merged: Vec<Concept> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for concept in concepts {
        let Some(name) = name(&concept) else {
            merged.push(concept);
            continue;
        };
        if let Some(&at) = known.get(&name) {
            join(&mut merged[at], &concept, &mut conflicts);
        } else {
            known.insert(name, merged.len());
            merged.push(concept);
        }
    }
    (merged, conflicts)
}

fn name(concept: &Concept) -> Option<String> {
    concept.chinese().next().map(|it| fold(&it.text))
}

fn join(kept: &mut Concept, other: &Concept, conflicts: &mut Vec<Conflict>) {
    let mut differ = Vec::new();
    let first = |it: &Concept| it.approved().first().map(|it| it.text.clone());
    if let (Some(own), Some(its)) = (first(kept), first(other))
        && own != its
    {
        differ.push(format!("the first choice is “{own}”, not “{its}”"));
    }
    for field in FIELDS {
        let (own, its) = (fields::get(kept, field), fields::get(other, field));
        if own.is_empty() {
            // It was read from a field, so it is one.
            let _ = fields::set(kept, field, &its);
        } else if !its.is_empty() && own != its {
            differ.push(format!("`{field}` is “{own}”, not “{its}”"));
        }
    }
    for term in &other.terms {
        match kept.terms.iter().find(|it| it.lang == term.lang && it.text == term.text) {
            None => {
                let status = match term.status {
                    // One first choice is enough.
                    Status::Preferred if term.is_english() && !kept.approved().is_empty() => {
                        Status::Admitted
                    }
                    status => status,
                };
                kept.terms.push(Term { status, ..term.clone() });
            }
            Some(own) if own.is_approved() != term.is_approved() => {
                let (own_status, status) = (own.status, term.status);
                differ.push(
                    format!("“{}” is {own_status:?}, not {status:?}", term.text).to_lowercase(),
                );
            }
            Some(_) => {}
        }
    }
    conflicts.extend(differ.into_iter().map(|what| Conflict {
        term: kept.chinese().next().map_or(String::new(), |it| it.text.clone()),
        kept: kept.origin.clone(),
        other: other.origin.clone(),
        what,
    }));
}

/// A difference between two termbases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermbaseChange {
    /// The Chinese term.
    pub term: String,
    /// What the older one has: nothing where the entry is new.
    pub old: Option<String>,
    /// What the newer one has: nothing where the entry is gone.
    pub new: Option<String>,
}

impl fmt::Display for TermbaseChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, "~ {}\t{old} → {new}", self.term),
            (Some(old), None) => write!(f, "- {}\t{old}", self.term),
            (None, new) => write!(f, "+ {}\t{}", self.term, new.as_deref().unwrap_or_default()),
        }
    }
}

/// The entries that differ, by their Chinese terms: those of the older termbase in its order, then
/// new ones.
pub fn diff_of_termbases(old: &[Concept], new: &[Concept]) -> Vec<TermbaseChange> {
    let (old, new) = (merge(old.to_vec()).0, merge(new.to_vec()).0);
    let by_name = |all: &[Concept]| -> BTreeMap<String, String> {
        all.iter().filter_map(|it| Some((name(it)?, said(it)))).collect()
    };
    let (olds, news) = (by_name(&old), by_name(&new));
    let term = |it: &Concept| it.chinese().next().map_or(String::new(), |it| it.text.clone());
    let mut changes = Vec::new();
    for (concept, is_old) in old.iter().map(|it| (it, true)).chain(new.iter().map(|it| (it, false)))
    {
        let Some(name) = name(concept) else { continue };
        let (before, after) = (olds.get(&name), news.get(&name));
        if before != after && (is_old || before.is_none()) {
            changes.push(TermbaseChange {
                term: term(concept),
                old: before.cloned(),
                new: after.cloned(),
            });
        }
    }
    changes
}

/// All that an entry says, in words.
fn said(concept: &Concept) -> String {
    let terms = concept.english().map(|it| match it.status {
        Status::Preferred => it.text.clone(),
        status => format!("{} ({})", it.text, format!("{status:?}").to_lowercase()),
    });
    let fields = FIELDS.iter().filter_map(|field| {
        let text = fields::get(concept, field);
        (!text.is_empty()).then(|| format!("{field}: {text}"))
    });
    terms.chain(fields).collect::<Vec<_>>().join("; ")
}
