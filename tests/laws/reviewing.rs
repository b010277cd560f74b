//! Reviewing: no act loses or repeats a sentence, a journal gives the same state again, and undoing
//! everything gives the original.

use diptych::bitext::{Bead, Bitext, Cell, saved};
use diptych::review::{
    Act, Half, Journal, JournalError, Keep, Place, Realigned, Refused, Review, Towards, Worth,
    merge, replay,
};
use proptest::prelude::*;

/// So many rows: a heading, pairs of one and two sentences, sides that are empty, notes.
fn bitext() -> Bitext {
    let mut lines = vec![];
    let (mut s, mut t) = (0, 0);
    for bead in 1..=12_usize {
        let (zh, en) = match bead % 5 {
            0 => (0, 1),
            1 => (1, 1),
            2 => (2, 1),
            3 => (1, 2),
            _ => (1, 0),
        };
        let texts = |count: usize, from: usize, text: &str| -> Vec<String> {
            (from..from + count).map(|n| text.replace('#', &n.to_string())).collect()
        };
        let source = texts(zh, s, "第#句话在这里。");
        let target = texts(en, t, "Sentence number # is here.");
        let ids = |from: usize, count: usize| (from..from + count).collect::<Vec<_>>();
        let mut line = serde_json::json!({
            "bead": bead, "source": ids(s, zh), "target": ids(t, en), "score": 0.5,
            "source_text": source.concat(), "target_text": target.join(" "),
            "source_segments": source, "target_segments": target,
        });
        if bead > 10 {
            line["kind"] = "note".into();
        }
        lines.push(line.to_string());
        (s, t) = (s + zh, t + en);
    }
    saved::parse(&lines.join("\n")).unwrap()
}

fn half() -> impl Strategy<Value = Half> {
    prop_oneof![Just(Half::Source), Just(Half::Target)]
}

fn towards() -> impl Strategy<Value = Towards> {
    prop_oneof![Just(Towards::Up), Just(Towards::Down)]
}

fn place() -> impl Strategy<Value = Option<Place>> {
    proptest::option::of(
        (0..3_usize, 0..12_usize).prop_map(|(sentence, offset)| Place { sentence, offset }),
    )
}

