//! A memory in several files, none of which is in its place before all are complete.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::{Error, Fault, Header, Reader, TranslationUnit, Writer, language};

use crate::output::{self, Output, refuse};

/// How many pairs of languages a memory may have: each has a file that is open.
const PAIRS: usize = 500;

/// What a part of a memory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOf {
    /// Units of so many bytes at most.
    Bytes(u64),
    /// So many units.
    Units(u64),
    /// The units of each pair of languages.
    Pair,
}

/// What became of a memory that was split.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The parts, each with how many units it has.
    pub parts: Vec<(PathBuf, u64)>,
    /// How many units have no variant; no part can hold them.
    pub empty: u64,
    /// Parts of an earlier split that this one did not write.
    pub stale: Vec<PathBuf>,
}

/// Splits a memory into `NAME.1.tmx`, `NAME.2.tmx` …, or `NAME.zh-CN_en-US.tmx` …; a part that is the
/// file `input` is refused.
///
/// # Errors
/// What reading or writing gives; the error of an output is [within](output::Error::within) it.
pub fn split_memory<R: Read>(
    memory: &mut Reader<R>,
    (name, input): (&Path, &Path),
    by: PartOf,
    on_fault: impl FnMut(&Fault),
) -> Result<Split, Error> {
    let header = memory.header().clone();
    let mut parts = Parts { name, input, header, finished: Vec::new(), on_fault, empty: 0 };
    match by {
        PartOf::Pair => parts.by_pair(memory)?,
        PartOf::Bytes(bytes) => parts.in_turn(memory, |written, _| written >= bytes)?,
        PartOf::Units(units) => parts.in_turn(memory, |_, count| count >= units)?,
    }
    let empty = parts.empty;
    let (files, parts): (Vec<_>, Vec<_>) =
        parts.finished.into_iter().map(|(out, path, units)| (out, (path, units))).unzip();
    let stale = stale_parts(name, by, &parts);
    Output::commit(files).map_err(io::Error::from)?;
    Ok(Split { parts, empty, stale })
}

/// The parts that are complete, and what is needed for more.
struct Parts<'a, F> {
    name: &'a Path,
    input: &'a Path,
    header: Header,
    finished: Vec<(Output, PathBuf, u64)>,
    on_fault: F,
    empty: u64,
}

struct Part {
    writer: Writer<Counted>,
    path: PathBuf,
    units: u64,
}

