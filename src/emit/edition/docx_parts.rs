//! The parts of a Word document that do not hold its text.

use diptych_segments::Lang;

use super::book::Book;
use super::markup::Markup;

pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub(super) const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
"#;

pub(super) const PACKAGE_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
"#;

pub(super) const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>
"#;

/// The two footnotes that Word keeps for the line above the notes, and that it is told of.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:characterSpacingControl w:val="compressPunctuation"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
"#;

pub(super) const SEPARATORS: &str = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#;

pub(super) const FOOTNOTE_MARK: &str = r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>"#;

/// A table with hair lines between its rows and none around it.
pub(super) const TABLE: &str = r#"<w:tblPr><w:tblW w:w="9660" w:type="dxa"/><w:tblBorders><w:insideH w:val="single" w:sz="2" w:space="0" w:color="D0C9BB"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>"#;

/// A4 with margins of two centimetres; the title at the head and the page's number at the foot
/// of every page but the first.
pub(super) const SECTION: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1134" w:bottom="1247" w:left="1134" w:header="680" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>"#;

pub(super) const PAGE_FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Number"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>
"#;

/// The title, at the head of the pages.
pub(super) fn page_header(book: &Book) -> String {
    let mut m = Markup::starting_with(DECLARATION);
    m.element("w:hdr", &NAMESPACES, |m| {
        m.element("w:p", &[], |m| {
            m.raw("<w:pPr><w:pStyle w:val=\"Number\"/><w:jc w:val=\"center\"/></w:pPr>");
            m.element("w:r", &[], |m| m.leaf("w:t", &[], &book.metadata.title));
        });
    });
    m.line();
    m.finish()
}

/// The title, authors and date, as Word shows them.
pub(super) fn core(book: &Book) -> String {
    let mut m = Markup::starting_with(DECLARATION);
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    m.element("cp:coreProperties", &namespaces, |m| {
        m.leaf("dc:title", &[], &book.metadata.title);
        m.leaf("dc:creator", &[], &book.metadata.authors.join("; "));
        m.leaf("dc:language", &[], book.source_code);
    });
    m.finish()
}

/// The styles, with the fonts and languages of both sides.
pub(super) fn styles(book: &Book) -> String {
    let code = |lang: Lang, default: &'static str| match lang {
        lang if lang == book.source_lang => book.source_code.to_owned(),
        lang if lang == book.target_lang => book.target_code.to_owned(),
        _ => default.to_owned(),
    };
    let (zh, en) = (code(Lang::Zh, "zh-CN"), code(Lang::En, "en-US"));
    let traditional = ["TW", "HK", "MO", "Hant"].iter().any(|mark| zh.contains(mark));
    let chinese = if traditional { "PMingLiU" } else { "SimSun" };
    let mut m = Markup::starting_with(DECLARATION);
    m.element("w:styles", &NAMESPACES, |m| {
        m.element("w:docDefaults", &[], |m| {
            m.element("w:rPrDefault", &[], |m| {
                m.element("w:rPr", &[], |m| {
                    let latin = "Times New Roman";
                    m.empty(
                        "w:rFonts",
                        &[("w:ascii", latin), ("w:hAnsi", latin), ("w:cs", latin), ("w:eastAsia", chinese)],
                    );
                    m.raw("<w:sz w:val=\"21\"/>");
                    m.empty("w:lang", &[("w:val", &en), ("w:eastAsia", &zh)]);
                });
            });
            m.raw("<w:pPrDefault><w:pPr><w:spacing w:after=\"60\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>");
        });
        // Chinese fills the line; English that did would show rivers.
        let sides = [("{source}", book.source_lang), ("{target}", book.target_lang)];
        m.raw(&sides.iter().fold(STYLES.to_owned(), |styles, (side, lang)| {
            styles.replace(side, if *lang == Lang::Zh { "both" } else { "left" })
        }));
    });
    m.finish()
}

const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="6A645A"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/><w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading4"><w:name w:val="heading 4"/><w:basedOn w:val="Heading3"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading5"><w:name w:val="heading 5"/><w:basedOn w:val="Heading3"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Source"><w:name w:val="Source"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="180" w:after="40"/><w:jc w:val="{source}"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Target"><w:name w:val="Target"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="{target}"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="SourceCell"><w:name w:val="Source in a cell"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="{source}"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TargetCell"><w:name w:val="Target in a cell"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="{target}"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Number"><w:name w:val="Bead number column"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="6A645A"/><w:sz w:val="16"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="BeadNumber"><w:name w:val="Bead number"/><w:rPr><w:color w:val="6A645A"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Draft"><w:name w:val="Draft remark"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="9C3A24"/><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"#;
