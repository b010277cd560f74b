//! A book from its files to its editions, by the commands that a publisher gives.

use std::fs;

use crate::desk::Desk;

/// Two short chapters in two folders, and a glossary.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put(
        "原文/第一章.txt",
        "第一章 桥\n\n老人每天早上都到桥上去看河水。\n\n今年夏天，河水涨得很高，桥也旧了。\n",
    );
    desk.put(
        "译文/01.txt",
        "Chapter 1 The Bridge\n\nEvery morning the old man went to the bridge to watch the river.\n\nThis summer the river rose very high, and the bridge was old.\n",
    );
    desk.put(
        "原文/第二章.txt",
        "第二章 船\n\n船夫说，他明天不来了。\n\n孩子们站在岸上等了很久。\n",
    );
    desk.put(
        "译文/02.txt",
        "Chapter 2 The Boat\n\nThe boatman said that he would not come tomorrow.\n\nThe children stood on the bank and waited for a long time.\n",
    );
    desk.put("terms.tsv", "zh\ten\tforbidden\n船夫\tboatman\tferryman\n");
    desk
}

/// When each saved chapter was written; one that is not aligned again keeps its file.
fn built(desk: &Desk) -> Vec<u8> {
    fs::read(desk.path("out/book.jsonl")).unwrap()
}

#[test]
fn a_book_is_built_and_only_what_changed_is_built_again() {
    let desk = desk();
    desk.ok("init");
    // A project file is never overwritten.
    desk.refused("init");

    let first = desk.ok("build");
    assert!(first.err.contains("2 chapters, 2 "), "{}", first.err);
    let page = desk.text("out/book.html");
    assert!(page.contains("id=\"term-1\"") && page.find("第一章") < page.find("第二章"));
    let saved = built(&desk);

    let before = desk.all();
    desk.ok("build");
    assert!(before == desk.all(), "nothing had changed");
    desk.ok("build --force");
    assert!(saved == built(&desk));

    desk.put("译文/02.txt", desk.text("译文/02.txt").replace("boatman", "ferryman"));
    let changed = desk.run("build");
    assert!(changed.err.contains("2 chapters, 1 "), "{}", changed.err);
    assert_eq!(changed.code, 1, "the glossary forbids it");

    let found = desk.run("check out/book.jsonl -g terms.tsv --format jsonl").lines();
    let fingerprint = found[0]["fingerprint"].as_str().unwrap();
    desk.put("waivers.tsv", format!("{fingerprint}\t船夫\tthe author wants it\n"));
    desk.put("diptych.toml", format!("waivers = \"waivers.tsv\"\n{}", desk.text("diptych.toml")));
    desk.ok("build");
}

#[test]
fn a_broken_chapter_does_not_keep_the_others_from_being_done() {
    let desk = desk();
    desk.ok("init");
    let whole = desk.text("译文/01.txt");
    desk.put("译文/01.txt", [0xff, 0x00, 0x81, 0xff].repeat(300));
    let build = desk.run("build");
    assert_eq!(build.code, 2);
    assert!(build.err.contains("chapter 1: 译文/01.txt"), "{}", build.err);
    assert!(!desk.has("out/book.html"), "the book would lack a chapter");

    desk.put("译文/01.txt", whole);
    let mended = desk.ok("build");
    assert!(mended.err.contains("2 chapters, 1 "), "{}", mended.err);
    assert!(desk.has("out/book.html"));
}

#[test]
fn build_refuses_chapters_that_align_refuses() {
    let desk = Desk::new();
    let tea = "茶叶在锅里炒到发香。\n\n第二天人们把它装进木箱。\n\n马队从山谷里运走了四十箱。\n\n商人在河口按重量付钱。\n";
    let law = "The court may suspend a licence for sixty days.\n\nAn appeal does not stay the order.\n\nNotice is served by the clerk in writing.\n\nFees are set out in the second schedule.\n";
    desk.put("01-zh.txt", tea);
    desk.put("01-en.txt", law);
    desk.ok("init");
    let align = desk.refused("align 01-zh.txt 01-en.txt -o a.tmx");
    let build = desk.run("build");
    assert_eq!((build.code, desk.has("out/book.html")), (2, false));
    assert!(align.err.contains("01-en.txt") && build.err.contains("01-en.txt"), "{}", build.err);

    let project = desk.text("diptych.toml");
    desk.put("diptych.toml", project.replace("target = ", "unrelated = true\ntarget = "));
    desk.ok("build");
}

