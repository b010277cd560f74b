//! Aligns again what lies between the beads a person accepted.

use std::iter::Peekable;
use std::vec::IntoIter;

use diptych_segments::{Lang, Role};

use crate::align::{Extra, Group, Place, Sentences, align_around};
use crate::bitext::{Apart, Bead, Bitext, Cell, carry_reviewed};
use crate::lexicon::Lexicon;

/// The bitext with its accepted and dropped beads as they are, and everything around them
/// aligned again, as one text each for body and notes. Segments that a reviewer said are no pair
/// come together in no bead; what reviewers wrote stays with the sentences.
///
/// Law: every sentence stands where it stood or between the same accepted beads; an empty one
/// that no accepted bead holds stands alone.
pub fn realign(bitext: &Bitext, apart: &[Apart], lexicon: &Lexicon, extra: &Extra) -> Bitext {
    let is_note = |bead: &Bead| bead.role == Role::Note;
    let streams = bitext.beads.chunk_by(|a, b| is_note(a) == is_note(b));
    let beads = streams.flat_map(|stream| around(bitext.source.lang, stream, lexicon, extra));
    let apart: Vec<Apart> = apart.iter().cloned().chain(forbidden(bitext)).collect();
    let mut beads: Vec<Bead> = beads.flat_map(|bead| parted(bead, &apart)).collect();
    for bead in &mut beads {
        bead.reviewed = None;
    }
    carry_reviewed(&bitext.beads, &mut beads);
    Bitext { source: bitext.source.clone(), target: bitext.target.clone(), beads }
}

/// What reviewers rejected before.
fn forbidden(bitext: &Bitext) -> impl Iterator<Item = Apart> {
    let reviewed = bitext.beads.iter().filter_map(|bead| bead.reviewed.as_ref());
    reviewed.flat_map(|reviewed| reviewed.apart.iter().cloned())
}

/// The bead, or its two sides where some of its segments are to stay apart.
fn parted(bead: Bead, apart: &[Apart]) -> Vec<Bead> {
    let has = |cell: &Cell, ids: &[usize]| ids.iter().any(|id| cell.ids.contains(id));
    let is_rejected =
        apart.iter().any(|(source, target)| has(&bead.source, source) && has(&bead.target, target));
    if bead.is_pinned() || !is_rejected {
        return vec![bead];
    }
    let side =
        |source, target| Bead { source, target, score: 0.0, context: None, reviewed: None, ..bead };
    vec![side(bead.source.clone(), Cell::default()), side(Cell::default(), bead.target.clone())]
}

/// A sentence on its way from an old bead to a new one.
struct Sentence<'a> {
    ids: &'a [usize],
    text: &'a str,
    cell: &'a Cell,
    role: Role,
    accepted: bool,
}

/// One side's sentences, in order.
struct Row<'a> {
    /// Those that are aligned.
    full: Vec<Sentence<'a>>,
    /// The others, each with the number of sentences in `full` before it.
    empty: Peekable<IntoIter<(usize, Sentence<'a>)>>,
}

impl<'a> Row<'a> {
    fn new(sentences: Vec<Sentence<'a>>) -> Self {
        let (mut full, mut empty) = (vec![], vec![]);
        for sentence in sentences {
            if is_aligned(sentence.accepted, sentence.text) {
                full.push(sentence);
            } else {
                empty.push((full.len(), sentence));
            }
        }
        Self { full, empty: empty.into_iter().peekable() }
    }

    /// The next empty sentence, if it stands at the head of these.
    fn empty_before(&mut self, (from, to): Span) -> Option<(Cell, Role)> {
        let (_, sentence) = self.empty.next_if(|(at, _)| *at <= from && from < to)?;
        Some((cell(std::slice::from_ref(&sentence)), sentence.role))
    }
}

/// Whether a sentence is aligned: an empty one has nothing to go by.
fn is_aligned(accepted: bool, text: &str) -> bool {
    accepted || !text.is_empty()
}

