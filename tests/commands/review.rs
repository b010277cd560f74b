//! What reviewers gave back, sheets and journals, goes into the alignment and into the book.

use diptych::bitext::saved;
use diptych::review::{Act, Half, Journal, Opened};

use crate::desk::Desk;

/// Acts of a reviewer on an alignment, in a journal.
fn journal(desk: &Desk, alignment: &str, name: &str, acts: &[Act]) {
    let bitext = saved::parse(&desk.text(alignment)).unwrap();
    let Opened { mut journal, mut review, .. } =
        Journal::open(&desk.path(name), bitext, "Li").unwrap();
    for act in acts {
        journal.act(&mut review, act).unwrap();
    }
}

fn edit(bead: usize, text: &str) -> Act {
    Act::Edit { bead, side: Half::Target, text: text.to_owned() }
}

fn comment(bead: usize, text: &str) -> Act {
    Act::Comment { bead, text: text.to_owned() }
}

const ALIGNMENT: &str = r#"{"bead":1,"source":[0],"target":[0],"score":0.9,"source_text":"雨停了。","target_text":"The rain had stopped."}
{"bead":2,"source":[1],"target":[1],"score":0.4,"source_text":"街上没有人。","target_text":"Nobody was in the street."}
{"bead":3,"source":[2],"target":[2],"score":0.4,"source_text":"远处有狗叫。","target_text":"A dog barked far away."}
"#;

#[test]
fn a_journal_is_imported_and_merged_with_another() {
    let desk = Desk::new();
    desk.put("a.jsonl", ALIGNMENT);
    let drop = Act::Drop { bead: 3, side: None };
    journal(&desk, "a.jsonl", "li.journal.jsonl", &[edit(2, "The street was empty."), drop]);
    journal(
        &desk,
        "a.jsonl",
        "wu.journal.jsonl",
        &[comment(2, "好"), edit(1, "It had stopped raining.")],
    );
    desk.ok("import a.jsonl li.journal.jsonl -o li.jsonl");
    desk.ok("import a.jsonl li.journal.jsonl wu.journal.jsonl -o both.jsonl -o both.tmx");
    // The second journal is of the alignment as it was before the first.
    desk.ok("import li.jsonl wu.journal.jsonl -o turn.jsonl");
    for name in ["both.jsonl", "turn.jsonl"] {
        let bitext = saved::parse(&desk.text(name)).unwrap();
        let targets: Vec<String> =
            bitext.beads.iter().map(|bead| bitext.target_text(bead)).collect();
        let due = ["It had stopped raining.", "The street was empty.", "A dog barked far away."];
        assert_eq!(targets, due, "{name}");
        assert_eq!(bitext.beads[1].comment(), "好", "{name}");
        assert!(bitext.beads[2].is_gone(), "{name}");
    }
    let memory = desk.text("both.tmx");
    assert!(memory.contains("<note>好</note>") && !memory.contains("barked"), "{memory}");

    journal(&desk, "a.jsonl", "he.journal.jsonl", &[edit(2, "The street was deserted.")]);
    let conflict = desk.run("import a.jsonl li.journal.jsonl he.journal.jsonl -o c.jsonl");
    assert_eq!(conflict.code, 1, "{}", conflict.err);
    assert!(conflict.err.contains("he.journal.jsonl: pair 2"), "{}", conflict.err);
    let bitext = saved::parse(&desk.text("c.jsonl")).unwrap();
    assert_eq!(bitext.target_text(&bitext.beads[1]), "Nobody was in the street.");
    assert!(bitext.beads[1].is_flagged());

    // A kill in the middle of a line costs that act.
    let text = desk.text("li.journal.jsonl");
    desk.put("cut.journal.jsonl", &text[..text.len() - 5]);
    let cut = desk.ok("import a.jsonl cut.journal.jsonl -o cut.jsonl");
    assert!(cut.err.contains("cut.journal.jsonl:3"), "{}", cut.err);
    assert!(!desk.text("cut.jsonl").contains("dropped"));
    // A journal of another text.
    desk.put("other.jsonl", ALIGNMENT.replace("雨停了", "雪停了"));
    desk.put("old.journal.jsonl", "{\"journal\":1,\"alignment\":\"0123456789abcdef\"}\n");
    desk.refused("import other.jsonl old.journal.jsonl -o x.jsonl");
    let line = |n: usize| {
        let (zh, en) = (format!("第{n}条另有规定。"), format!("Article {n} says something else."));
        format!(
            "{{\"bead\":{},\"source\":[{n}],\"target\":[{n}],\"score\":0.9,\"source_text\":\"{zh}\",\"target_text\":\"{en}\"}}\n",
            n + 1
        )
    };
    desk.put("texts.jsonl", (0..3).map(line).collect::<String>());
    let refused = desk.refused("import texts.jsonl li.journal.jsonl wu.journal.jsonl -o x.jsonl");
    assert!(
        refused.err.contains("li.journal.jsonl: ") && refused.err.contains("wu.journal.jsonl: "),
        "{}",
        refused.err
    );
}

