//! `diptych tmx convert`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::context::context;
use diptych_tmx::{
    Codes, Convention, Header, Packed, TranslationUnit, Writer, adapt, adapt_header, language,
};

use super::faults::FaultCount;
use super::input::{Input, Memory};
use super::languages::Languages;
use super::packed;
use crate::cli::console::Console;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::summary::plural;
use crate::output::{Output, refuse};
use crate::read::pairs::PairChoice;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write: .tmx, .tsv or .jsonl, also packed as .gz or .zip; `-` is the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// The tool whose conventions the new memory follows.
    #[arg(long = "for", value_name = "TOOL")]
    tool: Option<ToolArg>,
    /// Output format (default: from the file name).
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// For TSV: the two languages to write (default: Chinese and English), such as zh-CN,en-US.
    #[arg(long, value_name = "SOURCE,TARGET")]
    pair: Option<String>,
    /// For TMX: the code to write for the source language.
    #[arg(long, value_name = "CODE")]
    source_lang: Option<String>,
    /// For TMX: the code to write for the target language.
    #[arg(long, value_name = "CODE")]
    target_lang: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ToolArg {
    Omegat,
    Trados,
    Memoq,
    /// Text only, for every tool.
    Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// TMX.
    Tmx,
    /// Source and target, separated by a tab; tabs and line breaks in them become spaces.
    Tsv,
    /// One unit a line, as JSON.
    Jsonl,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    refuse([args.output.as_path()], &[&args.input])?;
    let format = args.format.map_or_else(|| format_of(&args.output), Ok)?;
    for (option, code) in
        [("--source-lang", &args.source_lang), ("--target-lang", &args.target_lang)]
    {
        if let Some(code) = code.as_deref().filter(|code| language::canonical(code).is_none()) {
            return Err(Failure::new(format!(
                "{option} {code}: write a BCP 47 code such as zh-CN"
            )));
        }
    }
    let input = Input::new(&args.input, console)?;
    // What is no memory is refused, also where its bytes are only copied.
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut out = packed::create(&args.output)?;
    let has_codes = args.source_lang.is_some() || args.target_lang.is_some();
    match format {
        Format::Tmx if args.tool.is_none() && !has_codes => {
            io::copy(&mut input.bytes()?, &mut out).map_err(|error| input.failure(&error))?;
        }
        Format::Tmx => out = adapted(&input, out, args, console)?,
        Format::Tsv => tsv(&input, &mut memory, &mut out, args.pair.as_deref(), console)?,
        Format::Jsonl => jsonl(&input, &mut memory, &mut out, console)?,
    }
    packed::commit([out], None)?;
    Ok(Outcome::Clean)
}

/// The format that the name asks for; a name without an ending, and `-`, ask for TMX.
fn format_of(path: &Path) -> Result<Format, Failure> {
    let name = packed::without_packing(path);
    let ending = name.extension().unwrap_or_default().to_ascii_lowercase();
    match ending.to_str() {
        Some("tmx" | "xml" | "") => Ok(Format::Tmx),
        Some("tsv" | "txt") => Ok(Format::Tsv),
        Some("jsonl") => Ok(Format::Jsonl),
        _ => Err(Failure::new(format!(
            "{}: `diptych tmx convert` writes .tmx, .tsv and .jsonl: end the name in one of these, or \
             give --format",
            path.display()
        ))),
    }
}

/// Writes the memory by the conventions of a tool, with other language codes, or both.
fn adapted(
    input: &Input,
    out: Packed<Output>,
    args: &Args,
    console: &Console,
) -> Result<Packed<Output>, Failure> {
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let convention = args.tool.map(|tool| match tool {
        ToolArg::Omegat => Convention::OmegaT,
        ToolArg::Trados => Convention::Trados,
        ToolArg::Memoq => Convention::MemoQ,
        ToolArg::Plain => Convention::Plain,
    });
    let (original, codes) = codes(input, args)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut header = original.clone();
    if let Some(convention) = convention {
        adapt_header(&mut header, convention);
    }
    codes.header(&mut header);
    let mut writer = Writer::new(out, &header).map_err(failed)?;
    let mut unit = TranslationUnit::default();
    let (mut written, mut tied, mut faults) = (0, 0_u64, FaultCount::default());
    while faults.read_unit(input, &mut memory, &mut unit)? {
        let context = context(&unit).len();
        let fits = match convention {
            Some(convention) => adapt(&mut unit, &original, convention).map_err(|(_, why)| why),
            None if unit.variants.is_empty() => Err("it has no <tuv>"),
            None => Ok(()),
        };
        if let Err(why) = fits {
            input.say(format!(
                "{}:{}: unit {} is left out: {why}",
                input.name(),
                memory.place().line,
                memory.unit_number()
            ));
            continue;
        }
        codes.unit(&mut unit);
        writer.write(&unit).map_err(failed)?;
        written += 1;
        let is_tied = args.tool.is_some_and(|tool| context > 0 && !reads_context(tool, &unit));
        tied += u64::from(is_tied);
    }
    faults.warn(input, console);
    let left_out = memory.unit_number() - written;
    console.say(format!(
        "{}: {} written, {left_out} left out",
        input.name(),
        plural(written, "unit")
    ));
    if let Some(tool) = args.tool.filter(|_| tied > 0) {
        let why = without_context(tool);
        console.say(format!("{}: units with a context: {tied}: {why}", input.name()));
    }
    writer.finish().map_err(failed)
}

