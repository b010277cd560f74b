//! Word documents with the traps that Word sets.

use diptych::read::ErrorKind;

use crate::{archive, left_out, read_as, shown};

const W: &str = r#"xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#;

const STYLES: &str = r#"
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的小节"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>"#;

/// A document with this body, these footnotes and endnotes.
fn document(body: &str, footnotes: &str, endnotes: &str) -> Vec<u8> {
    document_with(body, footnotes, endnotes, &[])
}

/// The same with more parts.
fn document_with(body: &str, footnotes: &str, endnotes: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let rel = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let rels = |inner: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let parts = [
        rel("1", "styles", "styles.xml"),
        rel("2", "footnotes", "footnotes.xml"),
        rel("3", "endnotes", "/word/endnotes.xml"),
        rel("4", "header", "header1.xml"),
        rel("5", "numbering", "numbering.xml"),
        rel("6", "comments", "../word/comments.xml"),
    ]
    .concat();
    let mut all: Vec<(&str, String)> = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", rels(&rel("1", "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", rels(&parts)),
        ("word/styles.xml", format!("<w:styles {W}>{STYLES}</w:styles>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {W}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>{footnotes}</w:footnotes>"
            ),
        ),
        ("word/endnotes.xml", format!("<w:endnotes {W}>{endnotes}</w:endnotes>")),
        (
            "word/document.xml",
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>"
            ),
        ),
    ];
    all.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
    archive(&all)
}

fn blocks(body: &str) -> Vec<String> {
    shown(&read_as("文 档.docx", &document(body, "", "")).unwrap())
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_are_told_by_style_chain_and_outline_level() {
    let styled = |style: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        styled("a3", "论雨"),
        styled("1", "一、引言"),
        styled("mine", "（一）起点"),
        styled("loop", "循环的样式"),
        styled("10", "一、引言\t1"),
        "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>直接的级别</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:pStyle w:val='1'/><w:outlineLvl w:val='9'/></w:pPr><w:r><w:t>正文。</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    assert_eq!(
        blocks(&body),
        [
            "title| 论雨",
            "h1| 一、引言",
            "h2| （一）起点",
            "p| 循环的样式",
            "h3| 直接的级别",
            "p| 正文。"
        ]
    );
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>我们</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>很</w:t></w:r></w:ins><w:r><w:t>喜欢雨。</w:t></w:r>\
        <w:moveFrom><w:r><w:t>搬走的。</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>搬来的。</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>这一段的末尾</w:t></w:r></w:p><w:p><w:r><w:t>被删去了。</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删去的行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let read = read_as("t.docx", &document(body, "", "")).unwrap();
    assert_eq!(shown(&read), ["p| 我们很喜欢雨。搬来的。", "p| 这一段的末尾被删去了。"]);
    assert_eq!(left_out(&read), [("tracked deletions", 3)]);
    assert!(read.report.left_out.iter().any(|l| l.text == "不"));
}

#[test]
fn field_codes_go_and_results_stay_also_when_nested() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>见</w:t></w:r>{b}<w:r><w:instrText> REF x </w:instrText></w:r>{b}<w:r><w:instrText>IF</w:instrText></w:r>{s}<w:r><w:t>内层</w:t></w:r>{e}{s}<w:r><w:t>第三章</w:t></w:r>{e}<w:r><w:t>。</w:t></w:r></w:p>\
         <w:p><w:fldSimple w:instr='PAGE'><w:r><w:t>12</w:t></w:r></w:fldSimple><w:r><w:t>页</w:t></w:r></w:p>",
        b = field("begin"),
        s = field("separate"),
        e = field("end"),
    );
    assert_eq!(blocks(&body), ["p| 见第三章。", "p| 12页"]);
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><w:t>框前，</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框后。</w:t></w:r></w:p>{}",
        inner("框里的话。"),
        inner("框里的话。"),
        p("下一段。"),
    );
    assert_eq!(blocks(&body), ["p| 框前，框后。", "p| 框里的话。", "p| 下一段。"]);
}

