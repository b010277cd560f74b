//! Renderings that two entries share, whole or as the end of a longer one.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::chinese::folded::fold;
use crate::lint::entry::{count_step, excerpt, fault, words};
use crate::termbase::concept::Concept;
use crate::termbase::fault::{Fault, Grade};

/// How many entries of one rendering are compared with the others that have it. More of them are
/// a column filled with one word, where one message an entry is enough.
const OWNERS: usize = 8;

/// Renderings that are those of another entry, or the end of one of its renderings though the
/// Chinese term is no part of that entry's.
pub(super) fn faults(concepts: &[Concept]) -> Vec<Fault> {
    let mut names = Names::new(concepts);
    let mut ends = Ends::default();
    let mut phrases: Vec<(usize, &str, Vec<u32>)> = Vec::new();
    for (number, concept) in concepts.iter().enumerate() {
        for term in concept.approved() {
            let words = ends.numbers(&term.text);
            ends.add(&words, number, names.set_of[number]);
            phrases.push((number, &term.text, words));
        }
    }
    let mut faults = Vec::new();
    // For each entry: the longer rendering met first, the entry it is of, and how many there are.
    let mut longer: BTreeMap<usize, (usize, &str, usize)> = BTreeMap::new();
    for (number, text, words) in &phrases {
        ends.each(words, |len, owners| {
            if len == words.len() {
                let set = names.set_of[*number];
                let of_same = owners.iter().filter(|it| **it < *number);
                for &other in of_same.filter(|it| names.set_of[**it] != set) {
                    let message =
                        format!("“{text}” renders the term of {} too", place(&concepts[other]));
                    faults.push(fault(&concepts[*number], Grade::Note, message));
                }
                return;
            }
            for &other in owners {
                if !names.nested(other, *number) {
                    longer.entry(other).or_insert((*number, text, 0)).2 += 1;
                }
            }
        });
    }
    faults.extend(longer.into_iter().map(|(short, (number, text, count))| {
        let more = if count > 1 { format!(" and of {} more", count - 1) } else { String::new() };
        let (text, place) = (excerpt(text), place(&concepts[number]));
        let message = format!(
            "a rendering is the end of “{text}” ({place}){more}: inside it, it counts for that term"
        );
        fault(&concepts[short], Grade::Note, message)
    }));
    faults
}

fn place(concept: &Concept) -> String {
    format!("{}:{}", concept.origin.file, concept.origin.line)
}

/// Renderings word by word from their ends: one walk along a rendering passes all that end it.
#[derive(Default)]
struct Ends {
    words: FxHashMap<String, u32>,
    /// From a node by a word to the next; the root is 0.
    steps: FxHashMap<(usize, u32), usize>,
    /// The entries whose rendering ends at a node: the first of each set of Chinese names, up to
    /// [`OWNERS`].
    owners: Vec<Vec<usize>>,
    sets: FxHashSet<(usize, usize)>,
}

impl Ends {
    fn numbers(&mut self, text: &str) -> Vec<u32> {
        let number = |word| {
            let next = self.words.len() as u32;
            *self.words.entry(word).or_insert(next)
        };
        words(text).into_iter().map(number).collect()
    }

    fn add(&mut self, words: &[u32], owner: usize, set: usize) {
        let mut node = 0;
        for &word in words.iter().rev() {
            count_step();
            let next = self.steps.len() + 1;
            node = *self.steps.entry((node, word)).or_insert(next);
        }
        self.owners.resize(self.steps.len() + 1, Vec::new());
        if self.owners[node].len() < OWNERS && self.sets.insert((node, set)) {
            self.owners[node].push(owner);
        }
    }

    /// Calls `each` with the length in words and the owners of every rendering that ends `words`.
    fn each(&self, words: &[u32], mut each: impl FnMut(usize, &[usize])) {
        let mut node = 0;
        for (at, &word) in words.iter().rev().enumerate() {
            count_step();
            node = self.steps[&(node, word)];
            each(at + 1, &self.owners[node]);
        }
    }
}

/// The Chinese names of entries, folded.
struct Names {
    /// The names of each entry, as numbers.
    of: Vec<Vec<u32>>,
    /// A number for each entry that entries of the same names share.
    set_of: Vec<usize>,
    texts: Vec<String>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The names that stand in the names of an entry, once they were asked for.
    inside: FxHashMap<usize, FxHashSet<u32>>,
    /// What [`nested`](Self::nested) answered.
    answers: FxHashMap<(usize, usize), bool>,
}

