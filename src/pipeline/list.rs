//! Many pairs, of a list or of two folders, aligned on all cores.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{AlignedPair, Error, Options, align_files, pair};
use crate::output::place;
use crate::read::{self, folder};

/// Pairs of texts, and where each alignment goes.
#[derive(Debug, Clone)]
pub struct List {
    /// The file of the list, or the folder of the sources.
    pub file: PathBuf,
    /// Its pairs, in order.
    pub pairs: Vec<ListedPair>,
    /// Texts of the folders for which no partner was found.
    pub alone: Vec<PathBuf>,
}

/// One pair of a list.
#[derive(Debug, Clone)]
pub struct ListedPair {
    /// What names it in messages: the line of a list, or the source.
    pub name: String,
    /// The source text.
    pub source: PathBuf,
    /// Its translation.
    pub target: PathBuf,
    /// Where the alignment goes.
    pub output: PathBuf,
}

impl List {
    /// Reads a list: source, tab, target, tab, output on each line. Its paths are relative to it.
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
            let name = format!("{}:{line}", file.display());
            pairs.push(ListedPair { name, source, target, output });
        }
        if pairs.is_empty() {
            return Err(Error::EmptyList(file.to_owned()));
        }
        Ok(Self { file: file.to_owned(), pairs, alone: vec![] })
    }

    /// Pairs the texts of two folders by number and name ([`pair`]). The alignment of a pair goes to the
    /// folder `output`, under the path of its source with `extension` in place of its own.
    ///
    /// # Errors
    /// When a folder cannot be read, or no text has a partner.
    pub fn of_folders(
        source: &Path,
        target: &Path,
        output: &Path,
        extension: &str,
    ) -> Result<Self, Error> {
        let texts = |folder: &Path| -> Result<Vec<PathBuf>, Error> {
            Ok(folder::files(folder)?.into_iter().filter(|path| folder::is_text(path)).collect())
        };
        let (sources, targets) = (texts(source)?, texts(target)?);
        let pairing = pair(&sources, &targets);
        if pairing.pairs.is_empty() {
            return Err(Error::NoPairs(source.to_owned(), target.to_owned()));
        }
        // A text of the same path may be alone in both folders.
        let alone = |folder: &Path, texts: &[PathBuf], paired: HashSet<&PathBuf>| {
            let alone = texts.iter().filter(|path| !paired.contains(path));
            alone.map(|path| folder.join(path)).collect::<Vec<_>>()
        };
        let mut left = alone(source, &sources, pairing.pairs.iter().map(|(it, _)| it).collect());
        left.extend(alone(target, &targets, pairing.pairs.iter().map(|(_, it)| it).collect()));
        let pairs = pairing.pairs.iter().map(|(from, to)| ListedPair {
            name: source.join(from).display().to_string(),
            source: source.join(from),
            target: target.join(to),
            output: output.join(from.with_extension(extension)),
        });
        Ok(Self { file: source.to_owned(), pairs: pairs.collect(), alone: left })
    }

    /// Refuses a list in which a pair writes what any pair reads or another writes. `outputs` gives
    /// every file that is written for the pair at an index; `once` is what is written for the list.
    ///
    /// # Errors
    /// The first such file, with its pair.
    pub fn refuse(
        &self,
        outputs: impl Fn(usize) -> Vec<PathBuf>,
        once: Option<&Path>,
    ) -> Result<(), Error> {
        let read: HashSet<PathBuf> =
            self.pairs.iter().flat_map(|pair| [place(&pair.source), place(&pair.target)]).collect();
        let mut written: HashMap<PathBuf, &str> = HashMap::new();
        for (index, pair) in self.pairs.iter().enumerate() {
            for output in outputs(index) {
                let refused = |why: String| Error::Pair {
                    name: pair.name.clone(),
                    message: format!("{} {why}", output.display()),
                };
                if read.contains(&place(&output)) {
                    let why = "is also an input: give it another name";
                    return Err(refused(why.to_owned()));
                }
                if let Some(other) = written.insert(place(&output), &pair.name) {
                    return Err(refused(format!("is written for {other} too")));
                }
            }
        }
        let Some(once) = once else { return Ok(()) };
        if read.contains(&place(once)) || written.contains_key(&place(once)) {
            return Err(Error::Pair {
                name: written
                    .get(&place(once))
                    .map_or_else(|| self.file.display().to_string(), |&name| name.to_owned()),
                message: format!(
                    "{} is also a file of a pair: give the report another name",
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
