//! What becomes of a command whose standard output nobody reads.

use std::process::{Command, Stdio};

use crate::desk::Desk;

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    desk.put("units.tsv", "弥合数字鸿沟。\tThe number gulf.\n");
    desk.put("terms.tsv", "zh\ten\tavoid\n数字鸿沟\tdigital divide\tnumber gulf\n云\ta\ta\n");
    desk.ok("align units.tsv -o m.tmx --force");
    for (command, exit) in [
        ("explain units.tsv 1 数字鸿沟 -g terms.tsv", 0),
        ("glossary lint terms.tsv", 1),
        ("check units.tsv -g terms.tsv", 1),
        ("fix units.tsv -g terms.tsv", 0),
        ("align units.tsv --force", 0),
        ("align units.tsv --force -o - --format tmx", 0),
        ("tmx stats m.tmx", 0),
        ("tmx convert m.tmx -o -", 0),
        ("tmx clean m.tmx -o -", 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(command.split(' '))
            .current_dir(desk.path("."))
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{command}: {said}");
    }
}
