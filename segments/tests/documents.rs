//! Documents as they come out of a PDF, each with what it should become.
//!
//! The texts were written for this test, typeset with typst (the notice with a word processor) and
//! extracted with pdftotext (with and without `-layout`), so that torn lines, raised note marks, heads and page numbers are real. In a
//! gold file a line `# role label, page N` opens a block; its segments follow, one a line.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use diptych_segments::{
    Block, Document, Lang, Layout, RefusalKind, Role, SplitOptions, Text, detect, layout_of,
    reflow, segment,
};

/// Page number or running head, without the rule that says so.
fn kind_of(reason: Option<&str>) -> &str {
    reason.unwrap_or("").split(':').next().unwrap_or("")
}

/// The text as its gold file shows it.
fn shown(text: &Text) -> String {
    let mut lines = Vec::new();
    for (index, paragraph) in text.paragraphs().iter().enumerate() {
        let role = match paragraph.role {
            Role::Title => "title".to_owned(),
            Role::Heading(level) => format!("heading {level}"),
            Role::Abstract => "abstract".to_owned(),
            Role::Note => format!("note {}", paragraph.label.as_deref().unwrap_or("")),
            Role::Furniture => format!("furniture {}", kind_of(paragraph.reason)),
            _ => "paragraph".to_owned(),
        };
        lines.push(format!("# {role}, page {}", paragraph.page.unwrap_or(0)));
        if paragraph.role == Role::Furniture {
            lines.push(paragraph.text.clone());
        }
        let own = text.segments().iter().filter(|segment| segment.paragraph == index);
        lines.extend(own.map(|segment| paragraph.text[segment.span.clone()].to_owned()));
    }
    lines.join("\n")
}

fn read(lang: Lang, text: &str) -> Text {
    let document = Document::from_lines("document.txt", text);
    assert_eq!(layout_of(lang, &document), Layout::Extracted);
    segment(lang, reflow(lang, &document).unwrap(), &SplitOptions::default())
}

#[track_caller]
fn becomes(text: &str, gold: &str) {
    let lang = detect(text).lang().unwrap();
    // A bar at the end of a line shows where the two part.
    let given = shown(&read(lang, text));
    let (given, gold): (Vec<&str>, Vec<&str>) =
        (given.lines().collect(), gold.trim_end().lines().collect());
    let differ =
        given.iter().zip(&gold).position(|(a, b)| a != b).unwrap_or(given.len().min(gold.len()));
    assert!(
        given == gold,
        "first difference in line {} of the gold file\ngold:  {:?}\ngiven: {:?}",
        differ + 1,
        gold.get(differ),
        given.get(differ)
    );
    // The same with the line ends of another system.
    let other = text.replace('\n', "\r\n");
    assert_eq!(shown(&read(lang, &other)).lines().collect::<Vec<_>>(), gold);
}

#[test]
fn a_chinese_journal_with_footnotes_and_two_heads() {
    becomes(include_str!("documents/zh_journal.txt"), include_str!("documents/zh_journal.gold"));
}

#[test]
fn a_chinese_government_report_with_contents_and_items() {
    becomes(include_str!("documents/zh_report.txt"), include_str!("documents/zh_report.gold"));
}

#[test]
fn english_proceedings_with_footnotes_and_references() {
    becomes(
        include_str!("documents/en_proceedings.txt"),
        include_str!("documents/en_proceedings.gold"),
    );
}

#[test]
fn a_chapter_of_a_traditional_book_with_endnotes() {
    becomes(include_str!("documents/zh_book.txt"), include_str!("documents/zh_book.gold"));
}

#[test]
fn a_law_review_whose_raised_labels_stand_behind_their_notes() {
    becomes(
        include_str!("documents/zh_law_review.txt"),
        include_str!("documents/zh_law_review.gold"),
    );
}

#[test]
fn an_english_book_that_lost_its_indents() {
    becomes(include_str!("documents/en_book.txt"), include_str!("documents/en_book.gold"));
}

#[test]
fn a_chinese_novel_with_torn_lines_and_dialogue() {
    becomes(include_str!("documents/zh_novel.txt"), include_str!("documents/zh_novel.gold"));
}

#[test]
fn a_notice_out_of_a_word_processor_with_a_blank_line_behind_each() {
    becomes(include_str!("documents/zh_notice.txt"), include_str!("documents/zh_notice.gold"));
}

