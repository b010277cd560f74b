//! The reviewer's round trip: what can be done in a spreadsheet, and what is refused.

mod realign;
mod reviewers;

use diptych::bitext::{Bead, Bitext, Cell, Side};
use diptych::emit::Emit;
use diptych::review::{Csv, Refusal, Revision, Row, Sheet, Status, Xlsx, read, revise};
use diptych_segments::{Lang, Role};
use proptest::prelude::*;

fn bitext(beads: &[(&[&str], &[&str])]) -> Bitext {
    let (mut source, mut target) = (0, 0);
    let cell = |next: &mut usize, segments: &[&str]| {
        let ids = (*next..*next + segments.len()).collect();
        *next += segments.len();
        Cell { ids, segments: segments.iter().map(|&s| s.into()).collect(), ..Cell::default() }
    };
    let beads = beads
        .iter()
        .map(|&(zh, en)| Bead {
            source: cell(&mut source, zh),
            target: cell(&mut target, en),
            score: 0.5,
            role: Role::Paragraph,
            accepted: false,
            context: None,
            reviewed: None,
        })
        .collect();
    let side = |lang, code: &str| Side { file: String::new(), lang, code: code.into() };
    Bitext { source: side(Lang::Zh, "zh-CN"), target: side(Lang::En, "en-US"), beads }
}

fn story() -> Bitext {
    bitext(&[
        (&["雨停了。", "他推开窗。"], &["The rain had stopped, and he opened the window."]),
        (&["街上没有人。"], &["There was nobody in the street.", "A dog barked."]),
        (&["远处有狗叫。"], &["Then it was quiet again."]),
        (&["=后来又静了。"], &[]),
    ])
}

fn rows_of(bitext: &Bitext) -> Vec<Row> {
    let mut sheet = Vec::new();
    Csv.emit(bitext, &[], &mut sheet).unwrap();
    read(&sheet).unwrap()
}

fn revised(edit: impl FnOnce(&mut Vec<Row>)) -> Revision {
    let mut rows = rows_of(&story());
    edit(&mut rows);
    revise(&story(), &rows).unwrap()
}

fn refused(edit: impl FnOnce(&mut Vec<Row>)) -> Vec<Refusal> {
    let mut rows = rows_of(&story());
    edit(&mut rows);
    revise(&story(), &rows).unwrap_err()
}

fn inserted(source: &str, target: &str) -> Row {
    Row {
        number: 99,
        bead: None,
        status: Status::Open,
        source: source.into(),
        target: target.into(),
        ids: None,
        comment: None,
    }
}

fn ids(revision: &Revision) -> Vec<(Vec<usize>, Vec<usize>)> {
    revision.bitext.beads.iter().map(|b| (b.source.ids.to_vec(), b.target.ids.to_vec())).collect()
}

#[test]
fn both_kinds_of_sheet_come_back_as_they_went_out() {
    for emitter in [&Csv as &dyn Emit, &Xlsx] {
        let mut sheet = Vec::new();
        emitter.emit(&story(), &[], &mut sheet).unwrap();
        let mut again = Vec::new();
        emitter.emit(&story(), &[], &mut again).unwrap();
        assert!(sheet == again, "two runs differ");
        let revision = revise(&story(), &read(&sheet).unwrap()).unwrap();
        assert_eq!(revision.changes, []);
        assert_eq!(revision.bitext, story());
    }
}

#[test]
fn an_edited_text_keeps_its_sentence() {
    let revision =
        revised(|rows| rows[0].target = "It had stopped raining, and he opened the window.".into());
    assert_eq!(ids(&revision), ids(&revise(&story(), &rows_of(&story())).unwrap()));
    let bead = &revision.bitext.beads[0];
    assert_eq!(bead.target.segments[..], ["It had stopped raining, and he opened the window."]);
    assert!(bead.accepted);
    assert_eq!(revision.changes.len(), 1);
}

#[test]
fn a_number_stays_only_where_the_edited_text_begins_with_it() {
    let mut numbered = story();
    for (bead, label) in numbered.beads.iter_mut().zip(["1.", "2.", "3."]) {
        let first = bead.source.segments[0].clone();
        bead.source.segments[0] = format!("{label} {first}");
        bead.source.label = Some(label.into());
    }
    let mut rows = rows_of(&numbered);
    rows[1].source = "街上没有人。".into();
    rows[2].source = "3.5里外有狗叫。".into();
    let beads = revise(&numbered, &rows).unwrap().bitext.beads;
    let labels: Vec<_> = beads.iter().map(|bead| bead.source.label.as_deref()).collect();
    assert_eq!(labels, [Some("1."), None, None, None]);
}

