//! Workbooks that would take all memory, or that two programs read as two texts.

use std::path::{Path, PathBuf};

use diptych::read::{Bilingual, Error, ErrorKind, Options, Report, read_pairs};
use diptych::review;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/workbooks").join(name)
}

fn pairs(name: &str) -> Result<(Bilingual, Report), Error> {
    read_pairs(&file(name), &Options::default())
}

#[test]
fn a_stray_cell_at_the_far_corner_takes_no_room() {
    let (both, _) = pairs("corner.xlsx").unwrap();
    assert_eq!(both.pairs.len(), 1);
    let rows = review::read(&std::fs::read(file("corner.xlsx")).unwrap()).unwrap();
    assert_eq!((rows.len(), rows[0].number, rows[0].bead), (1, 2, Some(1)));
}

#[test]
fn many_cells_that_share_one_long_text_are_refused() {
    let error = pairs("amplify.xlsx").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Hostile(_)), "{error}");
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let error = pairs("twonames.xlsx").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Hostile(why) if why.contains("sharedStrings")));
}

#[test]
fn a_damaged_old_workbook_is_an_error_in_every_command() {
    let bytes = std::fs::read(file("cut697.xls")).unwrap();
    let error = review::read(&bytes).unwrap_err();
    assert!(matches!(error, review::Error::Workbook(ErrorKind::DamagedWorkbook(_))), "{error}");
    assert!(pairs("cut697.xls").is_err());
}

#[test]
fn an_opendocument_spreadsheet_is_a_workbook() {
    let content = "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'>\
        <table:table table:name='one'>\
        <table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
        <table:table-row><table:table-cell><text:p>雨<text:s text:c='2'/>停。</text:p></table:table-cell>\
        <table:table-cell><text:p>It</text:p><text:p>stopped.</text:p><office:annotation><text:p>x</text:p></office:annotation></table:table-cell></table:table-row>\
        </table:table></office:document-content>";
    let archive = |content: &str| {
        crate::archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
        ])
    };
    let (both, _) = crate::pairs::pairs("t.ods", &archive(content)).unwrap();
    assert_eq!(
        (both.pairs[0].source.as_str(), both.pairs[0].target.as_str()),
        ("雨 停。", "It stopped.")
    );
    assert_eq!(both.pairs[0].line, 1_048_001);
    // A sheet of blanks has no end to reach.
    let blank = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p> </text:p></table:table-cell></table:table-row></table:table>";
    let blank = content.replace("</table:table>", blank);
    assert_eq!(crate::pairs::pairs("t.ods", &archive(&blank)).unwrap().0.pairs, both.pairs);
    let full = content.replace("<table:table-cell table:number-columns-repeated='16384'/>", "<table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell>");
    let error = crate::pairs::pairs("t.ods", &archive(&full)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Hostile(_)), "{error}");
}

/// A workbook of these sheets.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn all_sheets_are_read_or_named() {
    let bytes = workbook(&[
        ("一", &[&["中文", "英文"], &["雨停了。", "The rain stopped."], &["晴", "Err: see note"]]),
        ("notes", &[&["1", "reviewed by Ann"], &["2", "to be done"]]),
        ("二", &[&["English", "Chinese"], &["A dog barked outside.", "狗叫了。"]]),
    ]);
    let (both, report) = crate::pairs::pairs("t.xlsx", &bytes).unwrap();
    let pairs: Vec<_> =
        both.pairs.iter().map(|it| (it.number, it.source.as_str(), it.target.as_str())).collect();
    assert_eq!(
        pairs,
        [
            (2, "雨停了。", "The rain stopped."),
            (3, "晴", "Err: see note"),
            (5, "狗叫了。", "A dog barked outside.")
        ]
    );
    assert_eq!(report.left_out.len(), 1);
    assert_eq!(report.left_out[0].place.as_deref(), Some("notes"));
}

#[test]
fn rows_under_one_merged_cell_are_one_pair() {
    let rows = [
        ["章", "中文", "English"],
        ["一", "他说了两句话。", "He spoke."],
        ["", "", "Then he spoke again."],
        ["", "雨停了。", "The rain stopped."],
        ["", "他来了。", "He came and went."],
        ["", "又走了。", ""],
    ];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells).unwrap();
    }
    let plain = rust_xlsxwriter::Format::new();
    // The chapter's cell spans pairs; the other two make one pair of two rows.
    for (column, first, last) in [(0, 1, 5), (1, 1, 2), (2, 4, 5)] {
        let text = rows[first as usize][usize::from(column)];
        sheet.merge_range(first, column, last, column, text, &plain).unwrap();
    }
    let cell = |text: &str, rows: usize| match text {
        "" => "<t:covered-table-cell/>".to_owned(),
        text => {
            format!("<t:table-cell t:number-rows-spanned='{rows}'><x:p>{text}</x:p></t:table-cell>")
        }
    };
    let height = |row: usize, column: usize| match (row, column) {
        (1, 0) => 5,
        (1, 1) | (4, 2) => 2,
        _ => 1,
    };
    let row = |(at, cells): (usize, [&str; 3])| {
        let cells = (0..3).map(|column| cell(cells[column], height(at, column)));
        format!("<t:table-row>{}</t:table-row>", cells.collect::<String>())
    };
    let content = format!(
        "<o:document-content xmlns:o='o' xmlns:t='t' xmlns:x='x'><t:table t:name='a'>{}</t:table></o:document-content>",
        (0..).zip(rows).map(row).collect::<String>()
    );
    let ods = crate::archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    // In a termbase, each row is an entry about what stands beside it.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("terms.ods");
    std::fs::write(&path, &ods).unwrap();
    let sheets = diptych::read::read_sheets(&path).unwrap();
    assert_eq!(sheets[0].1[2].1, ["一", "他说了两句话。", "Then he spoke again."]);
    for (name, bytes) in [("t.xlsx", workbook.save_to_buffer().unwrap()), ("t.ods", ods)] {
        let (both, _) = crate::pairs::pairs(name, &bytes).unwrap();
        let pairs: Vec<_> =
            both.pairs.iter().map(|it| (it.line, it.source.as_str(), it.target.as_str())).collect();
        assert_eq!(
            pairs,
            [
                (2, "他说了两句话。", "He spoke. Then he spoke again."),
                (4, "雨停了。", "The rain stopped."),
                (5, "他来了。又走了。", "He came and went.")
            ],
            "{name}"
        );
    }
}

#[test]
fn a_column_of_marks_is_no_translation() {
    let bytes = workbook(&[(
        "一",
        &[&["1", "A", "本合同适用中国法律。"], &["2", "A", "双方应友好协商解决。"]],
    )]);
    let read = crate::read_as("t.xlsx", &bytes).unwrap();
    assert_eq!(crate::shown(&read), ["p| 本合同适用中国法律。", "p| 双方应友好协商解决。"]);
}

#[test]
fn what_a_text_lost_is_counted_once() {
    let text = "雨停\u{FEFF}了。\tThe rain stopped.\n狗叫了。\tA dog barked.\n狗叫了又停了。\tA dog barked, and then it did not.\n";
    let read = crate::read_as("t.txt", text.as_bytes()).unwrap();
    assert_eq!(crate::left_out(&read), [("control characters", 1), ("target sides", 3)]);
}
