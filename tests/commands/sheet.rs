//! The findings sheet: out to a reviewer, and back as fixes, waivers and changes of the termbase.

use crate::desk::Desk;

const TERMS: &str = "zh\ten\tadmitted\tforbidden\tprovenance\tnote\n\
    数字鸿沟\tdigital divide\tdigital gap\tnumber gulf\tUN 2020\tnever gulf\n\
    网络主权\tcyber sovereignty\t\tnetwork sovereignty\t\t\n\
    海洋观测网\tocean observation network\t\t\t\t\n";
const UNITS: &str = "要弥合数字鸿沟。\tBridge a number gulf now.\n\
    维护网络主权。\tSafeguard network sovereignty.\n\
    建设海洋观测网。\tBuild the thing.\n\
    谈网络主权。\tOn network sovereignty.\n\
    消除数字鸿沟。\tEnd the digital gulf.\n";
const CHECK: &str = "check units.tsv -g terms.tsv";
const DECIDE: &str = "decide units.tsv findings.csv -o fixed.tsv --waivers w.tsv --glossary-changes g.tsv --reviewer Li";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("terms.tsv", TERMS);
    desk.put("units.tsv", UNITS);
    desk.run(&format!("{CHECK} -o findings.csv"));
    desk
}

/// Fills in the cells of the row of a unit: decision, own wording, comment.
fn decide(desk: &Desk, unit: usize, cells: [&str; 3]) {
    let text = desk.text("findings.csv");
    let mut rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|it| it.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let at = rows[0].iter().position(|it| it.starts_with("decision")).unwrap();
    for row in rows.iter_mut().filter(|row| row[1] == unit.to_string()) {
        for (column, cell) in (at..).zip(cells) {
            cell.clone_into(&mut row[column]);
        }
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        out.write_record(row).unwrap();
    }
    desk.put("findings.csv", String::from_utf8(out.into_inner().unwrap()).unwrap());
}

#[test]
fn what_is_decided_is_gone_and_nothing_else_changes() {
    let desk = desk();
    let before = desk.run(&format!("{CHECK} --format jsonl")).lines();
    decide(&desk, 1, ["fix", "", ""]);
    decide(&desk, 2, ["一律接受", "", "the client's own word"]);
    decide(&desk, 3, ["accept once 接受一次", "", ""]);
    decide(&desk, 5, ["change the termbase", "", "as in the old edition"]);
    desk.ok(DECIDE);
    let fixed = UNITS.replace("a number gulf", "a digital divide");
    assert_eq!(desk.text("fixed.tsv"), fixed);
    let waivers = desk.text("w.tsv");
    assert!(waivers.lines().filter(|it| it.contains("\tLi, 20")).count() == 2, "{waivers}");
    assert!(waivers.contains("the client's own word"));
    let change = desk.text("g.tsv");
    assert!(
        change.lines().nth(1).unwrap().starts_with("数字鸿沟\tdigital gulf\tLi, 20"),
        "{change}"
    );

    let after = desk.run("check fixed.tsv -g terms.tsv --waivers w.tsv --format jsonl").lines();
    let open: Vec<_> = after.iter().filter(|it| it["waived"] == false).collect();
    // What was accepted always is so in unit 4 as well; the changed termbase is another file.
    assert_eq!(open.len(), 1, "{open:?}");
    let said = desk.run("check fixed.tsv -g terms.tsv --waivers w.tsv").out;
    assert!(said.contains("\n1 finding (") && said.contains("), 3 waived\n"), "{said}");
    let of_unit = |lines: &[serde_json::Value], unit: usize| {
        lines.iter().find(|it| it["unit"] == unit).cloned().unwrap()
    };
    assert_eq!(of_unit(&after, 5)["fingerprint"], of_unit(&before, 5)["fingerprint"]);
}

#[test]
fn a_row_names_the_pages_of_its_texts() {
    let desk = desk();
    desk.put("zh.txt", "甲乙丙丁戊己庚辛。\n\u{c}要弥合数字鸿沟。\n\n我们明天再谈。\n");
    desk.put("en.txt", "Some words stand here.\n\u{c}A second page is here.\n\u{c}Bridge a number gulf now.\n\nWe talk again tomorrow.\n");
    desk.run("align zh.txt en.txt --layout paragraphs --force -o both.jsonl");
    desk.run("check both.jsonl -g terms.tsv -o pages.csv");
    let mut rows = csv::Reader::from_path(desk.path("pages.csv")).unwrap();
    let at = rows.headers().unwrap().iter().position(|it| it.starts_with("page")).unwrap();
    let row = rows.records().next().unwrap().unwrap();
    assert_eq!(&row[at], "2/3");
}

