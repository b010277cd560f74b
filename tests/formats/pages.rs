//! Web pages, e-books and Markdown.

use diptych::read::ErrorKind;

use crate::{archive, left_out, read_as, shown};

#[test]
fn html_blocks_are_paragraphs_and_the_rest_is_left_out() {
    let page =
        "<!DOCTYPE html><html lang=zh><head><title>不是正文</title><style>p{}</style></head><body>
        <nav><a href='/'>首页</a></nav><h1>论雨</h1>
        <p>雨下了
        一整夜，<del>终于</del><b>没有</b>停。Soft
        break.<script>alert('x')</script></p>
        <div>散的字<p>里面的段。</p>尾巴</div>
        <table><tr><td>甲</td><td><table><tr><td>乙</td></tr></table></td></tr></table>
        <p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字 &amp; &#x2014; 😀</p>
        <p style='display: none'>看不见</p><p hidden>也看不见</p>
        <pre><code>let x = 1;</code></pre>
        <p>第一行。<br>第二<br>行</p><p>1<br><br>2</p></body></html>";
    let read = read_as("t.html", page.as_bytes()).unwrap();
    assert_eq!(
        shown(&read),
        [
            "h1| 论雨",
            "p| 雨下了一整夜，没有停。Soft break.",
            "p| 散的字",
            "p| 里面的段。",
            "p| 尾巴",
            "p| 甲",
            "p| 乙",
            "p| 汉字 & — 😀",
            "p| 第一行。",
            "p| 第二行",
            "p| 1",
            "p| 2"
        ]
    );
    assert_eq!(
        left_out(&read),
        [
            ("titles of pages", 1),
            ("navigation", 1),
            ("deletions", 1),
            ("brackets of ruby", 2),
            ("ruby readings", 1),
            ("hidden text", 2),
            ("code", 1)
        ]
    );
}

#[test]
fn html_notes_keep_mark_and_label_and_lose_the_way_back() {
    let page = "<html><body><p>雨停了<sup><a href='#n1' id='r1'>1</a></sup>。天晴了<a href='#n2' id='r2'>[2]</a>。又<a id='r3' href='#n3'><sup>*</sup></a>。<a href='#x'>第3章</a></p>
        <ol><li id='n1'><p>第一条。<a href='#r1'>↩</a></p><p>还有一段。</p></li></ol>
        <p><a id='n2' href='#r2'>[2]</a> 第二条。</p><p id='n3'><a href='#r3'>*</a> 星注。</p></body></html>";
    let read = read_as("t.html", page.as_bytes()).unwrap();
    assert_eq!(
        shown(&read),
        [
            "p| 雨停了[1]。天晴了[2]。又*。第3章",
            "note [1]| 第一条。还有一段。",
            "note [2]| 第二条。",
            "note *| 星注。"
        ]
    );
}

#[test]
fn a_number_that_opens_a_note_is_its_label_only_where_it_ends() {
    let page = "<p>雨<a href='#a'>[1]</a>停<a href='#b'>[2]</a>了。</p><div id='a'>1.5米深。</div><div id='b'>2. 见书。</div>";
    let read = read_as("t.html", page.as_bytes()).unwrap();
    assert_eq!(shown(&read), ["p| 雨[1]停[2]了。", "note [1]| 1.5米深。", "note [2]| 见书。"]);
}

#[test]
fn html_notes_of_word_are_found_by_the_names_of_their_links() {
    let page = "<html><body><p>雨停了<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>。</p><div><hr><div id='ftn1'><p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> 第一条。</p></div></div></body></html>";
    let read = read_as("t.htm", page.as_bytes()).unwrap();
    assert_eq!(shown(&read), ["p| 雨停了[1]。", "note [1]| 第一条。"]);
}

#[test]
fn html_in_gbk_is_read_by_its_declaration_and_utf8_in_spite_of_it() {
    let page = "<html><head><meta charset=\"gb2312\"></head><body><p>雨停了。</p></body></html>";
    let (gbk, _, _) = encoding_rs::GBK.encode(page);
    for bytes in [gbk.as_ref(), page.as_bytes()] {
        assert_eq!(shown(&read_as("t.htm", bytes).unwrap()), ["p| 雨停了。"]);
    }
}

