//! A bitext laid out for reading: what every edition format writes.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use diptych_segments::{Lang, Role, without_marks};

use super::notes::{Mark, Note, marks, note};
use super::pieces::{Kind, Piece, bytes_of, cut};
use super::settings::{Edition, Metadata, Term, Which};
use crate::bitext::{Bead, Bitext, Cell};
use crate::finding::Finding;

/// A book of two texts side by side.
///
/// Law: every bead of the bitext stands in it once, as a row or as a note, unless a reviewer dropped it.
#[derive(Debug)]
pub(super) struct Book<'a> {
    /// What the reader is told about it, the title filled in.
    pub(super) metadata: Metadata,
    /// The title that was given, where the texts have one of their own: it stands above that.
    pub(super) title_above: Option<&'a str>,
    /// The rows of the texts' own title, which come first; empty where they have none.
    pub(super) front: Vec<Row>,
    /// The language code of the source.
    pub(super) source_code: &'a str,
    /// The language code of the target.
    pub(super) target_code: &'a str,
    /// The language of the source.
    pub(super) source_lang: Lang,
    /// The language of the target.
    pub(super) target_lang: Lang,
    /// In reading order, behind the title; a chapter starts at each heading of the highest level.
    pub(super) chapters: Vec<Chapter>,
    /// Notes that no mark in the body calls.
    pub(super) loose_notes: Vec<Note>,
    /// The term list.
    pub(super) terms: &'a [Term],
    /// The numbers of the beads that have no target.
    pub(super) without_target: Vec<usize>,
    /// The numbers of the beads that have no source.
    pub(super) without_source: Vec<usize>,
}

/// A part of the body.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    /// Its rows, the heading first.
    pub(super) rows: Vec<Row>,
}

/// A bead of the body.
#[derive(Debug)]
pub(super) struct Row {
    /// The bead's number, from 1.
    pub(super) bead: usize,
    /// What it is.
    pub(super) role: Role,
    /// See [`level`](Self::level).
    level: Option<u8>,
    /// Whether a paragraph starts here.
    pub(super) opens_paragraph: bool,
    /// The source text; empty where the bead has none.
    pub(super) source: Vec<Piece>,
    /// The target text; empty where the bead has none.
    pub(super) target: Vec<Piece>,
    /// The notes called here first.
    pub(super) notes: Vec<Note>,
    /// How sure the bead is.
    pub(super) score: f32,
    /// In a draft: whether the score is low and nobody accepted the bead.
    pub(super) doubtful: bool,
    /// In a draft: what the checks say.
    pub(super) findings: Vec<String>,
}

impl Row {
    /// The level of the heading, from 1 for the title; none for running text.
    pub(super) fn level(&self) -> Option<u8> {
        self.level
    }
}

impl Chapter {
    /// Both sides of the heading it starts with, where it does.
    pub(super) fn heading(&self) -> Option<(String, String)> {
        let row = self.rows.first().filter(|row| row.level().is_some())?;
        Some((plain(&row.source), plain(&row.target)))
    }

    /// The rows by paragraph; a heading is a paragraph of its own.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunk_by(|_, next| !next.opens_paragraph)
    }
}

/// The text of `pieces` without the note marks.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut marks = Vec::new();
    for piece in pieces {
        let start = text.len();
        text.push_str(&piece.text);
        if matches!(piece.kind, Kind::NoteMark(_)) {
            marks.push(start..text.len());
        }
    }
    without_marks(&text, &marks)
}

