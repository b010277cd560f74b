//! `diptych edition`: a saved alignment becomes books and review sheets.

use std::path::PathBuf;

use super::args;
use super::console::Console;
use super::counted::plural;
use super::outcome::{Failure, Outcome, Outcomes};
use super::summary::warn_of_title;
use crate::bitext::saved;
use crate::check::{check_bitext, termbases};
use crate::emit::edition::{Edition, Fonts, Layout, Metadata, terms};
use crate::output::Format;
use crate::pipeline::read_findings;

/// The arguments of `diptych edition`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The alignment that `align` or `import` saved as .jsonl; `-` is stdin.
    alignment: PathBuf,
    /// An output file; its extension sets the format. Repeat it to write several.
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Output format (default: from the file name).
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Also overwrite a review sheet that was edited.
    #[arg(long)]
    force: bool,
    /// How the two texts are arranged.
    #[arg(long, value_name = "LAYOUT", default_value = "facing", value_parser = args::choice::<Layout>())]
    layout: Layout,
    /// Mark doubtful pairs and findings.
    #[arg(long)]
    draft: bool,
    /// Findings of `check` or `align`, one JSON object a line, for a draft or a review sheet.
    #[arg(long, value_name = "FILE")]
    findings: Option<PathBuf>,
    /// Termbase: its terms are linked to a term list and checked. Repeat it to use several.
    #[arg(long, short, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    #[command(flatten)]
    metadata: MetadataArgs,
}

/// What an edition says about the book.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "About the book")]
pub(crate) struct MetadataArgs {
    /// The title (default: the one in the texts).
    #[arg(long)]
    title: Option<String>,
    /// An author. Repeat it to name several.
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// A translator. Repeat it to name several.
    #[arg(long, value_name = "NAME")]
    translator: Vec<String>,
    /// The publisher.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The date of publication: 2026, 2026-11 or 2026-11-24.
    #[arg(long)]
    date: Option<String>,
    /// A unique identifier (ISBN, URN), such as urn:isbn:9780000000000.
    #[arg(long, value_name = "ID")]
    identifier: Option<String>,
    #[cfg(feature = "pdf")]
    #[command(flatten)]
    fonts: FontArgs,
}

/// The fonts of a PDF.
#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fonts of a PDF")]
struct FontArgs {
    /// A folder of fonts to use instead of the system's. Repeat it to use several.
    #[arg(long, value_name = "FOLDER")]
    font_path: Vec<PathBuf>,
    /// The font of the English text (default: the first good serif found).
    #[arg(long, value_name = "FONT")]
    latin_font: Option<String>,
    /// The font of the Chinese text (default: the first good serif found).
    #[arg(long, value_name = "FONT")]
    chinese_font: Option<String>,
}

impl MetadataArgs {
    /// An edition about which this is said, with everything else by default.
    ///
    /// # Errors
    /// When the date is not a date.
    pub(crate) fn edition(&self) -> Result<Edition, Failure> {
        if let Some(date) = self.date.as_deref().filter(|date| !Metadata::is_date(date)) {
            return Err(Failure::new(format!(
                "--date {date}: this is not a date: write it as 2026, 2026-11 or 2026-11-24"
            )));
        }
        let metadata = Metadata {
            title: self.title.clone().unwrap_or_default(),
            authors: self.author.clone(),
            translators: self.translator.clone(),
            publisher: self.publisher.clone(),
            date: self.date.clone(),
            identifier: self.identifier.clone(),
        };
        Ok(Edition { metadata, fonts: self.fonts(), ..Edition::default() })
    }

    #[cfg(feature = "pdf")]
    fn fonts(&self) -> Fonts {
        let fonts = self.fonts.clone();
        Fonts { folders: fonts.font_path, latin: fonts.latin_font, chinese: fonts.chinese_font }
    }

    #[cfg(not(feature = "pdf"))]
    #[allow(clippy::unused_self, reason = "with the feature `pdf` there is something to read")]
    fn fonts(&self) -> Fonts {
        Fonts::default()
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let mut inputs = vec![args.alignment.as_path()];
    inputs.extend(args.findings.as_deref());
    inputs.extend(args.glossary.iter().map(PathBuf::as_path));
    let outputs =
        args::outputs(&args.output, args.format.as_deref(), Format::Html, &inputs, args.force)?;
    let mut edition =
        Edition { layout: args.layout, draft: args.draft, ..args.metadata.edition()? };
    let bitext = saved::read(&args.alignment)?;
    let mut findings = args.findings.as_deref().map(read_findings).transpose()?.unwrap_or_default();
    if !args.glossary.is_empty() {
        let base = termbases::load(&args.glossary, |fault| console.ignored(&fault))?;
        edition.terms = terms(&bitext, &base);
        if args.findings.is_none() {
            findings = check_bitext(&bitext, &base);
        }
    }
    outputs.write_bitext(&bitext, &findings, &edition)?;
    warn_of_title(&bitext, &outputs, &edition, "--title", console);

    let without =
        bitext.beads.iter().filter(|b| b.source.is_empty() || b.target.is_empty()).count();
    console.say(format_args!(
        "{}, {without} of them with one side only",
        plural(bitext.beads.len(), "pair")
    ));
    Ok(Outcome::Clean)
}