/// The paragraphs of a text that was not broken to a measure.
fn paragraphs(lang: Lang, text: &str) -> Vec<String> {
    let document = Document::from_lines("lines.txt", text);
    reflow(lang, &document).unwrap().into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn lines_that_were_not_broken_are_not_joined() {
    let verse = "山里的灯一盏一盏亮了\n风从谷口吹来\n把白天的话\n都吹散了\n只剩下水声\n";
    let dialogue =
        "“你去过海边吗？”\n“去过。”\n“好看吗？”\n“那天下雨，什么也没看见。”\n他笑了起来。\n";
    let list = "锄头\n镰刀\n扁担\n水桶\n麻绳\n";
    let contents =
        "第一章 水边的人 ........ 3\n第二章 山里的路 ........ 27\n第三章 城里的灯 ........ 54\n";
    let sentences = "雨从早上一直下到了晚上，没有停过。\n路上没有人。\n店铺都关了门，只有一家药房的灯还亮着，照着门前的一小块湿地。\n他走进去。\n";
    for text in [verse, dialogue, list, contents, sentences] {
        assert_eq!(paragraphs(Lang::Zh, text), text.lines().collect::<Vec<_>>());
    }
    let verse = "The lamps come on along the hill,\nThe wind comes down the lane,\nIt takes the talk of all the day\nAnd will not bring it again,\nBut leaves the water in the mill\nTo count the hours of rain.\n";
    let sentences = "It rained all day and well into the evening.\nNobody was out.\nThe shops had closed, and only the chemist’s lamp still burned over a patch of wet stone.\nHe went in.\n";
    for text in [verse, sentences] {
        assert_eq!(paragraphs(Lang::En, text), text.lines().collect::<Vec<_>>());
    }
}

#[test]
fn two_columns_are_refused_with_a_remedy() {
    let row = |left: &str, right: &str| format!("{left:<44}{right}\n");
    let text: String = (0..20)
        .map(|_| {
            row("the weir was cut into fourteen sections", "and every village had to keep its own")
        })
        .collect();
    let refusal = reflow(
        Lang::En,
        &Document { layout: Layout::Extracted, ..Document::from_lines("two.txt", &text) },
    )
    .unwrap_err();
    assert_eq!(refusal.kind(), RefusalKind::Columns);
    assert_eq!(refusal.lines(), (1, 20));
    assert!(refusal.to_string().contains("pdftotext"), "{refusal}");
}

#[test]
fn a_table_is_refused_with_its_lines() {
    let prose = "the weir was cut into fourteen sections, one for each of the villages\nthat took water from it, and the stones could not be moved by anyone\n".repeat(6);
    let table = "Village        Fields      Days      Fine\nUpper Mill         12         3         0\nLower Mill          7         2         1\nStone Gate         31         9         0\nLong Bank          18         5         2\n";
    let text = format!("{prose}{table}{prose}");
    let refusal = reflow(
        Lang::En,
        &Document { layout: Layout::Extracted, ..Document::from_lines("table.txt", &text) },
    )
    .unwrap_err();
    assert_eq!(refusal.kind(), RefusalKind::Table);
    assert_eq!(refusal.lines(), (13, 17));
}

#[test]
fn a_byte_order_mark_inside_a_text_hides_no_label() {
    let document = Document {
        layout: Layout::Paragraphs,
        ..Document::from_lines("mark.txt", "河水涨了。①\n\u{feff} ①《水志》，第3页。\n")
    };
    let note = reflow(Lang::Zh, &document).unwrap().pop().unwrap();
    assert_eq!(
        (note.role, note.label.as_deref(), note.text.as_str()),
        (Role::Note, Some("①"), "《水志》，第3页。")
    );
}

#[test]
fn hyphens_stay_only_in_compounds() {
    let text = "The village was self-\ngoverning, and its account books were kept by an inde-\npendent clerk. A long-\nterm plan was missing, though the term itself was long known\nto everybody who had ever lived or worked in the valley.\n";
    let document =
        Document { layout: Layout::Extracted, ..Document::from_lines("hyphen.txt", text) };
    let joined: String =
        reflow(Lang::En, &document).unwrap().iter().map(|p| p.text.as_str()).collect();
    for word in ["self-governing", "independent", "long-term"] {
        assert!(joined.contains(word), "{word} in {joined}");
    }
}

#[test]
fn pages_are_counted_where_form_feeds_are_lost() {
    let text = "A River and Its People\nThe ferry crossed the river twice a day in the summer months and once in\nthe winter, when the ice allowed it, and the fare was fixed by the parish\n11\nChapter Two\ncouncil for a term of three years. Nobody living now remembers the last of\nthe ferrymen,[1] but his account book was kept in the vestry, where it was\n[1] See the minute book, p. 12.\n12\nChapter Two\nfound in a chest with the keys of the old landing stage, and nobody knew\nhow long it had been there, or who had put it into the chest and locked\n13\nChapter Two\nit up so well.\n";
    let document = Document { layout: Layout::Extracted, ..Document::from_lines("lost.txt", text) };
    let pages = |text: &str, document: &Document| {
        let paragraphs = reflow(Lang::En, document).unwrap();
        let found = paragraphs.iter().filter(|paragraph| paragraph.text.contains(text));
        found.map(|paragraph| paragraph.page).collect::<Vec<_>>()
    };
    assert_eq!(pages("The ferry", &document), [Some(1)]);
    assert_eq!(pages("minute book", &document), [Some(2)]);
    assert_eq!(pages("Chapter Two", &document), [Some(2), Some(3), Some(4)]);
    assert_eq!(pages("12", &document).last(), Some(&Some(2)));
    // Two pages show nothing: the only notes of a text may stand at its end.
    let end = text.find("12\nChapter").unwrap();
    let short =
        Document { layout: Layout::Extracted, ..Document::from_lines("short.txt", &text[..end]) };
    assert_eq!(pages("The ferry", &short), [None]);
    // What the reader knows is kept.
    let mut known = document;
    known.blocks.iter_mut().for_each(|block| block.page = Some(7));
    assert_eq!(pages("The ferry", &known), [Some(7)]);
}

#[test]
fn what_a_format_knows_is_kept() {
    let block = |role, text: &str| Block {
        role,
        text: text.to_owned(),
        line: 0,
        page: None,
        label: None,
        time: None,
    };
    let blocks = vec![
        block(Role::Paragraph, "The Last Ferry"),
        block(Role::Paragraph, "1. What the Council Did"),
        block(Role::Paragraph, "Abstract: the ferry and those who used it."),
        block(Role::Paragraph, "1.5"),
        block(Role::Paragraph, "Litres of oil were used.[1]"),
        block(Role::Heading(2), "On Boats"),
        block(Role::Paragraph, "[1] See the minute book, p. 12."),
        block(Role::Note, ""),
    ];
    let document =
        Document { layout: Layout::Structured, blocks, ..Document::from_lines("known.html", "") };
    let paragraphs = reflow(Lang::En, &document).unwrap();
    let shown: Vec<(Role, &str, usize)> =
        paragraphs.iter().map(|it| (it.role, it.text.as_str(), it.line)).collect();
    let wanted: Vec<(Role, &str, usize)> = document
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| (block.role, block.text.as_str(), index + 1))
        .collect();
    assert_eq!(shown, wanted);
    // Where no role is known, headings are found, and a list in the text is none of notes.
    let plain = Document {
        blocks: document.blocks.into_iter().filter(|block| block.role == Role::Paragraph).collect(),
        layout: Layout::Structured,
        ..Document::from_lines("known.html", "")
    };
    let roles: Vec<Role> = reflow(Lang::En, &plain).unwrap().iter().map(|it| it.role).collect();
    assert_eq!(roles[1], Role::Heading(1));
    assert!(!roles.contains(&Role::Note), "{roles:?}");
}

