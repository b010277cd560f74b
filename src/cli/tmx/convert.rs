//! `diptych tmx convert`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::{Codes, Convention, Header, Packed, TranslationUnit, language};

use super::faults::FaultCount;
use super::input::{Input, Memory};
use super::languages::Languages;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::output::{Output, refuse};
use crate::pipeline::{Adapting, write_adapted, write_lines, write_table};

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

impl Args {
    /// An option that is given and works on a memory only.
    fn of_memory(&self) -> Option<&'static str> {
        let tool = self.tool.map(|_| "--for");
        let source = self.source_lang.as_ref().map(|_| "--source-lang");
        tool.or(source).or(self.target_lang.as_ref().map(|_| "--target-lang"))
    }
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
    let ignored = match format {
        Format::Tsv => args.of_memory(),
        Format::Jsonl => args.of_memory().or(args.pair.as_ref().map(|_| "--pair")),
        Format::Tmx => args.pair.as_ref().map(|_| "--pair"),
    };
    if let Some(option) = ignored {
        let kind = if option == "--pair" { "TSV" } else { "TMX" };
        return Err(Failure::new(format!(
            "{option}: this works on {kind}: write that, or leave it out"
        )));
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
        Format::Tsv => table(&input, &mut memory, &mut out, args.pair.as_deref(), console)?,
        Format::Jsonl => {
            let mut faults = FaultCount::default();
            write_lines(&mut memory, &mut out, |fault| faults.add(fault))
                .map_err(|error| input.failure(&error))?;
            faults.warn(&input, console);
        }
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
    let convention = args.tool.map(|tool| match tool {
        ToolArg::Omegat => Convention::OmegaT,
        ToolArg::Trados => Convention::Trados,
        ToolArg::Memoq => Convention::MemoQ,
        ToolArg::Plain => Convention::Plain,
    });
    let (header, codes) = codes(input, args)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let mut faults = FaultCount::default();
    let on_left_out = |memory: &Memory, why: &str| {
        input.say(format!(
            "{}:{}: unit {} is left out: {why}",
            input.name(),
            memory.place().line,
            memory.unit_number()
        ));
    };
    let adapting = Adapting { header, convention, codes };
    let (out, done) =
        write_adapted(&mut memory, &adapting, out, on_left_out, |fault| faults.add(fault))
            .map_err(|error| input.failure(&error))?;
    faults.warn(input, console);
    let left_out = memory.unit_number() - done.written;
    let written = plural(done.written, "unit");
    console.say(format!("{}: {written} written, {left_out} left out", input.name()));
    if let Some(tool) = args.tool.filter(|_| done.without_context > 0) {
        let (count, why) = (done.without_context, without_context(tool));
        console.say(format!("{}: units with a context: {count}: {why}", input.name()));
    }
    Ok(out)
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

/// Writes the memory as a table.
fn table(
    input: &Input,
    memory: &mut Memory,
    out: &mut impl Write,
    pair: Option<&str>,
    console: &Console,
) -> Result<(), Failure> {
    let languages = match pair.map(|pair| pair.split_once(',')) {
        Some(None) => return Err(Failure::new("--pair: write it as zh-CN,en-US")),
        Some(Some((source, target))) => Some((source.trim(), target.trim())),
        None => None,
    };
    let mut unseen = Languages::new(languages.into_iter().flat_map(|(a, b)| [a, b]));
    let mut faults = FaultCount::default();
    let done =
        write_table(memory, languages, out, |unit| unseen.see(unit), |fault| faults.add(fault))
            .map_err(|error| input.failure(&error))?;
    faults.warn(input, console);
    unseen.warn_of_unseen(input, console);
    if done.left_out > 0 {
        let units = plural(done.left_out, "unit");
        console.warn(format!("{}: {units} without both languages left out", input.name()));
    }
    if done.several > 0 && languages.is_none() {
        console.warn(format!(
            "{}: more than two languages in {}: --pair SOURCE,TARGET writes another pair",
            input.name(),
            plural(done.several, "unit")
        ));
    }
    Ok(())
}