#[test]
fn html_nested_without_end_is_refused() {
    let page = "<html>".to_owned() + &"<div>".repeat(200_000) + "雨";
    assert!(matches!(
        read_as("t.html", page.as_bytes()).unwrap_err().kind(),
        ErrorKind::Hostile(_)
    ));
}

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

fn book(extra: &[(&str, &str)]) -> Vec<u8> {
    let package = r#"<package xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
        <item id="c1" href="text/%E7%AC%AC%E4%B8%80%20%E7%AB%A0.xhtml" media-type="application/xhtml+xml"/>
        <item id="c2" href="text/c2.xhtml" media-type="application/xhtml+xml"/>
        <item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>
        <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="nav"/><itemref idref="c2"/><itemref idref="c1"/><itemref idref="n" linear="no"/><itemref idref="gone"/></spine></package>"#;
    let page = |body: &str| {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body>{body}</body></html>"
        )
    };
    let second = page(
        "<h2>后写的先读</h2><p>雨<a epub:type='noteref' href='../notes.xhtml#a'>1</a>停了。<span epub:type='pagebreak'>12</span></p><aside epub:type='footnote' id='x'><p>没有记号的注。</p></aside>",
    );
    let first = page("<p>第一章。</p>");
    let notes = page("<h2>注释</h2><p id='a'>1. 雨的注。</p>");
    let nav = page("<nav epub:type='toc'><ol><li><a href='a.xhtml'>目录</a></li></ol></nav>");
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", package),
        ("OEBPS/nav.xhtml", nav.as_str()),
        ("OEBPS/text/第一 章.xhtml", first.as_str()),
        ("OEBPS/text/c2.xhtml", second.as_str()),
        ("OEBPS/notes.xhtml", notes.as_str()),
    ];
    parts.extend_from_slice(extra);
    archive(&parts)
}

#[test]
fn an_epub_is_read_in_spine_order_with_notes_across_pages() {
    let read = read_as("书 一.epub", &book(&[])).unwrap();
    assert_eq!(
        shown(&read),
        [
            "h2| 后写的先读",
            "p| 雨[1]停了。",
            "note | 没有记号的注。",
            "p| 第一章。",
            "h2| 注释",
            "note [1]| 雨的注。"
        ]
    );
    assert_eq!(
        left_out(&read),
        [("tables of contents", 1), ("page numbers", 1), ("missing pages", 1)]
    );
}

/// A book of one page with this body.
fn page(body: &str) -> Vec<u8> {
    let package = "<package><manifest><item id='c' href='c.xhtml'/></manifest><spine><itemref idref='c'/></spine></package>";
    let page = format!(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><head><title/></head><body>{body}</body></html>"
    );
    archive(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", package),
        ("OEBPS/c.xhtml", &page),
    ])
}

#[test]
fn empty_elements_of_xhtml_swallow_nothing() {
    let body = "<p><span epub:type='pagebreak' title='1'/>雨停了。<a id='x'/>天亮了。</p><script src='a.js'/><p>最后一段。</p>";
    let read = read_as("t.epub", &page(body)).unwrap();
    assert_eq!(shown(&read), ["p| 雨停了。天亮了。", "p| 最后一段。"]);
    let html =
        format!("<?xml version='1.0'?><html><head><title/></head><body>{body}</body></html>");
    assert_eq!(shown(&read_as("t.html", html.as_bytes()).unwrap()), shown(&read));
}

