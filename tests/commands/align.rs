//! `align` and its outputs.

use crate::desk::Desk;

#[test]
fn a_binary_file_is_refused() {
    let desk = Desk::with_examples();
    desk.put("binary.bin", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    assert!(desk.refused("align binary.bin article-en.txt -o out.tmx").err.contains("binary.bin"));
}

#[test]
fn doubtful_units_go_to_a_file_of_their_own() {
    let desk = Desk::with_examples();
    desk.ok("align article-zh.txt article-en.txt -o out.tmx --min-score 0.9999");
    let units = desk.text("out.tmx").matches("<tu ").count();
    let review = desk.text("out.review.tsv").lines().count();
    assert!(units > 0 && review > 0, "{units} {review}");
    desk.ok("align article-zh.txt article-en.txt -o all.tmx");
    assert_eq!(units + review, desk.text("all.tmx").matches("<tu ").count());
}

#[test]
fn a_list_gives_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::with_examples();
    for threads in [1, 2] {
        let line = |k| format!("article-zh.txt\tarticle-en.txt\tout-{threads}-{k}.jsonl\n");
        desk.put("list.tsv", (0..4).map(line).collect::<String>());
        desk.ok(&format!("align --pairs list.tsv --threads {threads}"));
    }
    for k in 0..4 {
        let text = |threads: usize| desk.text(&format!("out-{threads}-{k}.jsonl"));
        assert_eq!(text(1), text(2));
    }
}

#[test]
fn the_texts_of_two_folders_are_paired_and_what_is_left_over_is_named() {
    let desk = Desk::with_examples();
    let (zh, en) = (desk.text("article-zh.txt"), desk.text("article-en.txt"));
    desk.put("中文/卷一/第一章.txt", &zh);
    desk.put("中文/第二章.txt", &zh);
    desk.put("中文/后记.txt", &zh);
    desk.put("中文/封面.png", "x");
    desk.put("English/Volume 1/Chapter One.txt", &en);
    desk.put("English/chapter 2.txt", &en);
    let ran = desk.ok("align 中文 English -o out/tmx");
    assert!(ran.err.contains("后记.txt: no partner"), "{}", ran.err);
    assert!(!ran.err.contains("封面"), "{}", ran.err);
    for name in ["out/tmx/卷一/第一章.tmx", "out/tmx/第二章.tmx"] {
        assert!(desk.text(name).contains("<tu "), "{name}");
    }
    desk.put("English/chapter 2.txt", "");
    let ran = desk.run("align 中文 English -o saved --format jsonl");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("English/chapter 2.txt"), "{}", ran.err);
    assert!(desk.text("saved/卷一/第一章.jsonl").contains("source_text"));
    desk.refused("align 中文 English");
    desk.put("a.tmx", "x");
    for (arguments, said) in [
        ("align 中文 English -o a.tmx", "a.tmx: this is a file"),
        ("align 中文 English -o 中文/out --format md", "among the texts"),
        ("align 中文 article-en.txt -o none", "two folders, or two files"),
        ("align 中文 missing -o none", "two folders, or two files"),
    ] {
        assert!(desk.refused(arguments).err.contains(said), "{arguments}");
    }
    desk.refused("align 中文 English -o none --format xyz");
    desk.refused("align 中文 English -o none --explain 1");
    assert!(!desk.path("none").exists());
}

#[test]
fn the_pairs_of_a_bilingual_file_stay_and_wrong_ones_score_low() {
    let desk = Desk::new();
    let zh = ["雨停了，天亮了。", "她把旧伞靠在窗边。", "邮递员送来一封信。", "海边的小站很旧。"];
    let en = [
        "The rain stopped and day broke.",
        "She leaned the old umbrella against the window.",
        "The postman brought a letter.",
        "The small station by the sea was old.",
    ];
    // The second and the third are exchanged.
    let order = [0, 2, 1, 3];
    let rows: Vec<String> = (0..4).map(|n| format!("{}\t{}", zh[n], en[order[n]])).collect();
    desk.put("wrong.tsv", rows.join("\n"));
    let ran = desk.run("align wrong.tsv --format jsonl --force");
    let beads = ran.lines();
    let scores: Vec<f64> = beads.iter().map(|bead| bead["score"].as_f64().unwrap()).collect();
    for (n, bead) in beads.iter().enumerate() {
        assert_eq!((&bead["source"], &bead["target"]), (&vec![n].into(), &vec![n].into()));
        assert_eq!(bead["target_text"], en[order[n]]);
    }
    assert!(scores[1].max(scores[2]) < 0.5 && scores[0].min(scores[3]) > 0.5, "{scores:?}");
    // What was read is reported once, though both sides come from the file.
    assert_eq!(ran.err.matches("wrong.tsv: TSV").count(), 1, "{}", ran.err);
}
