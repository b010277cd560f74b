//! What to do after an alignment.

messages! {
    review(count, file)
        "  doubtful pairs: {count}; review them with `diptych review {file}`"
        "  存疑句对 {count} 个；请用 `diptych review {file}` 校对";
    save(count)
        "  doubtful pairs: {count}; to review them in the browser, also write -o NAME.jsonl"
        "  存疑句对 {count} 个；要在浏览器里校对，请同时写 -o NAME.jsonl";
}
