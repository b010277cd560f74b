//! What is written of an aligned pair or a book: its outputs, and what was kept out of them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Policy;
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
    /// What findings do.
    pub policy: Policy,
    /// How editions look.
    pub edition: Edition,
    /// A file for what was read of the inputs and left out, as JSON lines.
    pub input_report: Option<PathBuf>,
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

    /// Refuses to overwrite a file that nobody named: the review file of an earlier run may have
    /// been worked on.
    ///
    /// # Errors
    /// The first such file, and what to do.
    pub fn refuse_unnamed(&self) -> Result<(), output::Error> {
        match self.review_files().into_iter().find(|path| path.exists()) {
            Some(path) => Err(output::Error::new(
                &path,
                "this file would hold the pairs of low confidence, but it exists and you did not \
                 name it: move it away or remove it first",
            )),
            None => Ok(()),
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
            original: self.original.clone(),
        };
        let doubtful = doubtful(bitext, &tmx);
        let mut dropped = 0;
        self.set().write(|file, out| match file {
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
        })?;
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

    /// Where the units go that are too doubtful for each translation memory.
    fn review_files(&self) -> Vec<PathBuf> {
        let memories = self.outputs.files().filter(|(_, format)| *format == Format::Tmx);
        memories
            .filter(|_| self.min_score.is_some())
            .map(|(tmx, _)| tmx.with_extension("review.tsv"))
            .collect()
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
