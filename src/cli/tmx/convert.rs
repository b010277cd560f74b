//! `diptych tmx convert`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::context::context;
use diptych_tmx::{Convention, TranslationUnit, Writer, adapt, adapt_header};

use super::faults::FaultCount;
use super::input::{Input, Memory};
use crate::cli::{Console, Failure, Outcome, Outcomes};
use crate::output::{Output, refuse};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. A name in .tsv or .jsonl asks for that format.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// The tool whose conventions the new memory follows.
    #[arg(long = "for", value_name = "TOOL")]
    tool: Option<ToolArg>,
    /// The format to write, where the name is not to tell.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Of memories in several languages: the two for TSV, such as zh-CN,en-US.
    #[arg(long, value_name = "SOURCE,TARGET")]
    pair: Option<String>,
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
    let input = Input::new(&args.input, console)?;
    let format = args.format.unwrap_or_else(|| format_of(&args.output));
    // What is no memory is refused, also where its bytes are only copied.
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut out = Output::new(&args.output)?;
    match (format, args.tool) {
        (Format::Tmx, None) => {
            io::copy(&mut input.file()?, &mut out).map_err(|error| input.failure(&error))?;
        }
        (Format::Tmx, Some(tool)) => out = adapted(&input, &mut memory, out, tool, console)?,
        (Format::Tsv, _) => tsv(&input, &mut memory, &mut out, args.pair.as_deref(), console)?,
        (Format::Jsonl, _) => jsonl(&input, &mut memory, &mut out, console)?,
    }
    Output::commit([out])?;
    Ok(Outcome::Clean)
}

fn format_of(path: &Path) -> Format {
    let is = |name: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(name));
    match () {
        () if is("tsv") || is("txt") => Format::Tsv,
        () if is("jsonl") => Format::Jsonl,
        () => Format::Tmx,
    }
}

fn adapted(
    input: &Input,
    memory: &mut Memory,
    out: Output,
    tool: ToolArg,
    console: &Console,
) -> Result<Output, Failure> {
    let convention = match tool {
        ToolArg::Omegat => Convention::OmegaT,
        ToolArg::Trados => Convention::Trados,
        ToolArg::Memoq => Convention::MemoQ,
        ToolArg::Plain => Convention::Plain,
    };
    let failed = |error: diptych_tmx::Error| input.failure(&error);
    let original = memory.header().clone();
    let mut header = original.clone();
    adapt_header(&mut header, convention);
    let mut writer = Writer::new(out, &header).map_err(failed)?;
    let mut unit = TranslationUnit::default();
    let (mut written, mut tied, mut faults) = (0, 0_u64, FaultCount::default());
    while faults.read_unit(input, memory, &mut unit)? {
        let context = context(&unit).len();
        match adapt(&mut unit, &original, convention) {
            Ok(()) => {
                writer.write(&unit).map_err(failed)?;
                written += 1;
                tied += u64::from(context > 0 && !reads_context(tool, &unit));
            }
            Err((_, why)) => input.say(format!(
                "{}:{}: unit {} is left out: {why}",
                input.name(),
                memory.place().line,
                memory.unit_number()
            )),
        }
    }
    faults.warn(input, console);
    let left_out = memory.unit_number() - written;
    console.say(format!("{}: {written} units written, {left_out} left out", input.name()));
    if tied > 0 {
        let why = match tool {
            ToolArg::Omegat => "OmegaT would use the unit there only, so the context is left out",
            ToolArg::Trados => {
                "Trados tells it by hashes of its own (x-Context), which nothing else can compute; \
                 the texts before and after are kept, but give no context match"
            }
            ToolArg::Memoq => {
                "memoQ needs the texts before and after, which the memory does not hold"
            }
            ToolArg::Plain => {
                "it is kept as the texts before and after, where the memory holds them"
            }
        };
        console.say(format!("{}: units with a context: {tied}: {why}", input.name()));
    }
    writer.finish().map_err(failed)
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
    out: &mut Output,
    pair: Option<&str>,
    console: &Console,
) -> Result<(), Failure> {
    let mut unit = TranslationUnit::default();
    let srclang = memory.header().srclang().to_owned();
    let pair = match pair.map(|pair| pair.split_once(',')) {
        Some(None) => return Err(Failure::new("--pair: write it as zh-CN,en-US")),
        Some(pair) => pair,
        None => None,
    };
    let mut left_out = 0;
    let mut faults = FaultCount::default();
    while faults.read_unit(input, memory, &mut unit)? {
        let source = unit.source(&srclang);
        let target = unit.source_index(&srclang).and_then(|source| {
            unit.variants.iter().enumerate().find(|(at, _)| *at != source).map(|(_, v)| v)
        });
        let (source, target) = match pair {
            Some((source, target)) => (unit.variant(source.trim()), unit.variant(target.trim())),
            None => (source, target),
        };
        let (Some(source), Some(target)) = (source, target) else {
            left_out += 1;
            continue;
        };
        let flat = |text: String| text.replace(['\t', '\n', '\r'], " ");
        writeln!(out, "{}\t{}", flat(source.text()), flat(target.text()))
            .map_err(|error| input.failure(&error))?;
    }
    faults.warn(input, console);
    if left_out > 0 {
        console.warn(format!(
            "{}: {left_out} units without both languages are left out",
            input.name()
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
    out: &mut Output,
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
