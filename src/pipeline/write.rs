//! What is written of an aligned pair or a book: its outputs, and what was kept out of them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{OnFinding, Policy};
use crate::bitext::Bitext;
use crate::emit::edition::Edition;
use crate::emit::{Emit, Tmx, Tsv};
use crate::finding::Finding;
use crate::output::{self, Format, Set};
use crate::read::Report;

/// What to write, and what to keep out.
#[derive(Debug, Clone, Default)]
pub struct Writing {
    /// The alignment's outputs.
    pub outputs: Set,
    /// A file for the findings, one JSON object a line.
    pub findings: Option<PathBuf>,
    /// Units below this confidence go to `NAME.review.tsv` instead of the translation memory.
    pub min_score: Option<f32>,
    /// Whether pairs of nothing but numbers are left out of the translation memory.
    pub without_numbers: bool,
    /// What findings do.
    pub policy: Policy,
    /// How editions look.
    pub edition: Edition,
    /// A file for what was read of the inputs and left out, as JSON lines.
    pub input_report: Option<PathBuf>,
    /// Where the units of low confidence go instead, named by the user.
    pub review: Option<PathBuf>,
    /// Files that are not overwritten with other content.
    pub protected: Vec<PathBuf>,
    /// The memory that the pairs were read from: what its units hold besides is kept.
    pub original: Option<PathBuf>,
}

/// What became of the outputs.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// Nothing was written because of the findings with these indexes.
    Stopped(Vec<usize>),
    /// All outputs are in place.
    Written {
        /// How many units were kept out of the translation memory because of findings.
        dropped: usize,
        /// Where the units of low confidence went, and how many they are.
        doubtful: Vec<(PathBuf, usize)>,
        /// Whether there are findings that make the exit code 1.
        failed: bool,
    },
}

/// One file of a [`Writing`].
#[derive(Debug, Clone, Copy)]
enum File {
    /// The alignment in a format.
    Of(Format),
    /// `NAME.review.tsv`.
    Doubtful,
    /// The findings.
    Findings,
    /// What was read and left out.
    Inputs,
}

impl Writing {
    /// Every file that would be written.
    pub fn files(&self) -> Vec<PathBuf> {
        self.set().files().map(|(path, _)| path.to_owned()).collect()
    }

    /// Refuses what cannot be meant, as [`output::refuse`] of these files and of `also`.
    ///
    /// # Errors
    /// The first file that is refused, and what to do.
    pub fn refuse(&self, also: Option<&Path>, inputs: &[&Path]) -> Result<(), output::Error> {
        if self.min_score.is_some() && self.outputs.stdout() == Some(Format::Tmx) {
            let why = "with a lowest score the other pairs go to a file beside the TMX, and it has \
                       no name: name it with -o NAME.tmx";
            return Err(output::Error::new(Path::new("stdout"), why));
        }
        output::refuse(self.files().iter().map(PathBuf::as_path).chain(also), inputs)
    }

    /// The option that keeps pairs out of a translation memory, where there is one and no memory is
    /// written.
    pub fn without_memory(&self) -> Option<&'static str> {
        let mut formats =
            self.outputs.files().map(|(_, format)| format).chain(self.outputs.stdout());
        if formats.any(|format| format == Format::Tmx) {
            return None;
        }
        let drops = self.policy.on_finding.iter().any(OnFinding::is_drop);
        self.min_score.map(|_| "--min-score").or(drops.then_some("--on-finding"))
    }

    /// Protects the files that nobody named: the review file of an earlier run may have been worked
    /// on.
    pub fn protect_unnamed(&mut self) {
        if self.review.is_none() {
            self.protected.extend(self.review_files());
        }
    }

    /// Writes all files together, unless a finding forbids it.
    ///
    /// # Errors
    /// When a file cannot be written; then no file has changed.
    pub fn write(
        &self,
        bitext: &Bitext,
        findings: &[Finding],
        inputs: &[Report],
    ) -> Result<Decided, output::Error> {
        let stopping: Vec<usize> =
            (0..findings.len()).filter(|&at| self.policy.stops(&findings[at])).collect();
        if !stopping.is_empty() {
            return Ok(Decided::Stopped(stopping));
        }
        let tmx = Tmx {
            min_score: self.min_score.unwrap_or(0.0),
            dropped: findings.iter().filter(|f| self.policy.drops(f)).map(|f| f.unit).collect(),
            without_numbers: self.without_numbers,
            original: self.original.clone(),
        };
        let doubtful = doubtful(bitext, &tmx);
        let mut dropped = 0;
        let emit = |file, out: &mut dyn Write| match file {
            File::Of(Format::Tmx) => {
                dropped = tmx.dropped.len();
                tmx.emit(bitext, findings, out)
            }
            File::Of(format) => format.emitter(&self.edition).emit(bitext, findings, out),
            File::Doubtful => Tsv.emit(&doubtful, &[], out),
            File::Findings => write_findings(findings, out),
            File::Inputs => {
                inputs.iter().try_for_each(|it| out.write_all(it.to_jsonl().as_bytes()))
            }
        };
        self.set().write_where(emit, |path, content| self.accepts(path, content))?;
        let count = doubtful.beads.len();
        Ok(Decided::Written {
            dropped,
            doubtful: self.review_files().into_iter().map(|path| (path, count)).collect(),
            failed: findings.iter().any(|finding| self.policy.fail_on.counts(finding)),
        })
    }

    fn set(&self) -> Set<File> {
        let mut files = self.outputs.map(File::Of);
        for path in self.review_files() {
            files.add(path, File::Doubtful);
        }
        if let Some(path) = &self.findings {
            files.add(path.clone(), File::Findings);
        }
        if let Some(path) = &self.input_report {
            files.add(path.clone(), File::Inputs);
        }
        files
    }

    /// Refuses to overwrite a protected file with other content.
    fn accepts(&self, path: &Path, content: &Path) -> Result<(), output::Error> {
        let is_protected = self.protected.iter().any(|it| it == path) && path.exists();
        let is_same =
            || fs::read(path).ok().is_some_and(|old| fs::read(content).is_ok_and(|new| new == old));
        if !is_protected || is_same() {
            return Ok(());
        }
        let why = if self.review_files().iter().any(|it| it == path) {
            "this file would hold the pairs of low confidence, but it holds something else and you \
             did not name it: move it away (`align` of one pair of texts can name another with \
             --review)"
        } else {
            "this file exists, and no earlier build wrote it: move it away, or overwrite it with --force"
        };
        Err(output::Error::new(path, why))
    }

    /// Where the units go that are too doubtful for each translation memory.
    fn review_files(&self) -> Vec<PathBuf> {
        let memories = self.outputs.files().filter(|(_, format)| *format == Format::Tmx);
        let files =
            memories.filter(|_| self.min_score.is_some()).map(|(tmx, _)| match &self.review {
                Some(review) => review.clone(),
                None => tmx.with_extension("review.tsv"),
            });
        let mut files: Vec<PathBuf> = files.collect();
        files.dedup();
        files
    }
}

/// The units that are too doubtful for the translation memory.
fn doubtful(bitext: &Bitext, tmx: &Tmx) -> Bitext {
    let all = Tmx { min_score: 0.0, ..tmx.clone() };
    let beads = (1..)
        .zip(&bitext.beads)
        .filter(|(number, bead)| all.takes(*number, bead) && !tmx.takes(*number, bead))
        .map(|(_, bead)| bead.clone())
        .collect();
    Bitext { beads, source: bitext.source.clone(), target: bitext.target.clone() }
}

/// Findings as JSON lines.
fn write_findings(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")
    })
}
