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
