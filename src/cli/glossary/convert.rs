//! `diptych glossary convert`, and how every termbase is written.

use std::path::{Path, PathBuf};

use diptych_glossary::{
    Concept, Holds, lost, to_multiterm, to_omegat, to_rows, to_tbx, to_tbx_2, to_tsv, to_utx,
};

use crate::check::termbases::contents;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::emit::table::TableForm;
use crate::emit::terms;
use crate::output;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A termbase in any format.
    file: PathBuf,
    /// The output file; its extension sets the format.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Which XML to write: that of TBX 3 or 2, or of `MultiTerm`.
    #[arg(long, value_name = "KIND")]
    xml: Option<Xml>,
}

/// The kinds of XML that share their extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Xml {
    Tbx3,
    Tbx2,
    Multiterm,
}

pub(super) fn run(args: &Args, console: &Console) -> Outcomes {
    output::refuse([args.output.as_path()], &[&args.file])?;
    let contents = contents(&args.file)?;
    contents.ignored.iter().for_each(|fault| console.ignored(fault));
    write(&contents.concepts, &args.output, args.xml, console)?;
    Ok(Outcome::Clean)
}

/// Writes a termbase in the format that the output's name asks for, and warns of what it loses.
pub(super) fn write(
    concepts: &[Concept],
    output: &Path,
    xml: Option<Xml>,
    console: &Console,
) -> Result<(), Failure> {
    let extension = output.extension().unwrap_or_default().to_ascii_lowercase();
    let table = |form| Written::Table(form);
    let (holds, written) = match extension.to_str() {
        Some("tsv") => (Holds::All, Written::Text(to_tsv(concepts))),
        Some("csv") => (Holds::All, table(TableForm::Csv)),
        Some("xlsx") => (Holds::All, table(TableForm::Xlsx)),
        Some("tbx" | "xml") => {
            let text = match xml.unwrap_or(Xml::Tbx3) {
                Xml::Tbx3 => to_tbx(concepts),
                Xml::Tbx2 => to_tbx_2(concepts),
                Xml::Multiterm => to_multiterm(concepts),
            };
            (Holds::All, Written::Text(text))
        }
        Some("utx") => (Holds::Statuses, Written::Text(to_utx(concepts))),
        Some("utf8" | "txt") => (Holds::Renderings, Written::Text(to_omegat(concepts))),
        _ => {
            return Err(Failure::new(format!(
                "{}: the name does not say the format: end it in .tsv, .csv, .xlsx, .tbx, .utx, .utf8 or .txt",
                output.display()
            )));
        }
    };
    output::write(output, |out| match &written {
        Written::Text(text) => out.write_all(text.as_bytes()),
        Written::Table(form) => {
            form.write(&terms::termbase(to_rows(concepts).into_iter().skip(1)), out)
        }
    })?;
    for (field, count) in lost(concepts, holds) {
        let entries = plural(count, "entry");
        console.warn(format!(
            "{}: this format cannot hold `{field}`: {entries} lost it",
            output.display()
        ));
    }
    console.say(format!("{} written to {}", plural(concepts.len(), "entry"), output.display()));
    Ok(())
}

enum Written {
    Text(String),
    Table(TableForm),
}