#[test]
fn what_a_person_changed_is_not_overwritten() {
    let desk = desk();
    desk.ok("init");
    desk.ok("build");
    let page = desk.text("out/book.html");
    desk.put("out/book.html", page.replace("河水", "江水"));
    desk.put("译文/02.txt", desk.text("译文/02.txt").replace("long time", "long while"));
    let refused = desk.refused("build");
    assert!(refused.err.contains("out/book.html"), "{}", refused.err);
    assert!(desk.text("out/book.html").contains("江水"));
    desk.ok("build --force");
    assert!(desk.text("out/book.html").contains("long while"));
}

#[test]
fn outputs_stay_in_the_folder_of_the_project_unless_a_flag_allows_more() {
    let desk = desk();
    desk.ok("init");
    fs::create_dir(desk.path("book")).unwrap();
    let project = desk.text("diptych.toml").replace("out/book.html", "../book.html");
    let project = project.replace("\"原文", "\"../原文").replace("\"译文", "\"../译文");
    desk.put("book/diptych.toml", project.replace("\"terms", "\"../terms"));
    let refused = desk.refused("build book");
    assert!(refused.err.contains("../book.html"), "{}", refused.err);
    desk.ok("build book --outside");
    assert!(desk.has("book.html"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_kept_folder_is_refused() {
    let desk = desk();
    desk.ok("init");
    fs::create_dir(desk.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", desk.path(".diptych")).unwrap();
    let refused = desk.refused("build");
    assert!(refused.err.contains(".diptych"), "{}", refused.err);
    assert_eq!(fs::read_dir(desk.path("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_project_takes_the_options_of_align() {
    let desk = desk();
    desk.ok("init");
    let settings = "\n[text]\nlayout = \"lines\"\nnotes = \"drop\"\n[align]\nmin-score = 1.0\non-finding = [\"forbidden=drop\"]\n";
    let project = desk.text("diptych.toml").replace("out/book.html", "out/book.tmx");
    let chapters = format!("{settings}\n[[chapter]]");
    desk.put("diptych.toml", project.replacen("\n[[chapter]]", &chapters, 1));
    desk.ok("build");
    assert!(desk.text("out/book.review.tsv").lines().count() > 0);
    let wrong = desk.text("diptych.toml").replace("min-score = 1.0", "min-score = 7.0");
    desk.put("diptych.toml", wrong);
    assert!(desk.refused("build").err.contains("diptych.toml:"));
}

#[test]
fn check_aligns_two_texts_first() {
    let desk = desk();
    desk.put("译文/02.txt", desk.text("译文/02.txt").replace("boatman", "ferryman"));
    let found = desk.run("check 原文/第二章.txt 译文/02.txt -g terms.tsv --format jsonl");
    assert_eq!((found.code, found.lines().len()), (1, 1), "{}", found.err);
    assert_eq!(found.lines()[0]["term"], "船夫");
}

#[test]
fn the_review_file_of_an_earlier_run_is_not_overwritten() {
    let desk = Desk::with_examples();
    let align = "align article-zh.txt article-en.txt -o out.tmx --min-score 0.9999";
    desk.ok(align);
    desk.put("out.review.tsv", "worked on\n");
    assert!(desk.refused(align).err.contains("out.review.tsv"));
}

#[test]
fn a_review_goes_from_the_alignment_to_every_edition() {
    let desk = desk();
    desk.ok("align 原文/第二章.txt 译文/02.txt -o saved.jsonl -o review.csv");
    let sheet = desk.text("review.csv");
    desk.put("review.csv", sheet.replace("for a long time", "a long while"));
    let import = desk.ok("import saved.jsonl review.csv -o corrected.jsonl -o 书.epub -o 书.md");
    assert!(import.err.contains("1 change"), "{}", import.err);
    assert!(desk.text("书.md").contains("a long while"));

    let kept = sheet.lines().filter(|line| !line.contains("孩子们"));
    desk.put("review.csv", kept.flat_map(|line| [line, "\n"]).collect::<String>());
    let refused = desk.refused("import saved.jsonl review.csv -o worse.jsonl");
    assert!(refused.err.contains("孩子们站在岸上等了很久。"), "{}", refused.err);
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let desk = desk();
    desk.ok("align 原文/第二章.txt 译文/02.txt -o saved.jsonl");
    for name in ["full.html", "full.epub", "full.docx", "full.xlsx"] {
        std::os::unix::fs::symlink("/dev/full", desk.path(name)).unwrap();
        // No output of several appears alone.
        let refused = desk.refused(&format!("edition saved.jsonl -o first.md -o {name}"));
        assert!(refused.err.contains(name), "{}", refused.err);
    }
}

/// With the feature the file is written: see the tests of the PDF edition.
#[cfg(not(feature = "pdf"))]
#[test]
fn without_its_feature_a_pdf_is_refused() {
    let desk = desk();
    desk.ok("align 原文/第二章.txt 译文/02.txt -o saved.jsonl");
    assert!(desk.refused("edition saved.jsonl -o book.pdf").err.contains("book.pdf"));
}

#[test]
fn a_comment_or_a_term_of_another_chapter_aligns_nothing_again() {
    let desk = desk();
    desk.ok("init");
    desk.ok("build");
    let project = desk.text("diptych.toml");
    desk.put("diptych.toml", format!("# of our house\n{project}"));
    let commented = desk.ok("build");
    assert!(commented.err.contains("2 chapters, 0 "), "{}", commented.err);

    desk.put("terms.tsv", format!("{}词牌\ttune\t\n", desk.text("terms.tsv")));
    assert!(desk.ok("build").err.contains("2 chapters, 0 "));
    desk.put("terms.tsv", format!("{}河水\triver\t\n", desk.text("terms.tsv")));
    let built = desk.ok("build");
    assert!(built.err.contains("2 chapters, 1 "), "{}", built.err);

    // A chapter put before the others.
    desk.put("原文/序.txt", "序\n\n这本书写的是河边的人。\n\n他们每天都看着水。\n");
    desk.put(
        "译文/preface.txt",
        "Preface\n\nThis book is about people by the river.\n\nEvery day they watch the water.\n",
    );
    let first =
        "\n[[chapter]]\nsource = \"原文/序.txt\"\ntarget = \"译文/preface.txt\"\n\n[[chapter]]";
    desk.put("diptych.toml", desk.text("diptych.toml").replacen("\n[[chapter]]", first, 1));
    let built = desk.ok("build");
    assert!(built.err.contains("3 chapters, 1 "), "{}", built.err);
}

#[test]
fn a_build_knows_its_outputs_from_wherever_it_is_called() {
    let desk = desk();
    desk.ok("init");
    desk.ok("build");
    let before = desk.all();
    let folder = desk.path(".");
    for project in [".", "./diptych.toml", folder.to_str().unwrap()] {
        desk.ok(&format!("build {project}"));
        assert!(before == desk.all(), "{project}");
    }
    // Without its notes: what would be written the same is no loss, and nothing else is overwritten.
    fs::remove_dir_all(desk.path(".diptych")).unwrap();
    desk.ok("build");
    fs::remove_dir_all(desk.path(".diptych")).unwrap();
    desk.put("out/book.html", "mine");
    assert!(desk.run("build").err.contains("out/book.html"));
    assert_eq!(desk.text("out/book.html"), "mine");
}

#[test]
fn a_reviewed_book_goes_back_into_its_chapters() {
    let desk = desk();
    desk.ok("init");
    let project = desk.text("diptych.toml").replace("review.xlsx", "review.csv");
    desk.put("diptych.toml", &project);
    desk.ok("build");
    let sheet = desk.text("out/review.csv").replace("for a long time", "a long while");
    desk.put("review.csv", sheet);
    desk.ok("import out/book.jsonl review.csv -o reviewed.jsonl");
    // The sheet is of the state before.
    assert!(desk.refused("import reviewed.jsonl review.csv -o x.jsonl").err.contains("review.csv"));
    desk.put("reviewed.jsonl", format!("\u{feff}{}", desk.text("reviewed.jsonl")));
    desk.put("diptych.toml", format!("alignment = \"reviewed.jsonl\"\n{project}"));
    let built = desk.ok("build");
    assert!(built.err.contains("2 chapters, 0 "), "{}", built.err);
    assert_eq!(
        desk.text("out/book.jsonl"),
        desk.text("reviewed.jsonl").trim_start_matches('\u{feff}')
    );
}

#[test]
fn an_alignment_of_other_texts_is_refused() {
    let desk = desk();
    desk.ok("init");
    desk.ok("align 原文/第一章.txt 译文/01.txt -o first.jsonl");
    let project = desk.text("diptych.toml");
    let second = "source = \"原文/第二章.txt\"";
    desk.put(
        "diptych.toml",
        project.replace(second, &format!("alignment = \"first.jsonl\"\n{second}")),
    );
    let refused = desk.run("build");
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("first.jsonl") && refused.err.contains("02.txt"),
        "{}",
        refused.err
    );
}

#[test]
fn a_chapter_takes_no_book_whose_files_have_one_name() {
    let desk = desk();
    for (folder, zh, en) in [("一", "第一章", "01"), ("二", "第二章", "02")] {
        desk.put(&format!("{folder}/zh.txt"), desk.text(&format!("原文/{zh}.txt")));
        desk.put(&format!("{folder}/en.txt"), desk.text(&format!("译文/{en}.txt")));
    }
    let chapter = |folder: &str| {
        format!("[[chapter]]\nsource = \"{folder}/zh.txt\"\ntarget = \"{folder}/en.txt\"\n")
    };
    let project = format!("outputs = [\"book.jsonl\"]\n{}{}", chapter("一"), chapter("二"));
    desk.put("diptych.toml", &project);
    desk.ok("build");
    fs::copy(desk.path("book.jsonl"), desk.path("reviewed.jsonl")).unwrap();
    desk.put("diptych.toml", format!("alignment = \"reviewed.jsonl\"\n{project}"));
    // Which pairs are whose cannot be told, so that no chapter may take all.
    assert!(desk.refused("build").err.contains("reviewed.jsonl"));
}

#[test]
fn an_alignment_of_renamed_files_is_refused_for_their_names() {
    let desk = desk();
    desk.ok("init");
    desk.ok("build");
    fs::copy(desk.path("out/book.jsonl"), desk.path("whole.jsonl")).unwrap();
    fs::rename(desk.path("译文/02.txt"), desk.path("译文/2.txt")).unwrap();
    let project = desk.text("diptych.toml").replace("译文/02.txt", "译文/2.txt");
    let second = "source = \"原文/第二章.txt\"";
    let named = format!("alignment = \"whole.jsonl\"\n{second}");
    desk.put("diptych.toml", project.replace(second, &named));
    let project =
        diptych::project::Build::new(&desk.path("."), &diptych::project::Leave::default()).unwrap();
    let chapters = project.align(&std::sync::Arc::default(), || ()).unwrap();
    assert!(matches!(chapters[1], Err(diptych::project::Error::NoSuchFiles { .. })));
}

#[test]
fn a_build_finds_numbers_as_align_does() {
    let desk = desk();
    desk.put("原文/第二章.txt", desk.text("原文/第二章.txt").replace("很久", "３５分钟"));
    desk.put("译文/02.txt", desk.text("译文/02.txt").replace("a long time", "53 minutes"));
    let aligned = desk.run("align 原文/第二章.txt 译文/02.txt -o a.jsonl --fail-on number");
    assert_eq!(aligned.code, 1, "{}", aligned.err);
    desk.ok("init");
    desk.put(
        "diptych.toml",
        format!("{}\n[align]\nfail-on = \"number\"\n", desk.text("diptych.toml")),
    );
    let built = desk.run("build");
    assert_eq!(built.code, 1, "{}", built.err);
}

#[test]
fn an_edited_sheet_is_not_overwritten() {
    let desk = desk();
    desk.ok("align 原文/第二章.txt 译文/02.txt -o saved.jsonl -o review.csv");
    desk.ok("edition saved.jsonl -o review.csv");
    desk.put("review.csv", desk.text("review.csv").replace("for a long time", "a long while"));
    for command in ["edition saved.jsonl", "align 原文/第二章.txt 译文/02.txt"] {
        assert!(desk.refused(&format!("{command} -o review.csv")).err.contains("review.csv"));
    }
    desk.ok("edition saved.jsonl -o review.csv --force");
}