/// Two short chapters.
fn book() -> Desk {
    let desk = Desk::new();
    desk.put(
        "zh/01.txt",
        "第一章 桥\n\n老人每天早上都到桥上去看河水。\n\n今年夏天，河水涨得很高，桥也旧了。\n\n孩子们不再来了。\n",
    );
    desk.put(
        "en/01.txt",
        "Chapter 1 The Bridge\n\nEvery morning the old man went to the bridge to watch the river.\n\nThis summer the river rose very high, and the bridge was old.\n\nThe children came no more.\n",
    );
    desk.put("zh/02.txt", "第二章 船\n\n船夫说，他明天不来了。\n\n孩子们站在岸上等了很久。\n");
    desk.put(
        "en/02.txt",
        "Chapter 2 The Boat\n\nThe boatman said that he would not come tomorrow.\n\nThe children stood on the bank and waited for a long time.\n",
    );
    desk.ok("init -q .");
    desk.ok("build");
    desk
}

/// The targets of the book.
fn targets(desk: &Desk) -> Vec<String> {
    let bitext = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    bitext.beads.iter().map(|bead| bitext.target_text(bead)).collect()
}

#[test]
fn a_book_takes_what_reviewers_gave_back_and_keeps_it_when_a_text_changes() {
    let desk = book();
    let at = |start: &str| targets(&desk).iter().position(|it| it.starts_with(start)).unwrap();
    let (man, wait) = (at("Every morning"), at("The children stood"));
    let acts = [
        edit(man + 1, "Each morning the old man went to the bridge to watch the river."),
        comment(wait + 1, "等多久？"),
    ];
    std::fs::create_dir(desk.path("review")).unwrap();
    journal(&desk, "out/book.jsonl", "review/book.journal.jsonl", &acts);
    desk.ok("build");
    assert!(targets(&desk)[man].starts_with("Each morning"));
    assert!(desk.text("out/book.jsonl").contains("等多久？"));
    let before = desk.all();
    desk.ok("build");
    assert!(before == desk.all(), "nothing had changed");

    // Another sentence changes: what was decided stays.
    desk.put("en/01.txt", desk.text("en/01.txt").replace("rose very high", "stood very high"));
    desk.ok("build");
    let now = targets(&desk);
    assert!(now[man].starts_with("Each morning"), "{now:?}");
    assert!(now.iter().any(|it| it.contains("stood very high")), "{now:?}");
    // The sentence that was decided about changes: the new text stands, and that is said.
    desk.put("en/01.txt", desk.text("en/01.txt").replace("the old man", "the old fisherman"));
    let changed = desk.ok("build");
    assert!(changed.err.contains("review/book.journal.jsonl: chapter 1"), "{}", changed.err);
    assert!(targets(&desk)[man].contains("fisherman"));

    // What is of other chapters is refused.
    desk.put("other.jsonl", ALIGNMENT);
    journal(&desk, "other.jsonl", "review/other.journal.jsonl", &[comment(1, "x")]);
    desk.refused("build");
}

#[test]
fn a_reviewed_alignment_never_brings_back_an_old_text() {
    let desk = book();
    desk.ok("align -q zh/01.txt en/01.txt -o plain.jsonl");
    let reviewed = saved::parse(&desk.text("plain.jsonl")).unwrap();
    let at = |start: &str| {
        let beads = reviewed.beads.iter();
        1 + beads
            .map(|bead| reviewed.target_text(bead))
            .position(|it| it.starts_with(start))
            .unwrap()
    };
    let accept = |bead| Act::Accept { bead, to: None };
    let acts = [
        accept(at("Every morning")),
        comment(at("The children came"), "再看"),
        accept(at("This summer")),
    ];
    journal(&desk, "plain.jsonl", "plain.journal.jsonl", &acts);
    desk.ok("import plain.jsonl plain.journal.jsonl -o r1.jsonl");
    let project = desk.text("diptych.toml");
    let first = project.find("target = \"en/01.txt\"").unwrap();
    let named = format!("{}alignment = \"r1.jsonl\"\n{}", &project[..first], &project[first..]);
    desk.put("diptych.toml", named);
    let fresh = desk.ok("build --force");
    assert!(!fresh.err.contains("has changed"), "{}", fresh.err);

    let text = desk.text("en/01.txt").replace("came no more", "never came again");
    desk.put("en/01.txt", text.replace("rose very high", "stood very high"));
    let changed = desk.ok("build");
    let book = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    let bead = |start: &str| {
        book.beads.iter().find(|bead| book.target_text(bead).starts_with(start)).unwrap()
    };
    assert!(bead("Every morning").accepted);
    assert!(!bead("This summer the river stood").accepted);
    assert_eq!(bead("The children never came").comment(), "再看");
    assert!(!desk.text("out/book.jsonl").contains("rose very high"));
    // The pair that has to be reviewed again is named.
    assert!(changed.err.contains("rose very high"), "{}", changed.err);
}

