//! The chapters of a book as one bitext, and the bitext of a book as its chapters.

use super::{Bead, Bitext, Cell, Reviewed, Side};

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
            reviewed: bead.reviewed.map(|it| {
                let (source, target) = (source.segment, target.segment);
                Box::new(renumbered(&it, |id| id + source, |id| id + target))
            }),
            ..bead
        }));
    }
    Some(book)
}

/// The first free numbers of one side.
#[derive(Debug, Clone, Copy, Default)]
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

    fn max(self, other: &Self) -> Self {
        Self {
            segment: self.segment.max(other.segment),
            paragraph: self.paragraph.max(other.paragraph),
        }
    }

    /// What [`moved`](Self::moved) made of a cell, undone.
    fn taken_from(&self, cell: &Cell) -> Cell {
        Cell {
            ids: cell.ids.iter().map(|id| id.saturating_sub(self.segment)).collect(),
            paragraph: cell.paragraph.map(|it| it.saturating_sub(self.paragraph)),
            file: None,
            ..cell.clone()
        }
    }

    fn moved(&self, mut cell: Cell, file: &str) -> Cell {
        cell.ids.iter_mut().for_each(|id| *id += self.segment);
        cell.paragraph = cell.paragraph.map(|paragraph| paragraph + self.paragraph);
        cell.file.get_or_insert_with(|| file.to_owned());
        cell
    }
}

/// What a reviewer left, its segments numbered anew on both sides.
fn renumbered(
    reviewed: &Reviewed,
    source: impl Fn(usize) -> usize,
    target: impl Fn(usize) -> usize,
) -> Reviewed {
    let apart = reviewed.apart.iter().map(|(of_source, of_target)| {
        (
            of_source.iter().map(|id| source(*id)).collect(),
            of_target.iter().map(|id| target(*id)).collect(),
        )
    });
    Reviewed { apart: apart.collect(), ..reviewed.clone() }
}

impl Bitext {
    /// The chapters of a book, each numbered from 0: the runs of beads of the same two files.
    ///
    /// Law: the chapters of [`combined`] bitexts are those bitexts, where no two that follow each
    /// other have the same files.
    pub fn chapters(&self) -> Vec<Self> {
        let mut chapters = Vec::new();
        let (mut source_behind, mut target_behind) = (Offsets::default(), Offsets::default());
        for run in self.chapter_runs() {
            let side = |side: &Side, file: &str| Side { file: file.to_owned(), ..side.clone() };
            let source = Offsets::behind(run, |bead| &bead.source).max(&source_behind);
            let target = Offsets::behind(run, |bead| &bead.target).max(&target_behind);
            let beads = run.iter().map(|bead| Bead {
                source: source_behind.taken_from(&bead.source),
                target: target_behind.taken_from(&bead.target),
                reviewed: bead.reviewed.as_ref().map(|it| {
                    Box::new(renumbered(
                        it,
                        |id| id.saturating_sub(source_behind.segment),
                        |id| id.saturating_sub(target_behind.segment),
                    ))
                }),
                ..bead.clone()
            });
            chapters.push(Self {
                source: side(&self.source, self.source_file(&run[0])),
                target: side(&self.target, self.target_file(&run[0])),
                beads: beads.collect(),
            });
            (source_behind, target_behind) = (source, target);
        }
        chapters
    }

    /// The runs of beads of the same two files.
    pub(super) fn chapter_runs(&self) -> impl Iterator<Item = &[Bead]> {
        self.beads.chunk_by(|a, b| {
            (self.source_file(a), self.target_file(a)) == (self.source_file(b), self.target_file(b))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::saved;

    #[test]
    fn the_chapters_of_a_book_are_those_it_was_made_of() {
        let chapter = |name: &str| {
            let text = format!(
                r#"{{"bead":1,"source":[0],"target":[],"score":1,"source_text":"云","target_text":"","source_paragraph":0,"source_file":"{name}.zh","target_file":"{name}.en"}}
                {{"bead":2,"source":[1,2],"target":[0],"score":1,"source_text":"雨雪","target_text":"Rain","source_paragraph":1,"target_paragraph":0}}"#
            );
            saved::parse(&text).unwrap()
        };
        let chapters = vec![chapter("one"), chapter("two"), chapter("three")];
        assert_eq!(combined(chapters.clone()).unwrap().chapters(), chapters);
        let empty = Bitext { beads: vec![], ..chapter("one") };
        assert_eq!(empty.chapters(), []);
    }
}
