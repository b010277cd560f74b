//! How fast a large termbase is checked: 5,000 terms over 10,000 and 100,000 beads made from them.
#![allow(clippy::unwrap_used, reason = "a bench may panic")]

use std::sync::LazyLock;

use diptych_glossary::{Concept, Status, Term, Termbase};
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// As many characters as terms are commonly made of: a stretch of the CJK block.
const HAN: std::ops::Range<u32> = 0x4e00..0x4e00 + 1_500;
/// Three thousand words of two or three syllables, as many as a large termbase draws on.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let syllables = [
        "ba", "con", "del", "fir", "gam", "hol", "jun", "kel", "lor", "min", "nav", "pol", "ral",
        "sen", "tor",
    ];
    let mut words = Vec::new();
    for a in syllables {
        for b in syllables {
            words.push(format!("{a}{b}"));
            words.extend(syllables.iter().take(12).map(|c| format!("{a}{b}{c}")));
        }
    }
    words
});

/// A small generator with a fixed seed (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn concepts(count: usize, dice: &mut Dice) -> Vec<Concept> {
    let han: Vec<char> = HAN.filter_map(char::from_u32).collect();
    (0..count)
        .map(|_| {
            let length = 3 + dice.roll(5);
            let zh: String = (0..length).map(|_| han[dice.roll(han.len())]).collect();
            let words: Vec<&str> =
                (0..2 + dice.roll(3)).map(|_| WORDS[dice.roll(WORDS.len())].as_str()).collect();
            let en = words.join(" ");
            let wrong = format!("{} {}", WORDS[dice.roll(WORDS.len())], words[words.len() - 1]);
            Concept {
                terms: vec![
                    Term::new("zh", &zh, Status::Preferred),
                    Term::new("en", &en, Status::Preferred),
                    Term::new("en", &wrong, Status::Forbidden),
                ],
                ..Concept::default()
            }
        })
        .collect()
}

fn beads(count: usize, concepts: &[Concept], dice: &mut Dice) -> Vec<(String, String)> {
    let han: Vec<char> = HAN.filter_map(char::from_u32).collect();
    (0..count)
        .map(|_| {
            let (mut zh, mut en) = (String::new(), String::from("It is held that"));
            for _ in 0..3 {
                zh.extend((0..10).map(|_| han[dice.roll(han.len())]));
                for _ in 0..6 {
                    en.push(' ');
                    en.push_str(&WORDS[dice.roll(WORDS.len())]);
                }
                let concept = &concepts[dice.roll(concepts.len())];
                zh.push_str(&concept.terms[0].text);
                if dice.roll(10) > 0 {
                    en.push_str(" of the ");
                    en.push_str(&concept.terms[1].text);
                }
            }
            (zh, en)
        })
        .collect()
}

#[divan::bench(sample_count = 3, args = [10_000, 100_000])]
fn beads_against_five_thousand_terms(bencher: divan::Bencher, count: usize) {
    let mut dice = Dice(7);
    let concepts = concepts(5_000, &mut dice);
    let beads = beads(count, &concepts, &mut dice);
    let base = Termbase::new(concepts).unwrap();
    bencher
        .counter(ItemsCount::new(beads.len()))
        .bench(|| beads.iter().map(|(zh, en)| base.check(zh, en).len()).sum::<usize>());
}

#[divan::bench(sample_count = 3)]
fn index_of_five_thousand_terms(bencher: divan::Bencher) {
    let concepts = concepts(5_000, &mut Dice(7));
    bencher.with_inputs(|| concepts.clone()).bench_values(|it| Termbase::new(it).unwrap());
}
