//! Files that hold both sides of segments.

use std::path::Path;

use diptych::read::{self, Bilingual, ErrorKind, Options, Report};

use crate::archive::archive;
use crate::read_as;

pub(crate) fn pairs(name: &str, bytes: &[u8]) -> Result<(Bilingual, Report), read::Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read::read_pairs(Path::new(&path), &Options::default())
}

fn shown(both: &Bilingual) -> Vec<(&str, &str)> {
    both.pairs.iter().map(|p| (p.source.as_str(), p.target.as_str())).collect()
}

fn codes(both: &Bilingual) -> (Option<&str>, Option<&str>) {
    (both.source_lang.as_deref(), both.target_lang.as_deref())
}

#[test]
fn xliff_1_gives_its_units_without_codes() {
    let file = "<?xml version='1.0'?><xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file source-language='zh-CN' target-language='en-GB' original='a'><body>
        <trans-unit id='1'><source>雨<g id='1'>停</g><x id='2'/>了。<bpt id='3'>&lt;b&gt;</bpt></source><target>The rain  <g id='1'>stopped</g>.</target><alt-trans><target>No.</target></alt-trans></trans-unit>
        <group><trans-unit id='2' translate='no'><source>代码</source></trans-unit><trans-unit id='3'><source>还没译。</source></trans-unit></group></body></file></xliff>";
    let (both, report) = pairs("t.xlf", file.as_bytes()).unwrap();
    assert_eq!(shown(&both), [("雨停了。", "The rain stopped."), ("还没译。", "")]);
    assert_eq!(codes(&both), (Some("zh-CN"), Some("en-GB")));
    assert_eq!(report.left_out[0].what, "units not to be translated");
    assert_eq!(both.pairs[0].line, 2);
}

#[test]
fn targets_that_are_no_translations_yet_are_left_out_unless_asked_for() {
    let unit = |attributes: &str, target: &str| {
        format!("<trans-unit id='1' {attributes}><source>甲</source>{target}</trans-unit>")
    };
    let v1 = |unit: &str| {
        format!(
            "<xliff version='1.2' xmlns:m='http://m' xmlns:mq='http://mq'><file source-language='zh' target-language='en'><body>{unit}</body></file></xliff>"
        )
    };
    let studio = |attributes: &str| {
        v1(&format!(
            "<trans-unit id='1'><source>甲</source><seg-source><mrk mtype='seg' mid='1'>甲</mrk></seg-source><target><mrk mtype='seg' mid='1'>A</mrk></target><sdl:seg-defs xmlns:sdl='http://sdl'><sdl:seg id='1' {attributes}/></sdl:seg-defs></trans-unit>"
        ))
    };
    let v2 = |state: &str| {
        format!(
            "<xliff version='2.1' srcLang='zh' trgLang='en'><file id='f'><unit id='u'><segment {state}><source>甲</source><target>A</target></segment></unit></file></xliff>"
        )
    };
    let ready = [
        v1(&unit("", "<target>A</target>")),
        v1(&unit("", "<target state='final'>A</target>")),
        v1(&unit("", "<target state='needs-review-translation'>A</target>")),
        v1(&unit("", "<target state='translated' state-qualifier='mt-suggestion'>A</target>")),
        v1(&unit("m:confirmed='1' m:trans-origin='mt'", "<target>A</target>")),
        v1(&unit("mq:status='ManuallyConfirmed'", "<target>A</target>")),
        studio("conf='ApprovedSignOff' origin='mt'"),
        v2("state='reviewed'"),
        v2(""),
    ];
    let unready = [
        v1(&unit("", "<target state='new'>A</target>")),
        v1(&unit("", "<target state='needs-translation'>A</target>")),
        v1(&unit("", "<target state-qualifier='rejected-grammar'>A</target>")),
        v1(&unit("", "<target state-qualifier='mt-suggestion'>A</target>")),
        v1(&unit("m:confirmed='0' m:trans-origin='mt'", "<target>A</target>")),
        v1(&unit("mq:status='Rejected'", "<target>A</target>")),
        v1(&unit("", "<target>[NAB: REVIEW]A</target>")),
        studio("conf='RejectedTranslation'"),
        studio("conf='Draft' origin='mt'"),
        v2("state='initial'"),
    ];
    for (files, is_ready) in [(&ready[..], true), (&unready[..], false)] {
        for file in files {
            let (both, report) = pairs("t.xlf", file.as_bytes()).unwrap();
            assert_eq!(!both.pairs[0].target.is_empty(), is_ready, "{file}");
            assert_eq!(report.left_out.is_empty(), is_ready, "{file}");
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("t.xlf");
            std::fs::write(&path, file).unwrap();
            let all = Options { all_states: true, ..Options::default() };
            let (both, _) = read::read_pairs(&path, &all).unwrap();
            assert!(both.pairs[0].target.ends_with('A'), "{file}");
        }
    }
}