impl<F: FnMut(&Fault)> Parts<'_, F> {
    fn begin(&self, mark: &str) -> Result<Part, Error> {
        let mut path = self.name.to_owned().into_os_string();
        path.push(format!(".{mark}.tmx"));
        let path = PathBuf::from(path);
        let out = refuse([path.as_path()], &[self.input]).and_then(|()| Output::new(&path));
        let out = Counted { out: out.map_err(io::Error::from)?, written: 0 };
        Ok(Part { writer: Writer::new(out, &self.header)?, path, units: 0 })
    }

    /// The part is complete.
    fn end(&mut self, part: Part) -> Result<(), Error> {
        self.finished.push((part.writer.finish()?.out, part.path, part.units));
        Ok(())
    }

    /// The part is complete and another one is open: there may be more parts than open files.
    fn end_and_close(&mut self, part: Part) -> Result<(), Error> {
        self.end(part)?;
        if let Some((out, ..)) = self.finished.last_mut() {
            out.close().map_err(io::Error::from)?;
        }
        Ok(())
    }

    fn next<R: Read>(
        &mut self,
        memory: &mut Reader<R>,
        unit: &mut TranslationUnit,
    ) -> Result<bool, Error> {
        let more = memory.read_unit(unit)?;
        memory.take_faults().iter().for_each(&mut self.on_fault);
        Ok(more)
    }

    /// Fills one part after the other. A unit is put in a part as long as `full(bytes, units)` is not
    /// true of it; the bytes are those before the unit and the unit itself.
    fn in_turn<R: Read>(
        &mut self,
        memory: &mut Reader<R>,
        full: impl Fn(u64, u64) -> bool,
    ) -> Result<(), Error> {
        let mut unit = TranslationUnit::default();
        let mut count = 1;
        let mut part = self.begin("1")?;
        while self.next(memory, &mut unit)? {
            if unit.variants.is_empty() {
                self.empty += 1;
                continue;
            }
            // What ends the file takes a few bytes too.
            let after = part.writer.get_ref().written + memory.raw().len() as u64 + 64;
            if part.units > 0 && (full(after, 0) || full(0, part.units)) {
                count += 1;
                let next = self.begin(&count.to_string())?;
                self.end_and_close(std::mem::replace(&mut part, next))?;
            }
            part.writer.write_read(memory, &mut unit)?;
            part.units += 1;
        }
        self.end(part)
    }

    /// Every pair of the languages of a unit, each in the file of its languages.
    fn by_pair<R: Read>(&mut self, memory: &mut Reader<R>) -> Result<(), Error> {
        let mut open: BTreeMap<String, Part> = BTreeMap::new();
        let mut unit = TranslationUnit::default();
        let srclang = self.header.srclang().to_owned();
        while self.next(memory, &mut unit)? {
            let Some(source) = unit.source_index(&srclang) else {
                self.empty += 1;
                continue;
            };
            let mut pairs = pairs_of(unit.variants.len(), source);
            let is_whole = pairs.len() == 1;
            // Two variants of one language are a pair only where the unit has no other.
            let differ = |&(one, other): &(usize, Option<usize>)| {
                other.is_none_or(|other| code_of(&unit, one) != code_of(&unit, other))
            };
            if pairs.iter().any(differ) {
                pairs.retain(differ);
            }
            for (source, target) in pairs {
                let places = || std::iter::once(source).chain(target);
                let mark = places().map(|at| code_of(&unit, at)).collect::<Vec<_>>().join("_");
                if open.len() > PAIRS {
                    let why = format!("more than {PAIRS} pairs of languages: --by units splits it");
                    return Err(io::Error::from(output::Error::new(self.input, why)).into());
                }
                let part = match open.entry(mark) {
                    Entry::Occupied(part) => part.into_mut(),
                    Entry::Vacant(free) => {
                        let part = self.begin(free.key())?;
                        free.insert(part)
                    }
                };
                part.units += 1;
                if is_whole {
                    part.writer.write_read(memory, &mut unit)?;
                } else {
                    let mut pair = unit.clone();
                    pair.variants = places().map(|at| unit.variants[at].clone()).collect();
                    part.writer.write(&pair)?;
                }
            }
        }
        open.into_values().try_for_each(|part| self.end(part))
    }
}

/// The code of a variant as it stands in the name of a file.
fn code_of(unit: &TranslationUnit, at: usize) -> String {
    let code = unit.variants[at].lang();
    let code = language::canonical(code).unwrap_or_else(|| code.to_owned());
    code.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "-")
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

/// The parts of an earlier split that this one did not write, in order.
fn stale_parts(name: &Path, by: PartOf, written: &[(PathBuf, u64)]) -> Vec<PathBuf> {
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return vec![] };
    let own = name.file_name().unwrap_or_default().to_string_lossy();
    let is_part = |file: &str| {
        let mark = file.strip_prefix(&*own).and_then(|rest| rest.strip_prefix('.'));
        let mark = mark.and_then(|rest| rest.strip_suffix(".tmx"));
        mark.is_some_and(|mark| match by {
            PartOf::Bytes(_) | PartOf::Units(_) => mark.parse::<u64>().is_ok(),
            PartOf::Pair => mark.split_once('_').is_some_and(|(source, target)| {
                [source, target].iter().all(|code| language::canonical(code).is_some())
            }),
        })
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let parts = names.filter(|file| is_part(file)).map(|file| name.with_file_name(file));
    let mut stale: Vec<PathBuf> =
        parts.filter(|part| !written.iter().any(|(path, _)| path == part)).collect();
    stale.sort();
    stale
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
