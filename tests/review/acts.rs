//! Acts over the wire, and what is left of them.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::client::{Served, desk};

fn texts(rows: &Value, side: &str) -> String {
    let rows = rows["beads"].as_array().unwrap();
    rows.iter().map(|row| row[side].as_str().unwrap()).collect::<String>().replace(' ', "")
}

#[test]
fn an_act_answers_with_the_rows_that_changed() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let merged = served.act(&cookie, r#"{"act":"merge","bead":3}"#).json();
    assert_eq!((&merged["from"], &merged["before"]), (&3.into(), &2.into()));
    assert_eq!(merged["beads"].as_array().unwrap().len(), 1);
    assert_eq!(merged["beads"][0]["bead"], 3);
    assert_eq!(served.get(&cookie, "/api/beads").json()["total"], 3);
    let undone = served.act(&cookie, r#"{"act":"undo"}"#).json();
    assert_eq!((&undone["from"], &undone["before"]), (&3.into(), &1.into()));
    assert_eq!(undone["beads"].as_array().unwrap().len(), 2);
}

#[test]
fn a_page_that_is_behind_is_refused_and_one_act_counts_once() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let known = served.get(&cookie, "/api/beads").json()["generation"].clone();
    let headers = [("Cookie", cookie.as_str()), ("Content-Type", "application/json")];
    let path = format!("/api/acts?after={known}");
    let merge = br#"{"act":"merge","bead":1}"#;
    assert_eq!(served.send("POST", &path, &headers, merge).status(), 200);
    assert_eq!(served.send("POST", &path, &headers, merge).status(), 409);
    assert_eq!(served.get(&cookie, "/api/beads").json()["total"], 3);
}

#[test]
fn what_was_decided_outlives_a_kill() {
    let (_folder, path) = desk();
    let mut served = Served::start(&path);
    let cookie = served.cookie();
    let before = served.get(&cookie, "/api/beads").json();
    for act in [
        r#"{"act":"accept","bead":1}"#,
        r#"{"act":"merge","bead":2}"#,
        r#"{"act":"comment","bead":3,"text":"看一下"}"#,
    ] {
        assert_eq!(served.act(&cookie, act).status(), 200, "{act}");
    }
    let decided = served.get(&cookie, "/api/beads").json();
    served.child.kill().unwrap();
    drop(served);
    let again = Served::start(&path);
    let cookie = again.cookie();
    let rows = again.get(&cookie, "/api/beads").json();
    assert_eq!(rows["beads"], decided["beads"]);
    for _ in 0..3 {
        assert_eq!(again.act(&cookie, r#"{"act":"undo"}"#).status(), 200);
    }
    assert_eq!(again.get(&cookie, "/api/beads").json()["beads"], before["beads"]);
    for side in ["source_text", "target_text"] {
        assert_eq!(texts(&rows, side), texts(&before, side));
    }
}

#[test]
fn what_is_saved_is_the_corrected_alignment() {
    let (folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    served.act(&cookie, r#"{"act":"merge","bead":1}"#);
    let saved = served.get(&cookie, "/save/jsonl");
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(saved.body().lines().count(), 3);
    let tmx = served.get(&cookie, "/save/tmx");
    assert_eq!(tmx.body().matches("<tu ").count(), 3);
    for name in ["xlsx", "changes"] {
        let answer = served.get(&cookie, &format!("/save/{name}"));
        assert_eq!(answer.status(), 200, "{name}");
        assert!(answer.header("content-disposition").is_some());
    }
    assert!(!served.get(&cookie, "/save/changes").body().contains("<script>"));
    // The alignment itself is an input, and stays as it was.
    assert_eq!(fs::read_to_string(folder.path().join("a.jsonl")).unwrap().lines().count(), 4);
}

#[test]
fn realigning_is_shown_first_and_undone_like_any_act() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    served.act(&cookie, r#"{"act":"shift","bead":1,"side":"target","to":"down"}"#);
    let shifted = served.get(&cookie, "/api/beads").json();
    let shown = served.get(&cookie, "/api/realign").json();
    assert!(!shown["changes"].as_array().unwrap().is_empty());
    assert_eq!(served.get(&cookie, "/api/beads").json(), shifted, "a look changes nothing");
    assert_eq!(served.act(&cookie, r#"{"act":"realign"}"#).status(), 200);
    let realigned = served.get(&cookie, "/api/beads").json();
    for side in ["source_text", "target_text"] {
        assert_eq!(texts(&realigned, side), texts(&shifted, side));
    }
    assert_eq!(served.act(&cookie, r#"{"act":"undo"}"#).status(), 200);
    assert_eq!(served.get(&cookie, "/api/beads").json()["beads"], shifted["beads"]);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_well() {
    for signal in ["-INT", "-TERM"] {
        let (_folder, path) = desk();
        let mut served = Served::start(&path);
        let pid = served.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}
