//! Aligns again what lies between the beads a person accepted.

use diptych_segments::{Lang, Role};

use crate::align::{Extra, Lexicon, Sentences, align_sentences};
use crate::bitext::{Bead, Bitext, Cell};

/// The bitext with its accepted beads as they are, and everything between two
/// of them aligned again.
///
/// Law: every sentence stands where it stood or between the same accepted beads.
pub fn realign(bitext: &Bitext, lexicon: &Lexicon) -> Bitext {
    let together = |a: &Bead, b: &Bead| {
        !a.accepted && !b.accepted && (a.role == Role::Note) == (b.role == Role::Note)
    };
    let runs = bitext.beads.chunk_by(together);
    let beads = runs.flat_map(|run| {
        let one_sided =
            run.iter().all(|b| b.source.is_empty()) || run.iter().all(|b| b.target.is_empty());
        if run[0].accepted || one_sided { run.to_vec() } else { between(bitext, run, lexicon) }
    });
    Bitext { source: bitext.source.clone(), target: bitext.target.clone(), beads: beads.collect() }
}

/// A sentence on its way from an old bead to a new one.
struct Sentence<'a> {
    id: usize,
    text: &'a str,
    cell: &'a Cell,
    role: Role,
}

fn between(bitext: &Bitext, run: &[Bead], lexicon: &Lexicon) -> Vec<Bead> {
    let source = sentences(run, |bead| &bead.source);
    let target = sentences(run, |bead| &bead.target);
    let [first, second] = [&source, &target]
        .map(|side| Sentences { texts: side.iter().map(|s| s.text).collect(), places: Vec::new() });
    let source_is_chinese = bitext.source.lang == Lang::Zh;
    let (chinese, english) = if source_is_chinese { (&first, &second) } else { (&second, &first) };
    let groups = align_sentences(chinese, english, lexicon, &Extra::default()).beads;
    let mut beads: Vec<Bead> = Vec::with_capacity(groups.len());
    for (group, score) in groups {
        let (from, to) = if source_is_chinese {
            (group.chinese, group.english)
        } else {
            (group.english, group.chinese)
        };
        let (source, target) = (&source[from.0..from.1], &target[to.0..to.1]);
        let role =
            source.first().or(target.first()).map_or(Role::Paragraph, |sentence| sentence.role);
        beads.push(Bead {
            source: cell(source),
            target: cell(target),
            score,
            role,
            accepted: false,
        });
    }
    beads
}

fn sentences(run: &[Bead], side: fn(&Bead) -> &Cell) -> Vec<Sentence<'_>> {
    let of = |bead| {
        let cell: &Cell = side(bead);
        let role = bead.role;
        cell.ids.iter().zip(&cell.segments).map(move |(&id, text)| Sentence {
            id,
            text,
            cell,
            role,
        })
    };
    let mut sentences: Vec<Sentence> = run.iter().flat_map(of).collect();
    sentences.sort_by_key(|sentence| sentence.id);
    sentences
}

fn cell(sentences: &[Sentence]) -> Cell {
    Cell {
        ids: sentences.iter().map(|s| s.id).collect(),
        segments: sentences.iter().map(|s| s.text.to_owned()).collect(),
        paragraph: sentences.first().and_then(|s| s.cell.paragraph),
        label: sentences.first().and_then(|s| s.cell.label.clone()),
    }
}