#[test]
fn notes_of_chinese_e_books_are_marked_by_pictures() {
    let body = "<p>雨停了<a class='duokan-footnote' href='#f1' id='r1'><img src='n.png'/></a>，天亮了<a class='duokan-footnote' href='#f2'><img src='n.png'/></a>。</p>
        <p>风也停了<img class='qqreader-footnote' alt='写在图片里的注文。' src='n.png'/>。</p>
        <aside epub:type='footnote'><ol class='duokan-footnote-content'><li id='f1'><p><a href='#r1'>◎</a>第一条。</p></li><li id='f2'><p><a href='#r2'>◎</a>第二条。</p></li></ol></aside>";
    assert_eq!(
        shown(&read_as("t.epub", &page(body)).unwrap()),
        [
            "p| 雨停了[1]，天亮了[2]。",
            "p| 风也停了[3]。",
            "note [3]| 写在图片里的注文。",
            "note [1]| 第一条。",
            "note [2]| 第二条。"
        ]
    );
}

#[test]
fn html_notes_of_libreoffice_are_found() {
    let page = "<html><body><p>雨停了<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>，天亮了<a name='sdendnote1anc' href='#sdendnote1sym'><sup>i</sup></a>。</p>
        <div id='sdfootnote1'><p><a name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>第一条注。</p></div><div id='sdendnote1'><p><a name='sdendnote1sym' href='#sdendnote1anc'>i</a>尾注。</p></div></body></html>";
    assert_eq!(
        shown(&read_as("t.html", page.as_bytes()).unwrap()),
        ["p| 雨停了[1]，天亮了[i]。", "note [1]| 第一条注。", "note [i]| 尾注。"]
    );
}

#[test]
fn html_notes_of_pandoc_and_wikipedia_are_found() {
    let page = "<html><body><p>雨停了<a href='#fn1' class='footnote-ref' id='fnref1'>1</a>。天晴了<sup><a href='#cite_note-2'><span>[</span>2<span>]</span></a></sup>。</p>
        <div class='footnotes'><hr /><div id='fn1'><p><a href='#fnref1' class='footnote-back'>1</a>. 第一条。</p><p>又一段。</p></div></div>
        <ol class='references'><li id='cite_note-2'><span class='mw-cite-backlink'>^ <a href='#r'><sup>a</sup></a> <a href='#s'><sup>b</sup></a></span> <span>第二条。</span></li></ol></body></html>";
    assert_eq!(
        shown(&read_as("t.html", page.as_bytes()).unwrap()),
        ["p| 雨停了[1]。天晴了[2]。", "note [1]| 第一条。又一段。", "note [2]| 第二条。"]
    );
}

#[test]
fn numbers_of_ordered_lists_are_text() {
    let body = "<ol><li>甲</li><li><p>乙</p><p>又乙</p><ol type='a'><li>丙</li></ol></li><li value='7'>丁</li></ol><ul><li>戊</li></ul><ol style='list-style: none'><li>己</li></ol><ol start='3'><li>3. 庚</li><li></li></ol><ol style='list-style-type: upper-roman'><li>辛</li></ol><p>后</p>";
    let read = read_as("t.html", format!("<html><body>{body}</body></html>").as_bytes()).unwrap();
    assert_eq!(
        shown(&read),
        [
            "p| 1. 甲",
            "p| 2. 乙",
            "p| 又乙",
            "p| a. 丙",
            "p| 7. 丁",
            "p| 戊",
            "p| 己",
            "p| 3. 庚",
            "p| I. 辛",
            "p| 后"
        ]
    );
    assert_eq!(read.report.changed[0].count, 5);
    let read = read_as("t.md", "3. 甲\n4. 乙\n   - 丙\n\n后\n".as_bytes()).unwrap();
    assert_eq!(shown(&read), ["p| 3. 甲", "p| 4. 乙", "p| 丙", "p| 后"]);
}

#[test]
fn an_encrypted_epub_is_refused_but_not_one_with_obfuscated_fonts() {
    let with = |algorithm: &str| {
        let xml = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/></EncryptedData></encryption>"
        );
        read_as("t.epub", &book(&[("META-INF/encryption.xml", &xml)]))
    };
    assert!(matches!(
        with("http://www.w3.org/2001/04/xmlenc#aes128-cbc").unwrap_err().kind(),
        ErrorKind::Encrypted
    ));
    assert!(with("http://www.idpf.org/2008/embedding").is_ok());
}