fn around(source_lang: Lang, stream: &[Bead], lexicon: &Lexicon, extra: &Extra) -> Vec<Bead> {
    let mut source = Row::new(sentences(stream, |bead| &bead.source));
    let mut target = Row::new(sentences(stream, |bead| &bead.target));
    let source_is_chinese = source_lang == Lang::Zh;
    let accepted = accepted(stream);
    let fixed: Vec<Group> = accepted
        .iter()
        .map(|(_, (s, t))| {
            let (chinese, english) = if source_is_chinese { (*s, *t) } else { (*t, *s) };
            Group { chinese, english }
        })
        .collect();
    let [first, second] = [&source.full, &target.full].map(|side| Sentences {
        texts: side.iter().map(|sentence| sentence.text).collect(),
        places: places(side),
        times: vec![],
    });
    let (chinese, english) = if source_is_chinese { (&first, &second) } else { (&second, &first) };
    let mut beads: Vec<Bead> = vec![];
    let mut next = accepted.iter().peekable();
    for (group, score) in align_around(&fixed, chinese, english, lexicon, extra).beads {
        let (s, t) = if source_is_chinese {
            (group.chinese, group.english)
        } else {
            (group.english, group.chinese)
        };
        put_empty(&mut beads, (&mut source, s), (&mut target, t));
        // An accepted bead comes out once, as it went in, however its sentences came out.
        if let Some((bead, (own, other))) = next.peek()
            && s.0 >= own.0
            && t.0 >= other.0
            && s.1 <= own.1
            && t.1 <= other.1
        {
            if (s.1, t.1) == (own.1, other.1) {
                beads.push((*bead).clone());
                next.next();
            }
            continue;
        }
        let (source, target) = (&source.full[s.0..s.1], &target.full[t.0..t.1]);
        let role =
            source.first().or(target.first()).map_or(Role::Paragraph, |sentence| sentence.role);
        let (source, target) = (cell(source), cell(target));
        beads.push(Bead {
            source,
            target,
            score,
            role,
            accepted: false,
            context: None,
            reviewed: None,
        });
    }
    // What stands behind the last sentence.
    let end = (usize::MAX - 1, usize::MAX);
    put_empty(&mut beads, (&mut source, end), (&mut target, end));
    beads
}

/// Puts the empty sentences back that stand at the head of a bead, each as a bead of its own.
fn put_empty(
    beads: &mut Vec<Bead>,
    (source, s): (&mut Row<'_>, Span),
    (target, t): (&mut Row<'_>, Span),
) {
    let alone = |source, target, role| {
        let (score, accepted, context) = (1.0, false, None);
        Bead { source, target, score, role, accepted, context, reviewed: None }
    };
    while let Some((cell, role)) = source.empty_before(s) {
        beads.push(alone(cell, Cell::default(), role));
    }
    while let Some((cell, role)) = target.empty_before(t) {
        beads.push(alone(Cell::default(), cell, role));
    }
}

/// From a sentence to before another.
type Span = (usize, usize);

/// The accepted beads, with the places of their sentences on both sides.
fn accepted(stream: &[Bead]) -> Vec<(&Bead, (Span, Span))> {
    let (mut s, mut t) = (0, 0);
    let mut found = vec![];
    let count = |bead: &Bead, cell: &Cell| {
        cell.numbered().filter(|(_, text)| is_aligned(bead.is_pinned(), text)).count()
    };
    for bead in stream {
        let (from, other) = (s, t);
        s += count(bead, &bead.source);
        t += count(bead, &bead.target);
        if bead.is_pinned() && (s, t) != (from, other) {
            found.push((bead, ((from, s), (other, t))));
        }
    }
    found
}

/// What ends with each sentence, where the paragraphs are known.
fn places(side: &[Sentence<'_>]) -> Vec<Place> {
    if side.iter().any(|sentence| sentence.cell.paragraph.is_none()) {
        return vec![];
    }
    let place = |n: usize| {
        let next = side.get(n + 1).map(|next| next.cell.paragraph);
        match (next == Some(side[n].cell.paragraph), side[n].role) {
            (true, _) => Place::Inside,
            (false, Role::Title | Role::Heading(_)) => Place::Heading,
            (false, _) => Place::ParagraphEnd,
        }
    };
    (0..side.len()).map(place).collect()
}

/// One side's sentences: those between two accepted beads by number, as a reviewer may have moved them.
fn sentences(stream: &[Bead], side: fn(&Bead) -> &Cell) -> Vec<Sentence<'_>> {
    let of = |bead| {
        let cell: &Cell = side(bead);
        let (role, accepted) = (bead.role, bead.is_pinned());
        cell.numbered().map(move |(ids, text)| Sentence { ids, text, cell, role, accepted })
    };
    let runs = stream.chunk_by(|a, b| !a.is_pinned() && !b.is_pinned());
    runs.flat_map(|run| {
        let mut sentences: Vec<Sentence> = run.iter().flat_map(of).collect();
        sentences.sort_by_key(|sentence| sentence.ids);
        sentences
    })
    .collect()
}

fn cell(sentences: &[Sentence]) -> Cell {
    Cell {
        ids: sentences.iter().flat_map(|s| s.ids).copied().collect(),
        segments: sentences.iter().map(|s| s.text.to_owned()).collect(),
        paragraph: sentences.first().and_then(|s| s.cell.paragraph),
        label: sentences.first().and_then(|s| s.cell.label.clone()),
        page: sentences.first().and_then(|s| s.cell.page),
        file: sentences.first().and_then(|s| s.cell.file.clone()),
    }
}