#[test]
fn codes_that_break_the_line_are_blanks() {
    for code in ["<x id='1' ctype='lb'/>", "<ph id='1'>&lt;br /&gt;</ph>"] {
        let file = format!(
            "<xliff version='1.2'><file source-language='zh' target-language='en'><body><trans-unit id='1'><source>一{code}二</source><target>One{code}two</target></trans-unit></body></file></xliff>"
        );
        let (both, _) = pairs("t.xlf", file.as_bytes()).unwrap();
        assert_eq!(shown(&both), [("一 二", "One two")]);
    }
}

#[test]
fn sdlxliff_gives_its_segments_by_their_number() {
    let file = "\u{FEFF}<xliff version='1.2' xmlns:sdl='http://sdl.com/FileTypes/SdlXliff/1.0'><file source-language='zh-CN' target-language='en-US'><body><trans-unit id='u'>
        <source>甲。乙。</source><seg-source><g id='1'><mrk mtype='seg' mid='7'>甲。</mrk><mrk mtype='seg' mid='8'>乙。</mrk></g></seg-source>
        <target><g id='1'><mrk mtype='seg' mid='8'>B<mrk mtype='x-sdl-deleted' sdl:revid='x'>bb</mrk>.</mrk> <mrk mtype='seg' mid='7'>A.</mrk></g></target><sdl:seg-defs><sdl:seg id='7' conf='Translated'/></sdl:seg-defs></trans-unit></body></file></xliff>";
    let (both, _) = pairs("t.sdlxliff", file.as_bytes()).unwrap();
    assert_eq!(shown(&both), [("甲。", "A."), ("乙。", "B.")]);
    assert_eq!(both.pairs[1].id.as_deref(), Some("u/8"));
}

#[test]
fn a_target_without_marks_answers_the_whole_unit_and_locks_are_inherited() {
    let file = "<xliff version='1.2'><file source-language='zh' target-language='en'><body>
        <trans-unit id='1'><source>甲。乙。</source><seg-source><mrk mtype='seg' mid='1'>甲。</mrk><mrk mtype='seg' mid='2'>乙。</mrk></seg-source><target>A. B.</target></trans-unit>
        <group translate='no'><trans-unit id='2'><source>锁</source></trans-unit><group><trans-unit id='3' translate='yes'><source>开</source></trans-unit></group></group>
        <trans-unit id='4'><source>后</source></trans-unit></body></file></xliff>";
    let (both, report) = pairs("t.xlf", file.as_bytes()).unwrap();
    assert_eq!(shown(&both), [("甲。乙。", "A. B."), ("开", ""), ("后", "")]);
    assert_eq!(report.left_out[0].place.as_deref(), Some("line 3"));
}

#[test]
fn xliff_2_gives_its_segments_and_not_what_is_ignorable() {
    let file = "<xliff version='2.1' srcLang='zh' trgLang='en' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file id='f'><unit id='u'>
        <segment id='s1'><source>甲<pc id='1'>乙</pc><ph id='2'/><cp hex='4E19'/></source><target>One</target></segment><ignorable><source> </source></ignorable><segment><source>丁</source></segment></unit></file></xliff>";
    let (both, _) = pairs("t.xml", file.as_bytes()).unwrap();
    assert_eq!(shown(&both), [("甲乙丙", "One"), ("丁", "")]);
    assert_eq!(codes(&both), (Some("zh"), Some("en")));
}