#[test]
fn notes_keep_their_place_in_tables_too() {
    let mark = |kind: &str, id: &str| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>雨停了</w:t></w:r>{}<w:r><w:t>。</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格子</w:t></w:r>{}</w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:t>星号</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows='1' w:id='4'/><w:t>*</w:t></w:r></w:p>\
         <w:p><w:r><w:t>编号</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows='1' w:id='5'/><w:t>1</w:t></w:r></w:p>",
        mark("footnote", "2"),
        mark("endnote", "7"),
    );
    let note = |kind: &str, id: &str, text: &str| {
        format!(
            "<w:{kind} w:id='{id}'><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p></w:{kind}>"
        )
    };
    let footnotes = [
        note("footnote", "2", "第一条。"),
        note("footnote", "4", "星注。"),
        note("footnote", "5", "10个人。"),
        note("footnote", "9", "没有人提到我。"),
    ]
    .concat();
    let read =
        read_as("t.docx", &document(&body, &footnotes, &note("endnote", "7", "尾注。"))).unwrap();
    assert_eq!(
        shown(&read),
        [
            "p| 雨停了[1]。",
            "note [1]| 第一条。",
            "p| 格子[2]",
            "note [2]| 尾注。",
            "p| 星号*",
            "note *| 星注。",
            "p| 编号1",
            "note 1| 10个人。"
        ]
    );
    assert!(left_out(&read).contains(&("notes without a mark", 1)));
}

#[test]
fn nested_tables_controls_ruby_hidden_text_and_odd_characters() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let nested = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&p("外左")),
        cell(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>{}", cell(&p("里面")), p("外右")))
    );
    let body = format!(
        "{nested}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:p><w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>字</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:rStyle w:val='ghost'/></w:rPr><w:t>鬼</w:t></w:r>\
         <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>看得见</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space='preserve'>emoji 👩‍👩‍👧 and \u{200F}עברית\u{200F} &amp; 𠀀</w:t></w:r><w:r><w:tab/><w:t>tab</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>\
         <w:p><w:r><w:t>一行。</w:t><w:br/><w:t>又一</w:t><w:br/><w:t>行。</w:t></w:r></w:p>\
         <w:p><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath><w:r><w:t>是式子。</w:t></w:r></w:p>",
        p("控件里的话。"),
        p("单击此处输入文字。"),
    );
    let read = read_as("t.docx", &document(&body, "", "")).unwrap();
    assert_eq!(
        shown(&read),
        [
            "p| 外左",
            "p| 里面",
            "p| 外右",
            "p| 控件里的话。",
            "p| 汉字看得见",
            "p| emoji 👩‍👩‍👧 and עברית & 𠀀 tab-x",
            "p| 一行。",
            "p| 又一行。",
            "p| E=mc是式子。"
        ]
    );
    for what in ["placeholders", "ruby readings", "hidden text"] {
        assert!(left_out(&read).iter().any(|(w, _)| *w == what), "{what}");
    }
}

#[test]
fn comments_headers_and_contents_are_left_out_with_their_text() {
    let entry = |text: &str| format!("<w:sdtContent>{}</w:sdtContent>", p(text));
    let body = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>{}</w:sdt>{}",
        entry("第一章 3"),
        p("正文。")
    );
    let part = |root: &str, inner: &str| format!("<w:{root} {W}>{inner}</w:{root}>");
    let more = [
        ("word/header1.xml", part("hdr", &p("页眉"))),
        ("word/comments.xml", part("comments", &format!("<w:comment>{}</w:comment>", p("要改")))),
    ];
    let more = more.each_ref().map(|(name, text)| (*name, text.as_str()));
    let read = read_as("t.docx", &document_with(&body, "", "", &more)).unwrap();
    assert_eq!(shown(&read), ["p| 正文。"]);
    let told: Vec<_> = read.report.left_out.iter().map(|l| (l.what, l.text.as_str())).collect();
    assert_eq!(
        told,
        [("headers and footers", "页眉"), ("comments", "要改"), ("contents entries", "第一章 3")]
    );
}

