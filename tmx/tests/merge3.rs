//! Two memories that were made of one, brought together: nothing of either is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall fail")]

use diptych_tmx::{CONFLICT, Fingerprints, Merged, Merging, Reader, Rule, TranslationUnit};

fn memory(units: &[(&str, &str)]) -> String {
    let unit = |(zh, en): &(&str, &str)| {
        format!(
            "<tu><tuv xml:lang=\"zh\"><seg>{zh}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
        )
    };
    let units: String = units.iter().map(unit).collect();
    format!("<tmx version=\"1.4\"><header srclang=\"zh\"/><body>\n{units}</body></tmx>")
}

fn prints(files: &[String; 3]) -> [Fingerprints; 3] {
    let reader = |at: usize| Reader::new(files[at].as_bytes()).unwrap();
    let base = Fingerprints::read(&mut reader(0), |_| {}).unwrap();
    let [one, other] =
        [1, 2].map(|at| Fingerprints::read_beside(&mut reader(at), &base, |_| {}).unwrap());
    [base, one, other]
}

fn merged_files(files: &[String; 3]) -> (Vec<u8>, Merged) {
    let [base, one, other] = prints(files);
    let merging = Merging::new(&base, &one, &other).unwrap();
    let reader = |at: usize| Reader::new(files[at].as_bytes()).unwrap();
    merging.write(&mut reader(1), &mut reader(2), Vec::new()).unwrap()
}

fn merged(
    base: &[(&str, &str)],
    one: &[(&str, &str)],
    other: &[(&str, &str)],
) -> (Vec<String>, Merged) {
    let (out, done) = merged_files(&[memory(base), memory(one), memory(other)]);
    let units = Reader::new(out.as_slice()).unwrap();
    let text = |unit: TranslationUnit| {
        let is_contested = unit.prop(CONFLICT).is_some();
        let mark = if is_contested { "!" } else { "" };
        format!("{mark}{}={}", unit.variants[0].text(), unit.variants[1].text())
    };
    (units.map(|unit| text(unit.unwrap())).collect(), done)
}

const BASE: [(&str, &str); 3] = [("云", "cloud"), ("雨", "rain"), ("雪", "snow")];

#[test]
fn what_one_side_changed_is_taken() {
    let one = [("云", "clouds"), ("雨", "rain"), ("雪", "snow"), ("风", "wind")];
    let other = [("云", "cloud"), ("雪", "snows"), ("雷", "thunder"), ("风", "wind")];
    let (units, done) = merged(&BASE, &one, &other);
    assert_eq!(units, ["云=clouds", "雪=snows", "风=wind", "雷=thunder"]);
    assert_eq!((done.kept, done.taken, done.removed, done.conflicts), (2, 2, 1, 0));
}

#[test]
fn what_both_sides_changed_stays_twice() {
    let one = [("云", "clouds"), ("雨", "rainy")];
    let other = [("云", "a cloud"), ("雪", "snows")];
    let (units, done) = merged(&BASE, &one, &other);
    assert_eq!(units, ["!云=clouds", "!云=a cloud", "!雨=rainy", "!雪=snows"]);
    assert_eq!(done.conflicts, 3);
}

#[test]
fn nothing_changes_where_nothing_was_changed() {
    let file = memory(&BASE);
    let (out, _) = merged_files(&[file.clone(), file.clone(), file.clone()]);
    assert_eq!(String::from_utf8(out).unwrap(), file);
}

#[test]
fn a_memory_with_damage_is_refused() {
    let file = memory(&BASE);
    let rain = "<tu><tuv xml:lang=\"zh\"><seg>雨</seg></tuv><tuv xml:lang=\"en\"><seg>rain</seg></tuv></tu>";
    assert!(file.contains(rain));
    let damaged = [
        file[..file.find("<seg>雪").unwrap()].to_owned(),
        file.replace("</body></tmx>", ""),
        file.replace(rain, "<tu><tuv xml:lang=\"zh\"><seg>雨</seg></tuv>"),
        file.replace(rain, "<tu></tu>"),
        file.replace(rain, "<tu><note>雨</note></tu>"),
        file.replace("<seg>rain</seg>", ""),
    ];
    for damaged in damaged {
        for at in 0..3 {
            let mut files = [file.clone(), file.clone(), file.clone()];
            files[at].clone_from(&damaged);
            let [base, one, other] = prints(&files);
            assert!(Merging::new(&base, &one, &other).is_err(), "{damaged}");
        }
    }
}

#[test]
fn a_memory_with_bytes_that_are_no_text_is_refused() {
    let file = memory(&BASE).into_bytes();
    let at = file.windows(3).position(|it| it == "雨".as_bytes()).unwrap();
    let mut damaged = file.clone();
    damaged[at + 1] = b'?';
    for which in 0..3 {
        let mut files = [&file, &file, &file];
        files[which] = &damaged;
        let reader = |at: usize| Reader::new(files[at].as_slice()).unwrap();
        let base = Fingerprints::read(&mut reader(0), |_| {}).unwrap();
        let [one, other] =
            [1, 2].map(|at| Fingerprints::read_beside(&mut reader(at), &base, |_| {}).unwrap());
        assert!(Merging::new(&base, &one, &other).is_err(), "{which}");
    }
}

