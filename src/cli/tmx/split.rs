//! `diptych tmx split`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::{Header, TranslationUnit, Writer, language};

use super::faults::FaultCount;
use super::input::{Input, Memory};
use crate::cli::console::Console;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::cli::summary::plural;
use crate::output::{Output, refuse};

/// How many pairs of languages a memory may have: each has a file that is open.
const PAIRS: usize = 500;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The name of the parts: NAME.1.tmx, NAME.2.tmx …, or NAME.zh-CN_en-US.tmx.
    #[arg(long, short, value_name = "NAME")]
    output: PathBuf,
    /// What a part is.
    #[arg(long, value_name = "WHAT")]
    by: By,
    /// The size of a part: 200M, 900K (bytes), or a number of units.
    #[arg(long, value_name = "SIZE")]
    each: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Parts of at most so many bytes (default 200M).
    Size,
    /// Parts of so many units (default 100000).
    Units,
    /// One part for each pair of languages.
    Pair,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    let input = Input::new(&args.input, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let header = memory.header().clone();
    let mut parts =
        Parts { args, header, finished: Vec::new(), faults: FaultCount::default(), empty: 0 };
    match args.by {
        By::Pair => pairs(&input, &mut memory, &mut parts)?,
        By::Size => {
            let bytes = number(args.each.as_deref().unwrap_or("200M"))?;
            in_turn(&input, &mut memory, &mut parts, |written, _| written >= bytes)?;
        }
        By::Units => {
            let units = number(args.each.as_deref().unwrap_or("100000"))?;
            in_turn(&input, &mut memory, &mut parts, |_, count| count >= units)?;
        }
    }
    parts.faults.warn(&input, console);
    let (files, said): (Vec<_>, Vec<_>) =
        parts.finished.into_iter().map(|(out, name, units)| (out, (name, units))).unzip();
    let stale = stale_parts(&args.output, args.by, &said);
    Output::commit(files)?;
    for (name, units) in said {
        console.say(format!("{}: {}", name.display(), plural(units, "unit")));
    }
    if let Some(first) = stale.first() {
        console.warn(format!(
            "{}: this part was there before{}: remove what is left of an earlier split",
            first.display(),
            match stale.len() - 1 {
                0 => String::new(),
                more => format!(", as were {more} more"),
            }
        ));
    }
    let (broken, empty) = (parts.faults.broken, parts.empty);
    console.say(format!(
        "{}: {} = {} in parts + {empty} without <tuv> + {broken} broken",
        input.name(),
        plural(memory.unit_number(), "unit"),
        memory.unit_number() - broken - empty
    ));
    Ok(Outcome::Clean)
}

/// The parts of an earlier split that this one did not write, in order.
fn stale_parts(output: &Path, by: By, written: &[(PathBuf, u64)]) -> Vec<PathBuf> {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return vec![] };
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    let is_part = |file: &str| {
        let mark = file.strip_prefix(&*name).and_then(|rest| rest.strip_prefix('.'));
        let mark = mark.and_then(|rest| rest.strip_suffix(".tmx"));
        mark.is_some_and(|mark| match by {
            By::Size | By::Units => mark.parse::<u64>().is_ok(),
            By::Pair => mark.split_once('_').is_some_and(|(source, target)| {
                [source, target].iter().all(|code| language::canonical(code).is_some())
            }),
        })
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let parts = names.filter(|name| is_part(name)).map(|name| output.with_file_name(name));
    let mut stale: Vec<PathBuf> =
        parts.filter(|part| !written.iter().any(|(path, _)| path == part)).collect();
    stale.sort();
    stale
}

/// `200M`, `1G`, `5000`.
fn number(text: &str) -> Result<u64, Failure> {
    let (digits, factor) = match text.trim().to_ascii_uppercase().chars().last() {
        Some('K') => (&text[..text.len() - 1], 1 << 10),
        Some('M') => (&text[..text.len() - 1], 1 << 20),
        Some('G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let number = digits.trim().parse().ok().and_then(|number: u64| number.checked_mul(factor));
    number
        .filter(|&number| number > 0)
        .ok_or_else(|| Failure::new(format!("--each {text}: write a number such as 5000 or 200M")))
}

/// The parts; none is in its place before all are complete.
struct Parts<'a> {
    args: &'a Args,
    header: Header,
    finished: Vec<(Output, PathBuf, u64)>,
    faults: FaultCount,
    /// Units without variants; no part can hold them.
    empty: u64,
}

struct Part {
    writer: Writer<Counted>,
    path: PathBuf,
    units: u64,
}

impl Parts<'_> {
    fn begin(&self, mark: &str) -> Result<Part, Failure> {
        let mut name = self.args.output.clone().into_os_string();
        name.push(format!(".{mark}.tmx"));
        let path = PathBuf::from(name);
        refuse([path.as_path()], &[&self.args.input])?;
        let out = Counted { out: Output::new(Path::new(&path))?, written: 0 };
        Ok(Part { writer: Writer::new(out, &self.header)?, path, units: 0 })
    }

    /// The part is complete.
    fn end(&mut self, part: Part) -> Result<(), Failure> {
        self.finished.push((part.writer.finish()?.out, part.path, part.units));
        Ok(())
    }

    /// The part is complete and another one is open: there may be more parts than open files.
    fn end_and_close(&mut self, part: Part) -> Result<(), Failure> {
        self.end(part)?;
        if let Some((out, ..)) = self.finished.last_mut() {
            out.close()?;
        }
        Ok(())
    }
}

