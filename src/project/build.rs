//! The chapters of a book: each aligned again only where something changed, and all as one.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use diptych_glossary::Termbase;
use diptych_segments::Lang;

use super::renew::{GivenUp, is_of, renewed, share_in};
use super::{Chapter, Error, Project};
use crate::bitext::{Bitext, saved};
use crate::emit::{Emit, Jsonl};
use crate::lexicon::Lexicon;
use crate::output;
use crate::pipeline::{self, Diagnosis, Resources};
use crate::prepare;

/// The folder, beside the project file, that keeps what need not be done again.
pub(super) const KEPT: &str = ".diptych";

/// Of a saved alignment so much must stand in a chapter's texts for it to be theirs: a reviewer
/// edits some sentences, but not most.
const OWN: f32 = 0.5;

/// A chapter with its beads.
#[derive(Debug, Clone)]
pub struct BuiltChapter {
    /// The beads.
    pub bitext: Bitext,
    /// A number that is another when anything the beads depend on is.
    pub stamp: u64,
    /// What is known of the alignment, where it was done now and not found from an earlier time.
    pub diagnosis: Option<Diagnosis>,
    /// The decisions of a reviewed alignment that had to be given up, as the texts changed since; none
    /// where they did not.
    pub given_up: Option<Vec<GivenUp>>,
    /// The file that keeps the beads for the next run; none for a reviewed alignment.
    kept: Option<PathBuf>,
}

/// A reviewed alignment, chapter by chapter.
pub(super) struct Reviewed {
    file: PathBuf,
    parts: Vec<Bitext>,
}

impl Reviewed {
    /// Reads one.
    ///
    /// # Errors
    /// When it cannot be read or is no alignment.
    pub(super) fn read(file: PathBuf) -> Result<Self, Error> {
        let parts = saved::read(&file)?.chapters();
        Ok(Self { file, parts })
    }
}

/// Aligns chapter `number` (from 1) as `align` would, or takes its part of the reviewed `book` or
/// what an earlier run left.
///
/// # Errors
/// When a file cannot be read, the two are no pair, or do not look like translations of each other.
pub(super) fn align_chapter(
    project: &Project,
    number: usize,
    book: Option<&Reviewed>,
    options: &pipeline::Options,
) -> Result<BuiltChapter, Error> {
    let chapter = &project.chapters[number - 1];
    let own = chapter.alignment.as_ref().map(|file| project.path(file.get_ref()));
    let own = own.map(Reviewed::read).transpose()?;
    if let Some(alignment) = own.as_ref().or(book)
        && let Some(built) = reviewed(project, number, alignment, options)?
    {
        return Ok(built);
    }
    let stamp = chapter_stamp(project, chapter)?;
    let folder = project.path(Path::new(KEPT));
    if let Some((kept, bitext)) = find_kept(&folder, stamp, &options.resources) {
        let stamp = stamp_of(&[], &name_of(&kept))?;
        return Ok(BuiltChapter {
            bitext,
            stamp,
            diagnosis: None,
            given_up: None,
            kept: Some(kept),
        });
    }
    let options = pipeline::Options {
        anchors: chapter.anchors.as_ref().map(|path| project.path(path.get_ref())),
        allow_unrelated: chapter.unrelated,
        ..options.clone()
    };
    let [source, target] =
        [&chapter.source, &chapter.target].map(|path| project.path(path.get_ref()));
    let pair = pipeline::pair_files(&source, &target, &options)?;
    let kept = folder.join(kept_name(stamp, &pair.bitext, &options.resources));
    keep(&kept, &pair.bitext).map_err(|error| Error::Io { file: kept.clone(), error })?;
    let stamp = stamp_of(&[], &name_of(&kept))?;
    Ok(BuiltChapter {
        bitext: pair.bitext,
        stamp,
        diagnosis: Some(pair.diagnosis),
        given_up: None,
        kept: Some(kept),
    })
}

/// What a chapter's alignment depends on, but for the terms.
fn chapter_stamp(project: &Project, chapter: &Chapter) -> Result<u64, Error> {
    let own = [&chapter.source, &chapter.target].into_iter().chain(&chapter.anchors);
    let named = own.chain(&project.align.lexicon).chain(&project.text.srx);
    let names: Vec<&Path> = named.map(|path| path.get_ref().as_path()).collect();
    let files: Vec<PathBuf> = names.iter().map(|name| project.path(name)).collect();
    // Values without their places in the file, which a comment moves.
    let said = serde_json::json!([
        project.languages,
        project.text,
        chapter.unrelated,
        chapter.anchors.is_some(),
        names
    ]);
    stamp_of(&files, &said.to_string())
}

