//! `OpenDocument` texts.

use crate::{archive, left_out, read_as, shown};

/// A text with these blocks, and these parts of `styles.xml`.
fn document(body: &str, styles: &str) -> Vec<u8> {
    let spaces = "xmlns:office='o' xmlns:text='t' xmlns:draw='d' xmlns:style='s' xmlns:table='b'";
    let content = format!(
        "<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!("<office:document-styles {spaces}>{styles}</office:document-styles>");
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &styles),
    ])
}

#[test]
fn text_in_shapes_and_links_is_read() {
    let body = "<text:p>甲<draw:rect><text:p>乙</text:p></draw:rect><draw:ellipse><text:list><text:list-item><text:p>丙</text:p></text:list-item></text:list></draw:ellipse></text:p>\
        <draw:a><draw:frame><draw:text-box><text:p>丁</text:p></draw:text-box></draw:frame></draw:a>\
        <draw:connector><text:p>戊</text:p></draw:connector>\
        <text:p>己<text:note><text:note-body><text:list><text:list-item><text:p>庚</text:p></text:list-item></text:list></text:note-body></text:note></text:p>";
    let read = read_as("t.odt", &document(body, "")).unwrap();
    assert_eq!(
        shown(&read),
        ["p| 甲", "p| 乙", "p| 丙", "p| 丁", "p| 戊", "p| 己[1]", "note [1]| 庚"]
    );
    assert!(left_out(&read).is_empty());
}

#[test]
fn what_is_not_read_is_said_with_its_text() {
    let styles = "<style:style style:name='ghost'><style:text-properties text:display='none'/></style:style>\
        <style:master-page><style:header><text:p>书名</text:p></style:header><style:footer/></style:master-page>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:list><text:list-item><text:p>删</text:p></text:list-item></text:list></text:deletion></text:changed-region></text:tracked-changes>\
        <text:section text:display='none'><text:p>藏</text:p></text:section>\
        <text:p>见<text:span text:style-name='ghost'>隐</text:span><office:annotation><dc:date xmlns:dc='c'>2026</dc:date><text:list><text:list-item><text:p>注</text:p></text:list-item></text:list></office:annotation></text:p>\
        <draw:object/>";
    let read = read_as("t.odt", &document(body, styles)).unwrap();
    assert_eq!(shown(&read), ["p| 见"]);
    let said: Vec<_> = read.report.left_out.iter().map(|it| (it.what, it.text.as_str())).collect();
    assert_eq!(
        said,
        [
            ("headers and footers", "书名"),
            ("tracked deletions", "删"),
            ("hidden text", "藏"),
            ("hidden text", "隐"),
            ("comments", "注"),
            ("embedded objects", "")
        ]
    );
}