#[test]
fn a_text_written_anew_keeps_its_sentence() {
    let revision = revised(|rows| rows[2].source = "某处传来犬吠声。".into());
    assert_eq!(revision.bitext.beads[2].source.segments[..], ["某处传来犬吠声。"]);
    assert_eq!(revision.bitext.beads[2].source.ids[..], [3]);
}

#[test]
fn a_sentence_moves_to_the_next_row() {
    let revision = revised(|rows| {
        rows[1].target = "There was nobody in the street.".into();
        rows[2].target = "A dog barked.".into();
        rows[3].target = "Then it was quiet again.".into();
    });
    let expected =
        [(vec![0, 1], vec![0]), (vec![2], vec![1]), (vec![3], vec![2]), (vec![4], vec![3])];
    assert_eq!(ids(&revision), expected);
}

#[test]
fn a_sentence_moves_far_and_crosswise() {
    let revision = revised(|rows| {
        rows[1].target = "A dog barked.".into();
        rows[3].target = "There was nobody in the street.".into();
    });
    assert_eq!(ids(&revision)[3], (vec![4], vec![1]));
}

#[test]
fn an_inserted_row_splits_between_sentences() {
    let revision = revised(|rows| {
        rows[1].target = "There was nobody in the street.".into();
        rows.insert(2, inserted("", "A dog barked."));
    });
    assert_eq!(ids(&revision)[1..3], [(vec![2], vec![1]), (vec![], vec![2])]);
    assert_eq!(revision.bitext.beads.len(), 5);
}

#[test]
fn a_split_within_a_sentence_numbers_that_side_anew() {
    let revision = revised(|rows| {
        rows[0].source = "雨停了。".into();
        rows[0].target = "The rain had stopped,".into();
        rows.insert(1, inserted("他推开窗。", "and he opened the window."));
    });
    let expected = [
        (vec![0], vec![0]),
        (vec![1], vec![1]),
        (vec![2], vec![2, 3]),
        (vec![3], vec![4]),
        (vec![4], vec![]),
    ];
    assert_eq!(ids(&revision), expected);
}

#[test]
fn rows_merge_by_status_and_by_hand() {
    let by_status = revised(|rows| rows[3].status = Status::MergeUp);
    assert_eq!(ids(&by_status)[2], (vec![3, 4], vec![3]));
    let by_hand = revised(|rows| {
        rows[2].source = "远处有狗叫。=后来又静了。".into();
        rows.remove(3);
    });
    assert_eq!(ids(&by_hand), ids(&by_status));
}

#[test]
fn accepted_and_rejected_rows() {
    let revision = revised(|rows| {
        rows[0].status = Status::Accepted;
        rows[2].status = Status::Rejected;
    });
    assert!(
        revision.bitext.beads[0].accepted && (revision.bitext.beads[0].score - 1.0).abs() < 1e-6
    );
    assert_eq!(ids(&revision)[2..4], [(vec![3], vec![]), (vec![], vec![3])]);
}

#[test]
fn a_missing_translation_can_be_added() {
    let revision = revised(|rows| rows[3].target = "Later it fell silent.".into());
    assert_eq!(ids(&revision)[3], (vec![4], vec![4]));
}

#[test]
fn a_lost_sentence_is_refused_with_its_row() {
    let refusals = refused(|rows| rows[1].target = "There was nobody in the street.".into());
    let [Refusal::Lost { rows, bead: 2, text, .. }] = refusals.as_slice() else {
        panic!("{refusals:?}")
    };
    assert_eq!((rows.as_slice(), text.as_str()), ([3].as_slice(), "A dog barked."));
    let refusals = refused(|rows| drop(rows.remove(0)));
    assert_eq!(refusals.len(), 3, "{refusals:?}");
}

#[test]
fn a_repeated_sentence_is_refused_with_its_row() {
    let refusals = refused(|rows| rows[3].target = "A dog barked.".into());
    assert!(
        matches!(refusals.as_slice(), [Refusal::Repeated { row: 5, bead: 2, .. }]),
        "{refusals:?}"
    );
    let refusals = refused(|rows| {
        let copy = Row { number: 98, ..rows[0].clone() };
        rows.insert(1, copy);
    });
    assert!(refusals.iter().any(|r| matches!(r, Refusal::Repeated { .. })), "{refusals:?}");
}