impl Names {
    fn new(concepts: &[Concept]) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut sets: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let (mut of, mut set_of) = (Vec::new(), Vec::new());
        for concept in concepts {
            let number = |name: String| {
                let next = numbers.len() as u32;
                *numbers.entry(name).or_insert(next)
            };
            let own: Vec<u32> = concept.chinese().map(|it| fold(&it.text)).map(number).collect();
            let next = sets.len();
            set_of.push(*sets.entry(own.clone()).or_insert(next));
            of.push(own);
        }
        let mut texts = vec![String::new(); numbers.len()];
        for (name, number) in numbers {
            texts[number as usize] = name;
        }
        let patterns = texts.iter().zip(0u32..).filter(|(name, _)| !name.is_empty());
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(patterns).ok();
        Self {
            of,
            set_of,
            texts,
            automaton,
            inside: FxHashMap::default(),
            answers: FxHashMap::default(),
        }
    }

    /// Whether a name of `short` is part of a name of `long`.
    fn nested(&mut self, short: usize, long: usize) -> bool {
        if let Some(answer) = self.answers.get(&(short, long)) {
            return *answer;
        }
        let inside = self.inside.entry(long).or_insert_with(|| {
            let mut inside = FxHashSet::default();
            for (name, automaton) in
                self.of[long].iter().filter_map(|it| self.automaton.as_ref().map(|a| (it, a)))
            {
                let hits = automaton.find_overlapping_iter(&self.texts[*name as usize]);
                inside.extend(hits.inspect(|_| count_step()).map(|hit| hit.value()));
            }
            inside
        });
        let own = &self.of[short];
        let answer = own.iter().inspect(|_| count_step()).any(|name| inside.contains(name));
        self.answers.insert((short, long), answer);
        answer
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::entry::steps_of;
    use crate::{lint, read};

    /// How much more work a termbase of 1,600 rows is than one of 800.
    fn growth(rows: impl Fn(usize) -> String) -> f64 {
        let work = |count| {
            let concepts = read("t.tsv", &rows(count)).unwrap();
            steps_of(|| assert!(lint(&concepts).len() <= 20 * count)) as f64
        };
        work(1_600) / work(800)
    }

    #[test]
    fn twice_the_entries_are_twice_the_work() {
        let row = |at: usize, english: &str| format!("图书{at}馆\t{english}\n");
        for english in ["to be decided", "a library of number {}", "{} a a library", "a {}"] {
            let rows = |count: usize| {
                let rows = (0..count).map(|at| row(at, &english.replace("{}", &at.to_string())));
                "zh\ten\n".to_owned() + &rows.collect::<String>()
            };
            assert!(growth(rows) < 2.3, "{english}");
        }
    }

    #[test]
    fn twice_the_names_of_an_entry_are_twice_the_work() {
        let list = |what: &str, count: usize| {
            (0..count).map(|at| format!("{what}{at}")).collect::<Vec<_>>().join("|")
        };
        let rows = |count: usize| {
            let (long, short) = (list("书", count), list("馆", count));
            let english = list("new library ", count);
            let ends = (0..count).map(|at| format!("甲{at}\tlibrary {at}\t\t\n"));
            format!(
                "zh\ten\tzh_variants\taccept\n{long}\tx\t\t{english}\n{short}\ty\t\tlibrary 1\n"
            ) + &ends.collect::<String>()
        };
        assert!(growth(rows) < 2.3);
    }

    #[test]
    fn twice_the_renderings_of_an_entry_are_twice_the_work() {
        for (accept, avoid) in [("good {}", "bad {}"), ("bad {} of all", "bad {}"), ("bad", "bad")]
        {
            let rows = |count: usize| {
                let list = |what: &str| {
                    (0..count).map(|at| what.replace("{}", &at.to_string())).collect::<Vec<_>>()
                };
                format!(
                    "zh\ten\taccept\tavoid\n图书馆\tlibrary\t{}\t{}\n",
                    list(accept).join("|"),
                    list(avoid).join("|")
                )
            };
            assert!(growth(rows) < 2.3, "{accept} {avoid}");
        }
    }
}