/// Fills one part after the other. A unit is put in a part as long as `full(bytes, units)` is not
/// true of it; the bytes are those before the unit and the unit itself.
fn in_turn(
    input: &Input,
    memory: &mut Memory,
    parts: &mut Parts<'_>,
    full: impl Fn(u64, u64) -> bool,
) -> Result<(), Failure> {
    let mut unit = TranslationUnit::default();
    let mut count = 1;
    let mut part = parts.begin("1")?;
    while parts.faults.read_unit(input, memory, &mut unit)? {
        if unit.variants.is_empty() {
            parts.empty += 1;
            continue;
        }
        // What ends the file takes a few bytes too.
        let after = part.writer.get_ref().written + memory.raw().len() as u64 + 64;
        if part.units > 0 && (full(after, 0) || full(0, part.units)) {
            count += 1;
            let next = parts.begin(&count.to_string())?;
            parts.end_and_close(std::mem::replace(&mut part, next))?;
        }
        part.writer.write_read(memory, &mut unit).map_err(|error| input.failure(&error))?;
        part.units += 1;
    }
    parts.end(part)
}

/// Every pair of the languages of a unit, each in the file of its languages.
fn pairs(input: &Input, memory: &mut Memory, parts: &mut Parts<'_>) -> Result<(), Failure> {
    let mut open: BTreeMap<String, Part> = BTreeMap::new();
    let mut unit = TranslationUnit::default();
    let srclang = parts.header.srclang().to_owned();
    while parts.faults.read_unit(input, memory, &mut unit)? {
        let Some(source) = unit.source_index(&srclang) else {
            parts.empty += 1;
            continue;
        };
        let pairs = pairs_of(unit.variants.len(), source);
        let whole = pairs.len() == 1;
        for (source, target) in pairs {
            let codes = std::iter::once(source).chain(target).map(|at| {
                let code = unit.variants[at].lang();
                let code = language::canonical(code).unwrap_or_else(|| code.to_owned());
                code.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "-")
            });
            let mark = codes.collect::<Vec<_>>().join("_");
            if open.len() > PAIRS {
                return Err(Failure::new(format!(
                    "{}: more than {PAIRS} pairs of languages",
                    input.name()
                )));
            }
            let part = match open.entry(mark) {
                std::collections::btree_map::Entry::Occupied(part) => part.into_mut(),
                std::collections::btree_map::Entry::Vacant(free) => {
                    let part = parts.begin(free.key())?;
                    free.insert(part)
                }
            };
            part.units += 1;
            if whole {
                part.writer.write_read(memory, &mut unit).map_err(|error| input.failure(&error))?;
            } else {
                let mut pair = unit.clone();
                let variants = std::iter::once(source).chain(target);
                pair.variants = variants.map(|at| unit.variants[at].clone()).collect();
                part.writer.write(&pair).map_err(|error| input.failure(&error))?;
            }
        }
    }
    open.into_values().try_for_each(|part| parts.end(part))
}

/// Every pair of the variants of a unit, the source first where it is one of them; the source alone
/// where there is no other.
fn pairs_of(variants: usize, source: usize) -> Vec<(usize, Option<usize>)> {
    let others: Vec<usize> = (0..variants).filter(|at| *at != source).collect();
    if others.is_empty() {
        return vec![(source, None)];
    }
    let with_source = others.iter().map(|&other| (source, Some(other)));
    let among_others = others
        .iter()
        .enumerate()
        .flat_map(|(at, &one)| others[at + 1..].iter().map(move |&other| (one, Some(other))));
    with_source.chain(among_others).collect()
}

/// Counts what is written.
struct Counted {
    out: Output,
    written: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