/// Two texts share single letters in the same order, which must not pass for an edited sentence.
#[test]
fn a_row_overwritten_with_a_copy_is_refused() {
    let old = bitext(&[
        (
            &["县志上说，修码头的钱是一位寡妇捐的。"],
            &[
                "The county gazetteer says that the money came from a widow, whose husband had drowned in this very river, and that she never set foot on the landing herself.",
            ],
        ),
        (&["那天放了一上午鞭炮。"], &["On that day firecrackers were let off."]),
        (&["没有人说得上来。"], &["Nobody could say."]),
    ]);
    let mut rows = rows_of(&old);
    rows[1].target = rows[0].target.clone();
    let refusals = revise(&old, &rows).unwrap_err();
    assert!(
        matches!(
            refusals.as_slice(),
            [Refusal::Repeated { row: 3, bead: 1, .. }, Refusal::Lost { bead: 2, .. }]
        ),
        "{refusals:?}"
    );
    let mut rows = rows_of(&old);
    rows[2].target = format!("{} {}", rows[2].target, rows[0].target);
    let refusals = revise(&old, &rows).unwrap_err();
    assert!(matches!(refusals.as_slice(), [Refusal::Repeated { row: 4, bead: 1, .. }]));
}

#[test]
fn several_sentences_move_far_together() {
    let sentences: Vec<String> =
        (0..40).map(|n| format!("Sentence {n} tells of day number {n}.")).collect();
    let beads: Vec<(Vec<&str>, Vec<&str>)> = (0..20)
        .map(|n| (vec!["一天。"], sentences[2 * n..2 * n + 2].iter().map(String::as_str).collect()))
        .collect();
    let slices: Vec<(&[&str], &[&str])> =
        beads.iter().map(|(a, b)| (a.as_slice(), b.as_slice())).collect();
    let old = bitext(&slices);
    let mut rows = rows_of(&old);
    let there = std::mem::take(&mut rows[18].target);
    let here = std::mem::replace(&mut rows[2].target, there);
    rows[18].target = here;
    let revision = revise(&old, &rows).unwrap();
    assert_eq!(revision.bitext.beads[2].target.ids[..], [36, 37]);
    assert_eq!(revision.bitext.beads[18].target.ids[..], [4, 5]);
}

#[test]
fn a_sheet_saved_without_chinese_is_refused() {
    let refusals = refused(|rows| {
        for row in rows {
            row.source = row.source.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
        }
    });
    assert!(matches!(refusals.as_slice(), [Refusal::Garbled { row: 2, .. }, ..]), "{refusals:?}");
    assert!(refusals[0].to_string().contains("UTF-8"));
}

#[test]
fn what_spreadsheets_do_to_a_sheet_does_not_matter() {
    let mut sheet = Vec::new();
    Csv.emit(&story(), &[], &mut sheet).unwrap();
    let text = String::from_utf8(sheet).unwrap();
    let gb = encoding_rs::GB18030.encode(text.trim_start_matches('\u{feff}')).0.into_owned();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tabs = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut with_tabs = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    tabs.into_byte_records().for_each(|row| with_tabs.write_byte_record(&row.unwrap()).unwrap());
    let titled = format!("审校：第一章\n\n{}", text.trim_start_matches('\u{feff}'));
    let floats = text.replace("\n1,", "\n1.0,").replace("\n2,", "\n 2 ,");
    for sheet in
        [gb, utf16, with_tabs.into_inner().unwrap(), titled.into_bytes(), floats.into_bytes()]
    {
        let revision = revise(&story(), &read(&sheet).unwrap()).unwrap();
        assert_eq!(revision.changes, []);
    }
}

#[test]
fn a_row_of_another_alignment_is_refused() {
    let refusals = refused(|rows| rows[3].bead = Some(7));
    assert!(matches!(refusals.as_slice(), [Refusal::NoSuchBead { row: 5, bead: 7 }, ..]));
}

#[test]
fn a_sheet_sorted_otherwise_is_the_same() {
    assert_eq!(revised(|rows| rows.reverse()).bitext, story());
}

#[test]
fn text_in_no_known_encoding_is_refused() {
    let error = read(b"bead,status,source,target\n1,,\xff\xff\x80,a\n").unwrap_err().to_string();
    assert!(error.contains("GB18030"), "{error}");
}