#[test]
fn a_workbook_comes_back_as_well() {
    let desk = desk();
    desk.run(&format!("{CHECK} -o findings.xlsx"));
    let done = desk.ok("decide units.tsv findings.xlsx -o fixed.tsv");
    assert!(done.err.contains("0 rows decided"), "{}", done.err);
    assert_eq!(desk.text("fixed.tsv"), UNITS);
}

#[test]
fn an_edited_translation_is_the_fix_where_nothing_is_marked() {
    let desk = desk();
    decide(&desk, 3, ["fix", "", ""]);
    assert!(desk.refused(DECIDE).err.contains("findings.csv: row 4"));
    desk.put("findings.csv", desk.text("findings.csv").replace("the thing", "the network"));
    desk.ok(DECIDE);
    assert_eq!(desk.text("fixed.tsv"), UNITS.replace("the thing", "the network"));
}

#[test]
fn a_row_whose_unit_changed_is_stale_and_named() {
    let desk = desk();
    decide(&desk, 1, ["fix", "", ""]);
    decide(&desk, 2, ["fix", "", ""]);
    desk.put("units.tsv", UNITS.replace("gulf now", "gulf today"));
    let done = desk.ok(DECIDE);
    assert!(done.err.contains("row 2"), "{}", done.err);
    assert!(desk.text("fixed.tsv").contains("gulf today"));
    assert!(desk.text("fixed.tsv").contains("Safeguard cyber sovereignty"));
}

#[test]
fn fix_names_the_rows_that_it_leaves() {
    let desk = desk();
    decide(&desk, 1, ["fix", "", ""]);
    decide(&desk, 2, ["", "the sovereignty", ""]);
    decide(&desk, 3, ["accept once", "", ""]);
    desk.put("units.tsv", UNITS.replace("gulf now", "gulf today"));
    let done = desk.ok("fix units.tsv --decisions findings.csv -o fixed.tsv");
    for row in ["row 2 is stale", "row 3"] {
        assert!(done.err.contains(row), "{row}: {}", done.err);
    }
}

#[test]
fn a_fault_of_quality_that_is_always_right_is_so_for_its_source() {
    let desk = Desk::new();
    let line = "打开图书馆的门。\tOpen the library door?\n";
    desk.put("units.tsv", format!("{line}关上图书馆的门。\tClose the library door?\n{line}"));
    desk.run("check units.tsv --qa -o findings.csv");
    decide(&desk, 1, ["accept always", "", ""]);
    desk.ok("decide units.tsv findings.csv --waivers w.tsv");
    let left = desk.run("check units.tsv --qa --waivers w.tsv --format jsonl").lines();
    let open: Vec<_> = left.iter().filter(|it| it["waived"] == false).collect();
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0]["unit"], 2);
}

#[test]
fn marked_candidates_are_not_overwritten() {
    let desk = Desk::with_examples();
    desk.ok("align article-zh.txt article-en.txt -o a.jsonl");
    desk.ok("glossary extract a.jsonl --min 2 -o c.csv");
    desk.ok("glossary extract a.jsonl --min 2 -o c.csv");
    let sheet = desk.text("c.csv");
    let (head, rows) = sheet.split_once('\n').unwrap();
    let row = rows.lines().next().unwrap();
    desk.put("c.csv", sheet.replacen(row, &marked(head, row), 1));
    assert!(desk.refused("glossary extract a.jsonl --min 2 -o c.csv").err.contains("c.csv"));
}

/// A row of candidates that is taken.
fn marked(head: &str, row: &str) -> String {
    let at = head.split(',').position(|it| it.trim_start_matches('\u{feff}').starts_with("take"));
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[at.unwrap()] = "x";
    cells.join(",")
}

#[test]
fn a_unit_that_moved_is_found() {
    let desk = desk();
    decide(&desk, 2, ["fix", "", ""]);
    desk.put("units.tsv", format!("新的一行。\tA new line.\n{UNITS}"));
    desk.ok(DECIDE);
    assert_eq!(
        desk.text("fixed.tsv").lines().nth(2).unwrap(),
        "维护网络主权。\tSafeguard cyber sovereignty."
    );
}

