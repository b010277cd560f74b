//! Files of the kinds that readers of other tools get wrong: what comes out of each.

use std::path::PathBuf;

use diptych::{
    prepare,
    read::{self, ErrorKind, Options},
};

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/cases")).join(name)
}

/// The segments of a file.
fn segments(name: &str) -> Vec<String> {
    let code = if name.starts_with("412") { Some("zh".to_owned()) } else { None };
    let options = prepare::Options { code, ..prepare::Options::default() };
    let read = prepare::one(&file(name), &options).unwrap();
    (0..read.text.segments().len()).map(|at| read.text.segment(at).to_owned()).collect()
}

#[test]
fn every_kind_gives_its_sentences() {
    for (name, expected) in [
        ("005-wordart.docx", &["年度工作报告", "正文第一句。"][..]),
        ("006-dropdown.docx", &["性别：女。"]),
        ("007-macrobutton.docx", &["论文题目在此", "正文。"]),
        ("011-tocfield.docx", &["第一章 总则", "正文一句。"]),
        ("022-drawingml.docx", &["流程图中的文字", "正文。"]),
        ("030-headerlink.html", &["安装", "先装依赖。", "用法", "再运行。", "Options", "Set it."]),
        ("031-csshidden.html", &["真正的一句。", "第二句。"]),
        ("032-scriptcharset.html", &["这是一段中文正文，用国标码保存。", "第二段在这里。"]),
        ("048-epubtooltip.epub", &["他叫阿三。", "排行第三的人"]),
        ("052-displayblock.html", &["第一行", "第二行"]),
        ("054-codeblock.html", &["运行：", "完成。"]),
        (
            "056-guidetoc.epub",
            &[
                "边城旧事",
                "第一章 渡口",
                "老人每天在渡口等船。",
                "黄狗卧在他脚边。",
                "第二章 雨夜",
                "雨下了一夜。",
            ],
        ),
        ("058-navpage.epub", &["出版说明", "本书据初版整理。", "第一章", "雨下了一夜。"]),
        (
            "059-lnum.epub",
            &["Over the tumbled graves, about the chapel", "There is the empty house."],
        ),
        ("060-headingid.md", &["安装", "先装依赖。"]),
        ("063-container.md", &["提示", "内容一句。", "注意", "内容二句。", "内容三句。"]),
        ("064-mdx.mdx", &["标题", "内容。"]),
        ("065-indent4.md", &["题", "这一段的作者用四个空格缩进首行。", "第二段也是这样。"]),
        ("067-mddel.md", &["价格80元。", "价格80元。"]),
        ("068-frontmatter.md", &["部署指南", "说明如何部署。", "正文。"]),
        ("070-math.md", &["质能方程 $E=mc^2$ 很有名。", "完。"]),
        ("074-deflist.md", &["术语", "它的解释。"]),
        ("084-edit.html", &["历史", "该馆建于1903年[1]。", "馆史，第3页。"]),
        ("090-sub.srt", &["你好，我是小明。", "今天天气很好。", "走吧？", "好的。"]),
        ("092-sub.ass", &["你好，我是小明。"]),
        ("100-zwsp.txt", &["今天天气很好。", "我们去公园。", "第二行。", "结束。"]),
        ("101-softhyphen.txt", &["The international committee met on Friday.", "It was late."]),
        ("102-radicals.txt", &["用户可以在网络上查询长期的金融数据。", "这是第二句。"]),
        ("123-dots.txt", &["第一章 总则", "为了规范管理，制定本办法。"]),
        (
            "122-vertical.txt",
            &["（一）本條例自公布日施行。", "（二）前項規定，不在此限。", "他說：「好。」"],
        ),
        ("400-fraction.docx", &["产量占全省的1/2，比去年少3/10。"]),
        ("402-power.docx", &["该星系约有10¹¹颗恒星。"]),
        ("412-gbkshort.txt", &["—— 完 ——"]),
    ] {
        assert_eq!(segments(name), expected, "{name}");
    }
    let gbk = segments("410-gbkdash.txt");
    assert_eq!(gbk[0], "The old town —— it had been built by the river —— was quiet……");
}

#[test]
fn hyphens_of_a_pdf_stay_where_they_belong_to_the_word() {
    let text = segments("129-pdfhyphen.pdf").join(" ");
    for word in ["long-term", "people-centered", "well-known", "state-owned", "international"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn what_is_no_prose_is_refused_by_name() {
    for (name, what) in [
        ("082-rst.rst", "reStructuredText"),
        ("083-tex.tex", "LaTeX"),
        ("096-props.properties", ".properties"),
        ("097-strings.strings", ".strings"),
        ("098-yaml.yaml", "YAML"),
        ("407-mht.mht", ".mht"),
        ("page-zh.mhtml", ".mht"),
        ("414-mobi.mobi", "Kindle"),
    ] {
        let error = read::read(&file(name), &Options::default()).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NotText { what: said, .. } if said.contains(what)),
            "{name}: {error}"
        );
    }
    let error = read::read(&file("104-cid.txt"), &Options::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::NamelessGlyphs(9)), "{error}");
}

#[test]
fn damage_of_before_is_told() {
    for (name, what) in [
        ("108-mojibake2.txt", "wrongly decoded characters"),
        ("338-lostchars.txt", "lost characters"),
    ] {
        let read = read::read(&file(name), &Options::default()).unwrap();
        assert!(read.report.changed.iter().any(|it| it.what == what && it.count > 3), "{name}");
    }
}

#[test]
fn a_file_of_both_languages_gives_its_pairs() {
    for (name, count) in [
        ("211-a.txt", 3),
        ("213-a.txt", 3),
        ("214-a.txt", 3),
        ("229-updown.xlsx", 4),
        ("bilingual-table.docx", 23),
        ("alternating.docx", 23),
        ("bilingual-softbreak.docx", 3),
        ("film.bilingual.srt", 10),
    ] {
        let (both, _) = read::read_pairs(&file(name), &Options::default()).unwrap();
        let full = both.pairs.iter().filter(|it| !it.source.is_empty() && !it.target.is_empty());
        assert_eq!(full.count(), count, "{name}: {:#?}", both.pairs);
    }
    let error = prepare::both(
        (&file("211-a.txt"), &prepare::Options::default()),
        (&file("412-gbkshort.txt"), &prepare::Options::default()),
    );
    assert!(matches!(error, Err(prepare::Error::Mixed { .. })));
}

#[test]
fn subtitles_odt_slides_and_sheets_are_read() {
    assert_eq!(segments("film.zh.srt").len(), 16);
    assert!(segments("film.en.srt")[0].contains("Shanghai on 1 March 2026 by and between"));
    assert!(segments("contract-zh.odt").len() > 20);
    assert!(segments("slides-zh.pptx").len() > 3);
    let sheet = segments("mono-zh.xlsx");
    assert!(sheet.iter().all(|cell| !cell.chars().all(|c| c.is_ascii_digit())), "{sheet:?}");
}

#[test]
fn clauses_with_numbers_are_no_notes_where_the_format_knows_its_notes() {
    for name in ["auto-zh.docx", "md2.md"] {
        let options = prepare::Options::default();
        let read = prepare::one(&file(name), &options).unwrap();
        assert_eq!(read.report.notes, 0, "{name}");
    }
}