#[test]
fn automatic_numbers_are_text_and_bullets_are_not() {
    let level = |n: u8, format: &str, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let lists = [
        [
            level(0, "chineseCountingThousand", "第%1章", "<w:pStyle w:val='1'/>"),
            level(1, "decimal", "%1.%2", "<w:isLgl/><w:pStyle w:val='2'/>"),
            level(2, "lowerLetter", "(%3)", ""),
        ]
        .concat(),
        level(0, "chineseCounting", "%1、", "") + &level(1, "decimal", "（%2）", ""),
        level(0, "bullet", "\u{F0B7}", ""),
    ];
    let patterns: Vec<String> = (0..)
        .zip(&lists)
        .map(|(n, levels)| {
            format!("<w:abstractNum w:abstractNumId='{n}'>{levels}</w:abstractNum><w:num w:numId='{}'><w:abstractNumId w:val='{n}'/></w:num>", n + 1)
        })
        .collect();
    let anew = "<w:num w:numId='9'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>";
    let numbering = format!("<w:numbering {W}>{}{anew}</w:numbering>", patterns.concat());
    let styles = format!(
        "<w:styles {W}><w:style w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
         <w:style w:styleId='2'><w:name w:val='heading 2'/><w:basedOn w:val='1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let item = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let styled = |style: u8, text: &str| item(&format!("<w:pStyle w:val='{style}'/>"), text);
    let listed = |list: u8, level: u8, text: &str| {
        let place =
            format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
        item(&place, text)
    };
    let body = [
        styled(1, "总则"),
        styled(2, "目的"),
        listed(1, 2, "甲项"),
        listed(1, 2, "乙项"),
        styled(1, "分则"),
        styled(2, "定义"),
        listed(1, 2, "丙项"),
        item("<w:pStyle w:val='1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "附录"),
        listed(2, 0, "首先"),
        listed(2, 0, ""),
        listed(2, 0, "其次"),
        listed(2, 1, "细项"),
        listed(9, 0, "从头"),
        listed(9, 0, "再来"),
        listed(3, 0, "圆点"),
        listed(8, 0, "没有这个表"),
    ]
    .concat();
    let rel =
        |n: u8, kind: &str| format!("<Relationship Id='{n}' Type='x/{kind}' Target='{kind}.xml'/>");
    let bytes = archive(&[
        ("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", &styles),
        (
            "word/_rels/document.xml.rels",
            &format!("<R>{}{}</R>", rel(1, "numbering"), rel(2, "styles")),
        ),
    ]);
    let read = read_as("t.docx", &bytes).unwrap();
    assert_eq!(
        shown(&read),
        [
            "h1| 第一章 总则",
            "h2| 1.1 目的",
            "p| (a) 甲项",
            "p| (b) 乙项",
            "h1| 第二章 分则",
            "h2| 2.1 定义",
            "p| (a) 丙项",
            "h1| 附录",
            "p| 一、首先",
            "p| 三、其次",
            "p| （1）细项",
            "p| 一、从头",
            "p| 二、再来",
            "p| 圆点",
            "p| 没有这个表"
        ]
    );
    assert_eq!(left_out(&read), [("bullets", 1)]);
    assert_eq!(
        (read.report.changed[0].what, read.report.changed[0].count),
        ("automatic numbers made text", 12)
    );
}

#[test]
fn enclosed_characters_symbols_and_emoji_are_text() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code =
        |text: &str| format!("{}<w:r><w:instrText>{text}</w:instrText></w:r>", mark("begin"));
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}{}{}</w:p>", run("见"), code(" eq \\o\\ac(○,3)") + &mark("end"), run("项。")),
        format!("<w:p>{}{}</w:p>", code("EQ \\o\\ad(\\s\\up 9(hàn),汉)") + &mark("end"), run("字。")),
        format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w16se:symEx w16se:char='1F60A'/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
            run("笑"),
            run("了。")
        ),
        format!("<w:p>{}<w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Founder' w:char='F061'/></w:r></w:p>", run("角")),
        format!("<w:p>{}{}</w:p>", code(" REF "), run("域没有完")),
        p("后面的字还在。"),
        "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>".to_owned() + &p("nce."),
        "<w:p><w:r><w:t>一</w:t><w:t>　二\u{AD}三　</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let read = read_as("t.docx", &document(&body, "", "")).unwrap();
    assert_eq!(
        shown(&read),
        [
            "p| 见③项。",
            "p| 汉字。",
            "p| 笑😊了。",
            "p| 角α",
            "p| 后面的字还在。",
            "p| Once.",
            "p| 一　二三"
        ]
    );
    for what in ["symbols", "unfinished fields"] {
        assert!(left_out(&read).contains(&(what, 1)), "{what}");
    }
}