#[test]
fn a_sheet_that_cannot_be_meant_is_refused_and_nothing_is_written() {
    type Change = fn(&Desk);
    let cases: [(&str, Change, &str); 7] = [
        ("an unknown decision", |desk| decide(desk, 1, ["maybe", "", ""]), "row 2: `maybe`"),
        (
            "a changed header",
            |desk| {
                desk.put("findings.csv", desk.text("findings.csv").replace("wording", "words"));
            },
            "`wording`",
        ),
        (
            "another file",
            |desk| {
                decide(desk, 1, ["fix", "", ""]);
                desk.put("units.tsv", "天气很好。\tThe weather is fine.\n");
            },
            "units.tsv",
        ),
        (
            "rows that contradict each other",
            |desk| {
                decide(desk, 1, ["fix", "", ""]);
                let text = desk.text("findings.csv");
                let row = text.lines().find(|it| it.contains("number gulf")).unwrap();
                let row = row.to_owned() + "\n" + text.lines().nth(2).unwrap();
                desk.put("findings.csv", format!("{text}{}\n", row.replace("fix", "accept once")));
            },
            "rows 2 and 7",
        ),
        (
            "a damaged name",
            |desk| {
                desk.put("findings.csv", desk.text("findings.csv").replace("f-", "1"));
            },
            "fingerprint",
        ),
        (
            "no sheet at all",
            |desk| {
                desk.put("findings.csv", "a,b\n1,2\n");
            },
            "column",
        ),
        ("a change without words", |desk| decide(desk, 3, ["改术语库", "", ""]), "row 4"),
    ];
    for (what, change, said) in cases {
        let desk = desk();
        change(&desk);
        let refused = desk.refused(DECIDE);
        assert!(
            refused.err.contains("findings.csv") && refused.err.contains(said),
            "{what}: {}",
            refused.err
        );
        for file in ["fixed.tsv", "w.tsv", "g.tsv"] {
            assert!(!desk.path(file).exists(), "{what}: {file}");
        }
    }
}

#[test]
fn a_decision_without_a_file_for_it_is_refused() {
    let desk = desk();
    decide(&desk, 1, ["accept once", "", ""]);
    assert!(desk.refused("decide units.tsv findings.csv -o fixed.tsv").err.contains("--waivers"));
}

#[test]
fn a_sheet_with_decisions_is_not_overwritten() {
    let desk = desk();
    let again = format!("{CHECK} -o findings.csv");
    assert_eq!(desk.run(&again).code, 1);
    decide(&desk, 1, ["ask", "", ""]);
    assert!(desk.refused(&again).err.contains("findings.csv"));
}

#[test]
fn several_files_and_folders_are_checked_each_for_itself() {
    let desk = Desk::new();
    desk.put("terms.tsv", TERMS);
    desk.put("in/a.tsv", "维护网络主权。\tSafeguard network sovereignty.\n");
    desk.put("in/deep/b.tsv", "要弥合数字鸿沟。\tBridge the number gulf.\n");
    desk.put("c.tsv", "建设海洋观测网。\tBuild the ocean observation network.\n");
    let found = desk.run("check in c.tsv -g terms.tsv --format jsonl");
    let files: Vec<_> = found.lines().iter().map(|it| it["file"].clone()).collect();
    assert_eq!((found.code, files), (1, vec!["in/a.tsv".into(), "in/deep/b.tsv".into()]));
    // One that cannot be read leaves the others as they are.
    let found = desk.run("check in absent.tsv -g terms.tsv -o f.jsonl");
    assert!(found.code == 2 && found.err.contains("absent.tsv"), "{}", found.err);
    assert_eq!(desk.text("f.jsonl").lines().count(), 2);
    // A sheet of several files is decided file by file.
    desk.run("check in -g terms.tsv -o f.csv");
    desk.put("f.csv", desk.text("f.csv").replace(",,,,f-", ",ask,,,f-"));
    let done = desk.ok("decide in/a.tsv f.csv -o fixed.tsv");
    assert!(done.err.contains("1 row about other files"), "{}", done.err);
    desk.put("in/none/x.txt", "x");
    assert!(desk.refused("check in/none -g terms.tsv").err.contains("in/none"));
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let desk = desk();
    desk.put("good.tsv", "要弥合数字鸿沟。\tBridge the digital divide.\n");
    desk.run("check units.tsv good.tsv -g terms.tsv -o r.xml");
    let text = desk.text("r.xml");
    assert_eq!(text.matches("<testsuite ").count(), 2, "{text}");
    assert!(
        text.contains("name=\"units.tsv\" tests=\"5\" failures=\"5\" errors=\"0\" skipped=\"0\"")
    );
    assert!(text.contains("name=\"good.tsv\" tests=\"1\" failures=\"0\""));
    assert!(text.contains("<failure type=\"forbidden\""));
}

#[test]
fn what_is_accepted_in_a_unit_that_is_fixed_is_asked_again() {
    let desk = Desk::new();
    desk.put("terms.tsv", TERMS);
    desk.put("units.tsv", "网络主权与数字鸿沟。\tNetwork sovereignty and the number gulf.\n");
    desk.run(&format!("{CHECK} -o findings.csv"));
    decide(&desk, 1, ["accept once", "", ""]);
    let first = desk.text("findings.csv").replacen("accept once", "fix", 1);
    desk.put("findings.csv", first);
    let done = desk.ok(DECIDE);
    assert!(done.err.contains("row 3"), "{}", done.err);
    assert_eq!(desk.text("w.tsv").lines().count(), 1);
    assert!(desk.text("fixed.tsv").contains("Cyber sovereignty and the number gulf"));
}

