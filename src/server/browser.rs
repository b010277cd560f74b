//! Opens an address in the user's browser.

use std::process::{Command, Stdio};

/// Opens `url` by the program that the system has for that, without a shell and without waiting for
/// it. Where there is none, nothing happens: the address is printed too.
pub(crate) fn open(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        // `start` is no program of its own, and would take `&` of an address for a command.
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Waited for, so that it does not stay as a zombie.
        std::thread::spawn(move || child.wait());
    }
}
