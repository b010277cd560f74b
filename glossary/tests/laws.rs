//! What holds for every termbase and every text.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use diptych_glossary::{Concept, Rendering, Status, Term, Termbase, Verdict};
use proptest::prelude::*;

fn chinese() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "网络",
            "主权",
            "平等",
            "尊重",
            "空间",
            "治理",
            "，",
            "“",
            "”",
            " ",
            "的",
            "共同体",
            "\u{a0}",
            "５Ｇ",
            "𠮷",
            "——",
        ]),
        0..14,
    )
    .prop_map(|parts| parts.concat())
}

fn english() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "cyber",
            "Cyber",
            "sovereignty",
            "equality",
            "of",
            "the",
            "respects",
            "space",
            "governance's",
            "governed",
            ",",
            ".",
            "“",
            "”",
            "-",
            "(",
            ")",
            "and",
            "naïve",
            "\u{ad}",
            "’s",
            "[1]",
            "U.S.",
            "cyber-space",
            "公",
            "communities",
        ]),
        0..18,
    )
    .prop_map(|parts| parts.join(" "))
}

fn concept() -> impl Strategy<Value = Concept> {
    let status = prop::sample::select(vec![
        Status::Preferred,
        Status::Admitted,
        Status::Superseded,
        Status::Forbidden,
    ]);
    (chinese(), prop::collection::vec((english(), status), 1..4)).prop_map(|(zh, renderings)| {
        let mut terms = vec![Term::new("zh", &zh, Status::Preferred)];
        terms.extend(renderings.into_iter().map(|(text, status)| Term::new("en", &text, status)));
        Concept { terms, allow_short: true, ..Concept::default() }
    })
}

fn summary(base: &Termbase, renderings: &[Rendering]) -> Vec<String> {
    let mut told: Vec<String> = renderings
        .iter()
        .map(|it| {
            format!("{} {:?} {:?} {:?}", base.chinese(it.concept), it.source, it.verdict, it.target)
        })
        .collect();
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn places_fall_on_characters(
        concepts in prop::collection::vec(concept(), 0..6), zh in chinese(), en in english(),
    ) {
        let base = Termbase::new(concepts).unwrap();
        let checked = base.check_unit(&zh, &en);
        for rendering in &checked.renderings {
            if let Some(source) = &rendering.source {
                prop_assert!(zh.get(source.clone()).is_some_and(|it| !it.is_empty()));
            }
            if let Some(target) = &rendering.target {
                prop_assert!(en.get(target.clone()).is_some_and(|it| !it.is_empty()));
            }
            if let Some(stand_in) = &rendering.stand_in {
                prop_assert!(en.get(stand_in.target.clone()).is_some());
            }
        }
        for spare in &checked.spare {
            prop_assert!(en.get(spare.target.clone()).is_some());
        }
        for skipped in &checked.skipped {
            prop_assert!(zh.get(skipped.source.clone()).is_some());
        }
    }

    #[test]
    fn one_more_approved_rendering_adds_no_missing(
        mut concepts in prop::collection::vec(concept(), 1..5), more in english(), zh in chinese(), en in english(),
    ) {
        let missing = |base: &Termbase| {
            base.check(&zh, &en).iter().filter(|it| it.concept == 0 && it.verdict == Verdict::Missing).count()
        };
        // An entry with nothing approved is not checked at all.
        concepts[0].terms.push(Term::new("en", "quite another", Status::Preferred));
        let before = missing(&Termbase::new(concepts.clone()).unwrap());
        concepts[0].terms.push(Term::new("en", &more, Status::Admitted));
        let after = missing(&Termbase::new(concepts).unwrap());
        prop_assert!(after <= before);
    }

    #[test]
    fn the_order_of_entries_does_not_matter(
        terms in prop::collection::btree_set(chinese(), 1..5),
        renderings in prop::collection::btree_set(english(), 5),
        zh in chinese(), en in english(),
    ) {
        let concepts: Vec<Concept> = terms.iter().zip(&renderings).map(|(zh, en)| Concept {
            terms: vec![Term::new("zh", zh, Status::Preferred), Term::new("en", en, Status::Preferred)],
            allow_short: true,
            ..Concept::default()
        }).collect();
        let reversed = concepts.iter().rev().cloned().collect();
        let (base, other) = (Termbase::new(concepts).unwrap(), Termbase::new(reversed).unwrap());
        let verdicts = |base: &Termbase| -> Vec<String> {
            let mut told: Vec<String> = base.check(&zh, &en).iter()
                .map(|it| format!("{:?} {:?}", it.source, matches!(it.verdict, Verdict::Ok | Verdict::Admitted)))
                .collect();
            told.sort();
            told.dedup();
            told
        };
        prop_assert_eq!(verdicts(&base), verdicts(&other));
    }

    #[test]
    fn the_order_of_units_does_not_matter(
        concepts in prop::collection::vec(concept(), 0..6),
        units in prop::collection::vec((chinese(), english()), 0..6),
    ) {
        let base = Termbase::new(concepts).unwrap();
        let told = |(zh, en): &(String, String)| summary(&base, &base.check(zh, en));
        let forwards: Vec<_> = units.iter().map(told).collect();
        let mut backwards: Vec<_> = units.iter().rev().map(told).collect();
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn an_approved_rendering_alone_is_approved(
        text in prop::collection::vec(prop::sample::select(vec![
            "cyber", "Cyber", "sovereignty", "of", "respects", "non-public", "governance’s", "governed",
            "and", "naïve", "U.S.", "cyber-space", "HIV/AIDS", "communities", "2030", "the space", "12%",
            "one’s", "is", "well-being,", "small- and", "“quoted”",
        ]), 1..6),
        zh in chinese(),
    ) {
        let (zh, text) = (format!("甲乙丙{zh}"), format!("{} state", text.join(" ")));
        let terms = vec![
            Term::new("zh", &zh, Status::Preferred),
            Term::new("en", &text, Status::Preferred),
        ];
        let base = Termbase::new(vec![Concept { terms, ..Concept::default() }]).unwrap();
        for text in [text.clone(), format!("Then {text}.")] {
            let found = base.check(&zh, &text);
            prop_assert!(found.iter().all(|it| it.verdict == Verdict::Ok), "{text:?} {found:?}");
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(
        concepts in prop::collection::vec(concept(), 0..6), zh in chinese(), en in english(),
    ) {
        let base = Termbase::new(concepts.clone()).unwrap();
        let again = Termbase::new(concepts).unwrap();
        prop_assert_eq!(summary(&base, &base.check(&zh, &en)), summary(&again, &again.check(&zh, &en)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn many_other_renderings_that_begin_with_the_same_word_change_nothing(
        concepts in prop::collection::vec(concept(), 1..5), zh in chinese(), en in english(),
    ) {
        let others = (0..600).map(|n| Concept {
            terms: vec![
                Term::new("zh", &format!("城市书房{n}号"), Status::Preferred),
                Term::new("en", &format!("cyber study q{n}"), Status::Preferred),
            ],
            ..Concept::default()
        });
        let all = Termbase::new(concepts.iter().cloned().chain(others).collect()).unwrap();
        let base = Termbase::new(concepts).unwrap();
        prop_assert_eq!(summary(&base, &base.check(&zh, &en)), summary(&all, &all.check(&zh, &en)));
    }
}
