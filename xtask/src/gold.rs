//! Hand-aligned texts: reading them, aligning them, scoring the answer.

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use diptych::align::weights::Weights;
use diptych::align::{Extra, Group, Sentences, align_with};
use diptych::lexicon::Lexicon;

/// One hand-aligned text: a folder with `source.txt`, `target.txt` and `beads.jsonl`.
#[derive(Clone)]
pub(crate) struct Gold {
    pub(crate) name: String,
    pub(crate) chinese: Vec<String>,
    pub(crate) english: Vec<String>,
    /// Chinese and English sentence numbers of each bead.
    pub(crate) beads: Vec<Bead>,
}

/// Chinese and English sentence numbers.
pub(crate) type Bead = (Vec<usize>, Vec<usize>);

/// Right, given and gold beads.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) given: usize,
    pub(crate) gold: usize,
}

impl Score {
    pub(crate) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.gold += other.gold;
    }

    pub(crate) fn precision(self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }

    pub(crate) fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.given + self.gold).max(1) as f64
    }
}

impl Gold {
    /// The sets in the folder that `DIPTYCH_GOLD` names, by name.
    pub(crate) fn all() -> Result<Vec<Self>, Box<dyn Error>> {
        let folder =
            env::var("DIPTYCH_GOLD").map_err(|_| "DIPTYCH_GOLD must name a folder of gold sets")?;
        let mut folders: Vec<PathBuf> = fs::read_dir(folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.join("beads.jsonl").exists())
            .collect();
        folders.sort();
        folders.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let lines = |name: &str| -> std::io::Result<Vec<String>> {
            Ok(fs::read_to_string(path.join(name))?.lines().map(str::to_owned).collect())
        };
        let (source, target) = (lines("source.txt")?, lines("target.txt")?);
        let ids = |value: &serde_json::Value| -> Vec<usize> {
            value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|n| Some(n.as_u64()? as usize))
                .collect()
        };
        let han = |lines: &[String]| -> usize {
            lines
                .iter()
                .flat_map(|l| l.chars())
                .filter(|c| ('\u{4e00}'..'\u{a000}').contains(c))
                .count()
        };
        let swapped = han(&target) > han(&source);
        let beads = fs::read_to_string(path.join("beads.jsonl"))?
            .lines()
            .map(|line| {
                let bead: serde_json::Value = serde_json::from_str(line)?;
                let (s, t) = (ids(&bead["source"]), ids(&bead["target"]));
                Ok(if swapped { (t, s) } else { (s, t) })
            })
            .collect::<Result<_, serde_json::Error>>()?;
        let (chinese, english) = if swapped { (target, source) } else { (source, target) };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, chinese, english, beads })
    }

    /// What several texts are pooled under: the name up to the first hyphen.
    pub(crate) fn genre(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }

    pub(crate) fn sentences(&self) -> usize {
        self.chinese.len() + self.english.len()
    }

    /// Both sides as the aligner takes them.
    pub(crate) fn sides(&self) -> (Sentences<'_>, Sentences<'_>) {
        (
            Sentences { texts: self.chinese.iter().map(String::as_str).collect(), places: vec![] },
            Sentences { texts: self.english.iter().map(String::as_str).collect(), places: vec![] },
        )
    }

    /// Aligns the text: each bead with its probability.
    pub(crate) fn align(&self, lexicon: &Lexicon, weights: &Weights) -> Vec<(Bead, f32)> {
        let (chinese, english) = self.sides();
        align_with(&chinese, &english, lexicon, &Extra::default(), weights)
            .beads
            .into_iter()
            .map(|(Group { chinese, english }, p)| {
                (((chinese.0..chinese.1).collect(), (english.0..english.1).collect()), p)
            })
            .collect()
    }

    /// The gold beads that the aligner can express: both sides hold adjacent sentences.
    pub(crate) fn groups(&self) -> Vec<Group> {
        let range = |ids: &[usize]| {
            let (first, last) = (*ids.first()?, *ids.last()?);
            (last - first + 1 == ids.len()).then_some((first, last + 1))
        };
        self.beads
            .iter()
            .filter_map(|(z, e)| Some(Group { chinese: range(z)?, english: range(e)? }))
            .collect()
    }

    /// Scores an answer, counting only beads that `counts` accepts.
    pub(crate) fn score(&self, answer: &[(Bead, f32)], counts: impl Fn(&Bead) -> bool) -> Score {
        let gold: HashSet<&Bead> = self.beads.iter().filter(|bead| counts(bead)).collect();
        let given = answer.iter().filter(|(bead, _)| counts(bead));
        Score {
            right: given.clone().filter(|(bead, _)| gold.contains(bead)).count(),
            given: given.count(),
            gold: gold.len(),
        }
    }
}
