//! Many pairs: a list of source, target and output, aligned on all cores.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{AlignedPair, Error, Options, align_files};
use crate::output::place;
use crate::read;

/// A list of pairs; its paths are relative to it.
#[derive(Debug, Clone)]
pub struct List {
    /// The file of the list.
    pub file: PathBuf,
    /// Its pairs, in order.
    pub pairs: Vec<ListedPair>,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct ListedPair {
    /// The line, from 1.
    pub line: usize,
    /// The source text.
    pub source: PathBuf,
    /// Its translation.
    pub target: PathBuf,
    /// Where the alignment goes.
    pub output: PathBuf,
}

impl List {
    /// Reads a list: source, tab, target, tab, output on each line.
    ///
    /// # Errors
    /// When it cannot be read, a line is no pair, or there is none.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let (text, _) = read::read_text(file, &read::Options::default())?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut pairs: Vec<ListedPair> = vec![];
        for (line, content) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
            let [source, target, output] = cells[..] else {
                return Err(Error::Line {
                    file: file.to_owned(),
                    line,
                    message: "a line of the list is source, tab, target, tab, output".to_owned(),
                });
            };
            let [source, target, output] = [source, target, output].map(|path| folder.join(path));
            pairs.push(ListedPair { line, source, target, output });
        }
        if pairs.is_empty() {
            return Err(Error::EmptyList(file.to_owned()));
        }
        Ok(Self { file: file.to_owned(), pairs })
    }

    /// Refuses a list in which a line writes what any line reads or another writes. `outputs` gives
    /// every file that is written for the pair at an index; `once` is what is written for the list.
    ///
    /// # Errors
    /// The first such file, with its line.
    pub fn refuse(
        &self,
        outputs: impl Fn(usize) -> Vec<PathBuf>,
        once: Option<&Path>,
    ) -> Result<(), Error> {
        let read: HashSet<PathBuf> =
            self.pairs.iter().flat_map(|pair| [place(&pair.source), place(&pair.target)]).collect();
        let mut written: HashMap<PathBuf, usize> = HashMap::new();
        for (index, pair) in self.pairs.iter().enumerate() {
            for output in outputs(index) {
                let refused = |why: String| Error::Line {
                    file: self.file.clone(),
                    line: pair.line,
                    message: format!("{} {why}", output.display()),
                };
                if read.contains(&place(&output)) {
                    let why = "is also an input of the list: give it another name";
                    return Err(refused(why.to_owned()));
                }
                if let Some(other) = written.insert(place(&output), pair.line) {
                    return Err(refused(format!("is written by line {other} too")));
                }
            }
        }
        let Some(once) = once else { return Ok(()) };
        if read.contains(&place(once)) || written.contains_key(&place(once)) {
            return Err(Error::Line {
                file: self.file.clone(),
                line: written.get(&place(once)).copied().unwrap_or(1),
                message: format!(
                    "{} is also a file of the list: give the report another name",
                    once.display()
                ),
            });
        }
        Ok(())
    }

    /// Aligns every pair on the cores of the current thread pool, and gives what `each` made of
    /// them, in order. A pair that fails does not keep the others from being done.
    pub fn align<T: Send>(
        &self,
        options: &Options,
        each: impl Fn(&ListedPair, Result<AlignedPair, Error>) -> T + Sync,
    ) -> Vec<T> {
        self.pairs
            .par_iter()
            .map(|pair| each(pair, align_files(&pair.source, &pair.target, options)))
            .collect()
    }
}
