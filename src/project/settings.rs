//! How the texts of a project are read, split and aligned: the options of `align`, for every chapter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_segments::{Layout, SrxMode};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Error, Project};
use crate::pipeline::{self, FailOn, OnFinding, Policy, Resources};
use crate::prepare::{self, Choices, Named, Notes, States, TextEncoding};
use crate::read;

/// The table `[text]`: how every text is read and split.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextSettings {
    /// What the lines of a plain text are.
    #[serde(default)]
    pub layout: Named<Layout>,
    /// What to do with footnotes and endnotes.
    #[serde(default)]
    pub notes: Named<Notes>,
    /// Whether bytes that cannot be decoded are replaced by U+FFFD.
    #[serde(default)]
    pub replace: bool,
    /// Which translations of a bilingual file to take.
    #[serde(default)]
    pub states: Named<States>,
    /// The input format.
    pub from: Option<Spanned<String>>,
    /// The encoding of every source.
    pub source_encoding: Option<Spanned<String>>,
    /// The encoding of every target.
    pub target_encoding: Option<Spanned<String>>,
    /// The SRX rules of another tool.
    pub srx: Option<Spanned<PathBuf>>,
    /// How they are applied.
    #[serde(default)]
    pub srx_mode: Named<SrxMode>,
}

/// The table `[align]`: how chapters are aligned, and what findings do.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AlignSettings {
    /// Tables of words that translate each other.
    #[serde(default)]
    pub lexicon: Vec<Spanned<PathBuf>>,
    /// Units below this confidence are left out of the TMX.
    pub min_score: Option<Spanned<f32>>,
    /// What to do with units that have findings of a class.
    #[serde(default)]
    pub on_finding: Vec<Spanned<String>>,
    /// The classes of findings that make the exit code 1.
    pub fail_on: Option<Spanned<String>>,
    /// Whether such findings keep everything from being written.
    #[serde(default)]
    pub strict: bool,
}

/// A fault in the settings: its place in the file, and what to do.
pub(super) type Fault = (std::ops::Range<usize>, String);

impl TextSettings {
    /// The first value that makes no sense.
    pub(super) fn fault(&self) -> Option<Fault> {
        if let Some(from) = &self.from
            && let Err(error) = from.get_ref().parse::<read::Format>()
        {
            return Some((from.span(), error.to_string()));
        }
        [&self.source_encoding, &self.target_encoding].into_iter().flatten().find_map(|name| {
            read::encoding(name.get_ref()).err().map(|error| (name.span(), error.to_string()))
        })
    }
}

impl AlignSettings {
    /// The first value that makes no sense.
    pub(super) fn fault(&self) -> Option<Fault> {
        if let Some(score) =
            self.min_score.as_ref().filter(|it| !(0.0..=1.0).contains(it.get_ref()))
        {
            return Some((score.span(), "give a number from 0 to 1".to_owned()));
        }
        let on_finding = self.on_finding.iter().find_map(|on| {
            on.get_ref().parse::<OnFinding>().err().map(|message| (on.span(), message))
        });
        on_finding.or_else(|| {
            let classes = self.fail_on.as_ref()?;
            classes.get_ref().parse::<FailOn>().err().map(|message| (classes.span(), message))
        })
    }

    /// What findings do.
    pub fn policy(&self) -> Policy {
        let parsed = |on: &Spanned<String>| on.get_ref().parse().ok();
        Policy {
            fail_on: self
                .fail_on
                .as_ref()
                .and_then(|it| it.get_ref().parse().ok())
                .unwrap_or_default(),
            on_finding: self.on_finding.iter().filter_map(parsed).collect(),
            strict: self.strict,
        }
    }
}

impl Project {
    /// How every chapter is aligned with these resources.
    ///
    /// # Errors
    /// When the SRX file cannot be read.
    pub fn options(&self, resources: Arc<Resources>) -> Result<pipeline::Options, Error> {
        let text = &self.text;
        let srx = text.srx.as_ref().map(|file| (self.path(file.get_ref()), text.srx_mode.0));
        let choices = Choices {
            layout: text.layout.0,
            notes: text.notes.0,
            replace: text.replace,
            from: text.from.as_ref().and_then(|name| name.get_ref().parse().ok()),
            states: text.states.0,
            srx,
        };
        let value = |name: &Option<Spanned<String>>| name.as_ref().map(Spanned::get_ref).cloned();
        let side = |encoding: &Option<Spanned<String>>, code: &Option<Spanned<String>>| {
            // A name that is none was refused when the project was read.
            let encoding = value(encoding).and_then(|name| read::encoding(&name).ok());
            let encoding = TextEncoding { encoding, option: None };
            choices.options(encoding, value(code).as_deref()).map_err(prepare::Error::from)
        };
        Ok(pipeline::Options {
            source: side(&text.source_encoding, &self.languages.source)?,
            target: side(&text.target_encoding, &self.languages.target)?,
            resources,
            anchors: None,
            allow_unrelated: false,
        })
    }

    /// The files that every chapter's alignment depends on, besides its own texts.
    pub fn settings_files(&self) -> Vec<PathBuf> {
        let files = self.glossaries.iter().chain(&self.align.lexicon).chain(&self.text.srx);
        files.map(|path| self.path(path.get_ref())).collect()
    }

    /// The termbases and word lists, read.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub fn resources(
        &self,
        on_warning: impl FnMut(diptych_glossary::Fault),
    ) -> Result<Resources, Error> {
        let paths = |files: &[Spanned<PathBuf>]| -> Vec<PathBuf> {
            files.iter().map(|path| self.path(path.get_ref())).collect()
        };
        let (termbases, lists) = (paths(&self.glossaries), paths(&self.align.lexicon));
        Ok(Resources::load(&termbases, &lists, on_warning)?)
    }

    /// Whether a path leads out of the project's folder, by its name or by a link.
    pub fn is_outside(&self, path: &Path) -> bool {
        let leads_up = path.components().any(|part| part == std::path::Component::ParentDir);
        if path.is_absolute() || leads_up {
            return true;
        }
        let here = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        let Ok(here) = here.canonicalize() else { return false };
        let full = self.path(path);
        let there = full.ancestors().find_map(|at| at.canonicalize().ok());
        there.is_some_and(|there| !there.starts_with(here))
    }
}
