//! The chapters of a book: each aligned again only where something changed, and all as one.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::{Error, Project};
use crate::bitext::{Bead, Bitext, Cell, saved};
use crate::emit::{Emit, Jsonl};
use crate::output;
use crate::pipeline::{self, Diagnosis};

/// The folder, beside the project file, that keeps what need not be done again.
pub(super) const KEPT: &str = ".diptych";

/// A chapter with its beads.
#[derive(Debug, Clone)]
pub struct BuiltChapter {
    /// The beads.
    pub bitext: Bitext,
    /// A number that is another when anything the beads depend on is.
    pub stamp: u64,
    /// What is known of the alignment, where it was done now and not found from an earlier time.
    pub diagnosis: Option<Diagnosis>,
}

/// Aligns chapter `number` (from 1) as `align` would, or takes what an earlier run left.
///
/// # Errors
/// When a file cannot be read, the two are no pair, or do not look like translations of each other.
pub fn align_chapter(
    project: &Project,
    number: usize,
    options: &pipeline::Options,
) -> Result<BuiltChapter, Error> {
    let chapter = &project.chapters[number - 1];
    let (source, target) =
        (project.path(chapter.source.get_ref()), project.path(chapter.target.get_ref()));
    let settings = chapter.alignment.iter().chain(&chapter.anchors);
    let settings: Vec<PathBuf> = settings.map(|path| project.path(path.get_ref())).collect();
    let mut files = vec![source.clone(), target.clone()];
    files.extend(settings);
    files.extend(project.settings_files());
    let said = (&project.languages, &project.text, chapter.unrelated);
    let stamp = stamp(&files, &format!("{said:?}"))?;

    if let Some(reviewed) = &chapter.alignment {
        let bitext = read_saved(&project.path(reviewed.get_ref()))?;
        return Ok(BuiltChapter { bitext, stamp, diagnosis: None });
    }
    let kept = project.path(Path::new(KEPT)).join(format!("{number:04}-{stamp:016x}.jsonl"));
    if kept.is_file()
        && let Ok(bitext) = read_saved(&kept)
    {
        return Ok(BuiltChapter { bitext, stamp, diagnosis: None });
    }
    let options = pipeline::Options {
        anchors: chapter.anchors.as_ref().map(|path| project.path(path.get_ref())),
        allow_unrelated: chapter.unrelated,
        ..options.clone()
    };
    let pair = pipeline::pair_files(&source, &target, &options)?;
    keep(&kept, number, &pair.bitext).map_err(|error| Error::Io { file: kept, error })?;
    Ok(BuiltChapter { bitext: pair.bitext, stamp, diagnosis: Some(pair.diagnosis) })
}

fn read_saved(file: &Path) -> Result<Bitext, Error> {
    let text =
        fs::read_to_string(file).map_err(|error| Error::Io { file: file.to_owned(), error })?;
    saved::parse(&text).map_err(|error| Error::Alignment { file: file.to_owned(), error })
}

/// Keeps a chapter's beads for the next run, in the place of older ones.
fn keep(file: &Path, number: usize, bitext: &Bitext) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    for old in fs::read_dir(folder)?.flatten() {
        if old.file_name().to_string_lossy().starts_with(&format!("{number:04}-")) {
            fs::remove_file(old.path())?;
        }
    }
    Ok(output::write(file, |out| Jsonl.emit(bitext, &[], out))?)
}

/// A number made of the contents of `files`, of `more`, and of the program's version.
///
/// # Errors
/// When a file cannot be read.
pub fn stamp(files: &[PathBuf], more: &str) -> Result<u64, Error> {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    more.hash(&mut hasher);
    for file in files {
        fs::read(file).map_err(|error| Error::Io { file: file.clone(), error })?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// The chapters as one bitext: segments and paragraphs are numbered on from chapter to chapter.
///
/// Each bead of a later chapter names its own files. The languages are those of the first chapter;
/// none gives none.
pub fn combined(chapters: Vec<Bitext>) -> Option<Bitext> {
    let mut chapters = chapters.into_iter();
    let mut book = chapters.next()?;
    for chapter in chapters {
        let source = Offsets::behind(&book.beads, |bead| &bead.source);
        let target = Offsets::behind(&book.beads, |bead| &bead.target);
        book.beads.extend(chapter.beads.into_iter().map(|bead| Bead {
            source: source.moved(bead.source, &chapter.source.file),
            target: target.moved(bead.target, &chapter.target.file),
            ..bead
        }));
    }
    Some(book)
}

/// The first free numbers of one side.
struct Offsets {
    segment: usize,
    paragraph: usize,
}

impl Offsets {
    fn behind(beads: &[Bead], side: fn(&Bead) -> &Cell) -> Self {
        let cells = || beads.iter().map(side);
        Self {
            segment: cells().flat_map(|cell| &cell.ids).max().map_or(0, |last| last + 1),
            paragraph: cells().filter_map(|cell| cell.paragraph).max().map_or(0, |last| last + 1),
        }
    }

    fn moved(&self, mut cell: Cell, file: &str) -> Cell {
        cell.ids.iter_mut().for_each(|id| *id += self.segment);
        cell.paragraph = cell.paragraph.map(|paragraph| paragraph + self.paragraph);
        cell.file.get_or_insert_with(|| file.to_owned());
        cell
    }
}

#[cfg(test)]
mod tests {
    use diptych_tmx::Reader;

    use super::*;
    use crate::bitext::saved::SavedBead;
    use crate::emit::Tmx;

    #[test]
    fn each_unit_of_a_book_has_the_files_and_numbers_of_its_chapter() {
        let chapter = |name: &str| {
            saved::parse(&format!(
                "{{\"bead\":1,\"source\":[0],\"target\":[],\"score\":1,\"source_text\":\"云\",\"target_text\":\"\",\"source_file\":\"{name}.zh\",\"target_file\":\"{name}.en\"}}\n\
                 {{\"bead\":2,\"source\":[1,2],\"target\":[0],\"score\":1,\"source_text\":\"雨雪\",\"target_text\":\"Rain\"}}\n"
            ))
            .unwrap()
        };
        let book = combined(vec![chapter("one"), chapter("two"), chapter("three")]).unwrap();
        assert_eq!(book.beads[5].source.ids, [7, 8]);
        let lines: Vec<String> =
            (1..=6).map(|n| serde_json::to_string(&SavedBead::new(&book, n)).unwrap()).collect();
        let book = saved::parse(&lines.join("\n")).unwrap();

        let mut bytes = vec![];
        Tmx::default().emit(&book, &[], &mut bytes).unwrap();
        let said: Vec<Vec<String>> = Reader::new(bytes.as_slice())
            .unwrap()
            .map(|unit| {
                let unit = unit.unwrap();
                ["source-file", "target-file", "source-segments", "target-segments"]
                    .map(|name| unit.prop(&format!("x-diptych-{name}")).unwrap().to_owned())
                    .to_vec()
            })
            .collect();
        let due = |name: &str| {
            vec![format!("{name}.zh"), format!("{name}.en"), "1,2".to_owned(), "0".to_owned()]
        };
        assert_eq!(said, [due("one"), due("two"), due("three")]);
    }
}