/// A chapter whose corrected alignment the project names, after these acts.
fn reviewed(acts: &[Act]) -> Desk {
    let desk = book();
    desk.ok("align -q zh/01.txt en/01.txt -o plain.jsonl");
    journal(&desk, "plain.jsonl", "plain.journal.jsonl", acts);
    desk.ok("import plain.jsonl plain.journal.jsonl -o edited.jsonl");
    let project = desk.text("diptych.toml");
    let first = project.find("target = \"en/01.txt\"").unwrap();
    let named = format!("{}alignment = \"edited.jsonl\"\n{}", &project[..first], &project[first..]);
    desk.put("diptych.toml", named);
    desk
}

#[test]
fn what_a_person_wrote_in_a_pair_that_stays_open_is_in_the_book() {
    let flag = Act::Flag { bead: 3, on: true };
    let spaced = "The  children came no more.";
    let acts = [
        edit(2, "Each dawn he went to the bridge."),
        flag,
        Act::Reject { bead: 3 },
        edit(5, spaced),
    ];
    let desk = reviewed(&acts);
    let built = desk.ok("build --force");
    assert!(!built.err.contains("has changed"), "{}", built.err);
    let edited = saved::parse(&desk.text("edited.jsonl")).unwrap();
    let book = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    assert_eq!(book.beads[..edited.beads.len()], edited.beads);

    // Another sentence changes. The reviewer's text cannot be told from one that the author changed:
    // the author's stands, and the reviewer's is in the comment.
    desk.put("en/01.txt", desk.text("en/01.txt").replace("Chapter 1 The", "Chapter 1 A"));
    let changed = desk.ok("build");
    assert!(changed.err.contains("Each dawn he went"), "{}", changed.err);
    let book = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    let bead = |start: &str| {
        let is_it = |bead: &&diptych::bitext::Bead| {
            book.target_text(bead).starts_with(start) || book.source_text(bead).starts_with(start)
        };
        book.beads.iter().find(is_it).unwrap()
    };
    let man = bead("Every morning");
    assert!(man.comment().contains("Each dawn he went") && man.is_flagged(), "{man:?}");
    assert_eq!(bead("今年夏天").state(), diptych::bitext::State::Rejected);
    assert!(bead("今年夏天").is_flagged());
    assert!(bead("今年夏天").reviewed.as_ref().is_some_and(|it| !it.apart.is_empty()));
    assert_eq!(book.target_text(bead("The  children")), spaced);
}

#[test]
fn a_side_that_was_dropped_alone_stays_dropped_when_a_text_changes() {
    let acts = [Act::Reject { bead: 3 }, Act::Drop { bead: 4, side: None }];
    let desk = reviewed(&acts);
    desk.put("en/01.txt", desk.text("en/01.txt").replace("The children came", "No children came"));
    desk.run("build --force");
    let book = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    let summer =
        book.beads.iter().find(|bead| book.target_text(bead).starts_with("This summer")).unwrap();
    assert!(summer.is_gone(), "{summer:?}");
    // What follows is aligned as before.
    let bridge = book.beads.iter().find(|bead| book.target_text(bead).starts_with("No children"));
    assert_eq!(book.source_text(bridge.unwrap()), "孩子们不再来了。");
}

#[test]
fn what_lies_among_the_corrections_and_is_not_read_is_named() {
    let desk = book();
    std::fs::create_dir_all(desk.path("review/old")).unwrap();
    journal(
        &desk,
        "out/book.jsonl",
        "review/book.journal.jsonl",
        &[comment(1, "好"), comment(2, "好")],
    );
    let text = desk.text("review/book.journal.jsonl");
    desk.put("review/book.journal.jsonl", &text[..text.len() - 5]);
    desk.put("review/notes.txt", "x");
    let built = desk.ok("build");
    for due in ["review/book.journal.jsonl:3", "review/notes.txt", "review/old"] {
        assert!(built.err.contains(due), "{due}: {}", built.err);
    }
    std::fs::remove_dir_all(desk.path("review")).unwrap();
    desk.put("review", "a file");
    assert!(desk.refused("build").err.contains("review"));
}

#[test]
fn a_conflict_says_what_was_decided_and_what_stands() {
    let desk = book();
    std::fs::create_dir(desk.path("review")).unwrap();
    let accept = Act::Accept { bead: 2, to: None };
    let drop = Act::Drop { bead: 2, side: None };
    journal(&desk, "out/book.jsonl", "review/a.journal.jsonl", &[accept]);
    journal(&desk, "out/book.jsonl", "review/b.journal.jsonl", &[drop]);
    let built = desk.ok("build");
    let line = built.err.lines().find(|line| line.contains("conflict")).unwrap().to_owned();
    assert!(line.contains("(accepted") && line.contains("(drop"), "{line}");
    assert!(line.contains("first is kept"), "{line}");
    let book = saved::parse(&desk.text("out/book.jsonl")).unwrap();
    assert!(book.beads[1].accepted && book.beads[1].is_flagged());
}
