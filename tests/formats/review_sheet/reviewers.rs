//! What reviewers do besides moving text: comments, states in their own words, two at once.

use std::io::{Cursor, Read as _, Write as _};

use diptych::bitext::{Bitext, State, saved};
use diptych::emit::edition::{Edition, Html};
use diptych::emit::{Emit, Tmx};
use diptych::lexicon::Lexicon;
use diptych::review::{
    Correction, CorrectionError, Csv, Refusal, Row, Sheet, Status, Xlsx, correct, read, revise,
};
use diptych_segments::Role;

use super::{inserted, refused, revised, rows_of, story};

fn bytes(emitter: &dyn Emit, bitext: &Bitext) -> Vec<u8> {
    let mut bytes = vec![];
    emitter.emit(bitext, &[], &mut bytes).unwrap();
    bytes
}

fn text(emitter: &dyn Emit, bitext: &Bitext) -> String {
    String::from_utf8(bytes(emitter, bitext)).unwrap()
}

/// A workbook with its parts changed, and others added.
fn with_parts(
    workbook: &[u8],
    change: impl Fn(&str, String) -> String,
    more: &[(&str, &str)],
) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        new.start_file(&name, options).unwrap();
        new.write_all(change(&name, content).as_bytes()).unwrap();
    }
    for (name, content) in more {
        new.start_file(*name, options).unwrap();
        new.write_all(content.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The workbook of `story` with a text in it replaced, in the sheet that people see.
fn edited(bitext: &Bitext, from: &str, to: &str) -> Vec<u8> {
    let workbook = bytes(&Xlsx, bitext);
    with_parts(
        &workbook,
        |name, part| match name {
            // The hidden sheet quotes its texts in JSON.
            "xl/sharedStrings.xml" => part.replace(&format!(">{from}<"), &format!(">{to}<")),
            _ => part,
        },
        &[],
    )
}

#[test]
fn comments_of_the_column_and_of_cells_are_kept_and_go_on() {
    let workbook = bytes(&Xlsx, &story());
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>ed</author></authors><commentList><comment ref="E3" authorId="0"><text><r><t>who </t></r><r><t>says?</t></r></text></comment></commentList></comments>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>"#;
    let workbook = with_parts(
        &workbook,
        |_, part| part,
        &[("xl/comments1.xml", comments), ("xl/worksheets/_rels/sheet1.xml.rels", relations)],
    );
    let sheet = Sheet::read(&workbook).unwrap();
    assert!(sheet.is_edited());
    assert_eq!(sheet.rows[1].comment.as_deref(), Some("who says?"));

    let revision = revised(|rows| rows[1].comment = Some("请核对".to_owned()));
    assert_eq!(revision.bitext.beads[1].comment(), "请核对");
    assert_eq!(revision.changes.len(), 1);
    assert_eq!(revision.changes[0].bead, 2);
    // The saved alignment, the next sheet, the memory and the draft have it.
    let lines = text(&diptych::emit::Jsonl, &revision.bitext);
    let bitext = saved::parse(&lines).unwrap();
    assert_eq!(bitext, revision.bitext);
    assert_eq!(rows_of(&bitext)[1].comment.as_deref(), Some("请核对"));
    assert!(revise(&bitext, &rows_of(&bitext)).unwrap().changes.is_empty());
    assert!(!Sheet::read(&bytes(&Csv, &bitext)).unwrap().is_edited());
    assert!(text(&Tmx::default(), &bitext).contains("<note>请核对</note>"));
    let draft = Edition { draft: true, ..Edition::default() };
    assert!(text(&Html(&draft), &bitext).contains("请核对"));
    assert!(!text(&Html(&Edition::default()), &bitext).contains("请核对"));
    // A comment that was removed is gone; a sheet without the column removes none.
    let mut rows = rows_of(&bitext);
    rows[1].comment = Some(String::new());
    assert_eq!(revise(&bitext, &rows).unwrap().bitext.beads[1].comment(), "");
    rows[1].comment = None;
    assert_eq!(revise(&bitext, &rows).unwrap().bitext.beads[1].comment(), "请核对");
}

#[test]
fn heads_and_states_are_understood_in_chinese_alone() {
    let csv = "句对,状态,可信度,原文,译文,备注\n\
        1,已接受,0.5,雨停了。他推开窗。,\"The rain had stopped, and he opened the window.\",\n\
        2,√,0.5,街上没有人。,There was nobody in the street. A dog barked.,\n\
        3,驳回,0.5,远处有狗叫。,Then it was quiet again.,想一想\n\
        4,待定,0.5,'=后来又静了。,,\n";
    let rows = read(csv.as_bytes()).unwrap();
    let status: Vec<Status> = rows.iter().map(|row| row.status).collect();
    assert_eq!(status, [Status::Accepted, Status::Accepted, Status::Rejected, Status::Open]);
    assert_eq!(rows[2].comment.as_deref(), Some("想一想"));
    for (name, status) in [
        ("通过", Status::Accepted),
        ("确认", Status::Accepted),
        ("合并", Status::MergeUp),
        ("删除", Status::Dropped),
        ("drop target", Status::TargetDropped),
        ("drop source 删除原文", Status::SourceDropped),
    ] {
        assert_eq!(Status::named(name), Some(status), "{name}");
    }
}

#[test]
fn all_rows_that_cannot_be_read_are_named_at_once() {
    let csv = text(&Csv, &story()).replace("\n2,,", "\n2,也许,").replace("\n3,,", "\nx,,");
    let error = Sheet::read(csv.as_bytes()).unwrap_err();
    let named: Vec<String> = error.each().iter().map(ToString::to_string).collect();
    assert_eq!(named.len(), 2, "{named:?}");
    assert!(named[0].starts_with("row 3: ") && named[0].contains("第 3 行"), "{named:?}");
    assert!(named[1].starts_with("row 4: ") && named[1].contains("第 4 行"), "{named:?}");
}

#[test]
fn what_was_accepted_can_be_opened_again() {
    let mut accepted = story();
    accepted.beads[1].accepted = true;
    accepted.beads[1].score = 1.0;
    let mut rows = rows_of(&accepted);
    assert_eq!(revise(&accepted, &rows).unwrap().bitext, accepted);
    rows[1].status = Status::Open;
    let revision = revise(&accepted, &rows).unwrap();
    assert!(!revision.bitext.beads[1].accepted);
    assert!(revision.bitext.beads[1].is_doubtful());
    assert_eq!(revision.changes.len(), 1);
}

#[test]
fn a_dropped_side_stays_in_the_alignment_only() {
    let revision = revised(|rows| {
        rows[0].status = Status::Dropped;
        rows[1].status = Status::TargetDropped;
    });
    let bitext = &revision.bitext;
    assert_eq!(bitext.beads.len(), 4);
    assert_eq!(bitext.beads[0].state(), State::Dropped);
    let (memory, page) = (text(&Tmx::default(), bitext), text(&Html(&Edition::default()), bitext));
    for gone in ["雨停了", "The rain had stopped", "nobody in the street"] {
        assert!(!memory.contains(gone), "{gone}");
        assert!(!page.contains(gone), "{gone}");
        assert!(text(&diptych::emit::Jsonl, bitext).contains(gone), "{gone}");
    }
    assert!(page.contains("街上没有人"));
    assert!(memory.contains("tuid=\"3\""), "the others keep their numbers");
    let again = saved::parse(&text(&diptych::emit::Jsonl, bitext)).unwrap();
    assert_eq!(&again, bitext);
    let rows = rows_of(&again);
    assert_eq!((rows[0].status, rows[1].status), (Status::Dropped, Status::TargetDropped));
    assert!(revise(&again, &rows).unwrap().changes.is_empty());
    // Later alignments leave it as it is.
    let aligned = diptych::pipeline::realign(
        &again,
        &[],
        &Lexicon::embedded(),
        &diptych::align::Extra::default(),
    );
    assert_eq!(aligned.beads[0], again.beads[0]);
}

#[test]
fn a_row_of_a_sorted_sheet_goes_back_to_its_pair_or_is_refused() {
    let split = |text: (&str, &str), own: (&str, &str), at: usize| {
        revised(|rows| {
            let at = at - 2;
            rows[at].source = own.0.to_owned();
            rows[at].target = own.1.to_owned();
            rows.insert(at + 1, inserted(text.0, text.1));
            // By score, with the inserted row last.
            let row = rows.remove(at + 1);
            rows.swap(0, 2);
            rows.push(row);
        })
    };
    let whole = ("街上没有人。", "There was nobody in the street.");
    let revision = split(("", "A dog barked."), whole, 3);
    let texts: Vec<String> =
        revision.bitext.beads.iter().map(|bead| revision.bitext.target_text(bead)).collect();
    assert_eq!(texts[1..3], ["There was nobody in the street.", "A dog barked."]);
    // A first half stands above the second.
    let revision =
        split(("", "There was nobody"), ("街上没有人。", "in the street. A dog barked."), 3);
    let texts: Vec<String> =
        revision.bitext.beads.iter().map(|bead| revision.bitext.target_text(bead)).collect();
    assert_eq!(texts[1..3], ["There was nobody", "in the street. A dog barked."]);
    // What is no part of one pair may belong anywhere.
    let refusals = refused(|rows| {
        rows.swap(0, 2);
        rows.push(inserted("（注）", "(a note)"));
    });
    assert_eq!(refusals, [Refusal::Unplaced { row: 99 }]);
}

#[test]
fn a_row_under_a_heading_is_no_heading() {
    let mut headed = story();
    headed.beads[0].role = Role::Heading(1);
    headed.beads[0].source.paragraph = Some(0);
    let mut rows = rows_of(&headed);
    rows.insert(1, inserted("（孙武著）", "(by Sun Wu)"));
    let revision = revise(&headed, &rows).unwrap();
    let beads = &revision.bitext.beads;
    assert_eq!((beads[0].role, beads[1].role), (Role::Heading(1), Role::Paragraph));
    assert_eq!(beads[1].source.paragraph, None);
    // Its own second sentence is one.
    let mut rows = rows_of(&headed);
    rows[0].source = "雨停了。".to_owned();
    rows.insert(1, inserted("他推开窗。", ""));
    assert_eq!(revise(&headed, &rows).unwrap().bitext.beads[1].role, Role::Heading(1));
}

#[test]
fn line_breaks_within_a_cell_are_kept() {
    let with_break = "There was nobody in the street.\nA dog barked.";
    let revision = revised(|rows| rows[1].target = with_break.to_owned());
    let bitext = &revision.bitext;
    assert_eq!(bitext.target_text(&bitext.beads[1]), with_break);
    assert_eq!(bitext.beads[1].target.segments.len(), 2);
    assert_eq!(revision.changes.len(), 1);
    let again = saved::parse(&text(&diptych::emit::Jsonl, bitext)).unwrap();
    assert_eq!(&again, bitext);
    assert!(revise(&again, &rows_of(&again)).unwrap().changes.is_empty());
    let inside = revised(|rows| rows[2].target = "Then it was\nquiet again.".to_owned());
    assert_eq!(inside.bitext.beads[2].target.segments[..], ["Then it was\nquiet again."]);
}

#[test]
fn what_is_rejected_is_in_the_saved_alignment_and_stays_apart() {
    let rejected = revised(|rows| rows[2].status = Status::Rejected).bitext;
    assert_eq!(rejected.beads[2].state(), State::Rejected);
    let again = saved::parse(&text(&diptych::emit::Jsonl, &rejected)).unwrap();
    let aligned = diptych::pipeline::realign(
        &again,
        &[],
        &Lexicon::embedded(),
        &diptych::align::Extra::default(),
    );
    let together = aligned
        .beads
        .iter()
        .any(|bead| bead.source.ids.contains(&3) && bead.target.ids.contains(&3));
    assert!(!together, "{aligned:?}");
}

#[test]
fn two_reviewers_of_one_alignment_both_take_effect() {
    let first = edited(&story(), "Then it was quiet again.", "Then all was quiet again.");
    let first = Correction::read(&story(), &first).unwrap();
    let second = edited(&story(), "远处有狗叫。", "远处有一只狗叫。");
    // Both at once.
    let both = vec![first.clone(), Correction::read(&story(), &second).unwrap()];
    let (at_once, conflicts) = correct(&story(), both);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    // One after the other: the second sheet was made before the first was imported.
    let after = Correction::read(&first.bitext, &second).unwrap();
    let (in_turn, conflicts) = correct(&first.bitext, vec![after]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    for bitext in [at_once, in_turn] {
        assert_eq!(bitext.source_text(&bitext.beads[2]), "远处有一只狗叫。");
        assert_eq!(bitext.target_text(&bitext.beads[2]), "Then all was quiet again.");
        assert!(bitext.beads[2].accepted);
    }
    // A split moves the numbers below it.
    let mut rows = rows_of(&story());
    rows[1].target = "There was nobody in the street.".to_owned();
    rows.insert(2, inserted("", "A dog barked."));
    let split = revise(&story(), &rows).unwrap().bitext;
    let after = Correction::read(&split, &second).unwrap();
    let (bitext, conflicts) = correct(&split, vec![after]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    assert_eq!(bitext.beads.len(), 5);
    assert_eq!(bitext.source_text(&bitext.beads[3]), "远处有一只狗叫。");
    // A CSV has no room for the alignment that it was made from.
    let csv = text(&Csv, &story()).replace("远处有狗叫。", "远处有一只狗叫。");
    let other = Correction::read(&split, csv.as_bytes());
    assert!(matches!(other, Err(CorrectionError::OtherState)), "{other:?}");
}

#[test]
fn a_conflict_is_named_and_nothing_is_decided() {
    let old = "Then it was quiet again.";
    let first = edited(&story(), old, "Then all was quiet.");
    let second = edited(&story(), old, "Silence again.");
    let both = [&first, &second].map(|sheet| Correction::read(&story(), sheet).unwrap());
    let (bitext, conflicts) = correct(&story(), both.to_vec());
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].0, conflicts[0].1.beads), (1, (3, 3)));
    assert_eq!(bitext.target_text(&bitext.beads[2]), old);
    assert_eq!(bitext.beads[2].state(), State::Open);
    assert!(bitext.beads[2].is_flagged());
    for version in ["Then all was quiet.", "Silence again."] {
        assert!(bitext.beads[2].comment().contains(version), "{}", bitext.beads[2].comment());
    }
}

#[test]
fn a_row_with_nothing_but_a_comment_is_about_the_pair_above() {
    let revision = revised(|rows| {
        let comment = Some("再看".to_owned());
        rows.insert(1, Row { comment, ..inserted("", "") });
    });
    assert_eq!(revision.bitext.beads.len(), 4);
    assert_eq!(revision.bitext.beads[0].comment(), "再看");
}

#[test]
fn a_sheet_that_names_no_state_is_of_the_segments_that_it_names() {
    // As version 0.1 wrote it: without the last column.
    let csv = text(&Csv, &story());
    let old: Vec<String> =
        csv.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect();
    let old = old.join("\n");
    let sheet = Sheet::read(old.as_bytes()).unwrap();
    assert!(!sheet.names_its_state() && sheet.is_of(&story()));
    let mut rows = rows_of(&story());
    rows[1].target = "There was nobody in the street.".to_owned();
    rows.insert(2, inserted("", "A dog barked."));
    assert!(!sheet.is_of(&revise(&story(), &rows).unwrap().bitext));
}
