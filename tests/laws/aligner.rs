//! Laws of alignment, whatever the sentences.

use crate::synthetic::{Random, synthetic};
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

fn holds_every_sentence_once(chinese: &[String], english: &[String]) -> Result<(), TestCaseError> {
    let alignment = align_sentences(
        &Sentences {
            texts: chinese.iter().map(String::as_str).collect(),
            places: vec![],
            times: vec![],
        },
        &Sentences {
            texts: english.iter().map(String::as_str).collect(),
            places: vec![],
            times: vec![],
        },
        &Lexicon::embedded(),
        &Extra::default(),
    );
    let mut zs: Vec<usize> =
        alignment.beads.iter().flat_map(|(b, _)| b.chinese.0..b.chinese.1).collect();
    let mut es: Vec<usize> =
        alignment.beads.iter().flat_map(|(b, _)| b.english.0..b.english.1).collect();
    zs.sort_unstable();
    es.sort_unstable();
    prop_assert_eq!(zs, (0..chinese.len()).collect::<Vec<_>>());
    prop_assert_eq!(es, (0..english.len()).collect::<Vec<_>>());
    for (_, p) in &alignment.beads {
        prop_assert!((0.0..=1.001).contains(p), "{}", p);
    }
    Ok(())
}

/// What happens to a side of a translation.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Shuffled,
    /// Lines are missing, and others stand twice.
    Torn,
    /// Cut into lines of a few words without a full stop.
    Subtitles,
    /// The whole side stands in one line.
    Joined,
}

fn damaged(lines: &[String], damage: Damage, random: &mut Random) -> Vec<String> {
    let mut lines = lines.to_vec();
    match damage {
        Damage::Shuffled => {
            for n in 0..lines.len() {
                let other = random.below(lines.len());
                lines.swap(n, other);
            }
            lines
        }
        Damage::Torn => {
            lines.into_iter().flat_map(|line| std::iter::repeat_n(line, random.below(3))).collect()
        }
        Damage::Subtitles => {
            let cues = |line: &String| -> Vec<String> {
                let chars: Vec<char> = line.trim_end_matches(['.', '。']).chars().collect();
                chars.chunks(9).map(|cue| cue.iter().collect()).collect()
            };
            lines.iter().flat_map(cues).collect()
        }
        Damage::Joined => vec![lines.concat()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_sentence_of_a_damaged_translation_stands_in_exactly_one_bead(
        seed in 0..1_000_000u64,
        damages in prop::collection::vec(
            prop::sample::select(vec![Damage::Shuffled, Damage::Torn, Damage::Subtitles, Damage::Joined]), 1..3),
        chinese in any::<bool>(),
    ) {
        let text = synthetic(60, seed);
        let mut random = Random(seed);
        let (mut zs, mut es) = (text.chinese, text.english);
        for damage in damages {
            let side = if chinese { &mut zs } else { &mut es };
            *side = damaged(side, damage, &mut random);
        }
        holds_every_sentence_once(&zs, &es)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sentence_stands_in_exactly_one_bead(
        chinese in sentences(CHINESE, "", "。"),
        english in sentences(ENGLISH, " ", "."),
    ) {
        holds_every_sentence_once(&chinese, &english)?;
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
            &Sentences { texts: chinese.iter().map(String::as_str).collect(), places: vec![], times: vec![] },
            &Sentences { texts: english.iter().map(String::as_str).collect(), places: vec![], times: vec![] },
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