fn act() -> impl Strategy<Value = Act> {
    let bead = 0..14_usize;
    prop_oneof![
        (bead.clone(), proptest::option::of(0..14_usize))
            .prop_map(|(bead, to)| Act::Accept { bead, to }),
        bead.clone().prop_map(|bead| Act::Reopen { bead, to: None }),
        bead.clone().prop_map(|bead| Act::Reject { bead }),
        bead.clone().prop_map(|bead| Act::Merge { bead }),
        (bead.clone(), place(), place()).prop_map(|(bead, source, target)| Act::Split {
            bead,
            source,
            target
        }),
        (bead.clone(), half(), towards()).prop_map(|(bead, side, to)| Act::Move { bead, side, to }),
        (bead.clone(), half(), towards()).prop_map(|(bead, side, to)| Act::Shift {
            bead,
            side,
            to
        }),
        (bead.clone(), half(), "[a-z ]{0,8}").prop_map(|(bead, side, text)| Act::Edit {
            bead,
            side,
            text
        }),
        (bead.clone(), proptest::option::of(half()))
            .prop_map(|(bead, side)| Act::Drop { bead, side }),
        (bead.clone(), "[a-z]{0,3}").prop_map(|(bead, text)| Act::Comment { bead, text }),
        (bead.clone(), any::<bool>()).prop_map(|(bead, on)| Act::Flag { bead, on }),
        (bead.clone(), half(), any::<bool>()).prop_map(|(bead, side, on)| Act::Lock {
            bead,
            to: None,
            side,
            on
        }),
        bead.prop_map(|bead| Act::Finding {
            bead,
            fingerprint: bead.to_string(),
            worth: Worth::Waived,
            reason: String::new(),
        }),
        Just(Act::Undo),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

/// Each side's numbers, in order of the rows.
fn numbers(rows: &[Bead], side: fn(&Bead) -> &Cell) -> Vec<usize> {
    rows.iter().flat_map(|row| side(row).ids.to_vec()).collect()
}

/// Each side's letters, by number.
fn letters(rows: &[Bead], side: fn(&Bead) -> &Cell) -> String {
    let mut cells: Vec<&Cell> = rows.iter().map(side).collect();
    cells.sort_by_key(|cell| cell.ids.first().copied());
    let text: String = cells.iter().flat_map(|cell| cell.segments.iter()).cloned().collect();
    text.split_whitespace().collect()
}

fn check(review: &Review, before: &[String; 2], edited: bool) {
    for (side, before) in
        [(|row| &row.source) as fn(&Bead) -> &Cell, |row| &row.target].into_iter().zip(before)
    {
        let mut ids = numbers(review.rows(), side);
        ids.sort_unstable();
        assert_eq!(ids, (0..ids.len()).collect::<Vec<_>>(), "each segment once");
        for row in review.rows() {
            let cell = side(row);
            assert!(cell.ids.is_sorted(), "{cell:?}");
            assert_eq!(cell.ids.is_empty(), cell.segments.is_empty(), "{cell:?}");
        }
        if !edited {
            assert_eq!(&letters(review.rows(), side), before);
        }
    }
    for row in review.rows() {
        assert!(!(row.source.is_empty() && row.target.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_act_loses_a_sentence_and_undoing_gives_the_original(
        acts in proptest::collection::vec(act(), 1..60),
    ) {
        let original = bitext();
        let mut review = Review::new(original.clone());
        let text = [letters(&original.beads, |row| &row.source), letters(&original.beads, |row| &row.target)];
        let mut edited = false;
        for act in &acts {
            let before = review.clone();
            if let Ok(changed) = review.act(act) {
                edited |= matches!(act, Act::Edit { .. });
                let (old, new) = (before.rows(), review.rows());
                let at = changed.bead - 1;
                prop_assert_eq!(old.len() - changed.before + changed.now, new.len());
                prop_assert_eq!(changed.base.len(), changed.before);
                if !changed.renumbered {
                    prop_assert_eq!(&old[..at], &new[..at]);
                    prop_assert_eq!(&old[at + changed.before..], &new[at + changed.now..]);
                }
            } else {
                prop_assert_eq!(&before, &review);
            }
            check(&review, &text, edited);
        }
        let last = review.clone();
        let undone = review.undoable();
        while review.act(&Act::Undo).is_ok() {}
        prop_assert_eq!(review.bitext(), original);
        prop_assert!(review.rulings().is_empty());
        for _ in 0..undone {
            review.act(&Act::Redo).unwrap();
        }
        prop_assert_eq!(review.bitext(), last.bitext());
    }

    #[test]
    fn a_journal_gives_the_same_state_and_a_cut_line_costs_one_act(
        acts in proptest::collection::vec(act(), 1..30),
        cut in 1..200_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal.jsonl");
        let opened = Journal::open(&path, bitext(), "Li").unwrap();
        let (mut journal, mut review) = (opened.journal, opened.review);
        let mut states = vec![review.clone()];
        for act in &acts {
            if journal.act(&mut review, act).is_ok() {
                states.push(review.clone());
            }
        }
        drop(journal);
        let text = std::fs::read_to_string(&path).unwrap();
        prop_assert_eq!(&replay(bitext(), &text).unwrap().review, &review);
        // Killed while it wrote.
        let last = text[..text.len() - 1].rfind('\n').map_or(0, |at| at + 1);
        let cut = last + cut.min(text.len() - 1 - last);
        std::fs::write(&path, &text.as_bytes()[..cut]).unwrap();
        let opened = Journal::open(&path, bitext(), "Li").unwrap();
        prop_assert_eq!(opened.cut, Some(states.len()));
        let expected = if states.len() == 1 { &states[0] } else { &states[states.len() - 2] };
        prop_assert_eq!(&opened.review, expected);
        prop_assert_eq!(opened.entries.len(), states.len().saturating_sub(2));
        let (mut journal, mut review) = (opened.journal, opened.review);
        journal.act(&mut review, &Act::Comment { bead: 1, text: "又一次".to_owned() }).unwrap();
        drop(journal);
        let text = std::fs::read_to_string(&path).unwrap();
        prop_assert_eq!(&replay(bitext(), &text).unwrap().review, &review);
    }
}

#[test]
fn a_second_review_and_another_alignment_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.journal.jsonl");
    let mut first = Journal::open(&path, bitext(), "").unwrap();
    let second = Journal::open(&path, bitext(), "");
    assert!(matches!(second, Err(JournalError::InUse { .. })), "{second:?}");
    let act = Act::Merge { bead: 2 };
    first.journal.act(&mut first.review, &act).unwrap();
    drop(first.journal);
    let other = Journal::open(&path, first.review.bitext(), "");
    assert!(matches!(other, Err(JournalError::OtherAlignment)), "{other:?}");
    let text = std::fs::read_to_string(&path).unwrap();
    let edited = text.replace("第1句话", "第九句话");
    assert!(matches!(
        replay(bitext(), &edited),
        Err(JournalError::OtherTexts { line: 2, bead: 2 })
    ));
    let again = Journal::open(&path, bitext(), "").unwrap();
    assert_eq!(again.review, first.review);
    // Nothing that is no journal is written over.
    for text in ["a text\n", "a text"] {
        std::fs::write(folder.path().join("other"), text).unwrap();
        let other = Journal::open(&folder.path().join("other"), bitext(), "");
        assert!(matches!(other, Err(JournalError::NoJournal)), "{other:?}");
    }
}

#[test]
fn an_alignment_of_other_sentences_is_refused_and_pins_stay() {
    let mut review = Review::new(bitext());
    let bead = |source: &[usize], target: &[usize]| Realigned {
        source: source.to_vec(),
        target: target.to_vec(),
        score: 0.9,
    };
    let act = |beads| Act::Realign { bead: 1, to: 2, beads };
    let lost = act(vec![bead(&[0], &[0]), bead(&[1], &[1])]);
    let twice = act(vec![bead(&[0], &[0]), bead(&[1, 2], &[1]), bead(&[2], &[])]);
    for act in [lost, twice] {
        let refused = review.act(&act);
        assert_eq!(refused, Err(Refused::OtherSentences { bead: 1, to: 2 }));
    }
    review.act(&Act::Comment { bead: 2, text: "看".to_owned() }).unwrap();
    let good = act(vec![bead(&[0], &[]), bead(&[1], &[0, 1]), bead(&[2], &[])]);
    let changed = review.act(&good).unwrap();
    assert_eq!((changed.bead, changed.before, changed.now), (1, 2, 3));
    assert_eq!(review.rows()[1].comment(), "看");
    review.act(&Act::Undo).unwrap();
    review.act(&Act::Accept { bead: 1, to: None }).unwrap();
    assert!(matches!(review.act(&good), Err(Refused::OtherSentences { .. })));
}

#[test]
fn a_rejected_pair_stays_apart_until_it_is_merged_again() {
    let mut review = Review::new(bitext());
    review.act(&Act::Reject { bead: 2 }).unwrap();
    assert_eq!(review.apart(), [(vec![1, 2], vec![1])]);
    // A sentence that becomes two: both halves.
    let place = Some(Place { sentence: 0, offset: 3 });
    review.act(&Act::Split { bead: 2, source: place, target: None }).unwrap();
    assert_eq!(review.apart(), [(vec![1, 2, 3], vec![1])]);
    review.act(&Act::Undo).unwrap();
    assert_eq!(review.apart(), [(vec![1, 2], vec![1])]);
    review.act(&Act::Merge { bead: 2 }).unwrap();
    assert!(review.apart().is_empty());
}

/// A review after these acts, those that make no sense left out.
fn after(acts: &[Act]) -> Bitext {
    let mut review = Review::new(bitext());
    for act in acts {
        let _ = review.act(act);
    }
    review.into_bitext()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_reviews_of_one_alignment_merge_and_no_sentence_is_lost(
        ours in proptest::collection::vec(act(), 0..6),
        theirs in proptest::collection::vec(act(), 0..6),
        keep in prop_oneof![Just(Keep::Base), Just(Keep::Ours)],
    ) {
        let base = bitext();
        let (a, b) = (after(&ours), after(&theirs));
        let texts = |bitext: &Bitext| -> Vec<(String, String, bool)> {
            let beads = bitext.beads.iter();
            beads.map(|bead| (bitext.source_text(bead), bitext.target_text(bead), bead.accepted)).collect()
        };
        // Alone, a review is as it was.
        for merged in [merge(&base, &a, &base, keep), merge(&base, &base, &a, keep)] {
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(texts(&merged.bitext), texts(&a));
        }
        let merged = merge(&base, &a, &b, keep);
        let edits = ours.iter().chain(&theirs).any(|act| matches!(act, Act::Edit { .. }));
        for side in [(|row| &row.source) as fn(&Bead) -> &Cell, |row| &row.target] {
            let beads = &merged.bitext.beads;
            let mut ids = numbers(beads, side);
            ids.sort_unstable();
            prop_assert_eq!(&ids, &(0..ids.len()).collect::<Vec<_>>());
            if !edits {
                let mut had: Vec<char> = letters(&base.beads, side).chars().collect();
                let mut has: Vec<char> = letters(beads, side).chars().collect();
                had.sort_unstable();
                has.sort_unstable();
                prop_assert_eq!(had, has);
            }
        }
        // Nothing is decided in silence: without a conflict it does not matter who came first.
        let turned = merge(&base, &b, &a, keep);
        prop_assert_eq!(merged.conflicts.len(), turned.conflicts.len());
        if merged.conflicts.is_empty() {
            prop_assert_eq!(texts(&merged.bitext), texts(&turned.bitext));
        }
    }
}