impl<'a> Book<'a> {
    /// Lays `bitext` out as `edition` asks.
    pub(super) fn new(bitext: &'a Bitext, findings: &[Finding], edition: &'a Edition) -> Self {
        let kept = |text: String, is_dropped: bool| if is_dropped { String::new() } else { text };
        let beads = bitext.beads.iter();
        let source_texts: Vec<String> =
            beads.clone().map(|b| kept(bitext.source_text(b), b.dropped().source)).collect();
        let target_texts: Vec<String> =
            beads.map(|b| kept(bitext.target_text(b), b.dropped().target)).collect();
        let source_marks = marks(bitext, &source_texts, |bead| &bead.source);
        let target_marks = marks(bitext, &target_texts, |bead| &bead.target);
        let mut homes: HashMap<usize, usize> = HashMap::new();
        for mark in source_marks.iter().chain(&target_marks) {
            homes.entry(mark.note).or_insert(mark.bead);
        }
        let mut source_kinds = note_kinds(source_marks);
        let mut target_kinds = note_kinds(target_marks);
        let said = if edition.draft {
            say_findings(findings, &target_texts, &mut target_kinds)
        } else {
            HashMap::new()
        };
        place_terms(&edition.terms, &source_texts, &mut source_kinds, Which::Source);
        place_terms(&edition.terms, &target_texts, &mut target_kinds, Which::Target);

        let mut paragraphs = Paragraphs::default();
        let row = |(index, bead): (usize, &Bead)| Row {
            bead: index + 1,
            role: bead.role,
            level: level(bead.role),
            opens_paragraph: paragraphs.opens_with(bead),
            source: cut(&source_texts[index], source_kinds.remove(&index).unwrap_or_default()),
            target: cut(&target_texts[index], target_kinds.remove(&index).unwrap_or_default()),
            notes: Vec::new(),
            score: bead.score,
            doubtful: edition.draft && bead.is_doubtful(),
            findings: remarks(said.get(&index), bead, edition),
        };
        let beads = || bitext.beads.iter().enumerate().filter(|(_, bead)| !bead.is_gone());
        let mut rows: Vec<Row> = beads().filter(|(_, it)| it.role != Role::Note).map(row).collect();
        let note = |(index, bead): (usize, &Bead)| {
            let (source, target) = (source_texts[index].clone(), target_texts[index].clone());
            (index, note(index, bead, source, target))
        };
        let notes = beads().filter(|(_, it)| it.role == Role::Note).map(note);
        let loose_notes = bring_home(notes, &homes, &mut rows);
        let front = front(&mut rows);
        close_ranks(&mut rows);
        Self {
            metadata: with_title(&edition.metadata, &front, bitext),
            title_above: Some(edition.metadata.title.as_str())
                .filter(|title| !title.is_empty() && !front.is_empty()),
            front,
            source_code: &bitext.source.code,
            target_code: &bitext.target.code,
            source_lang: bitext.source.lang,
            target_lang: bitext.target.lang,
            chapters: chapters(rows),
            loose_notes,
            terms: &edition.terms,
            without_target: without(bitext, |bead| &bead.target),
            without_source: without(bitext, |bead| &bead.source),
        }
    }

    /// All rows, in reading order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.front.iter().chain(self.chapters.iter().flat_map(|chapter| &chapter.rows))
    }

    /// All notes: those that the rows call, in their order, then the others.
    pub(super) fn notes(&self) -> impl Iterator<Item = &Note> {
        self.rows().flat_map(|row| &row.notes).chain(&self.loose_notes)
    }

    /// Whether the chapters are so long that starting each on a new page costs little paper.
    pub(super) fn has_long_chapters(&self) -> bool {
        let rows: usize = self.chapters.iter().map(|chapter| chapter.rows.len()).sum();
        self.chapters.len() > 1 && rows >= self.chapters.len() * LONG_CHAPTER
    }
}

/// In a draft: what the checks and the reviewers say about a bead.
fn remarks(findings: Option<&Vec<String>>, bead: &Bead, edition: &Edition) -> Vec<String> {
    let comment = Some(bead.comment()).filter(|comment| edition.draft && !comment.is_empty());
    findings.into_iter().flatten().cloned().chain(comment.map(str::to_owned)).collect()
}

/// The level of a heading; the title has the first.
fn level(role: Role) -> Option<u8> {
    match role {
        Role::Title => Some(1),
        Role::Heading(level) => Some(level.saturating_add(1)),
        _ => None,
    }
}

/// The beads, from 1, that lack a side.
fn without(bitext: &Bitext, side: fn(&Bead) -> &Cell) -> Vec<usize> {
    let lacks = |(_, bead): &(usize, &Bead)| side(bead).is_empty() && !bead.is_gone();
    (1..).zip(&bitext.beads).filter(lacks).map(|(number, _)| number).collect()
}

/// Gives each note to the row with its mark, and returns those that have none.
fn bring_home(
    notes: impl Iterator<Item = (usize, Note)>,
    homes: &HashMap<usize, usize>,
    rows: &mut [Row],
) -> Vec<Note> {
    let row_of: HashMap<usize, usize> =
        rows.iter().enumerate().map(|(place, row)| (row.bead - 1, place)).collect();
    let mut loose = Vec::new();
    for (index, note) in notes {
        match homes.get(&index) {
            Some(home) => rows[row_of[home]].notes.push(note),
            None => loose.push(note),
        }
    }
    loose
}

/// From so many beads on a chapter is long: three or four pages in two columns.
const LONG_CHAPTER: usize = 60;

type Kinds = HashMap<usize, Vec<(Range<usize>, Kind)>>;

fn note_kinds(marks: Vec<Mark>) -> Kinds {
    let mut kinds = Kinds::new();
    for mark in marks {
        kinds.entry(mark.bead).or_default().push((mark.range, Kind::NoteMark(mark.note + 1)));
    }
    kinds
}

fn place_terms(terms: &[Term], texts: &[String], kinds: &mut Kinds, side: Which) {
    for (index, term) in terms.iter().enumerate() {
        for place in term.places.iter().filter(|place| place.side == side) {
            let Some(text) = place.bead.checked_sub(1).and_then(|bead| texts.get(bead)) else {
                continue;
            };
            let range = bytes_of(text, place.characters.clone());
            kinds.entry(place.bead - 1).or_default().push((range, Kind::Term(index)));
        }
    }
}