#[test]
fn tmx_gives_the_source_variant_first_in_utf16_too() {
    let file = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"zh-CN\" datatype=\"plaintext\"/><body>
        <tu tuid=\"a\"><tuv xml:lang=\"en-US\"><seg>Rain.</seg></tuv><tuv xml:lang=\"zh-CN\"><seg>雨<ph>x</ph>。</seg></tuv></tu>
        <tu><tuv xml:lang=\"zh-CN\"><seg>独</seg></tuv></tu></body></tmx>";
    let utf16: Vec<u8> =
        format!("\u{FEFF}{file}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16.as_slice(), file.replace("UTF-16", "UTF-8").as_bytes()] {
        let (both, report) = pairs("t.tmx", bytes).unwrap();
        assert_eq!(shown(&both), [("雨。", "Rain.")]);
        assert_eq!(codes(&both), (Some("zh-CN"), Some("en-US")));
        assert!(report.left_out.iter().any(|l| l.what == "units with one side"));
    }
}

#[test]
fn po_gives_messages_with_plurals_and_not_what_is_fuzzy_or_gone() {
    let file = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: zh_CN\\n\"\n\n#: a.c:1\nmsgctxt \"menu\"\nmsgid \"Open \"\n\"\\\"file\\\"\"\nmsgstr \"打开“文件”\"\n\n#, fuzzy\nmsgid \"Bad\"\nmsgstr \"坏\"\n\nmsgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d 天\"\n\n#~ msgid \"Old\"\n#~ msgstr \"旧\"\nmsgid \"Last\"\nmsgstr \"\"\n";
    let (both, report) = pairs("zh.po", file.as_bytes()).unwrap();
    assert_eq!(
        shown(&both),
        [
            ("Open \"file\"", "打开“文件”"),
            ("Bad", ""),
            ("%d day", "%d 天"),
            ("%d days", "%d 天"),
            ("Last", "")
        ]
    );
    assert_eq!(codes(&both), (None, Some("zh-CN")));
    assert_eq!(
        (report.left_out[0].what, report.left_out[0].text.as_str()),
        ("fuzzy translations", "坏")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zh.po");
    std::fs::write(&path, file).unwrap();
    let all = Options { all_states: true, ..Options::default() };
    let (both, _) = read::read_pairs(&path, &all).unwrap();
    assert_eq!(shown(&both)[1], ("Bad", "坏"));
    let error = pairs("zh.po", b"msgid \"a\"\nmsgstr a\n").unwrap_err();
    assert_eq!((error.line(), matches!(error.kind(), ErrorKind::NotPo)), (Some(2), true));
}

#[test]
fn tables_take_the_columns_that_their_head_names() {
    let (both, _) = pairs(
        "t.csv",
        "id,English,中文\n1,\"Rain, and\n\"\"more\"\"\",雨\n\n2,Sun,日\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(shown(&both), [("Rain, and \"more\"", "雨"), ("Sun", "日")]);
    assert_eq!(codes(&both), (Some("en-US"), Some("zh-CN")));
    for head in [
        "zh_cn,en",
        "CHS,ENU",
        "src,tgt",
        "简体中文,English translation",
        "中文原文,英文译文",
        "cn,en_us",
    ] {
        let (both, _) = pairs("t.csv", format!("{head}\n雨,Rain").as_bytes()).unwrap();
        assert_eq!(shown(&both), [("雨", "Rain")], "{head}");
        assert!(codes(&both).0.is_none_or(|code| code == "zh-CN"), "{head}");
    }
    let (gbk, _, _) = encoding_rs::GBK.encode(
        "他说\"雨\"停了。\tThe rain stopped, he said.\n天晴了，我们出门去。\tIt cleared up.\n",
    );
    let (both, report) = pairs("t.tsv", &gbk).unwrap();
    assert_eq!(shown(&both)[0], ("他说\"雨\"停了。", "The rain stopped, he said."));
    assert_eq!(report.encoding.unwrap().name, "gb18030");
    for text in ["sep=;\n雨;\"Rain; more\"", "雨;\"Rain; more\"", "\u{FEFF}雨\tRain; more"] {
        assert_eq!(shown(&pairs("t.csv", text.as_bytes()).unwrap().0), [("雨", "Rain; more")]);
    }
    let error = pairs("t.tsv", "雨\tRain\n日\n".as_bytes()).unwrap_err();
    assert_eq!((error.line(), matches!(error.kind(), ErrorKind::NotTwoColumns)), (Some(2), true));
}

