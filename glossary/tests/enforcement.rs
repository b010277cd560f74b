//! Our own beads: what the enforcement must say about each, one file for each matter.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and may talk")]

use std::fmt::Write as _;
use std::path::Path;

use diptych_glossary::{Row, Termbase, Verdict, read_rows};

/// One bead of a file: its termbase, its texts, and the verdicts expected in order.
struct Case {
    place: String,
    rows: Vec<Row>,
    chinese: String,
    english: String,
    expected: Vec<String>,
}

const HEADER: [&str; 16] = [
    "zh",
    "en",
    "admitted",
    "superseded",
    "forbidden",
    "abbr",
    "short",
    "case",
    "inflect",
    "gap",
    "severity",
    "not_before",
    "not_after",
    "not_inside",
    "allow_short",
    "always",
];

/// A term line is `term: Chinese = English ; column = value ; …`; it holds until the next `terms:` line.
fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows: Vec<Row> = Vec::new();
    let mut cases = Vec::new();
    let mut chinese = String::new();
    for (at, line) in text.lines().enumerate() {
        let place = format!("{}:{}", path.file_name().unwrap().to_string_lossy(), at + 1);
        let Some((key, value)) = line.split_once(": ") else {
            assert!(
                line.trim().is_empty() || line.starts_with('#') || line == "terms:",
                "{place}: {line}"
            );
            if line == "terms:" {
                rows.clear();
            }
            continue;
        };
        match key {
            "term" => {
                let mut cells = vec![String::new(); HEADER.len()];
                for (nth, part) in value.split(" ; ").enumerate() {
                    let (name, cell) = part.split_once('=').unwrap();
                    if nth == 0 {
                        (cells[0], cells[1]) = (name.trim().to_owned(), cell.trim().to_owned());
                    } else {
                        let column = HEADER.iter().position(|it| *it == name.trim()).expect(&place);
                        cell.trim().clone_into(&mut cells[column]);
                    }
                }
                rows.push(Row { line: at + 1, cells });
            }
            "zh" => value.clone_into(&mut chinese),
            "en" => cases.push(Case {
                place,
                rows: rows.clone(),
                chinese: chinese.clone(),
                english: value.to_owned(),
                expected: Vec::new(),
            }),
            "is" => {
                cases.last_mut().unwrap().expected =
                    value.split(" ; ").map(str::to_owned).collect();
            }
            _ if line.starts_with('#') => {}
            _ => panic!("{place}: {line}"),
        }
    }
    cases
}

/// `term verdict`, and for what was found `[words]`.
fn verdicts(case: &Case) -> Vec<String> {
    let header = Row { line: 1, cells: HEADER.map(str::to_owned).to_vec() };
    let rows: Vec<Row> = std::iter::once(header).chain(case.rows.iter().cloned()).collect();
    let base = Termbase::new(read_rows("terms.tsv", &rows).unwrap()).unwrap();
    base.check(&case.chinese, &case.english)
        .into_iter()
        .map(|it| {
            let mut told = base.chinese(it.concept).to_owned();
            match it.verdict {
                Verdict::Ambiguous(reason) => write!(told, " ambiguous {reason:?}").unwrap(),
                verdict => write!(told, " {verdict:?}").unwrap(),
            }
            if let Some(target) =
                it.target.filter(|_| !matches!(it.verdict, Verdict::Ok | Verdict::Admitted))
            {
                write!(told, " [{}]", &case.english[target]).unwrap();
            }
            told.to_lowercase()
        })
        .collect()
}

#[test]
fn every_bead_gets_its_verdicts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beads");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|it| cases(it)).collect();
    assert!(!cases.is_empty(), "no beads found");
    let mut wrong = String::new();
    for case in &cases {
        let found = verdicts(case);
        let expected: Vec<String> = case
            .expected
            .iter()
            .filter(|it| *it != "nothing")
            .map(|it| it.to_lowercase())
            .collect();
        if found != expected {
            writeln!(
                wrong,
                "{}\n  zh {}\n  en {}\n  expected {expected:?}\n  found    {found:?}",
                case.place, case.chinese, case.english
            )
            .unwrap();
        }
    }
    println!("{} beads", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
