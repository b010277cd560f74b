//! A book is made: its chapters are aligned, checked as one, and written where something changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::build::{BuiltChapter, KEPT, Reviewed, align_chapter, forget_others, stamp_of};
use super::corrections::{self, Applied, Contradiction, Given};
use super::ledger::Ledger;
use super::{Error, FILE, Project};
use crate::bitext::{Bitext, combined};
use crate::check::findings_of;
use crate::check::waivers::Waiver;
use crate::emit::edition::{Edition, terms};
use crate::finding::Finding;
use crate::output::{Set, refuse};
use crate::pipeline::{Decided, FailOn, Resources, Writing, read_waivers};

/// What a build may do.
#[derive(Debug, Clone, Default)]
pub struct Leave {
    /// Write everything again, also over outputs that were changed.
    pub force: bool,
    /// Write outside the project's folder.
    pub outside: bool,
}

/// A build of a project: what it writes, and what it wrote before.
#[derive(Debug)]
pub struct Build {
    /// The project.
    pub project: Project,
    file: PathBuf,
    force: bool,
    ledger: Ledger,
    writing: Writing,
}

/// A book whose chapters are aligned.
#[derive(Debug)]
pub struct Book {
    /// All chapters as one.
    pub bitext: Bitext,
    /// What the check found, by the numbers of that bitext.
    pub findings: Vec<Finding>,
    /// How many beads each chapter has.
    pub lengths: Vec<usize>,
    /// How many chapters were aligned now.
    pub fresh: usize,
    /// The waivers of the project.
    pub waivers: Vec<Waiver>,
    /// Where what reviewers gave back and the chapters contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Journals whose last line was cut and is left out, each with the number of that line, from 1.
    pub cut: Vec<(PathBuf, usize)>,
    /// What lies among the corrections and is neither sheet nor journal by its name.
    pub unread: Vec<PathBuf>,
    stamp: String,
}

impl Build {
    /// Reads a project, by its file or its folder, and refuses what cannot be built. The folders of
    /// the outputs are made.
    ///
    /// # Errors
    /// When the project cannot be read, has no chapter, or names an output that is refused.
    pub fn new(project: &Path, leave: &Leave) -> Result<Self, Error> {
        let file = if project.is_dir() { project.join(FILE) } else { project.to_owned() };
        let project = Project::read(&file)?;
        if project.chapters.is_empty() {
            return Err(Error::NoChapter(file));
        }
        let named = || project.outputs.iter().map(toml::Spanned::get_ref);
        if let Some(outside) =
            named().find(|path| project.is_outside(path)).filter(|_| !leave.outside)
        {
            return Err(Error::Outside(outside.clone()));
        }
        let ledger = Ledger::read(&project)?;
        let outputs: Vec<PathBuf> = named().map(|path| project.path(path)).collect();
        for folder in outputs.iter().filter_map(|output| output.parent()) {
            if !folder.as_os_str().is_empty() {
                let failed = |error| Error::Io { file: folder.to_owned(), error };
                fs::create_dir_all(folder).map_err(failed)?;
            }
        }
        let inputs = project.inputs().map(|path| project.path(path.get_ref()));
        let inputs: Vec<PathBuf> = inputs.chain([file.clone()]).collect();
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        let writing = Writing {
            outputs: Set::new(outputs, &inputs)?,
            min_score: project.align.min_score.as_ref().map(|score| *score.get_ref()),
            policy: project.align.policy(),
            edition: Edition {
                metadata: project.metadata(),
                layout: project.layout.0,
                draft: project.draft,
                terms: vec![],
                fonts: project.fonts(),
            },
            ..Writing::default()
        };
        writing.refuse(None, &inputs)?;
        let build = Self { project, file, force: leave.force, ledger, writing };
        let outputs = build.writing.files();
        if let Some(changed) = build.ledger.first_changed(&outputs).filter(|_| !build.force) {
            return Err(Error::Changed(changed.to_owned()));
        }
        // What is aligned is kept there: better refused now than after the work.
        let kept = build.project.path(Path::new(KEPT));
        fs::create_dir_all(&kept).map_err(|error| Error::Io { file: kept.clone(), error })?;
        refuse([kept.join("outputs").as_path()], &[])?;
        Ok(build)
    }