/// The chapter's part of a reviewed alignment; none where that is of the whole book and lacks the
/// chapter.
fn reviewed(
    project: &Project,
    number: usize,
    Reviewed { file, parts }: &Reviewed,
    options: &pipeline::Options,
) -> Result<Option<BuiltChapter>, Error> {
    let chapter = &project.chapters[number - 1];
    let [source, target] =
        [&chapter.source, &chapter.target].map(|path| project.path(path.get_ref()));
    let (file, source_file, target_file) = (file.clone(), name_of(&source), name_of(&target));
    // An alignment that the chapter names and that has one part is meant, whatever its file names.
    let by_name = parts.len() > 1 || chapter.alignment.is_none();
    let is_named =
        |it: &&Bitext| !by_name || it.source.file == source_file && it.target.file == target_file;
    let parts: Vec<&Bitext> = parts.iter().filter(is_named).collect();
    if parts.is_empty() && by_name {
        let missing = Error::NoSuchFiles { file, source_file, target_file };
        return if chapter.alignment.is_none() { Ok(None) } else { Err(missing) };
    }
    let texts = prepare::both((&source, &options.source), (&target, &options.target))?;
    let own = |part: &Bitext| {
        let source = share_in(&texts.0.text, part, |bead| &bead.source);
        source.min(share_in(&texts.1.text, part, |bead| &bead.target))
    };
    let best = parts.into_iter().map(|part| (own(part), part)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best.filter(|(share, _)| *share >= OWN) {
        Some((_, part)) => {
            let stamp = stamp_of(&[file, source, target], &number.to_string())?;
            let is_current = is_of(part, [&texts.0.text, &texts.1.text]);
            let (bitext, given_up) = if is_current {
                (part.clone(), None)
            } else {
                let (bitext, given_up) = renewed(part, (&texts.0, &texts.1), options);
                (bitext, Some(given_up))
            };
            Ok(Some(BuiltChapter { bitext, stamp, diagnosis: None, given_up, kept: None }))
        }
        None => Err(Error::OtherTexts { file, source_file, target_file }),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The beads of an earlier run with this stamp, if the terms that stand in them are still the same.
fn find_kept(folder: &Path, stamp: u64, resources: &Resources) -> Option<(PathBuf, Bitext)> {
    let start = format!("{stamp:016x}-");
    let names = fs::read_dir(folder).ok()?.flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.starts_with(&start)).find_map(|name| {
        let file = folder.join(&name);
        let bitext = saved::read(&file).ok()?;
        (kept_name(stamp, &bitext, resources) == name).then_some((file, bitext))
    })
}

/// The name of the file that keeps a chapter's beads: what they depend on, and which terms.
fn kept_name(stamp: u64, bitext: &Bitext, resources: &Resources) -> String {
    let mut hasher = DefaultHasher::new();
    if let Some(base) = &resources.termbase {
        terms_in(bitext, base, &resources.lexicon).hash(&mut hasher);
    }
    format!("{stamp:016x}-{:016x}.jsonl", hasher.finish())
}

/// The terms that could have helped to align these texts, with their approved renderings: those
/// whose Chinese stands there, in either script.
fn terms_in<'b>(bitext: &Bitext, base: &'b Termbase, lexicon: &Lexicon) -> Vec<(&'b str, &'b str)> {
    let simplified = |text: &str| text.chars().map(|c| lexicon.simplified(c)).collect::<String>();
    let is_source = bitext.source.lang == Lang::Zh;
    let chinese = bitext
        .beads
        .iter()
        .flat_map(|bead| if is_source { &bead.source.segments } else { &bead.target.segments });
    let chinese = chinese.map(|segment| simplified(segment)).collect::<Vec<_>>().join("\n");
    Resources::approved(base).filter(|(term, _)| chinese.contains(&simplified(term))).collect()
}

/// Keeps a chapter's beads for the next run.
fn keep(file: &Path, bitext: &Bitext) -> std::io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    Ok(output::write(file, |out| Jsonl.emit(bitext, &[], out))?)
}

/// Removes the beads that were kept for chapters as they were before.
pub(super) fn forget_others(project: &Project, chapters: &[BuiltChapter]) {
    let Ok(entries) = fs::read_dir(project.path(Path::new(KEPT))) else { return };
    let kept: Vec<&Path> = chapters.iter().filter_map(|chapter| chapter.kept.as_deref()).collect();
    for entry in entries.flatten().map(|entry| entry.path()) {
        let is_beads = entry.extension().is_some_and(|extension| extension == "jsonl");
        if is_beads && !kept.contains(&entry.as_path()) {
            // One that stays takes room and does no harm.
            let _ = fs::remove_file(entry);
        }
    }
}

/// A number made of the contents of `files`, of `more`, and of the program's version.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn stamp_of(files: &[PathBuf], more: &str) -> Result<u64, Error> {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    more.hash(&mut hasher);
    for file in files {
        fs::read(file).map_err(|error| Error::Io { file: file.clone(), error })?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use diptych_tmx::Reader;

    use crate::bitext::combined;
    use crate::bitext::saved::{self, SavedBead};
    use crate::emit::{Emit, Tmx};

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
        assert_eq!(book.beads[5].source.ids[..], [7, 8]);
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
