//! Laws of alignment, whatever the sentences.

use diptych::align::{Extra, Group, Sentences, align_around, align_sentences};
use diptych::lexicon::Lexicon;
use proptest::prelude::*;

fn sentences(
    words: &'static [&'static str],
    joint: &'static str,
    stop: &'static str,
) -> impl Strategy<Value = Vec<String>> {
    let sentence = prop::collection::vec(prop::sample::select(words), 1..12)
        .prop_map(move |words| format!("{}{stop}", words.join(joint)));
    prop::collection::vec(sentence, 0..40)
}

const CHINESE: &[&str] = &[
    "城市",
    "书房",
    "读者",
    "“",
    "”",
    "2025年",
    "老周",
    "，",
    "GDP",
    "三千万",
    "的",
    "𠀀",
    "……",
    "[1]",
];
const ENGLISH: &[&str] = &[
    "city", "reading", "room", "“", "”", "2025", "Zhou", ",", "GDP", "million", "the", "é", "...",
    "[1]",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sentence_stands_in_exactly_one_bead(
        chinese in sentences(CHINESE, "", "。"),
        english in sentences(ENGLISH, " ", "."),
    ) {
        let lexicon = Lexicon::embedded();
        let (n, m) = (chinese.len(), english.len());
        let alignment = align_sentences(
            &Sentences { texts: chinese.iter().map(String::as_str).collect(), places: vec![] },
            &Sentences { texts: english.iter().map(String::as_str).collect(), places: vec![] },
            &lexicon,
            &Extra::default(),
        );
        let mut zs: Vec<usize> = alignment.beads.iter().flat_map(|(b, _)| b.chinese.0..b.chinese.1).collect();
        let mut es: Vec<usize> = alignment.beads.iter().flat_map(|(b, _)| b.english.0..b.english.1).collect();
        zs.sort_unstable();
        es.sort_unstable();
        prop_assert_eq!(zs, (0..n).collect::<Vec<_>>());
        prop_assert_eq!(es, (0..m).collect::<Vec<_>>());
        for (_, p) in &alignment.beads {
            prop_assert!((0.0..=1.001).contains(p), "{}", p);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fixed_beads_are_beads_of_the_outcome(
        chinese in sentences(CHINESE, "", "。"),
        english in sentences(ENGLISH, " ", "."),
        steps in prop::collection::vec((0..6usize, 0..6usize, 1..4usize, 1..4usize), 0..6),
    ) {
        let (n, m) = (chinese.len(), english.len());
        let (mut z, mut e) = (0, 0);
        let mut fixed = vec![];
        for (skip_z, skip_e, a, b) in steps {
            let bead = Group { chinese: (z + skip_z, z + skip_z + a), english: (e + skip_e, e + skip_e + b) };
            if bead.chinese.1 > n || bead.english.1 > m {
                break;
            }
            (z, e) = (bead.chinese.1, bead.english.1);
            fixed.push(bead);
        }
        let alignment = align_around(
            &fixed,
            &Sentences { texts: chinese.iter().map(String::as_str).collect(), places: vec![] },
            &Sentences { texts: english.iter().map(String::as_str).collect(), places: vec![] },
            &Lexicon::embedded(),
            &Extra::default(),
        );
        let beads: Vec<Group> = alignment.beads.iter().map(|(bead, _)| *bead).collect();
        for bead in &fixed {
            prop_assert!(beads.contains(bead), "{:?} is not among {:?}", bead, beads);
        }
        let read: usize = beads.iter().map(|b| b.chinese.1 - b.chinese.0 + b.english.1 - b.english.0).sum();
        prop_assert_eq!(read, n + m);
    }
}
