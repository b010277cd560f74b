//! Hand-aligned texts: reading them, aligning them, scoring the answer.

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use diptych::align::weights::Weights;
use diptych::align::{Extra, Group, Search, Sentences, align_with};
use diptych::lexicon::Lexicon;
use diptych_segments::is_han;

/// One hand-aligned text: a folder with `source.txt`, `target.txt` and `beads.jsonl`.
#[derive(Clone)]
pub(crate) struct Gold {
    pub(crate) name: String,
    pub(crate) chinese: Vec<String>,
    pub(crate) english: Vec<String>,
    /// Chinese and English sentence numbers of each bead.
    pub(crate) beads: Vec<Bead>,
    /// Whether each bead is one: of some only the block is known, not the beads inside it.
    pub(crate) certain: Vec<bool>,
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
    /// The sets in the folders that `DIPTYCH_GOLD` names (as in `PATH`), folder by folder, by name.
    pub(crate) fn all() -> Result<Vec<Self>, Box<dyn Error>> {
        let folders =
            env::var_os("DIPTYCH_GOLD").ok_or("DIPTYCH_GOLD must name folders of gold sets")?;
        let mut sets: Vec<PathBuf> = vec![];
        for folder in env::split_paths(&folders) {
            let mut inside: Vec<PathBuf> = fs::read_dir(folder)?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.join("beads.jsonl").exists())
                .collect();
            inside.sort();
            sets.extend(inside);
        }
        sets.iter().map(|path| Self::read(path)).collect()
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
            lines.iter().flat_map(|l| l.chars()).filter(|c| is_han(*c)).count()
        };
        let swapped = han(&target) > han(&source);
        let (mut beads, mut certain) = (vec![], vec![]);
        for line in fs::read_to_string(path.join("beads.jsonl"))?.lines() {
            let bead: serde_json::Value = serde_json::from_str(line)?;
            let (s, t) = (ids(&bead["source"]), ids(&bead["target"]));
            beads.push(if swapped { (t, s) } else { (s, t) });
            certain.push(bead["certain"].as_bool().unwrap_or(true));
        }
        let (chinese, english) = if swapped { (target, source) } else { (source, target) };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, chinese, english, beads, certain })
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
            Sentences {
                texts: self.chinese.iter().map(String::as_str).collect(),
                places: vec![],
                times: vec![],
            },
            Sentences {
                texts: self.english.iter().map(String::as_str).collect(),
                places: vec![],
                times: vec![],
            },
        )
    }

    /// Aligns the text: each bead with its probability.
    pub(crate) fn align(
        &self,
        lexicon: &Lexicon,
        weights: &Weights,
        search: Search,
    ) -> Vec<(Bead, f32)> {
        let (chinese, english) = self.sides();
        align_with(&chinese, &english, lexicon, &Extra::default(), weights, search)
            .beads
            .into_iter()
            .map(|(Group { chinese, english }, p)| {
                (((chinese.0..chinese.1).collect(), (english.0..english.1).collect()), p)
            })
            .collect()
    }

    /// Which beads of an answer are right, with the probability of each; those that touch nothing
    /// certain are left out.
    pub(crate) fn judge(&self, answer: &[(Bead, f32)]) -> Vec<(f32, bool)> {
        let certain = || self.beads.iter().zip(&self.certain).filter(|(_, c)| **c).map(|(b, _)| b);
        let gold: HashSet<&Bead> = certain().collect();
        let chinese: HashSet<usize> = certain().flat_map(|bead| &bead.0).copied().collect();
        let english: HashSet<usize> = certain().flat_map(|bead| &bead.1).copied().collect();
        let touches = |(z, e): &Bead| {
            z.iter().any(|n| chinese.contains(n)) || e.iter().any(|n| english.contains(n))
        };
        answer
            .iter()
            .filter(|(bead, _)| touches(bead))
            .map(|(bead, p)| (*p, gold.contains(bead)))
            .collect()
    }

    /// Scores an answer.
    pub(crate) fn score(&self, answer: &[(Bead, f32)]) -> Score {
        let judged = self.judge(answer);
        Score {
            right: judged.iter().filter(|(_, right)| *right).count(),
            given: judged.len(),
            gold: self.certain.iter().filter(|certain| **certain).count(),
        }
    }
}