#[test]
fn notes_props_and_dates_are_changes() {
    let file = memory(&BASE);
    let noted = file.replacen("<tu>", "<tu><note>approved</note>", 1);
    let dated = file.replacen("<tu>", "<tu changedate=\"20260101T000000Z\">", 1);
    let changed = file.replace("cloud", "clouds");
    let text = |files| {
        let (out, done) = merged_files(&files);
        (String::from_utf8(out).unwrap(), done)
    };
    for (one, other) in [(&noted, &changed), (&changed, &noted), (&noted, &dated)] {
        let (out, done) = text([file.clone(), one.clone(), other.clone()]);
        assert_eq!((done.conflicts, done.kept), (1, 2));
        for sign in ["approved", "clouds", "20260101"] {
            assert_eq!(out.contains(sign), one.contains(sign) || other.contains(sign));
        }
    }
    let (out, done) = text([file.clone(), file.clone(), noted.clone()]);
    assert_eq!((done.taken, done.conflicts), (1, 0));
    assert!(out.contains("approved"));
    let (_, done) = text([file.clone(), noted.clone(), noted.clone()]);
    assert_eq!((done.kept, done.conflicts), (3, 0));
    // Another order of attributes and variants says nothing new.
    let unit = |inside: &str| memory(&[]).replace("</body>", &format!("{inside}</body>"));
    let (zh, en) =
        ("<tuv xml:lang=\"zh\"><seg>云</seg></tuv>", "<tuv xml:lang=\"en\"><seg>cloud</seg></tuv>");
    let one = unit(&format!("<tu tuid=\"a\" usagecount=\"1\">{zh}{en}</tu>"));
    let other = unit(&format!("<tu usagecount=\"1\" tuid=\"a\">{en}{zh}</tu>"));
    assert_eq!(text([one.clone(), one, other]).1.kept, 1);
}

#[test]
fn an_old_mark_of_a_conflict_gives_way() {
    let marked = format!("<tu><prop type=\"{CONFLICT}\">from before</prop>");
    let file = memory(&BASE).replace("<tu>", &marked);
    let (one, other) = (file.replace("cloud", "clouds"), file.replace("cloud", "a cloud"));
    let (out, done) = merged_files(&[file, one, other]);
    let out = String::from_utf8(out).unwrap();
    assert_eq!(done.conflicts, 1);
    // Those of the two units that are not in conflict now.
    assert_eq!(out.matches("from before").count(), 2);
}

#[test]
fn added_units_stand_in_the_body() {
    let full = memory(&BASE);
    let none = memory(&[]);
    let prefixed = |file: &str| {
        file.replace("</", "</t:")
            .replace("<tmx", "<t:tmx xmlns:t=\"http://www.lisa.org/tmx14\"")
            .replace("<header", "<t:header")
            .replace("<body", "<t:body")
    };
    let empty = none.replace("<body>\n</body>", "<body/>");
    let spaced = none.replace("<body>\n</body>", "<body />\n");
    let no_end = none.replace("</body>", "");
    let files = [&none, &empty, &spaced, &no_end, &prefixed(&none), &prefixed(&empty)];
    for one in files {
        let (out, done) = merged_files(&[none.clone(), one.clone(), full.clone()]);
        assert_eq!(done.taken, 3, "{one}");
        let text = String::from_utf8(out.clone()).unwrap();
        let mut reader = Reader::new(out.as_slice()).unwrap();
        assert_eq!(reader.by_ref().map(Result::unwrap).count(), 3, "{text}");
        let faults = reader.take_faults();
        assert!(faults.iter().all(|it| it.rule != Rule::ContentStray), "{text}: {faults:?}");
        let end = if text.contains("</t:") { "</t:tmx>" } else { "</tmx>" };
        assert!(text.ends_with(end), "{text}");
    }
    let files = [none.clone(), empty.clone(), none.clone()];
    assert_eq!(String::from_utf8(merged_files(&files).0).unwrap(), empty);
}

#[test]
fn without_a_body_nothing_is_added() {
    let file = |text: &str| Reader::new(text.to_owned().into_bytes().leak() as &[u8]).unwrap();
    let bare = "<tmx version=\"1.4\"><header srclang=\"zh\"/></tmx>";
    let files = [memory(&[]), bare.to_owned(), memory(&BASE)];
    let [base, one, other] = prints(&files);
    let merging = Merging::new(&base, &one, &other).unwrap();
    assert!(merging.write(&mut file(bare), &mut file(&files[2]), Vec::new()).is_err());
}

#[test]
fn two_additions_with_one_translation_are_two_units() {
    let one = [&BASE[..], &[("是的", "Yes")]].concat();
    let other = [&BASE[..], &[("对", "Yes")]].concat();
    let (units, done) = merged(&BASE, &one, &other);
    assert_eq!(units[3..], ["是的=Yes", "对=Yes"]);
    assert_eq!((done.kept, done.taken, done.conflicts), (4, 1, 0));
}

#[test]
fn a_language_may_be_added_and_the_source_language_changed() {
    let file = memory(&BASE);
    let ja = "clouds</seg></tuv><tuv xml:lang=\"ja\"><seg>雲</seg></tuv>";
    let more = file.replace("cloud</seg></tuv>", ja);
    let other_source = file.replace("cloud", "clouds").replace("srclang=\"zh\"", "srclang=\"en\"");
    for other in [more, other_source] {
        let (_, done) = merged_files(&[file.clone(), file.clone(), other]);
        assert_eq!((done.kept, done.taken, done.removed), (2, 1, 0));
    }
}