#[test]
fn changes_of_the_termbase_gather_in_one_file() {
    let desk = desk();
    decide(&desk, 5, ["改术语库", "digital chasm", ""]);
    desk.put("g.tsv", "zh\ten\tprovenance\tnote\n网络主权\tnet sovereignty\tWang, 2026-01-02\t");
    desk.ok(DECIDE);
    let gathered = desk.text("g.tsv");
    let terms: Vec<_> = gathered.lines().filter_map(|it| it.split('\t').nth(1)).collect();
    assert_eq!(terms, ["en", "net sovereignty", "digital chasm"]);
    desk.ok(DECIDE);
    assert_eq!(desk.text("g.tsv"), gathered);

    let mine = "zh\ten\n数字鸿沟\tmy own work\n";
    desk.put("g.tsv", mine);
    assert!(desk.refused(DECIDE).err.contains("g.tsv"));
    assert_eq!(desk.text("g.tsv"), mine);
}

#[test]
fn a_termbase_is_read_once_for_all_files() {
    let desk = desk();
    desk.put("terms.tsv", TERMS.replace("\tnote\n", "\tremarks of Li\n"));
    desk.put("more.tsv", UNITS);
    let ran = desk.run("check units.tsv more.tsv -g terms.tsv");
    assert_eq!(ran.err.matches("remarks of Li").count(), 1, "{}", ran.err);
}

#[test]
fn a_wording_without_a_decision_is_named() {
    let desk = desk();
    decide(&desk, 1, ["fix", "", ""]);
    decide(&desk, 5, ["", "digital divide", ""]);
    let ran = desk.run(DECIDE);
    assert!(ran.err.contains("a wording and no decision"), "{}", ran.err);
    assert!(desk.text("fixed.tsv").contains("End the digital gulf."));
}

#[test]
fn a_termbase_in_the_folder_is_not_checked() {
    let desk = Desk::new();
    desk.put("job/terms.tsv", TERMS).put("job/units.tsv", UNITS);
    let ran = desk.run("check job -g job/terms.tsv --format jsonl --fail-on never");
    assert!(ran.lines().iter().all(|it| it["file"] != "job/terms.tsv"), "{}", ran.out);
    let usage = desk.run("glossary usage job/terms.tsv job --quiet").out;
    assert!(usage.contains("\n海洋观测网\tocean observation network\t1\t"), "{usage}");
    std::fs::remove_file(desk.path("job/units.tsv")).unwrap();
    assert!(desk.refused("check job -g job/terms.tsv").err.contains("job"));
}

#[test]
fn fix_makes_what_is_decided_and_nothing_else() {
    let desk = desk();
    decide(&desk, 2, ["fix", "", ""]);
    decide(&desk, 5, ["fix", "digital rift", ""]);
    desk.ok("fix units.tsv --decisions findings.csv -o fixed.tsv");
    let fixed = UNITS
        .replace("Safeguard network", "Safeguard cyber")
        .replace("digital gulf", "digital rift");
    assert_eq!(desk.text("fixed.tsv"), fixed);
    desk.refused("fix units.tsv --decisions findings.csv -g terms.tsv");
}

#[test]
fn a_missing_rendering_is_accepted_always_only_for_its_text() {
    let desk = desk();
    let units =
        format!("{UNITS}建设海洋观测网。\tBuild it all.\n扩大海洋观测网。\tEnlarge the thing.\n");
    desk.put("units.tsv", &units);
    desk.run(&format!("{CHECK} -o findings.csv"));
    decide(&desk, 3, ["accept always", "", ""]);
    desk.ok(DECIDE);
    let after = desk.run(&format!("{CHECK} --waivers w.tsv --format jsonl")).lines();
    let waived: Vec<_> =
        after.iter().filter(|it| it["waived"] == true).map(|it| it["unit"].clone()).collect();
    assert_eq!(waived, [3, 6]);
}

#[test]
fn a_decided_proposal_that_may_not_fit_is_made_and_named() {
    let desk = Desk::new();
    desk.put("terms.tsv", "zh\ten\tforbidden\n共商\textensive consultation\tconsult widely\n");
    desk.put("units.tsv", "坚持共商。\tWe uphold the principle to consult widely.\n");
    desk.run(&format!("{CHECK} -o findings.csv"));
    decide(&desk, 1, ["fix", "", ""]);
    let done = desk.ok("decide units.tsv findings.csv -o fixed.tsv");
    assert!(done.err.contains("row 2"), "{}", done.err);
    assert!(desk.text("fixed.tsv").contains("extensive consultation"));
}