    /// Counts these classes of findings as failure instead of those that the project names.
    pub fn fail_on(&mut self, classes: FailOn) {
        self.writing.policy.fail_on = classes;
    }

    /// Aligns every chapter, on all cores, and gives them in order; `done` is called after each. One
    /// that fails does not keep the others from being done and kept.
    ///
    /// # Errors
    /// When the SRX file or the reviewed alignment of the project cannot be read.
    pub fn align(
        &self,
        resources: &Arc<Resources>,
        done: impl Fn() + Sync,
    ) -> Result<Vec<Result<BuiltChapter, Error>>, Error> {
        let options = self.project.options(Arc::clone(resources))?;
        let book = self.project.alignment.as_ref().map(|file| self.project.path(file.get_ref()));
        let book = book.map(Reviewed::read).transpose()?;
        let chapters = (1..=self.project.chapters.len()).into_par_iter().map(|number| {
            let chapter = align_chapter(&self.project, number, book.as_ref(), &options);
            done();
            chapter
        });
        Ok(chapters.collect())
    }

    /// The chapters as one, checked against the termbase of `resources`.
    ///
    /// # Errors
    /// When the waivers or another file of the project cannot be read.
    pub fn bind(
        &mut self,
        mut chapters: Vec<BuiltChapter>,
        resources: &Resources,
    ) -> Result<Book, Error> {
        let Given { files: corrections, others } = corrections::given(&self.project)?;
        let Applied { contradictions, cut } = corrections::apply(&corrections, &mut chapters)?;
        forget_others(&self.project, &chapters);
        let fresh = chapters.iter().filter(|chapter| chapter.diagnosis.is_some()).count();
        let stamps: Vec<u64> = chapters.iter().map(|chapter| chapter.stamp).collect();
        let waivers = self.project.waivers.as_ref().map(|it| self.project.path(it.get_ref()));
        let mut settings = self.project.settings_files();
        settings.extend(waivers.clone());
        settings.push(self.file.clone());
        settings.extend(corrections);
        let stamp = format!("{:016x}", stamp_of(&settings, &format!("{stamps:?}"))?);
        let lengths: Vec<usize> = chapters.iter().map(|it| it.bitext.beads.len()).collect();
        let bitexts: Vec<Bitext> = chapters.into_iter().map(|chapter| chapter.bitext).collect();
        let bitext = combined(bitexts).ok_or_else(|| Error::NoChapter(self.file.clone()))?;
        let findings = findings_of(&bitext, resources.termbase.as_ref());
        let waived = waivers.as_deref().map(read_waivers).transpose()?.unwrap_or_default();
        if let Some(base) = &resources.termbase {
            self.writing.edition.terms = terms(&bitext, base);
        }
        let waivers = waived;
        let unread = others;
        Ok(Book { bitext, findings, lengths, fresh, waivers, contradictions, cut, unread, stamp })
    }

    /// Whether every output is what an earlier build made of the same.
    pub fn is_up_to_date(&self, book: &Book) -> bool {
        !self.force && self.ledger.is_up_to_date(&book.stamp, &self.writing.files())
    }

    /// Whether a finding is one to fail on.
    pub fn fails(&self, findings: &[Finding]) -> bool {
        findings.iter().any(|finding| self.writing.policy.fail_on.counts(finding))
    }

    /// Writes the outputs, unless a finding forbids it, and notes what was written.
    ///
    /// # Errors
    /// When a file cannot be written, or stands where no build is known to have written one; then no
    /// file has changed.
    pub fn write(&mut self, book: &Book) -> Result<Decided, Error> {
        let outputs = self.writing.files();
        if !self.force {
            let unknown = outputs.iter().filter(|file| !self.ledger.knows(file));
            self.writing.protected = unknown.cloned().collect();
        }
        let decided = self.writing.write(&book.bitext, &book.findings, &[])?;
        if matches!(decided, Decided::Written { .. }) {
            self.ledger.note(&book.stamp, &outputs)?;
        }
        Ok(decided)
    }

    /// What is written of the book.
    pub fn outputs(&self) -> &Set {
        &self.writing.outputs
    }

    /// What editions say and how they look.
    pub fn edition(&self) -> &Edition {
        &self.writing.edition
    }
}
