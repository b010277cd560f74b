//! Arguments that several commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use diptych_segments::{Layout, SrxMode};

use super::outcome::Failure;
use crate::emit::ByName;
use crate::output;
use crate::output::Format;
use crate::pipeline::{self, Resources};
use crate::prepare::{self, Choice, Choices, Notes, States, TextEncoding};
use crate::read;

/// How a text is read and split.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TextArgs {
    /// Page layout: what the lines of a plain text are.
    #[arg(long, value_name = "LAYOUT", default_value = "auto", value_parser = choice::<Layout>(), help_heading = "Input")]
    pub(crate) layout: Layout,
    /// What to do with footnotes and endnotes.
    #[arg(long, value_name = "WHAT", default_value = "align", value_parser = choice::<Notes>(), help_heading = "Input")]
    pub(crate) notes: Notes,
    /// Replace bytes that cannot be decoded by �, and count them.
    #[arg(long, help_heading = "Input")]
    pub(crate) replace: bool,
    /// Input format (default: from content and name).
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(crate) from: Option<read::Format>,
    /// Which translations of a bilingual file to take, by the state that the file gives them.
    #[arg(long, value_name = "WHICH", default_value = "translated", value_parser = choice::<States>(), help_heading = "Input")]
    pub(crate) states: States,
    /// Write a report of what was read and left out, as JSON lines.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub(crate) input_report: Option<PathBuf>,
    /// Split sentences by the SRX rules of another tool.
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) srx: Option<PathBuf>,
    /// Apply SRX rules as the standard defines, or as OmegaT does.
    #[arg(long, value_name = "MODE", default_value = "spec", requires = "srx", value_parser = choice::<SrxMode>(), help_heading = "Input")]
    pub(crate) srx_mode: SrxMode,
}

/// Reads the name of a choice, which the help lists.
pub(crate) fn choice<T: Choice>() -> impl TypedValueParser<Value = T> {
    let values = T::ALL.iter().map(|(_, name, help)| PossibleValue::new(*name).help(*help));
    // Only the names that are listed come here.
    PossibleValuesParser::new(values).map(|name| T::named(&name).unwrap_or(T::ALL[0].0))
}

impl TextArgs {
    /// The options of one file; its encoding with the name of the option that sets it.
    pub(crate) fn options(
        &self,
        (option, encoding): (&'static str, Option<&str>),
        code: Option<&str>,
        segmented: bool,
    ) -> Result<prepare::Options, Failure> {
        let choices = Choices {
            layout: if segmented { Layout::Lines } else { self.layout },
            notes: self.notes,
            replace: self.replace,
            from: self.from,
            states: self.states,
            srx: self.srx.clone().map(|file| (file, self.srx_mode)),
        };
        let encoding = encoding
            .map(read::encoding)
            .transpose()
            .map_err(|error| Failure::new(format!("{option}: {error}")))?;
        Ok(choices.options(TextEncoding { encoding, option: Some(option) }, code)?)
    }
}

/// How two texts are read and aligned.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AlignArgs {
    /// Each line of both files is a segment.
    #[arg(long, help_heading = "Input")]
    pub(crate) segmented: bool,
    /// Source language as a BCP 47 code (default: detect).
    #[arg(long, value_name = "CODE", help_heading = "Input")]
    source_lang: Option<String>,
    /// Target language as a BCP 47 code (default: detect).
    #[arg(long, value_name = "CODE", help_heading = "Input")]
    target_lang: Option<String>,
    /// Source encoding (default: detect).
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    source_encoding: Option<String>,
    /// Target encoding (default: detect).
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    target_encoding: Option<String>,
    #[command(flatten)]
    pub(crate) text: TextArgs,
    /// Words that translate each other: a table of Chinese and English.
    #[arg(long, value_name = "FILE", help_heading = "Alignment")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Align texts that do not look like translations of each other.
    #[arg(long, help_heading = "Alignment")]
    force: bool,
}

impl AlignArgs {
    /// How to align with these resources.
    pub(crate) fn options(&self, resources: Arc<Resources>) -> Result<pipeline::Options, Failure> {
        let options = |option, encoding: &Option<String>, code: &Option<String>| {
            self.text.options((option, encoding.as_deref()), code.as_deref(), self.segmented)
        };
        Ok(pipeline::Options {
            source: options("--source-encoding", &self.source_encoding, &self.source_lang)?,
            target: options("--target-encoding", &self.target_encoding, &self.target_lang)?,
            resources,
            anchors: None,
            allow_unrelated: self.force,
        })
    }

    /// How one file that holds both sides is read.
    ///
    /// # Errors
    /// When an option is given that works on two texts; those in `also` work here too.
    pub(crate) fn of_one_file(&self, also: &[&str]) -> Result<read::Options, Failure> {
        let given = [
            ("--segmented", self.segmented),
            ("--source-lang", self.source_lang.is_some()),
            ("--target-lang", self.target_lang.is_some()),
            ("--target-encoding", self.target_encoding.is_some()),
            ("--layout", self.text.layout != Layout::Auto),
            ("--notes", self.text.notes != Notes::Align),
            ("--srx", self.text.srx.is_some()),
            ("--lexicon", !self.lexicon.is_empty()),
            ("--force", self.force),
        ];
        if let Some((option, _)) =
            given.iter().find(|(option, is_given)| *is_given && !also.contains(option))
        {
            return Err(Failure::new(format!(
                "{option}: this works on two texts: name the translation as well, or leave it out \
                 for a file that holds both sides"
            )));
        }
        let encoding = ("--source-encoding", self.source_encoding.as_deref());
        Ok(self.text.options(encoding, None, false)?.read)
    }

    /// Whether the files decide what their lines are.
    pub(crate) fn lines_are_detected(&self) -> bool {
        self.text.layout == Layout::Auto && !self.segmented
    }

    /// What is read besides the texts.
    pub(crate) fn settings(&self) -> impl Iterator<Item = &Path> {
        self.lexicon.iter().chain(&self.text.srx).map(PathBuf::as_path)
    }
}

/// A probability on the command line.
pub(crate) fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

/// The outputs of `-o` in the format of `--format`, else each in the format that its name asks for;
/// stdout where none is named. A review sheet that was edited is no output unless `force` says so.
pub(crate) fn outputs(
    files: &[PathBuf],
    format: Option<&str>,
    stdout: Format,
    inputs: &[&Path],
    force: bool,
) -> Result<output::Set, Failure> {
    let named = format
        .map(|name| {
            // Written like the ending of a name, it is the same.
            Format::named(name.strip_prefix('.').unwrap_or(name)).ok_or_else(|| {
                let names: Vec<_> = Format::ALL.iter().map(|(name, _)| *name).collect();
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
    if !force {
        set.refuse_edited_sheets()?;
    }
    Ok(set.or_stdout(named.unwrap_or(stdout)))
}
