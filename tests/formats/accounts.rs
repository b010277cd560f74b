//! The input report accounts for every character: what stands in a document is in its text or in
//! what was left out, once.
//!
//! Every document has a plain paragraph, so that none may be refused for having no text.

use diptych::read::{Options, Read, read_bytes};
use proptest::prelude::*;

use crate::archive;

/// Pieces of a document; each `@` is a place for characters that stand nowhere else in it.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(of), 1..6)
}

/// Blocks with pieces of a line in the place of each `%`.
fn document(
    blocks: &'static [&'static str],
    inline: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let block = (prop::sample::select(blocks), pieces(inline));
    prop::collection::vec(block, 1..7).prop_map(|blocks| {
        let blocks = blocks.into_iter().map(|(block, inline)| block.replace('%', &inline.concat()));
        blocks.collect::<Vec<_>>().concat()
    })
}

/// The document with two characters in each place, none of them twice; they begin at U+5000, where no
/// numeral stands.
fn filled(document: &str) -> String {
    let mut next = 0x5000..;
    let mut out = String::new();
    for c in document.chars() {
        if c == '@' {
            out.extend(next.by_ref().take(2).filter_map(char::from_u32));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_of_law(c: &char) -> bool {
    ('\u{5000}'..'\u{7000}').contains(c)
}

/// The characters of what was read and of what was left out, sorted.
fn accounted(read: &Read) -> Vec<char> {
    let out = read.document.blocks.iter().flat_map(|block| block.text.chars());
    let left = read.report.left_out.iter().flat_map(|item| item.text.chars());
    let mut all: Vec<char> = out.chain(left).filter(is_of_law).collect();
    all.sort_unstable();
    all
}

#[track_caller]
fn check(name: &str, bytes: Vec<u8>, document: &str) -> Result<(), TestCaseError> {
    let read = read_bytes(name, bytes, &Options::default())
        .map_err(|error| TestCaseError::fail(format!("{error}: {document}")))?;
    let mut expected: Vec<char> = document.chars().filter(is_of_law).collect();
    expected.sort_unstable();
    prop_assert_eq!(accounted(&read), expected, "{}", document);
    Ok(())
}

const HTML: &[&str] = &[
    "<p>%</p>",
    "<h2>%</h2>",
    "<ul><li>%</li><li>@</li></ul>",
    "<ol><li>%</li></ol>",
    "<table><caption>@</caption><tr><td>%</td><th>@</th></tr></table>",
    "<div>@<p>%</p>@</div>",
    "<pre>%</pre>",
    "<pre><code>@</code></pre>",
    "<nav>%</nav>",
    "<div hidden>%</div>",
    "<div class='h'>%</div>",
    "<dl><dt>%</dt><dd>@</dd></dl>",
    "<details><summary>@</summary>%</details>",
    "<figure><img alt='x'><figcaption>%</figcaption></figure>",
    "<form>%<select><option>@</option></select><textarea>@</textarea></form>",
    "<aside epub:type='footnote' id='n1'><p><a href='#m1'>↩</a>%</p></aside>",
    "<p>@<a id='m1' href='#n1'><sup>1</sup></a>%</p>",
    "<div role='navigation'>%</div>",
    "%",
];
const HTML_INLINE: &[&str] = &[
    "@",
    "<b>@</b>",
    "<span style='display:none'>@</span>",
    "<span class='h'>@</span>",
    "<del>@</del>",
    "<ruby>@<rp>(</rp><rt>@</rt><rp>)</rp></ruby>",
    "<a href='#x'>@</a>",
    "<a href='y.html'><em>@</em>@</a>",
    "<sup>@</sup>",
    "<sub><i>@</i></sub>",
    "<button>@</button>",
    "<noscript>@</noscript>",
    "<svg><text>@</text></svg>",
    "<math><mi>@</mi><annotation>@</annotation></math>",
    "<span class='tooltiptext'>@</span>",
    "<object>@</object>",
    "<video>@</video>",
    "<canvas>@</canvas>",
    "<code>@</code>",
    "@<br>@",
    "<!-- a -->@",
];

const MARKDOWN: &[&str] = &[
    "%\n\n",
    "## %\n\n",
    "- %\n  - @\n\n",
    "3. %\n\n",
    "> %\n\n",
    "| % | @ |\n|---|---|\n| @ | @ |\n\n",
    "```\n@\n```\n\n",
    "    @\n\n",
    "<div>@<p>%</p></div>\n\n",
    "<div hidden>@</div>\n\n",
    "@[^1]\n\n[^1]: %\n    @\n\n",
    "@\n: %\n\n",
    ":::tip @\n%\n:::\n\n",
    "!!! note \"@\"\n    %\n\n",
    "$$@$$\n\n",
    "%\n===\n\n",
];
const MARKDOWN_INLINE: &[&str] = &[
    "@",
    "**@**",
    "*@*",
    " ~~@~~ ",
    "`@`",
    "[@](x)",
    "![@](x)",
    "<del>@</del>",
    "<del>@",
    "</del>@",
    "<b>@</b>",
    " $@$ ",
    "<sup>@</sup>",
    "{{< x \"@\" >}}",
    "{% @ %}",
    "**“@”**@",
    "@<br>@",
];

const WORD: &[&str] = &[
    "<w:p>%</w:p>",
    "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr>%</w:p>",
    "<w:tbl><w:tr><w:tc><w:p>%</w:p></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>%</w:p></w:tc></w:tr></w:tbl>",
    "<w:sdt><w:sdtContent><w:p>%</w:p></w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>@</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>@</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>%<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "<m:oMathPara><m:oMath><m:r><m:t>@</m:t></m:r></m:oMath></m:oMathPara>",
    "<w:customXml><w:p>%</w:p></w:customXml>",
];
const WORD_INLINE: &[&str] = &[
    "<w:r><w:t>@</w:t></w:r>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r>",
    "<w:del><w:r><w:delText>@</w:delText></w:r></w:del>",
    "<w:moveFrom><w:r><w:t>@</w:t></w:r></w:moveFrom>",
    "<w:ins><w:r><w:t>@</w:t></w:r></w:ins>",
    "<w:hyperlink><w:r><w:t>@</w:t></w:r></w:hyperlink>",
    "<w:r><w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>@</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>@</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<m:oMath><m:f><m:num><m:r><m:t>@</m:t></m:r></m:num><m:den><m:r><m:t>@</m:t></m:r></m:den></m:f></m:oMath>",
    "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>@</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>",
    "<mc:AlternateContent><mc:Choice><w:r><w:t>@</w:t></w:r></mc:Choice><mc:Fallback/></mc:AlternateContent>",
    "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>@</w:t></w:r>",
    "<w:sdt><w:sdtContent><w:r><w:t>@</w:t></w:r></w:sdtContent></w:sdt>",
    "<w:r><w:footnoteReference w:id='1'/></w:r>",
];

const SLIDES: &[&str] = &[
    "<p:sp><p:txBody>%</p:txBody></p:sp>",
    "<p:sp><p:nvPr><p:ph type='title'/></p:nvPr><p:txBody>%</p:txBody></p:sp>",
    "<p:sp><p:nvPr><p:ph type='ftr'/></p:nvPr><p:txBody><a:p><a:r><a:t>@</a:t></a:r></a:p></p:txBody></p:sp>",
    "<p:grpSp><p:sp><p:txBody>%</p:txBody></p:sp></p:grpSp>",
    "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody>%</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>",
    "<p:pic/>",
];
const SLIDES_INLINE: &[&str] = &[
    "<a:p><a:r><a:t>@</a:t></a:r><a:br/><a:fld><a:t>@</a:t></a:fld></a:p>",
    "<a:p><a:r><a:rPr baseline='30000'/><a:t>@</a:t></a:r></a:p>",
    "<a:p><mc:AlternateContent><mc:Choice><a14:m><m:oMath><m:r><m:t>@</m:t></m:r></m:oMath></a14:m></mc:Choice><mc:Fallback><a:r><a:t>x</a:t></a:r></mc:Fallback></mc:AlternateContent></a:p>",
];

const ODT: &[&str] = &[
    "<text:p>%</text:p>",
    "<text:h>%</text:h>",
    "<text:list><text:list-item><text:p>%</text:p></text:list-item></text:list>",
    "<table:table><table:table-row><table:table-cell><text:p>%</text:p></table:table-cell></table:table-row></table:table>",
    "<text:section text:display='none'><text:p>@</text:p></text:section>",
    "<text:table-of-content><text:index-body><text:p>@</text:p></text:index-body></text:table-of-content>",
    "<draw:a><draw:frame><draw:text-box><text:p>%</text:p></draw:text-box></draw:frame></draw:a>",
    "<draw:rect><text:p>%</text:p></draw:rect>",
];
const ODT_INLINE: &[&str] = &[
    "@",
    "<text:span>@</text:span>",
    "<text:span text:style-name='ghost'>@</text:span>",
    "<text:a>@</text:a>",
    "<text:ruby><text:ruby-base>@</text:ruby-base><text:ruby-text>@</text:ruby-text></text:ruby>",
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>@</text:p></text:note-body></text:note>",
    "<office:annotation><text:p>@</text:p></office:annotation>",
    "<draw:custom-shape><text:p>@</text:p></draw:custom-shape>",
    "@<text:line-break/>@",
];

/// Names of the spaces that Office files use.
const SPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
    xmlns:p='p' xmlns:a14='a14' xmlns:v='v' xmlns:r='r' \
    xmlns:text='t' xmlns:draw='d' xmlns:table='b' xmlns:office='o' xmlns:style='s'";

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn web_pages_are_accounted_for(page in document(HTML, HTML_INLINE)) {
        let page = filled(&format!("<head><title>@</title><style>.h{{display:none}}</style></head><body><p>@</p>{page}</body>"));
        check("t.html", page.clone().into_bytes(), &page)?;
        let container = "<c><rootfiles><rootfile full-path='b.opf'/></rootfiles></c>";
        let package = "<p><manifest><item id='a' href='a.html'/></manifest><spine><itemref idref='a'/></spine></p>";
        let closed = page.replace("<br>", "<br/>").replace("<img alt='x'>", "<img alt='x'/>");
        let book = archive(&[
            ("META-INF/container.xml", container),
            ("b.opf", package),
            ("a.html", &format!("<html>{closed}</html>")),
        ]);
        check("t.epub", book, &page)?;
    }

    #[test]
    fn markdown_is_accounted_for(page in document(MARKDOWN, MARKDOWN_INLINE)) {
        let page = filled(&format!("---\ntitle: @\ntags: @\n---\n\n@\n\n{page}"));
        check("t.md", page.clone().into_bytes(), &page)?;
    }

    #[test]
    fn word_is_accounted_for(body in document(WORD, WORD_INLINE)) {
        let note = "<w:footnote w:id='1'><w:p><w:r><w:t>@</w:t></w:r></w:p></w:footnote>";
        let plain = "<w:p><w:r><w:t>@</w:t></w:r></w:p>";
        let all = filled(&format!("{plain}{body}#{note}#<w:p><w:r><w:t>@</w:t></w:r></w:p>"));
        let mut parts = all.split('#');
        let mut part = |name: &str| {
            let inside = parts.next().unwrap_or_default();
            format!("<w:{name} {SPACES}>{inside}</w:{name}>")
        };
        let (body, notes, header) = (part("body"), part("footnotes"), part("hdr"));
        let rels = "<R><R Id='1' Type='x/footnotes' Target='footnotes.xml'/><R Id='2' Type='x/header' Target='header.xml'/></R>";
        let bytes = archive(&[
            ("word/document.xml", &body),
            ("word/footnotes.xml", &notes),
            ("word/header.xml", &header),
            ("word/_rels/document.xml.rels", rels),
        ]);
        check("t.docx", bytes, &all)?;
    }

    #[test]
    fn slides_are_accounted_for(slide in document(SLIDES, SLIDES_INLINE)) {
        let plain = "<p:sp><p:txBody><a:p><a:r><a:t>@</a:t></a:r></a:p></p:txBody></p:sp>";
        let slide = filled(&format!("<p:sld {SPACES}>{plain}{slide}</p:sld>"));
        let show = format!("<p:presentation {SPACES}><p:sldIdLst><p:sldId id='1' r:id='r1'/></p:sldIdLst></p:presentation>");
        let bytes = archive(&[
            ("ppt/presentation.xml", &show),
            ("ppt/_rels/presentation.xml.rels", "<R><R Id='r1' Type='x/slide' Target='s.xml'/></R>"),
            ("ppt/s.xml", &slide),
        ]);
        check("t.pptx", bytes, &slide)?;
    }

    #[test]
    fn opendocument_is_accounted_for(body in document(ODT, ODT_INLINE)) {
        let styles = format!("<s {SPACES}><style:style style:name='ghost'><style:text-properties text:display='none'/></style:style></s>");
        let content = filled(&format!("<o {SPACES}><office:text><text:p>@</text:p>{body}</office:text></o>"));
        let bytes = archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &content),
            ("styles.xml", &styles),
        ]);
        check("t.odt", bytes, &content)?;
    }
}