/// The findings of each bead in words, and their places in the target flagged.
fn say_findings(
    findings: &[Finding],
    texts: &[String],
    kinds: &mut Kinds,
) -> HashMap<usize, Vec<String>> {
    let mut said: HashMap<usize, Vec<String>> = HashMap::new();
    for finding in findings.iter().filter(|finding| !finding.waived) {
        let Some(bead) = finding.unit.checked_sub(1).filter(|&bead| bead < texts.len()) else {
            continue;
        };
        if let Some(span) = finding.target {
            let range = bytes_of(&texts[bead], span.start..span.end);
            kinds.entry(bead).or_default().push((range, Kind::Flagged));
        }
        said.entry(bead).or_default().push(in_words(finding));
    }
    said
}

/// A finding in one line: rule, term, what was found, what was expected, the reason.
pub(crate) fn in_words(finding: &Finding) -> String {
    let mut words = finding.rule.clone();
    let mut add = |lead: &str, what: &str| {
        words.push_str(lead);
        words.push_str(what);
    };
    if let Some(term) = &finding.term {
        add(": ", term);
    }
    if let Some(found) = &finding.found {
        add(": found: ", found);
    }
    if !finding.expected.is_empty() {
        add("; expected: ", &finding.expected.join(" | "));
    }
    if let Some(reason) = &finding.reason {
        add("; ", reason);
    }
    words
}

/// Finds out where paragraphs start: by the source, and where it is silent by the target.
#[derive(Default)]
struct Paragraphs {
    source: Option<usize>,
    target: Option<usize>,
    after_heading: bool,
}

impl Paragraphs {
    fn opens_with(&mut self, bead: &Bead) -> bool {
        let opens = match (bead.source.paragraph, bead.target.paragraph) {
            (Some(paragraph), _) => self.source != Some(paragraph),
            (None, Some(paragraph)) => self.target != Some(paragraph),
            (None, None) => true,
        };
        let running = matches!(bead.role, Role::Paragraph | Role::Abstract);
        let opens = opens || self.after_heading || !running;
        self.after_heading = !running;
        self.source = bead.source.paragraph.or(self.source);
        self.target = bead.target.paragraph.or(self.target);
        opens
    }
}

/// Takes the texts' own title from the front of the rows: what is marked as one, or else a
/// first heading, where no later one stands as high (then they are the titles of chapters).
fn front(rows: &mut Vec<Row>) -> Vec<Row> {
    let Some(highest) = rows.first().and_then(Row::level) else { return Vec::new() };
    let titles = rows.iter().take_while(|row| row.role == Role::Title).count().max(1);
    if rows[titles..].iter().filter_map(Row::level).any(|level| level <= highest) {
        return Vec::new();
    }
    let mut front: Vec<Row> = rows.drain(..titles).collect();
    for row in &mut front {
        (row.role, row.level) = (Role::Title, Some(1));
    }
    front
}

/// Gives the headings behind the title the levels from 2 on, with no step left out on the way down.
fn close_ranks(rows: &mut [Row]) {
    let used: BTreeSet<u8> = rows.iter().filter_map(Row::level).collect();
    let mut above = 1;
    for level in rows.iter_mut().filter_map(|row| row.level.as_mut()) {
        let rank = used.range(..*level).count() as u8 + 2;
        *level = rank.min(above + 1).min(6);
        above = *level;
    }
}

/// The title that was given; else the one in the texts; else the files' names.
fn with_title(metadata: &Metadata, front: &[Row], bitext: &Bitext) -> Metadata {
    let mut metadata = metadata.clone();
    if metadata.title.is_empty() {
        let (sources, targets) =
            front.iter().map(|row| (plain(&row.source), plain(&row.target))).unzip();
        let sides: [Vec<String>; 2] = [sources, targets];
        let names = || [&bitext.source.file, &bitext.target.file].map(|file| stem(file));
        let parts = if front.is_empty() { names() } else { sides.map(|side| side.join(" ")) };
        let parts: Vec<&str> =
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        metadata.title = if parts.is_empty() { "Diptych".to_owned() } else { parts.join(" · ") };
    }
    metadata
}

/// The title that a book gets from the names of its files, since neither the edition nor the texts
/// give one; none where they do.
pub fn title_of_files(bitext: &Bitext, edition: &Edition) -> Option<String> {
    let book = Book::new(bitext, &[], edition);
    let has_title = !edition.metadata.title.is_empty() || !book.front.is_empty();
    (!has_title).then_some(book.metadata.title)
}

/// A file's name without its extension.
fn stem(file: &str) -> String {
    std::path::Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn chapters(rows: Vec<Row>) -> Vec<Chapter> {
    let highest = rows.iter().filter_map(Row::level).min();
    let mut chapters = vec![Chapter::default()];
    for row in rows {
        if highest.is_some() && row.level() == highest {
            chapters.push(Chapter::default());
        }
        chapters.last_mut().expect("there is always one").rows.push(row);
    }
    chapters.retain(|chapter| !chapter.rows.is_empty());
    chapters
}
