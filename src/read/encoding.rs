//! Bytes become text: byte order mark first, then UTF-16 by its byte
//! pattern, then UTF-8 by its validity, then a guess.

use encoding_rs::{DecoderResult, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    error::{Error, ErrorKind},
    guess::{SAMPLE, guess},
    input::Options,
    report::{Encoding, Evidence, Report},
};

/// The encoding that a label names (`gbk`, `UTF-16LE`, `big5-hkscs`, …), as WHATWG lists them.
///
/// # Errors
/// [`ErrorKind::UnknownEncoding`] for a label that is not in that list.
pub fn encoding(label: &str) -> Result<&'static encoding_rs::Encoding, ErrorKind> {
    encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| ErrorKind::UnknownEncoding(label.to_owned()))
}

/// Decodes a whole text file, and says in `report` how.
///
/// `declared` is what the file says of itself: believed where nothing surer speaks.
///
/// # Errors
/// [`ErrorKind::Undecodable`] with offset and line unless the options say to replace;
/// [`ErrorKind::UnclearEncoding`]; [`ErrorKind::NotText`] for UTF-32.
pub(super) fn decode(
    bytes: &[u8],
    options: &Options,
    declared: Option<&'static encoding_rs::Encoding>,
    report: &mut Report,
) -> Result<String, Error> {
    let given = options.encoding;
    let (encoding, by, bom) =
        choose(bytes, options, declared).map_err(|kind| Error::new(report.file.clone(), kind))?;
    if given.is_some_and(|g| g != encoding && by == Evidence::ByteOrderMark) {
        report.leave_out("encoding given", "the byte order mark says otherwise", None, "");
    }
    report.encoding = Some(Encoding { name: encoding.name(), by, option: options.encoding_option });
    let (text, replaced) = decode_as(encoding, &bytes[bom..], bom, options)
        .map_err(|(kind, line)| Error::new(report.file.clone(), kind).at_line(line))?;
    report.leave_out_all("undecodable bytes", "--replace put U+FFFD in their place", replaced);
    Ok(text)
}

/// The encoding of `bytes`, how it was found, and the length of its byte order mark.
fn choose(
    bytes: &[u8],
    options: &Options,
    declared: Option<&'static encoding_rs::Encoding>,
) -> Result<(&'static encoding_rs::Encoding, Evidence, usize), ErrorKind> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(ErrorKind::NotText { what: "UTF-32", todo: "save it as UTF-8" });
    }
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok((encoding, Evidence::ByteOrderMark, length));
    }
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return Ok((GB18030, Evidence::ByteOrderMark, 4));
    }
    if let Some(encoding) = options.encoding {
        return Ok((encoding, Evidence::Given, 0));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok((encoding, Evidence::Validity, 0));
    }
    let (good, bad) = utf8_characters(bytes);
    if bad == 0 && (good > 0 || declared.is_none()) {
        return Ok((UTF_8, Evidence::Validity, 0));
    }
    if let Some(encoding) = declared {
        return Ok((if encoding == GBK { GB18030 } else { encoding }, Evidence::Declaration, 0));
    }
    if is_damaged_utf8(good, bad) {
        return Ok((UTF_8, Evidence::Validity, 0));
    }
    guess(bytes)
        .map(|encoding| (encoding, Evidence::Guess, 0))
        .ok_or(ErrorKind::UnclearEncoding { option: options.encoding_option })
}

/// UTF-16 by what its units would be: letters, Han and punctuation, with a
/// zero byte in every ASCII character.
///
/// Without any zero byte the whole must be Han with Chinese punctuation:
/// English in a one-byte encoding, read two bytes at a time, looks like Han
/// too, but never has U+3002 or U+FF0C in it.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.is_empty() {
        return None;
    }
    let has_zero = sample.contains(&0);
    let likely = |unit: fn([u8; 2]) -> u16| {
        let (mut text, mut marks, mut total) = (0usize, 0usize, 0usize);
        for pair in sample.chunks_exact(2) {
            let unit = unit([pair[0], pair[1]]);
            total += 1;
            text += usize::from(is_text_unit(unit));
            marks += usize::from(matches!(unit, 0x3001 | 0x3002 | 0xFF0C));
        }
        if has_zero { text * 10 >= total * 9 } else { text == total && marks > 0 }
    };
    match (likely(u16::from_le_bytes), likely(u16::from_be_bytes)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a UTF-16 unit is what Chinese or English text is made of.
fn is_text_unit(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D | 0x20..=0x7E | 0xA0..=0x17F
        | 0x2010..=0x2027 | 0x2030..=0x203B | 0x2460..=0x249B | 0x3000..=0x301F
        | 0x3400..=0x9FFF | 0xFF01..=0xFF5E)
}

