//! Arguments that several commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use diptych_segments::{Layout, SrxMode};

use super::Failure;
use crate::emit::ByName;
use crate::output;
use crate::output::Format;
use crate::prepare::{self, Notes};
use crate::read;

/// How a text is read and split.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TextArgs {
    /// What the lines of a plain text are.
    #[arg(long, value_name = "LAYOUT", default_value = "auto")]
    pub(crate) layout: LayoutArg,
    /// What becomes of footnotes and endnotes.
    #[arg(long, value_name = "WHAT", default_value = "align")]
    pub(crate) notes: NotesArg,
    /// Put � where bytes cannot be decoded, and count them.
    #[arg(long)]
    pub(crate) replace: bool,
    /// The input format, where content and name are not to decide.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<read::Format>,
    /// Which translations of a bilingual file to take, by the state that the file gives them.
    #[arg(long, value_name = "WHICH", default_value = "translated")]
    pub(crate) states: StatesArg,
    /// Write what was read and left out to a file, as JSON lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) input_report: Option<PathBuf>,
    /// Split by the SRX rules of another tool.
    #[arg(long, value_name = "FILE")]
    pub(crate) srx: Option<PathBuf>,
    /// Apply SRX rules as the standard says, or as OmegaT does.
    #[arg(long, value_name = "MODE", default_value = "spec", requires = "srx")]
    pub(crate) srx_mode: SrxModeArg,
}

impl TextArgs {
    /// The options of one file; its encoding with the name of the option that sets it.
    pub(crate) fn options(
        &self,
        (encoding_option, encoding): (&'static str, Option<&str>),
        code: Option<&str>,
        segmented: bool,
    ) -> Result<prepare::Options, Failure> {
        Ok(prepare::Options {
            read: read::Options {
                from: self.from,
                encoding: encoding.map(read::encoding).transpose()?,
                encoding_option: Some(encoding_option),
                replace: self.replace,
                all_states: self.states == StatesArg::All,
            },
            code: code.map(str::to_owned),
            layout: if segmented { Layout::Lines } else { self.layout.into() },
            notes: self.notes.into(),
            srx: match &self.srx {
                Some(file) => Some((Arc::new(read::read_srx(file)?), self.srx_mode.into())),
                None => None,
            },
            ..prepare::Options::default()
        })
    }
}

/// `--layout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum LayoutArg {
    /// The file decides.
    Auto,
    /// Lines of a page: joined into paragraphs.
    Extracted,
    /// Each line is a paragraph.
    Paragraphs,
    /// Each line is a segment.
    Lines,
}

impl From<LayoutArg> for Layout {
    fn from(arg: LayoutArg) -> Self {
        match arg {
            LayoutArg::Auto => Self::Auto,
            LayoutArg::Extracted => Self::Extracted,
            LayoutArg::Paragraphs => Self::Paragraphs,
            LayoutArg::Lines => Self::Lines,
        }
    }
}

/// `--states`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum StatesArg {
    /// Not those that are untranslated, rejected, or unconfirmed machine translations.
    Translated,
    /// All of them.
    All,
}

/// `--notes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum NotesArg {
    /// Aligned with each other.
    Align,
    /// Left out.
    Drop,
    /// After the sentence of their mark.
    Inline,
}

impl From<NotesArg> for Notes {
    fn from(arg: NotesArg) -> Self {
        match arg {
            NotesArg::Align => Self::Align,
            NotesArg::Drop => Self::Drop,
            NotesArg::Inline => Self::Inline,
        }
    }
}

/// `--srx-mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum SrxModeArg {
    /// At each place the first rule that matches decides.
    Spec,
    /// Patterns are searched apart and without overlaps.
    Omegat,
}

impl From<SrxModeArg> for SrxMode {
    fn from(arg: SrxModeArg) -> Self {
        match arg {
            SrxModeArg::Spec => Self::Spec,
            SrxModeArg::Omegat => Self::Omegat,
        }
    }
}

/// The outputs of `-o` in the format of `--format`, else each in the format that its name asks for;
/// stdout where none is named.
pub(crate) fn outputs(
    files: &[PathBuf],
    format: Option<&str>,
    stdout: Format,
    inputs: &[&Path],
) -> Result<output::Set, Failure> {
    let named = format
        .map(|name| {
            Format::named(name).ok_or_else(|| {
                let names: Vec<_> =
                    Format::ALL.iter().map(|(name, _)| format!(".{name}")).collect();
                let names = names.join(", ");
                Failure::new(format!("no output format is called `{name}`: use {names}"))
            })
        })
        .transpose()?;
    let choose = |path: &Path| match named {
        Some(format) => Ok(format),
        None => Format::by_name(path).map_err(|why| format!("{why}, or give --format")),
    };
    let set = output::Set::choose(files, choose, inputs)?;
    Ok(set.or_stdout(named.unwrap_or(stdout)))
}
