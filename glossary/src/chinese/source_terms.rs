//! Where the Chinese terms stand in a text: all matches, nested ones dropped, crossing ones kept
//! as rivals.

use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use crate::chinese::folded::{Folded, fold};
use crate::chinese::typo::TypoIndex;
use crate::span::{contains, overlap};
use crate::termbase::concept::Concept;
use crate::termbase::error::Error;

/// A Chinese term in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// Bytes of the folded text.
    pub(crate) folded: Range<usize>,
    /// The concepts it may name: any of them may be the one that is rendered.
    pub(crate) concepts: Vec<usize>,
    /// Whether it is a term with one slip of the pen.
    pub(crate) typo: bool,
    /// Later occurrences that cross it.
    pub(crate) crosses_next: bool,
}

/// A match that is not looked at, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shadowed {
    pub(crate) folded: Range<usize>,
    pub(crate) concept: usize,
    /// The bytes of the longer match it lies in; none where the entry's own rule forbids it.
    pub(crate) by: Option<Range<usize>>,
}

/// All Chinese terms of a termbase.
pub(crate) struct SourceIndex {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The concepts of each pattern of the automaton.
    concepts: Vec<Vec<usize>>,
    /// Of each concept.
    traps: Vec<Traps>,
    typos: TypoIndex,
}

#[derive(Debug, Default)]
struct Traps {
    before: Vec<String>,
    after: Vec<String>,
    inside: Vec<String>,
}

impl SourceIndex {
    pub(crate) fn new(concepts: &[Concept]) -> Result<Self, Error> {
        let mut forms: Vec<String> = Vec::new();
        let mut owners: Vec<Vec<usize>> = Vec::new();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut traps = Vec::with_capacity(concepts.len());
        for (at, concept) in concepts.iter().enumerate() {
            for term in concept.chinese() {
                let form = fold(&term.text);
                let shortest = if concept.allow_short { 1 } else { 2 };
                if form.chars().count() < shortest {
                    continue;
                }
                let place = *places.entry(form.clone()).or_insert_with(|| {
                    forms.push(form);
                    owners.push(Vec::new());
                    owners.len() - 1
                });
                if !owners[place].contains(&at) {
                    owners[place].push(at);
                }
            }
            let folded = |list: &[String]| list.iter().map(|it| fold(it)).collect::<Vec<_>>();
            let own = Traps {
                before: folded(&concept.not_before),
                after: folded(&concept.not_after),
                inside: folded(&concept.not_inside),
            };
            traps.push(own);
        }
        let typos = TypoIndex::new(&forms)?;
        let automaton = CharwiseDoubleArrayAhoCorasick::new(&forms).map_err(Error::too_many)?;
        Ok(Self { automaton, concepts: owners, traps, typos })
    }

    /// The occurrences that count, in the order of the text, and those that do not.
    ///
    /// `is_rendered` says whether an approved rendering of one of the concepts stands in the
    /// translation: only then a wrong, missing or added character is taken for a slip, for it may
    /// as well make another expression. Two exchanged characters are always taken for one.
    pub(crate) fn find(
        &self,
        text: &Folded,
        is_rendered: impl Fn(&[usize]) -> bool,
    ) -> (Vec<Occurrence>, Vec<Shadowed>) {
        let mut shadowed = Vec::new();
        let mut found: Vec<Occurrence> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&text.text) {
            let folded = hit.start()..hit.end();
            if !at_word_edges(&text.text, &folded) {
                continue;
            }
            let (concepts, trapped): (Vec<_>, Vec<_>) = self.concepts[hit.value() as usize]
                .iter()
                .partition(|&&concept| !self.is_trapped(concept, &text.text, &folded));
            shadowed.extend(trapped.into_iter().map(|concept| Shadowed {
                folded: folded.clone(),
                concept,
                by: None,
            }));
            if !concepts.is_empty() {
                found.push(Occurrence { folded, concepts, typo: false, crosses_next: false });
            }
        }
        drop_nested(&mut found, &mut shadowed);
        let mut slips = self.typos.find(&text.text);
        slips.retain(|(slip, pattern, exchanged)| {
            if !exchanged && !is_rendered(&self.concepts[*pattern]) {
                return false;
            }
            // A slip is none where an exact term reaches across its edge.
            !found.iter().any(|it| overlap(&it.folded, slip) && !contains(slip, &it.folded))
        });
        if !slips.is_empty() {
            for (folded, pattern, _) in slips {
                let concepts = self.concepts[pattern].clone();
                found.push(Occurrence { folded, concepts, typo: true, crosses_next: false });
            }
            drop_nested(&mut found, &mut shadowed);
        }
        for at in 1..found.len() {
            found[at - 1].crosses_next = found[at].folded.start < found[at - 1].folded.end;
        }
        (found, shadowed)
    }

    fn is_trapped(&self, concept: usize, text: &str, at: &Range<usize>) -> bool {
        let traps = &self.traps[concept];
        let (before, after) = (&text[..at.start], &text[at.end..]);
        traps.before.iter().any(|it| after.starts_with(it.as_str()))
            || traps.after.iter().any(|it| before.ends_with(it.as_str()))
            || traps.inside.iter().any(|it| {
                text.match_indices(it.as_str())
                    .any(|(start, _)| contains(&(start..start + it.len()), at))
            })
    }
}

/// Takes out every match that lies in a longer one, and leaves the others in the order of the text.
fn drop_nested(found: &mut Vec<Occurrence>, shadowed: &mut Vec<Shadowed>) {
    found.sort_by_key(|it| (it.folded.start, usize::MAX - it.folded.end));
    let mut outer: Range<usize> = 0..0;
    found.retain(|it| {
        // Starts never fall, so the match that reaches farthest holds whatever is held at all.
        if it.folded.end <= outer.end {
            shadowed.extend(it.concepts.iter().map(|&concept| Shadowed {
                folded: it.folded.clone(),
                concept,
                by: Some(outer.clone()),
            }));
            return false;
        }
        outer = it.folded.clone();
        true
    });
}

/// Letters and digits at the edge of a term do not match inside a longer word or number.
fn at_word_edges(text: &str, at: &Range<usize>) -> bool {
    let inside = |a: Option<char>, b: Option<char>| {
        matches!((a, b), (Some(a), Some(b)) if a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
            || a.is_ascii_digit() && b.is_ascii_digit())
    };
    let term = &text[at.clone()];
    !inside(text[..at.start].chars().next_back(), term.chars().next())
        && !inside(term.chars().next_back(), text[at.end..].chars().next())
}

/// Whether a match is the stem of a longer word: 共产党 in 共产党人, 公有制 in 非公有制.
pub(crate) fn is_part_of_word(text: &str, at: &Range<usize>) -> bool {
    let (term, after) = (&text[at.clone()], &text[at.end..]);
    after.starts_with(['者', '化'])
        || term.ends_with('党') && after.starts_with('人') && !after.starts_with("人民")
        || text[..at.start].ends_with(['非', '伪'])
}