/// The header of the memory, and the codes that the options ask for; else those by which the tool
/// finds the source.
fn codes(input: &Input, args: &Args) -> Result<(Header, Codes), Failure> {
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let header = memory.header().clone();
    let canonical = |code: &Option<String>| code.as_deref().and_then(language::canonical);
    let (source, target) = (canonical(&args.source_lang), canonical(&args.target_lang));
    if source.is_some() || target.is_some() {
        let codes = Codes::given(&header, source.as_deref(), target.as_deref());
        return Ok((header, codes));
    }
    let mut first = TranslationUnit::default();
    let is_there = memory.read_unit(&mut first).map_err(|error| input.failure(&error))?;
    let codes = Codes::agreeing(&header, is_there.then_some(&first));
    Ok((header, codes))
}

/// What becomes of a context that the tool does not read.
fn without_context(tool: ToolArg) -> &'static str {
    match tool {
        ToolArg::Omegat => "OmegaT would use the unit there only, so the context is left out",
        ToolArg::Trados => {
            "Trados tells it by hashes of its own (x-Context), which nothing else can compute; the texts \
             before and after are kept, but give no context match"
        }
        ToolArg::Memoq => "memoQ needs the texts before and after, which the memory does not hold",
        ToolArg::Plain => "it is kept as the texts before and after, where the memory holds them",
    }
}

/// Whether the unit has a context that the tool reads.
fn reads_context(tool: ToolArg, unit: &TranslationUnit) -> bool {
    let own: &[&str] = match tool {
        ToolArg::Omegat | ToolArg::Plain => return false,
        ToolArg::Trados => &["x-Context", "x-ContextContent", "x-IdContext"],
        ToolArg::Memoq => &["x-context-pre", "x-context-post"],
    };
    context(unit).iter().any(|(kind, _)| own.contains(kind))
}

fn tsv(
    input: &Input,
    memory: &mut Memory,
    out: &mut impl Write,
    pair: Option<&str>,
    console: &Console,
) -> Result<(), Failure> {
    let pair = match pair.map(|pair| pair.split_once(',')) {
        Some(None) => return Err(Failure::new("--pair: write it as zh-CN,en-US")),
        Some(Some((source, target))) => Some((source.trim().to_owned(), target.trim().to_owned())),
        None => None,
    };
    let asked = pair.iter().flat_map(|(source, target)| [source, target]);
    let mut languages = Languages::new(asked);
    let in_range = |unit: &TranslationUnit, range: &str| {
        let exact = unit.variants.iter().position(|it| language::same(it.lang(), range));
        let near = || unit.variants.iter().position(|it| language::in_range(range, it.lang()));
        exact.or_else(near)
    };
    let mut unit = TranslationUnit::default();
    let mut choice = PairChoice::new(memory.header().srclang());
    let (mut left_out, mut several) = (0_u64, 0_u64);
    let mut faults = FaultCount::default();
    while faults.read_unit(input, memory, &mut unit)? {
        let sides = if let Some((source, target)) = &pair {
            languages.see(&unit);
            in_range(&unit, source).zip(in_range(&unit, target))
        } else {
            choice.sides(&unit)
        };
        let sides = sides.map(|(source, target)| (&unit.variants[source], &unit.variants[target]));
        several += u64::from(unit.variants.len() > 2);
        let Some((source, target)) = sides else {
            left_out += 1;
            continue;
        };
        let flat = |text: String| text.replace(['\t', '\n', '\r'], " ");
        writeln!(out, "{}\t{}", flat(source.text()), flat(target.text()))
            .map_err(|error| input.failure(&error))?;
    }
    faults.warn(input, console);
    languages.warn_of_unseen(input, console);
    if left_out > 0 {
        let units = plural(left_out, "unit");
        console.warn(format!("{}: {units} without both languages left out", input.name()));
    }
    if several > 0 && pair.is_none() {
        console.warn(format!(
            "{}: more than two languages in {}: --pair SOURCE,TARGET writes another pair",
            input.name(),
            plural(several, "unit")
        ));
    }
    Ok(())
}

/// A unit as a line of JSON.
#[derive(serde::Serialize)]
struct Line<'a> {
    unit: u64,
    tuid: Option<&'a str>,
    variants: Vec<Side<'a>>,
    props: Vec<(&'a str, &'a str)>,
}

#[derive(serde::Serialize)]
struct Side<'a> {
    lang: &'a str,
    text: String,
}

fn jsonl(
    input: &Input,
    memory: &mut Memory,
    out: &mut impl Write,
    console: &Console,
) -> Result<(), Failure> {
    let mut faults = FaultCount::default();
    let mut unit = TranslationUnit::default();
    while faults.read_unit(input, memory, &mut unit)? {
        let line = Line {
            unit: memory.unit_number(),
            tuid: unit.id(),
            variants: unit
                .variants
                .iter()
                .map(|variant| Side { lang: variant.lang(), text: variant.text() })
                .collect(),
            props: unit.props().map(|prop| (prop.kind(), prop.text.as_str())).collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out).map_err(|error| input.failure(&error))?;
    }
    faults.warn(input, console);
    Ok(())
}