#[test]
fn tables_without_a_head_take_the_columns_by_their_script() {
    let table = |text: &str| {
        let (both, _) = pairs("t.csv", text.as_bytes()).unwrap();
        (shown(&both)[0].0.to_owned(), shown(&both)[0].1.to_owned(), both.pairs.len())
    };
    let owned = |a: &str, b: &str, n| (a.to_owned(), b.to_owned(), n);
    assert_eq!(
        table("a-1,雨停了。,The rain stopped.\na-2,天晴。,Clear."),
        owned("雨停了。", "The rain stopped.", 2)
    );
    assert_eq!(
        table("1,The rain stopped.,雨停了。\n2,Clear.,天晴。"),
        owned("The rain stopped.", "雨停了。", 2)
    );
    assert_eq!(table("对照表,,\n编号,English (UK),简体,中文\n1,Rain,x,雨"), owned("Rain", "雨", 1));
    assert_eq!(
        table("汉语,Chinese language\n英语,English language"),
        owned("汉语", "Chinese language", 2)
    );
}

#[test]
fn a_file_of_one_language_is_no_pair() {
    assert!(matches!(
        pairs("t.txt", "雨。".as_bytes()).unwrap_err().kind(),
        ErrorKind::NotBilingual
    ));
}

#[test]
fn alone_a_bilingual_file_is_its_source_side() {
    let read = read_as("t.tsv", "雨。\tRain.\n日。\tSun.\n".as_bytes()).unwrap();
    assert_eq!(crate::shown(&read), ["p| 雨。", "p| 日。"]);
    assert_eq!(crate::left_out(&read), [("target sides", 2)]);
}

#[test]
fn broken_and_hostile_files_are_refused() {
    for (name, text) in [
        ("t.xlf", "<xliff><file><body><trans-unit id='1'><source>雨"),
        ("t.xlf", "<xliff><a></xliff>"),
    ] {
        assert!(matches!(pairs(name, text.as_bytes()).unwrap_err().kind(), ErrorKind::Damaged(_)));
    }
    let bomb = "<!DOCTYPE xliff [<!ENTITY a 'aaaa'>]><xliff><file>&a;</file></xliff>";
    assert!(matches!(pairs("t.xlf", bomb.as_bytes()).unwrap_err().kind(), ErrorKind::Hostile(_)));
    assert!(matches!(pairs("t.xlf", b"<xliff/>").unwrap_err().kind(), ErrorKind::Empty));
    assert!(matches!(
        pairs("t.xml", b"<?xml version='1.0'?><other/>").unwrap_err().kind(),
        ErrorKind::NotText { .. }
    ));
}

#[test]
fn a_spreadsheet_gives_its_first_sheet() {
    let sheet = |rows: &str| {
        format!(
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let cell =
        |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r='2'>{}{}</row><row r='3'>{}{}</row>",
        cell("A2", "zh-CN"),
        cell("B2", "en"),
        cell("A3", "雨。"),
        cell("B3", "Rain.")
    );
    let rels = |inner: &str| {
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inner}</Relationships>"
        )
    };
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = archive(&[
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        ),
        (
            "_rels/.rels",
            &rels(&format!(
                "<Relationship Id='r1' Type='{kind}/officeDocument' Target='xl/workbook.xml'/>"
            )),
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='甲' sheetId='1' r:id='rId1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &rels(&format!(
                "<Relationship Id='rId1' Type='{kind}/worksheet' Target='worksheets/sheet1.xml'/>"
            )),
        ),
        ("xl/worksheets/sheet1.xml", &sheet(&rows)),
    ]);
    let (both, _) = pairs("t.xlsx", &bytes).unwrap();
    assert_eq!(shown(&both), [("雨。", "Rain.")]);
    assert_eq!((codes(&both), both.pairs[0].line), ((Some("zh-CN"), Some("en")), 3));
}

#[test]
fn a_package_of_memoq_gives_the_pairs_inside_it() {
    let file = "<xliff version='1.2'><file source-language='zh' target-language='en'><body><trans-unit id='1'><source>天</source><target>Sky</target></trans-unit></body></file></xliff>";
    let package = archive(&[("skeleton.xml", "<x/>"), ("document.mqxliff", file)]);
    let (both, _) = pairs("t.mqxlz", &package).unwrap();
    assert_eq!(shown(&both), [("天", "Sky")]);
    let other = archive(&[("skeleton.xml", "<x/>")]);
    assert!(matches!(
        pairs("t.mqxlz", &other).unwrap_err().kind(),
        ErrorKind::NotText { what: "a zip archive", .. }
    ));
}
