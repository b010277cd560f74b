//! The README shows what its commands do, in English and in Chinese.

use std::fs;
use std::path::Path;

fn run(name: &str, folder: &str) {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let cwd = scratch.join("README.in");
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&cwd).unwrap();
    // Its presence asks for a sandbox.
    fs::create_dir_all(scratch.join("README.out")).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut copied = 0;
    for entry in fs::read_dir(root.join("examples")).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), cwd.join(entry.file_name())).unwrap();
            copied += 1;
        }
    }
    assert!(copied >= 4, "the examples are there");
    fs::copy(root.join(name), scratch.join("README.md")).unwrap();
    trycmd::TestCases::new().case(scratch.join("README.md")).run();
}

#[test]
fn readme_commands_do_what_it_shows() {
    run("README.md", "readme");
}

#[test]
fn the_commands_of_the_chinese_readme_do_what_it_shows() {
    run("README.zh-CN.md", "readme-zh");
}
