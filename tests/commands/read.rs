//! What the commands say about inputs: bytes, reports, the standard input.

use crate::desk::{Desk, lines};

#[test]
fn what_is_no_text_is_refused_under_its_name() {
    let desk = Desk::new();
    let body = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
                <w:body><w:p/></w:body></w:document>";
    let mut zip = zip::ZipWriter::new(std::fs::File::create(desk.path("blank.docx")).unwrap());
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, body.as_bytes()).unwrap();
    zip.finish().unwrap();
    desk.put("noise.txt", (0u8..=255).cycle().take(5000).collect::<Vec<u8>>());
    desk.put("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest");
    for name in ["blank.docx", "noise.txt", "old.doc"] {
        let told = desk.refused(&format!("segment {name}")).err;
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn damage_is_refused_with_its_place_or_replaced_when_asked_and_reported() {
    let desk = Desk::new();
    let broken =
        b"\xE9\x9B\xA8\xE5\x81\x9C\xE4\xBA\x86\n\xFF\xE9\x9B\xA8\xE5\x81\x9C\xE4\xBA\x86\n";
    desk.put("broken.txt", broken);
    let told = desk.refused("segment broken.txt").err;
    assert!(told.contains("broken.txt:2: byte 10 "), "{told}");
    let ran =
        desk.ok("segment broken.txt --lang zh --replace --layout lines --input-report r.jsonl");
    assert_eq!(ran.out, "雨停了\n\u{FFFD}雨停了\n");
    assert!(ran.err.contains(" 1 "), "{}", ran.err);
    let report = lines(&desk.text("r.jsonl"));
    assert_eq!(
        (&report[0]["format"], &report[0]["encoding"]["name"]),
        (&"text".into(), &"UTF-8".into())
    );
    assert_eq!((&report[1]["what"], &report[1]["count"]), (&"undecodable bytes".into(), &1.into()));
}

#[test]
fn the_standard_input_is_read_and_its_format_found() {
    let page = "<html><body><p>窗外的雨下了一整夜。</p><p>她听见有人敲门。</p></body></html>";
    let ran = Desk::new().run_with("segment - --quiet", page.as_bytes());
    assert_eq!(ran.out, "窗外的雨下了一整夜。\n\n她听见有人敲门。\n");
}

#[test]
fn furniture_and_notes_that_were_found_are_in_the_report() {
    let desk = Desk::with_examples();
    desk.ok("segment article-zh.txt --input-report r.jsonl");
    let report = lines(&desk.text("r.jsonl"));
    assert_eq!((&report[0]["left_out"], &report[0]["notes"]), (&5.into(), &4.into()));
    let line = |wanted: &str| {
        report.iter().find(|l| l["text"].as_str().is_some_and(|t| t.starts_with(wanted))).unwrap()
    };
    assert_eq!(line("58")["why"], "page number");
    let article = desk.text("article-zh.txt");
    let number = 1 + article.lines().position(|line| line.contains("陈远")).unwrap();
    let place = line("陈远")["place"].as_str().unwrap();
    assert!(place.ends_with(&format!("line {number}")), "{place}");
}
