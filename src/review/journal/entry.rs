//! A line of a journal.

use serde::{Deserialize, Serialize};

use crate::bitext::Bitext;
use crate::bitext::saved::SavedBead;
use crate::review::acts::Act;
use crate::review::fingerprint::of_bitext;

/// The first line of a journal: what it is, and of which alignment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the format.
    pub journal: u32,
    /// The name of the alignment's state, sixteen digits.
    pub alignment: String,
    /// The alignment itself, by which the journal stands for itself when the alignment has gone on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beads: Vec<SavedBead>,
}

impl Head {
    /// The version that this program writes.
    pub const VERSION: u32 = 1;

    /// That of a journal of this alignment.
    pub(super) fn new(bitext: &Bitext) -> Self {
        let beads = saved(bitext).collect();
        Self { journal: Self::VERSION, alignment: of_bitext(bitext), beads }
    }

    /// Whether it is that of a journal of this alignment: of the same lines, where it has them.
    pub(super) fn is_of(&self, bitext: &Bitext) -> bool {
        self.alignment == of_bitext(bitext)
            && (self.beads.is_empty() || saved(bitext).eq(self.beads.iter().cloned()))
    }
}

/// The lines of a saved alignment.
fn saved(bitext: &Bitext) -> impl Iterator<Item = SavedBead> + '_ {
    (1..=bitext.beads.len()).map(|number| SavedBead::new(bitext, number))
}

/// An act, and what there is to know of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The act.
    #[serde(flatten)]
    pub act: Act,
    /// Both texts of the rows that it was about, as they were.
    #[serde(default)]
    pub base: Vec<(String, String)>,
    /// Who did it; empty where they did not say.
    #[serde(default)]
    pub who: String,
    /// When, in UTC: `2026-11-28T14:00:37Z`.
    #[serde(default)]
    pub when: String,
}

/// This moment in UTC, as [`Entry::when`] has it.
pub(super) fn now() -> String {
    // TMX writes 20261128T140037Z.
    let tmx = diptych_tmx::date::now();
    let part = |from: usize, to: usize| tmx.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(9, 11),
        part(11, 13),
        part(13, 15)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::acts::{Half, Place, Towards};

    #[test]
    fn acts_are_written_as_the_contract_says() {
        let entry = |act| Entry { act, base: vec![], who: String::new(), when: String::new() };
        let json = |act| serde_json::to_string(&entry(act)).unwrap();
        assert!(json(Act::Merge { bead: 12 }).starts_with(r#"{"act":"merge","bead":12,"#));
        let acts = [
            Act::Accept { bead: 1, to: Some(3) },
            Act::Split { bead: 2, source: Some(Place { sentence: 1, offset: 0 }), target: None },
            Act::Move { bead: 4, side: Half::Target, to: Towards::Down },
            Act::Undo,
        ];
        for act in acts {
            let line = json(act.clone());
            assert_eq!(serde_json::from_str::<Entry>(&line).unwrap().act, act, "{line}");
        }
        let short: Act = serde_json::from_str(r#"{"act":"flag","bead":3}"#).unwrap();
        assert_eq!(short, Act::Flag { bead: 3, on: true });
    }

    #[test]
    fn the_time_is_that_of_rfc_3339() {
        let now = now();
        assert_eq!(now.len(), 20, "{now}");
        assert_eq!(now.chars().filter(char::is_ascii_digit).count(), 14, "{now}");
    }
}