#[test]
fn unreadable_sheets_name_the_place() {
    for (sheet, place) in [
        ("bead,source,target\n", &["row 1 ", "`status`"][..]),
        ("bead,status,source,target\nx,,a,b\n", &["row 2", "`x`"]),
        ("bead,status,source,target\n1,perhaps,a,b\n", &["row 2", "`perhaps`"]),
        ("PK\u{3}\u{4}", &[]),
        ("bead,status,source,target\n1,,a,#NAME?\n", &["row 2", "#NAME?"]),
        ("注,,,\nbead,status,source\n", &["row 2 ", "`target`"]),
    ] {
        let error = read(sheet.as_bytes()).unwrap_err().to_string();
        assert!(place.iter().all(|part| error.contains(part)), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    /// Any regrouping of whole sentences in order comes back exactly, without a refusal.
    #[test]
    fn any_regrouping_comes_back(
        sizes in prop::collection::vec((0usize..3, 0usize..3), 1..8),
        cuts in prop::collection::vec((0usize..16, 0usize..16), 1..8),
    ) {
        let text = |side: &str, n: usize| {
            let letter = char::from(b'a' + n as u8).to_string();
            format!("{side}{}.", letter.repeat(4 + n % 5))
        };
        let (mut s, mut t) = (0, 0);
        let mut beads: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for (a, b) in sizes {
            beads.push(((s..s + a).map(|n| text("句", n)).collect(), (t..t + b).map(|n| text("S", n)).collect()));
            (s, t) = (s + a, t + b);
        }
        let borrowed: Vec<(Vec<&str>, Vec<&str>)> = beads
            .iter()
            .map(|(a, b)| (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect()))
            .collect();
        let slices: Vec<(&[&str], &[&str])> = borrowed.iter().map(|(a, b)| (a.as_slice(), b.as_slice())).collect();
        let old = bitext(&slices);

        let mut cuts: Vec<(usize, usize)> = cuts.into_iter().map(|(a, b)| (a.min(s), b.min(t))).collect();
        let (mut left, mut right): (Vec<usize>, Vec<usize>) = cuts.drain(..).unzip();
        left.sort_unstable();
        right.sort_unstable();
        left.push(s);
        right.push(t);
        let mut rows = Vec::new();
        let (mut a, mut b) = (0, 0);
        for (index, (&c, &d)) in left.iter().zip(&right).enumerate() {
            rows.push(Row {
                number: index + 2,
                bead: Some((index + 1).min(old.beads.len())),
                status: Status::Open,
                source: (a..c).map(|n| text("句", n)).collect(),
                target: (b..d).map(|n| text("S", n)).collect::<Vec<_>>().join(" "),
                ids: None,
                comment: None,
            });
            (a, b) = (c, d);
        }
        let revision = revise(&old, &rows).unwrap();
        let all: Vec<usize> = revision.bitext.beads.iter().flat_map(|b| b.source.ids.clone()).collect();
        prop_assert_eq!(all, (0..s).collect::<Vec<_>>());
        let texts: Vec<String> = revision.bitext.beads.iter().flat_map(|b| b.target.segments.clone()).collect();
        prop_assert_eq!(texts, (0..t).map(|n| text("S", n)).collect::<Vec<_>>());
    }

    /// Whatever is cut, copied and pasted: a sheet is refused, or every sentence stands once.
    #[test]
    fn nothing_is_lost_or_repeated_in_silence(
        sizes in prop::collection::vec(1usize..3, 3..9),
        edits in prop::collection::vec((0usize..4, 0usize..9, 0usize..9), 0..4),
    ) {
        const WORDS: [&str; 12] = [
            "river", "lantern", "widow", "ferry", "trunk", "winter", "poem", "steps", "moon", "oar", "bank", "fish",
        ];
        let mut all = Vec::new();
        let mut beads: Vec<Vec<String>> = Vec::new();
        for size in sizes {
            let sentences: Vec<String> = (all.len()..all.len() + size)
                .map(|n| format!("The {} and the {} were old.", WORDS[n % 12], WORDS[(n * 5 + n / 12 + 1) % 12]))
                .collect();
            all.extend(sentences.clone());
            beads.push(sentences);
        }
        let borrowed: Vec<Vec<&str>> =
            beads.iter().map(|bead| bead.iter().map(String::as_str).collect()).collect();
        let slices: Vec<(&[&str], &[&str])> =
            borrowed.iter().map(|bead| (&["一句话。"][..], bead.as_slice())).collect();
        let old = bitext(&slices);
        let mut rows = rows_of(&old);
        for (kind, from, to) in edits {
            let (from, to) = (from % rows.len(), to % rows.len());
            let (a, b) = (rows[from].target.clone(), rows[to].target.clone());
            match kind {
                0 => (rows[from].target, rows[to].target) = (b, a),
                1 => rows[to].target = a,
                2 => rows[to].target = format!("{b} {a}"),
                _ => {
                    rows[to].target = format!("{b} {a}");
                    if from != to { rows[from].target = String::new(); }
                }
            }
        }
        if let Ok(revision) = revise(&old, &rows) {
            let mut texts: Vec<String> =
                revision.bitext.beads.iter().flat_map(|bead| bead.target.segments.clone()).collect();
            texts.sort_unstable();
            all.sort_unstable();
            prop_assert_eq!(texts, all);
        }
    }
}

#[test]
fn a_quotation_mark_that_was_added_belongs_to_the_sentence_it_opens() {
    let revision = revised(|rows| {
        rows[1].target = "There was nobody in the street. \"A dog barked.\"".into();
        rows[0].source = "雨停了。“他推开窗。”".into();
    });
    let bead = &revision.bitext.beads[1];
    assert_eq!(bead.target.segments[..], ["There was nobody in the street.", "\"A dog barked.\""]);
    assert_eq!(revision.bitext.beads[0].source.segments[..], ["雨停了。", "“他推开窗。”"]);
    let closed =
        revised(|rows| rows[1].target = "\"There was nobody in the street.\" A dog barked.".into());
    let segments = &closed.bitext.beads[1].target.segments;
    assert_eq!(segments[..], ["\"There was nobody in the street.\"", "A dog barked."]);
}

#[test]
fn a_sheet_knows_what_it_was_made_of_and_whether_it_was_edited() {
    let mut accepted = story();
    accepted.beads[0].accepted = true;
    for emitter in [&Csv as &dyn Emit, &Xlsx] {
        let mut bytes = Vec::new();
        emitter.emit(&story(), &[], &mut bytes).unwrap();
        let sheet = Sheet::read(&bytes).unwrap();
        assert!(sheet.is_of(&story()) && !sheet.is_edited());
        assert!(!sheet.is_of(&accepted));
        let mut edited = sheet;
        edited.rows.remove(0);
        assert!(edited.is_edited());
    }
    let mut bytes = Vec::new();
    Csv.emit(&story(), &[], &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    // A sheet of an earlier version does not tell.
    let old = text.replace(" made_from", "").replace("made_from", "");
    let old = Sheet::read(old.as_bytes()).unwrap();
    assert!(old.is_of(&accepted) && !old.names_its_state());
    // The cell before the numbers of the source is the comment.
    let commented = text.replacen(",,4,", ",look,4,", 1);
    assert!(commented != text && Sheet::read(commented.as_bytes()).unwrap().is_edited());
    // A column of the reviewer's own, with a head or without, counts where it holds something.
    let column = |head: &str, cell: &str| {
        let lines = text.lines().enumerate();
        let lines =
            lines.map(|(at, line)| format!("{line},{}\n", if at == 0 { head } else { cell }));
        Sheet::read(lines.collect::<String>().as_bytes()).unwrap()
    };
    assert!(column("editor", "look").is_edited() && column("", "look").is_edited());
    assert!(!column("", "").is_edited());
}

#[test]
fn what_a_reviewer_rejected_is_not_paired_again() {
    let revision = revised(|rows| rows[2].status = Status::Rejected);
    assert_eq!(revision.rejected, [(vec![3], vec![3])]);
    let again = diptych::pipeline::realign(
        &revision.bitext,
        &revision.rejected,
        &diptych::lexicon::Lexicon::embedded(),
        &diptych::align::Extra::default(),
    );
    let together = |bead: &Bead| bead.source.ids.contains(&3) && bead.target.ids.contains(&3);
    assert!(!again.beads.iter().any(together));
    let all: Vec<usize> = again.beads.iter().flat_map(|bead| bead.source.ids.clone()).collect();
    assert_eq!(all, [0, 1, 2, 3, 4]);
}

#[test]
fn rows_of_one_number_are_named() {
    let revision = revised(|rows| {
        rows[1].target = "There was nobody in the street.".into();
        rows.insert(2, Row { number: 98, bead: Some(2), ..inserted("", "A dog barked.") });
    });
    assert_eq!(revision.same_number, [(2, vec![3, 98])]);
}

#[test]
fn a_text_that_no_cell_holds_is_named() {
    let long = "雨".repeat(33_000);
    let bitext = bitext(&[(&["云。"], &["A cloud."]), (&[&long], &["Rain."])]);
    let error = Xlsx.emit(&bitext, &[], &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("pair 2") && error.to_string().contains(".csv"), "{error}");
    Csv.emit(&bitext, &[], &mut Vec::new()).unwrap();
}
