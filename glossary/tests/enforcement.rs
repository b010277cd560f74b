//! Our own beads: what the enforcement must say about each, one file for each matter.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and may talk")]

use std::fmt::Write as _;
use std::path::Path;

use diptych_glossary::{Checked, Document, Rendering, Row, Termbase, Verdict, read_rows};

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
            // So many units that have nothing to do with the terms.
            "pause" => {
                for _ in 0..value.parse().expect(&place) {
                    cases.push(Case {
                        place: place.clone(),
                        rows: rows.clone(),
                        chinese: "天气很好。".to_owned(),
                        english: "The weather is fine.".to_owned(),
                        expected: Vec::new(),
                    });
                }
            }
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

fn base(rows: &[Row]) -> Termbase {
    let header = Row { line: 1, cells: HEADER.map(str::to_owned).to_vec() };
    let rows: Vec<Row> = std::iter::once(header).chain(rows.iter().cloned()).collect();
    Termbase::new(read_rows("terms.tsv", &rows).unwrap()).unwrap()
}

/// `term verdict`, and for what was found `[words]`.
fn told(base: &Termbase, english: &str, it: &Rendering, verdict: Verdict) -> String {
    let mut told = base.chinese(it.concept).to_owned();
    match verdict {
        Verdict::Ambiguous(reason) => write!(told, " ambiguous {reason:?}").unwrap(),
        verdict => write!(told, " {verdict:?}").unwrap(),
    }
    let target = it.target.clone().filter(|_| !matches!(verdict, Verdict::Ok | Verdict::Admitted));
    if let Some(target) = target {
        write!(told, " [{}]", &english[target]).unwrap();
    }
    told.to_lowercase()
}

fn verdicts(base: &Termbase, case: &Case) -> Vec<String> {
    let renderings = base.check(&case.chinese, &case.english);
    renderings.iter().map(|it| told(base, &case.english, it, it.verdict)).collect()
}

/// The verdicts of the units of one document. In these cases a term is part of other words where
/// the Chinese has `/` in it.
fn document(base: &Termbase, cases: &[Case]) -> Vec<Vec<String>> {
    let units: Vec<_> = cases.iter().map(|it| base.check_unit(&it.chinese, &it.english)).collect();
    let mut document = Document::default();
    let verdicts = |(at, unit): (usize, &Checked)| {
        let is_cut = |_: &Rendering| cases[at].chinese.contains('/');
        let verdicts = document.verdicts(base, unit, units.get(at + 1), is_cut);
        let all = unit.renderings.iter().zip(verdicts);
        all.map(|(it, verdict)| told(base, &cases[at].english, it, verdict)).collect()
    };
    units.iter().enumerate().map(verdicts).collect()
}

fn files(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|it| cases(it)).collect();
    assert!(!cases.is_empty(), "no cases found");
    cases
}

/// All cases, those of one termbase together; those of `documents` are the units of one document.
fn groups() -> Vec<(Termbase, Vec<Case>, bool)> {
    let mut groups: Vec<(Termbase, Vec<Case>, bool)> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let all = files("beads").into_iter().map(|it| (it, false));
    for (case, is_document) in all.chain(files("documents").into_iter().map(|it| (it, true))) {
        if let Some(group) = groups.last_mut().filter(|it| rows == case.rows && it.2 == is_document)
        {
            group.1.push(case);
        } else {
            rows.clone_from(&case.rows);
            groups.push((base(&rows), vec![case], is_document));
        }
    }
    groups
}

/// The cases that do not give what they say.
fn wrong(groups: &[(Termbase, Vec<Case>, bool)]) -> Vec<String> {
    let mut found: Vec<(&Case, Vec<String>)> = Vec::new();
    for (base, cases, is_document) in groups {
        if *is_document {
            found.extend(cases.iter().zip(document(base, cases)));
        } else {
            found.extend(cases.iter().map(|it| (it, verdicts(base, it))));
        }
    }
    let wrong = found.into_iter().filter_map(|(case, found)| {
        let expected: Vec<String> = case
            .expected
            .iter()
            .filter(|it| *it != "nothing")
            .map(|it| it.to_lowercase())
            .collect();
        (found != expected).then(|| {
            format!(
                "{}\n  zh {}\n  en {}\n  expected {expected:?}\n  found    {found:?}\n",
                case.place, case.chinese, case.english
            )
        })
    });
    wrong.collect()
}

#[test]
fn every_case_gets_its_verdicts() {
    let wrong = wrong(&groups());
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

/// The ledger of the rules: each is switched off in turn. `cargo xtask rules` prints it.
#[test]
fn every_rule_has_a_case_that_fails_without_it() {
    let mut groups = groups();
    let mut ledger: Vec<(usize, String)> = diptych_glossary::rules()
        .map(|rule| {
            for group in &mut groups {
                group.0.switch_off(rule);
            }
            let wrong = wrong(&groups);
            let places: Vec<&str> = wrong.iter().filter_map(|it| it.lines().next()).collect();
            (wrong.len(), format!("{:3}  {rule}  {}", wrong.len(), places.join(" ")))
        })
        .collect();
    ledger.sort();
    for (_, line) in &ledger {
        println!("{line}");
    }
    assert!(ledger.iter().all(|(count, _)| *count > 0), "a rule without a case");
}
