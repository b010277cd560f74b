//! Reviewing: no act loses or repeats a sentence, a journal gives the same state again, and undoing
//! everything gives the original.

use diptych::bitext::{Bead, Bitext, Cell, State, saved};
use diptych::emit::Emit as _;
use diptych::review::{
    Act, Correction, CorrectionError, Csv, Half, Journal, JournalError, Keep, Place, Realigned,
    Refusal, Refused, Review, Towards, Worth, Xlsx, correct, merge, read, replay, revise,
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

/// New texts, some of them different in nothing but white space.
fn text() -> impl Strategy<Value = String> {
    let fixed = ["Sentence number 1 is here.", "Sentence  number 1 is here.", "ab", "a b"];
    prop_oneof!["[a-z ]{0,8}", proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned)]
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
        (bead.clone(), half(), text()).prop_map(|(bead, side, text)| Act::Edit {
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
        // Killed while it wrote. Nothing is lost of a line that lacks its end alone.
        let last = text[..text.len() - 1].rfind('\n').map_or(0, |at| at + 1);
        let cut = last + cut.min(text.len() - 1 - last);
        let is_whole = cut == text.len() - 1;
        std::fs::write(&path, &text.as_bytes()[..cut]).unwrap();
        let opened = Journal::open(&path, bitext(), "Li").unwrap();
        prop_assert_eq!(opened.cut, (!is_whole).then_some(states.len()));
        let kept = if is_whole { states.len() } else { states.len().saturating_sub(1).max(1) };
        prop_assert_eq!(&opened.review, &states[kept - 1]);
        prop_assert_eq!(opened.entries.len(), kept - 1);
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
    let (head, act) = text.split_once('\n').unwrap();
    let edited = format!("{head}\n{}", act.replace("第1句话", "第九句话"));
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

#[test]
fn a_cut_head_is_written_anew_and_nothing_is_left_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.journal.jsonl");
    let long = format!("{{\"journal\":1,\"alignment\":\"{}", "0".repeat(100_000));
    std::fs::write(&path, long).unwrap();
    let opened = Journal::open(&path, bitext(), "").unwrap();
    assert_eq!(opened.cut, Some(1));
    drop(opened);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(replay(bitext(), &text).is_ok());
}

#[test]
fn a_score_that_is_no_probability_is_refused() {
    for score in [f32::INFINITY, f32::NAN, -5.0, 1.5] {
        let mut review = Review::new(bitext());
        let beads = vec![
            Realigned { source: vec![0], target: vec![], score },
            Realigned { source: vec![1, 2], target: vec![0, 1], score: 0.5 },
        ];
        let refused = review.act(&Act::Realign { bead: 1, to: 2, beads });
        assert_eq!(refused, Err(Refused::NoProbability { bead: 1 }), "{score}");
    }
}

#[test]
fn a_half_that_is_opened_again_opens_the_other_half() {
    for half in [2, 3] {
        let mut review = Review::new(bitext());
        review.act(&Act::Reject { bead: 2 }).unwrap();
        review.act(&Act::Reopen { bead: half, to: None }).unwrap();
        assert!(review.apart().is_empty());
        assert!(review.rows().iter().all(|row| row.state() == State::Open), "{half}");
    }
}

#[test]
fn a_lock_goes_where_its_text_goes() {
    let lock = Act::Lock { bead: 2, to: None, side: Half::Target, on: true };
    let is_held = |review: &mut Review, text: &str| {
        let place =
            review.rows().iter().position(|row| row.target.segments.iter().any(|it| it == text));
        let bead = place.unwrap() + 1;
        let edit = Act::Edit { bead, side: Half::Target, text: "x".to_owned() };
        matches!(review.act(&edit), Err(Refused::Locked { .. }))
    };
    for to in [Towards::Up, Towards::Down] {
        let mut review = Review::new(bitext());
        let text = review.rows()[1].target.segments[0].clone();
        review.act(&lock).unwrap();
        review.act(&Act::Shift { bead: 2, side: Half::Target, to }).unwrap();
        assert!(is_held(&mut review, &text), "{to}");
        let free = review.rows().iter().filter(|row| row.locked().target).count();
        assert_eq!(free, 1, "{to}: no other text is locked");
    }
    // A sheet cannot change it either.
    let mut review = Review::new(bitext());
    review.act(&lock).unwrap();
    let mut csv = vec![];
    Csv.emit(&review.bitext(), &[], &mut csv).unwrap();
    let rows = |from: &str, to: &str| {
        let text = String::from_utf8(csv.clone()).unwrap();
        read(text.replace(from, to).as_bytes()).unwrap()
    };
    let changed = revise(&review.bitext(), &rows("Sentence number 1 is", "Sentence number one is"));
    let refusals = changed.unwrap_err();
    assert!(matches!(refusals[..], [Refusal::Locked { row: 3, bead: 2, .. }]), "{refusals:?}");
    let other = rows("Sentence number 2 is", "Sentence number two is");
    assert!(revise(&review.bitext(), &other).is_ok());
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
        // Alone, and with itself, a review is as it was.
        let pairs = [(&a, &base), (&base, &a), (&a, &a)];
        for (ours, theirs) in pairs {
            let merged = merge(&base, ours, theirs, keep);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(&merged.bitext, &a);
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
        // Without a conflict it does not matter who came first.
        let turned = merge(&base, &b, &a, keep);
        prop_assert_eq!(merged.conflicts.len(), turned.conflicts.len());
        if merged.conflicts.is_empty() {
            let all = |bitext: &Bitext| -> Vec<_> {
                let left = |bead: &Bead| (bead.state(), bead.dropped(), bead.is_flagged(), bead.locked());
                let beads = bitext.beads.iter().map(left);
                texts(bitext).into_iter().zip(beads).collect()
            };
            prop_assert_eq!(all(&merged.bitext), all(&turned.bitext));
        }
        // A conflict is not decided in silence: its row is flagged, and both versions are said there.
        if keep == Keep::Base {
            for conflict in &merged.conflicts {
                let said = merged.bitext.beads.iter().filter(|bead| bead.is_flagged());
                let said: String = said.map(Bead::comment).collect();
                prop_assert!(said.contains(&conflict.ours.to_string()), "{}", said);
                prop_assert!(said.contains(&conflict.theirs.to_string()), "{}", said);
            }
        }
    }
}

/// The journal of these acts on an alignment, those that make no sense left out.
fn journal_of(base: &Bitext, acts: &[Act]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.journal.jsonl");
    let mut opened = Journal::open(&path, base.clone(), "").unwrap();
    for act in acts {
        let _ = opened.journal.act(&mut opened.review, act);
    }
    std::fs::read(&path).unwrap()
}

fn imported(alignment: &Bitext, journals: &[Vec<u8>]) -> (Bitext, usize) {
    let read = |journal: &Vec<u8>| Correction::read(alignment, journal).unwrap();
    let (bitext, conflicts) = correct(alignment, journals.iter().map(read).collect());
    (bitext, conflicts.len())
}

/// How the rows read and what was decided, comments aside.
fn readings(bitext: &Bitext) -> Vec<(Cell, Cell, State)> {
    let beads = bitext.beads.iter();
    beads.map(|bead| (bead.source.clone(), bead.target.clone(), bead.state())).collect()
}

/// What a person may write or leave at a row, but for where sentences stand.
fn remark() -> impl Strategy<Value = Act> {
    let bead = 1..6_usize;
    prop_oneof![
        (bead.clone(), half(), text()).prop_map(|(bead, side, text)| Act::Edit {
            bead,
            side,
            text
        }),
        bead.clone().prop_map(|bead| Act::Accept { bead, to: None }),
        bead.clone().prop_map(|bead| Act::Drop { bead, side: None }),
        (bead.clone(), "[a-z]{1,3}").prop_map(|(bead, text)| Act::Comment { bead, text }),
        bead.clone().prop_map(|bead| Act::Flag { bead, on: true }),
        (bead, half()).prop_map(|(bead, side)| Act::Lock { bead, to: None, side, on: true }),
    ]
}

#[test]
fn changes_side_by_side_are_in_no_conflict_when_they_are_imported_again() {
    let base = bitext();
    let ours = [Act::Drop { bead: 4, side: None }, Act::Merge { bead: 2 }];
    let theirs = [Act::Edit { bead: 4, side: Half::Source, text: "a".to_owned() }];
    let journals = [journal_of(&base, &ours), journal_of(&base, &theirs)];
    let (both, conflicts) = imported(&base, &journals);
    assert_eq!(conflicts, 0);
    assert_eq!(imported(&both, &journals), (both, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_second_import_changes_nothing(
        ours in proptest::collection::vec(act(), 0..6),
        theirs in proptest::collection::vec(act(), 0..6),
    ) {
        let base = bitext();
        let journals = [journal_of(&base, &ours), journal_of(&base, &theirs)];
        let (one, _) = imported(&base, &journals[..1]);
        prop_assert_eq!(imported(&one, &journals[..1]), (one.clone(), 0));
        // Of two in conflict, the conflict is named again.
        let (both, conflicts) = imported(&base, &journals);
        let (again, named) = imported(&both, &journals);
        prop_assert_eq!(named > 0, conflicts > 0);
        prop_assert_eq!(readings(&again), readings(&both));
    }

    #[test]
    fn what_three_people_wrote_stands_in_the_text_or_in_a_comment(
        acts in proptest::collection::vec(proptest::collection::vec(remark(), 0..5), 3),
    ) {
        let base = bitext();
        let journals: Vec<Vec<u8>> = acts.iter().map(|acts| journal_of(&base, acts)).collect();
        let (bitext, conflicts) = imported(&base, &journals);
        let mut now = String::new();
        for bead in &bitext.beads {
            for text in [&bitext.source_text(bead), &bitext.target_text(bead), bead.comment()] {
                now.push_str(text);
                now.push('\n');
            }
        }
        for acts in &acts {
            let own = after(acts);
            for (old, new) in base.beads.iter().zip(&own.beads) {
                for (was, is) in [(&old.source, &new.source), (&old.target, &new.target)] {
                    for text in is.segments.iter().filter(|text| !was.segments.contains(text)) {
                        prop_assert!(now.contains(text.as_str()), "{}: {}", text, now);
                    }
                }
                for line in new.comment().lines() {
                    prop_assert!(now.contains(line), "{}", line);
                }
            }
            for (row, bead) in own.beads.iter().enumerate() {
                let merged = &bitext.beads[row];
                prop_assert!(merged.is_flagged() || !bead.is_flagged());
                prop_assert_eq!(merged.locked(), merged.locked().or(bead.locked()));
            }
        }
        // Nobody wins by coming last.
        for order in [[1, 2, 0], [2, 1, 0], [0, 2, 1]] {
            let (turned, named) = imported(&base, &order.map(|at| journals[at].clone()));
            prop_assert_eq!(readings(&turned), readings(&bitext));
            prop_assert_eq!(named > 0, conflicts > 0);
        }
        // A second import decides nothing, whatever is in conflict.
        let (again, named) = imported(&bitext, &journals);
        prop_assert_eq!(named > 0, conflicts > 0);
        prop_assert_eq!(readings(&again), readings(&bitext));
        if conflicts == 0 {
            prop_assert_eq!(&again, &bitext);
        }
        // A comment may name the versions one by one that were joined before; then it stays.
        prop_assert_eq!(&imported(&again, &journals).0, &again);
    }
}

#[test]
fn what_is_of_other_texts_is_refused() {
    let journal = journal_of(&bitext(), &[Act::Accept { bead: 2, to: None }]);
    let mut other = bitext();
    for bead in &mut other.beads {
        for text in &mut bead.target.segments {
            *text = format!("Something else is said here, {}.", text.len());
        }
    }
    let refused = Correction::read(&other, &journal);
    assert!(matches!(refused, Err(CorrectionError::OtherTexts)), "{refused:?}");
}

#[test]
fn a_conflict_of_a_long_run_fits_into_a_cell() {
    let base = bitext();
    let long = |word: &str| -> Vec<Act> {
        let text = format!("{word} ").repeat(2000);
        let edit = |bead| Act::Edit { bead, side: Half::Source, text: text.clone() };
        [1, 2, 3, 4, 6, 7, 8, 9].map(edit).to_vec()
    };
    let journals = ["one", "two", "three"].map(|word| {
        let mut acts = long(word);
        acts.push(Act::Shift { bead: 1, side: Half::Target, to: Towards::Down });
        journal_of(&base, &acts)
    });
    let (bitext, conflicts) = imported(&base, &journals);
    assert!(conflicts > 0);
    assert!(bitext.beads.iter().all(|bead| bead.comment().chars().count() < 32_767));
    Xlsx.emit(&bitext, &[], &mut vec![]).unwrap();
}

#[test]
fn a_comment_that_no_cell_takes_is_named() {
    let mut review = Review::new(bitext());
    review.act(&Act::Comment { bead: 3, text: "x".repeat(40_000) }).unwrap();
    let refused = Xlsx.emit(&review.bitext(), &[], &mut vec![]).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
    let said = refused.to_string();
    assert!(said.contains("pair 3") && said.contains("comment"), "{said}");
}