#[test]
fn a_text_of_the_strict_standard_in_utf16_is_read() {
    let body = "<?xml version='1.0' encoding='UTF-16'?><w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body><w:p><w:r><w:t>雨停了。</w:t></w:r></w:p></w:body></w:document>";
    let utf16: Vec<u8> =
        format!("\u{FEFF}{body}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = crate::archive_of_bytes(&[("word/document.xml", &utf16)]);
    assert_eq!(shown(&read_as("t.docx", &bytes).unwrap()), ["p| 雨停了。"]);
}

#[test]
fn broken_and_hostile_documents_are_refused() {
    let good = document(&p("好的。"), "", "");
    assert!(matches!(
        read_as("t.docx", &good[..good.len() / 2]).unwrap_err().kind(),
        ErrorKind::Damaged(_)
    ));
    assert!(matches!(
        read_as("t.docx", &document("<w:p>", "", "")).unwrap_err().kind(),
        ErrorKind::Damaged(_)
    ));
    assert!(matches!(
        read_as("t.docx", &document("", "", "")).unwrap_err().kind(),
        ErrorKind::Empty
    ));
    assert!(matches!(
        read_as("t.docx", &archive(&[("word/x", "")])).unwrap_err().kind(),
        ErrorKind::Damaged(_)
    ));
    let bomb = archive(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>")]);
    assert!(matches!(read_as("t.docx", &bomb).unwrap_err().kind(), ErrorKind::Hostile(_)));
    let deep = document(&"<w:tbl><w:tr><w:tc>".repeat(5000), "", "");
    assert!(matches!(read_as("t.docx", &deep).unwrap_err().kind(), ErrorKind::Hostile(_)));
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on";
    assert!(matches!(read_as("t.docx", ole).unwrap_err().kind(), ErrorKind::NotText { .. }));
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    let locked = [&ole[..], &locked].concat();
    assert!(matches!(read_as("t.docx", &locked).unwrap_err().kind(), ErrorKind::Encrypted));
}

#[test]
fn a_document_under_a_wrong_name_is_known_by_its_content() {
    let read = read_as("t.txt", &document(&p("好的。"), "", "")).unwrap();
    assert_eq!(shown(&read), ["p| 好的。"]);
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let huge = "啊".repeat(100 << 20);
    let bomb = archive(&[("word/document.xml", &huge)]);
    assert!(bomb.len() < 2 << 20);
    assert!(matches!(read_as("t.docx", &bomb).unwrap_err().kind(), ErrorKind::Hostile(_)));
}

#[test]
fn an_archive_under_a_password_is_refused() {
    let mut bytes = archive(&[("word/document.xml", "<x/>")]);
    // The first bit of the flags, in the local and in the central header, says "encrypted".
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes.windows(4).position(|w| w == signature).unwrap();
        bytes[at + flags] |= 1;
    }
    assert!(matches!(read_as("t.docx", &bytes).unwrap_err().kind(), ErrorKind::Encrypted));
}