#[test]
fn a_join_is_the_surer_the_more_of_its_paragraphs_a_page_shows() {
    let sure = |text: &str| {
        let document =
            Document { layout: Layout::Extracted, ..Document::from_lines("sure.txt", text) };
        format!("{:.2}", reflow(Lang::Zh, &document).unwrap()[0].confidence)
    };
    let line = "渡船在夏天每日往返两次，冬天只有一次。";
    let full = "渡资由乡里议定。三年一改。写在木牌上。";
    let indented = format!("　　{line}\n{full}水\n{full}水\n　　{line}\n{full}水\n");
    assert_eq!(sure(&indented), "0.90");
    let flush = format!("{full}水\n{full}水\n{full}水\n");
    assert_eq!(sure(&flush), "0.98");
    let stops = format!("{full}\n{full}\n{full}\n");
    assert_eq!(sure(&stops), "0.70");
}

/// Whether lines are refused, and as what.
fn refused(text: &str) -> Option<RefusalKind> {
    let document = Document { layout: Layout::Extracted, ..Document::from_lines("rows.txt", text) };
    reflow(Lang::Zh, &document).err().map(|refusal| refusal.kind())
}

#[test]
fn rows_with_gaps_are_no_table_where_they_are_few_or_end_in_page_numbers() {
    let rows = |row: &str, count: usize| format!("{row}\n").repeat(count);
    assert_eq!(refused(&rows("水稻        三亩", 12)), Some(RefusalKind::Table));
    assert_eq!(refused(&rows("水稻\t\t三亩", 12)), Some(RefusalKind::Table));
    assert_eq!(refused(&rows("甲方：        乙方：", 4)), None);
    assert_eq!(refused(&rows("第二章 渡口        12", 12)), None);
    let prose = rows("渡船在夏天每日往返两次，冬天只有一次，要看河面结冰的情形。", 45);
    let table = rows("水稻        三亩", 12);
    assert_eq!(refused(&format!("{prose}{table}")), None);
    assert_eq!(refused(&format!("{prose}\u{c}{table}")), Some(RefusalKind::Table));
    let lines: Vec<&str> = prose.lines().collect();
    let hundred = lines.iter().cycle().take(100).copied().collect::<Vec<_>>().join("\n");
    assert_eq!(refused(&format!("{hundred}\n{table}")), Some(RefusalKind::Table));
    let half = "渡船在夏天每日往返两次冬天只有一次        ";
    assert_eq!(refused(&rows(&format!("{half}水稻"), 12)), Some(RefusalKind::Table));
    assert_eq!(refused(&rows(&half.repeat(2), 12)), Some(RefusalKind::Columns));
    assert_eq!(
        refused(&rows("水稻        渡船在夏天每日往返两次冬天只有一次", 12)),
        Some(RefusalKind::Table)
    );
    // Three cells or more are a table in four rows, where their gaps meet.
    assert_eq!(refused(&rows("水稻        三亩        五天", 4)), Some(RefusalKind::Table));
    let apart =
        "水稻        三亩        五天\n大豆和高粱与玉米        四亩半多        六天\n".repeat(3);
    assert_eq!(refused(&apart), None);
}