/// How many multi-byte characters of UTF-8 there are, and how many sequences that are none.
fn utf8_characters(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // The lead bytes: one for each multi-byte character.
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// Whether this is UTF-8 with a few damaged places: at least four good
/// multi-byte characters for each bad sequence, where text in another
/// encoding has more bad than good.
fn is_damaged_utf8(good: usize, bad: usize) -> bool {
    bad * 4 <= good
}

/// Decodes `bytes` (which stand `start` bytes into the file).
///
/// Gives the text and how many sequences were replaced, or the error and its line.
fn decode_as(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
    start: usize,
    options: &Options,
) -> Result<(String, usize), (ErrorKind, usize)> {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok((text.to_owned(), 0));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut at, mut replaced) = (0, 0);
    loop {
        let (result, read) =
            decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return Ok((text, replaced)),
            DecoderResult::OutputFull => {
                text.reserve((bytes.len() - at) * 2 + 16);
            }
            DecoderResult::Malformed(length, after) => {
                if !options.replace {
                    let offset =
                        start + at.saturating_sub(usize::from(length) + usize::from(after));
                    let line = text.bytes().filter(|b| *b == b'\n').count() + 1;
                    // A byte that is wrong anywhere else has others behind it.
                    if at == bytes.len() && offset > 0 && !encoding.is_single_byte() {
                        return Err((ErrorKind::CutOff { encoding: encoding.name() }, line));
                    }
                    return Err((
                        ErrorKind::Undecodable {
                            encoding: encoding.name(),
                            offset,
                            option: options.encoding_option,
                        },
                        line,
                    ));
                }
                text.push('\u{FFFD}');
                replaced += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, WINDOWS_1252};

    use super::*;
    use crate::read::format::Format;

    const ZH: &str =
        "窗外的雨下了一整夜。\n“你听见了吗？”她问，声音很轻。\n没有人回答她，只有钟在走。\n";
    const ZH_TW: &str =
        "窗外的雨下了一整夜。\n「你聽見了嗎？」她問，聲音很輕。\n沒有人回答她，只有鐘在走。\n";
    const EN: &str = "It rained all night.\n“Did you hear that?” she asked — softly.\nNobody answered; the café clock ticked.\n";

    fn decoded(bytes: &[u8]) -> Result<(String, Encoding), Error> {
        let mut report = Report::new("t.txt", Format::Text);
        let text = decode(bytes, &Options::default(), None, &mut report)?;
        Ok((text, report.encoding.unwrap()))
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_found_and_read() {
        for (text, encoding) in
            [(ZH, UTF_8), (EN, UTF_8), (ZH, GB18030), (ZH_TW, BIG5), (EN, WINDOWS_1252)]
        {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            let (got, found) = decoded(&bytes).unwrap();
            assert_eq!(got, text, "{}", encoding.name());
            assert_eq!(found.name, encoding.name());
            assert_eq!(found.by == Evidence::Guess, encoding != UTF_8);
        }
    }

    #[test]
    fn english_with_chinese_marks_and_short_chinese_are_found() {
        for (text, encoding) in [
            ("The old town —— built by the river —— was quiet…… It was 20℃.\n", GB18030),
            ("The old town was quiet…… “Yes,” she said, and then nothing more was heard.\n", BIG5),
            ("—— 完 ——\n", GB18030),
            ("价格\tprice\n合同\tcontract\n", GB18030),
            ("The poet 李白 met 杜甫 in the autumn, and they drank together.\n", GB18030),
        ] {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            let (got, found) = decoded(&bytes).unwrap();
            assert_eq!((got.as_str(), found.name), (text, encoding.name()));
        }
        let (russian, _, _) =
            encoding_rs::WINDOWS_1251.encode("Развитие сети и общества в наше время");
        assert!(decoded(&russian).is_err());
        let korean =
            "도서관은 아침 아홉 시에 문을 엽니다. 대한민국의 모든 권력은 국민으로부터 나온다.";
        for korean in [korean, "안녕하세요", "대한민국은 민주공화국이다."] {
            let (bytes, _, _) = encoding_rs::EUC_KR.encode(korean);
            assert!(decoded(&bytes).is_err(), "{korean}");
        }
        for russian in ["Развитие сети и общества в наше время", "Договор аренды дома"]
        {
            let (bytes, _, _) = encoding_rs::KOI8_R.encode(russian);
            assert!(decoded(&bytes).is_err(), "{russian}");
        }
        for chinese in ["价格", "你好", "第一章", "合同", "张三丰", "有限公司\n经济\n"]
        {
            let (bytes, _, _) = GB18030.encode(chinese);
            assert_eq!(decoded(&bytes).unwrap().0, chinese);
        }
    }

    #[test]
    fn utf16_is_found_with_and_without_its_mark() {
        for text in [ZH, ZH_TW, EN, "雨，下了一整夜。", "Plain words only, nothing else.\r\n"]
        {
            for (name, bytes) in [
                ("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]),
                ("UTF-16BE", u16::to_be_bytes as fn(u16) -> [u8; 2]),
            ] {
                let (got, found) = decoded(&utf16(text, bytes)).unwrap();
                assert_eq!((got.as_str(), found.name), (text, name));
                let (got, found) = decoded(&utf16(&format!("\u{FEFF}{text}"), bytes)).unwrap();
                assert_eq!(
                    (got.as_str(), found.name, found.by),
                    (text, name, Evidence::ByteOrderMark)
                );
            }
        }
    }

    #[test]
    fn a_text_that_was_cut_off_in_a_character_is_named() {
        let mut bytes = utf16(ZH, u16::to_le_bytes);
        bytes.pop();
        let error = decoded(&bytes).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::CutOff { encoding: "UTF-16LE" }), "{error:?}");
        let (bytes, _, _) = GB18030.encode(ZH);
        let error = decoded(&bytes[..bytes.len() - 2]).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::CutOff { .. }), "{error:?}");
    }

    #[test]
    fn four_byte_gb18030_is_read() {
        let text = "㐀是罕用字。\u{20000}也是。我们在这里写一段普通的话，好让编码可以认出来。";
        let (bytes, _, _) = GB18030.encode(text);
        assert_eq!(decoded(&bytes).unwrap().0, text);
    }

    #[test]
    fn western_text_is_not_taken_for_utf16() {
        let (bytes, _, _) = WINDOWS_1252.encode("the cafés were open and the naïve guests came by");
        assert_eq!(decoded(&bytes).unwrap().1.name, "windows-1252");
    }

    #[test]
    fn a_damaged_byte_is_named_with_its_offset_and_line() {
        let mut bytes = ZH.as_bytes().to_vec();
        let second = ZH.find('\n').unwrap() + 1;
        bytes[second + 3] = 0xFF;
        let error = decoded(&bytes).unwrap_err();
        assert_eq!(error.line(), Some(2));
        assert!(
            matches!(error.kind(), ErrorKind::Undecodable { encoding: "UTF-8", offset, .. } if *offset == second + 3)
        );
    }

    #[test]
    fn damage_is_replaced_and_counted_when_asked() {
        let mut bytes = ZH.as_bytes().to_vec();
        bytes[3] = 0xFF;
        bytes.push(0xE4);
        let mut report = Report::new("t.txt", Format::Text);
        let text =
            decode(&bytes, &Options { replace: true, ..Options::default() }, None, &mut report)
                .unwrap();
        assert!(text.starts_with("窗\u{FFFD}") && text.ends_with('\u{FFFD}'));
        assert!(report.left_out[0].count >= 2);
    }

    #[test]
    fn a_given_encoding_decides_unless_a_mark_contradicts() {
        let (big5, _, _) = BIG5.encode("中文");
        let options = Options { encoding: Some(BIG5), ..Options::default() };
        let mut report = Report::new("t.txt", Format::Text);
        assert_eq!(decode(&big5, &options, None, &mut report).unwrap(), "中文");
        let marked = "\u{FEFF}中文".as_bytes();
        assert_eq!(decode(marked, &options, None, &mut report).unwrap(), "中文");
        assert_eq!(report.left_out.len(), 1);
        assert!(encoding("klingon").is_err());
    }

    #[test]
    fn bytes_that_fit_nothing_are_refused() {
        let noise: Vec<u8> = (0u8..=255).cycle().take(4000).filter(|b| *b >= 0x80).collect();
        assert!(decoded(&noise).is_err());
    }
}
