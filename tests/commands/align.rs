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
