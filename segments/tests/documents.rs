//! Documents as they come out of a PDF, each with what it should become.
//!
//! The texts were written for this test, typeset with typst (the notice with a word processor) and
//! extracted with pdftotext (with and without `-layout`), so that torn lines, raised note marks, heads and page numbers are real. In a
//! gold file a line `# role label, page N` opens a block; its segments follow, one a line.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use diptych_segments::{
    Document, Lang, Layout, RefusalKind, Role, SplitOptions, Text, detect, layout_of, reflow,
    segment,
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
