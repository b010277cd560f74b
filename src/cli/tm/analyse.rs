//! `diptych tm analyse`: how much of documents a memory has.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::memory::with;
use crate::cli::console::Console;
use crate::cli::files::{documents, is_bilingual};
use crate::cli::outcome::{Outcome, Outcomes};
use crate::cli::printable::{padded, printable, right};
use crate::emit::ByName as _;
use crate::emit::analysis::analysis as table;
use crate::emit::table::TableForm;
use crate::memory::{Amount, Amounts, Analysis, Band, Segments};
use crate::output::Set;
use crate::words::phrases::told;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory: a store, a TMX or any other bilingual file.
    memory: PathBuf,
    /// Documents to translate, bilingual files, or folders of them, in the order of translation.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write (default: by the name of the output; for people on stdout).
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// An output file: .xlsx, .csv, .html, .tsv or .json. Repeat it to write several.
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people.
    Human,
    /// One JSON value.
    Json,
    /// An Excel workbook.
    Xlsx,
    /// CSV that Excel opens.
    Csv,
    /// Tab-separated text.
    Tsv,
    /// A web page.
    Html,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let files = documents(&args.files)?;
    let inputs: Vec<&Path> =
        args.files.iter().chain(&files).chain([&args.memory]).map(PathBuf::as_path).collect();
    let by_name = |path: &Path| args.format.map_or_else(|| of_name(path), Ok);
    let outputs = Set::choose(args.output.iter().cloned(), by_name, &inputs)?
        .or_stdout(args.format.unwrap_or(Format::Human));
    let mut documents = Vec::new();
    for file in files {
        let segments = Segments::of(&file, is_bilingual(&file))?;
        documents.push((file, segments));
    }
    let count = documents.iter().map(|it| it.1.texts.len()).sum();
    let analysis = with(&args.memory, count, console, |memory| memory.analyse(&documents))?;
    outputs.write(|format, out| {
        let form = match format {
            Format::Human => return out.write_all(human(&analysis).as_bytes()),
            Format::Json => return writeln!(out, "{}", json(&args.memory, &analysis)),
            Format::Xlsx => TableForm::Xlsx,
            Format::Csv => TableForm::Csv,
            Format::Tsv => TableForm::Tsv,
            Format::Html => TableForm::Html,
        };
        form.write(&table(&analysis), out)
    })?;
    Ok(Outcome::Clean)
}

fn of_name(path: &Path) -> Result<Format, String> {
    if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) {
        return Ok(Format::Json);
    }
    match TableForm::by_name(path) {
        Ok(TableForm::Xlsx) => Ok(Format::Xlsx),
        Ok(TableForm::Csv) => Ok(Format::Csv),
        Ok(TableForm::Tsv) => Ok(Format::Tsv),
        Ok(TableForm::Html) => Ok(Format::Html),
        _ => Err("the name does not say the format: end it in .xlsx, .csv, .tsv, .html or .json, \
                  or give --format"
            .to_owned()),
    }
}

fn rows(amounts: &Amounts) -> Vec<Value> {
    let row = |(band, it): (Band, Amount)| {
        json!({
            "band": band.name(), "segments": it.segments, "characters": it.characters,
            "words": it.words,
        })
    };
    Band::ALL.into_iter().zip(amounts.0).map(row).collect()
}

fn json(memory: &Path, analysis: &Analysis) -> Value {
    let total = analysis.all.total();
    let files: Vec<Value> = analysis
        .files
        .iter()
        .map(|(file, amounts)| json!({"file": file.display().to_string(), "rows": rows(amounts)}))
        .collect();
    json!({
        "memory": memory.display().to_string(),
        "rows": rows(&analysis.all),
        "total": {
            "segments": total.segments, "characters": total.characters, "words": total.words,
        },
        "repetitions_across_files": analysis.across,
        "files": files,
    })
}

/// The table of each file where there are several, and that of all.
fn human(analysis: &Analysis) -> String {
    let mut shown = String::new();
    if analysis.files.len() > 1 {
        for (file, amounts) in &analysis.files {
            let _ = writeln!(shown, "{}\n{}", printable(&file.display().to_string()), one(amounts));
        }
        let all = format!("all {} files", analysis.files.len());
        let _ = writeln!(shown, "{}", told(&all));
    }
    shown.push_str(&one(&analysis.all));
    if analysis.across > 0 {
        let across = analysis.across;
        let again = format!("Of the repetitions {across} repeat a segment of an earlier file.");
        let _ = writeln!(shown, "{}", told(&again));
    }
    shown
}

fn one(amounts: &Amounts) -> String {
    let line = |name: &str, cells: [String; 4]| {
        let [segments, share, characters, words] = cells;
        format!(
            "{}{}{}{}{}\n",
            padded(&told(name), 12),
            right(&told(&segments), 10),
            right(&told(&share), 9),
            right(&told(&characters), 16),
            right(&told(&words), 16)
        )
    };
    let total = amounts.total();
    let counts = |it: Amount| {
        let share = 100.0 * it.segments as f64 / total.segments.max(1) as f64;
        [
            it.segments.to_string(),
            format!("{share:.1} %"),
            it.characters.to_string(),
            it.words.to_string(),
        ]
    };
    let head = ["segments", "share", "zh characters", "words"].map(str::to_owned);
    let mut shown = line("match", head);
    for (band, amount) in Band::ALL.into_iter().zip(amounts.0) {
        shown += &line(band.name(), counts(amount));
    }
    shown + &line("total", counts(total))
}