#[test]
fn part_names_in_gb18030_are_found() {
    // The zip crate writes names as UTF-8; the same bytes in GB18030 are put in their place.
    let package = r#"<package><manifest><item id="c" href="字字字.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>"#;
    let parts = [
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", package),
        ("OEBPS/XXXXXX.xhtml", "<html><body><p>雨。</p></body></html>"),
    ];
    let mut bytes = archive(&parts);
    let (name, _, _) = encoding_rs::GB18030.encode("字字字");
    for at in 0..bytes.len() - 6 {
        if &bytes[at..at + 6] == b"XXXXXX" {
            bytes[at..at + 6].copy_from_slice(&name);
        }
    }
    assert_eq!(shown(&read_as("t.epub", &bytes).unwrap()), ["p| 雨。"]);
}

#[test]
fn broken_epubs_are_refused() {
    let good = book(&[]);
    assert!(matches!(
        read_as("t.epub", &good[..good.len() - 300]).unwrap_err().kind(),
        ErrorKind::Damaged(_)
    ));
    let no_package = archive(&[("META-INF/container.xml", CONTAINER)]);
    assert!(
        matches!(read_as("t.epub", &no_package).unwrap_err().kind(), ErrorKind::Damaged(why) if why.contains("book.opf"))
    );
    let nested = archive(&[("inner.epub", "PK")]);
    assert!(matches!(read_as("t.epub", &nested).unwrap_err().kind(), ErrorKind::NotText { .. }));
}

#[test]
fn markdown_gives_its_text_without_its_marks() {
    let text = "---\ntitle: 不读\n---\n# 论*雨*\n\n雨下了\n一整夜。It rained\nall night.  \n硬换行。\n\n- 甲[^1]\n- 乙\n  - 丙\n\n> 引文。\n\n| 左 | 右 |\n|---|---|\n| 上 | 下 |\n\n```\ncode\n```\n\n**“引文”**他说`x`。[链接](http://e.x)![图](a.png)\n\n<p>嵌入<b>的</b>话。</p>\n\n[^1]: 注一\n    续行。\n[^乙]: 注二。\n";
    let read = read_as("t.md", text.as_bytes()).unwrap();
    assert_eq!(
        shown(&read),
        [
            "h1| 不读",
            "h1| 论雨",
            "p| 雨下了一整夜。It rained all night.",
            "p| 硬换行。",
            "p| 甲[1]",
            "p| 乙",
            "p| 丙",
            "p| 引文。",
            "p| 左",
            "p| 右",
            "p| 上",
            "p| 下",
            "p| “引文”他说x。链接",
            "p| 嵌入的话。",
            "note [1]| 注一续行。",
            "note [1]| 注二。"
        ]
    );
    assert_eq!(read.document.blocks[1].line, 4);
    assert_eq!(left_out(&read), [("metadata", 1), ("code", 1), ("pictures", 1)]);
}

#[test]
fn markdown_loses_no_text_to_a_deletion_or_to_stars() {
    let text = "<del>甲\n\n乙</del>丙，`2**3`与**“丁”**戊。\n\n己<del>庚<del>辛</del>壬</del>癸。\n\n~~子~~丑 ![寅 ![卯](y) 辰](x) 巳 `{% x %}` {% y %}\n";
    let read = read_as("t.md", text.as_bytes()).unwrap();
    assert_eq!(shown(&read), ["p| 甲", "p| 乙丙，2**3与“丁”戊。", "p| 己癸。", "p| 丑 巳 {% x %}"]);
    let deleted: Vec<_> = read.report.left_out.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(deleted, ["{% y %}", "辛", "庚壬", "子", "寅 卯 辰"]);
}

#[test]
fn digits_raised_in_any_way_stay_above_the_line() {
    let page =
        "<p>10<sup><b>11</b></sup>个</p><p>2<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>杯</p>";
    assert_eq!(shown(&read_as("t.html", page.as_bytes()).unwrap()), ["p| 10¹¹个", "p| 2 1/2杯"]);
}
